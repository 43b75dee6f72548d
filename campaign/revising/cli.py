"""What the worker does for corrections: nobody who stands under one misses it."""

import threading

import click

from campaign import clock
from campaign.db import transaction
from campaign.revising import telling


def show_missed(_stop: threading.Event) -> None:
    """Show corrections to those who were recorded on the text before them; a job of the worker."""
    with transaction() as session:
        number = telling.show_missed(session, now=clock.now())
    if number:
        click.echo(f"{number} signatories shown a correction")
