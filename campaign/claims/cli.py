"""What the worker does for claims: ripe ones sign, forgotten ones expire."""

import threading

import click

from campaign import clock
from campaign.claims import settling
from campaign.db import transaction


def ripen_some(_stop: threading.Event) -> None:
    """Settle what is due; a job of the worker."""
    with transaction() as session:
        number = settling.ripen(session, now=clock.now())
    if number:
        click.echo(f"{number} claims settled")
