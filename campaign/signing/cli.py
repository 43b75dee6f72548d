"""What the worker does for signing: what was filled in and never confirmed is not kept."""

import threading

import click

from campaign import clock
from campaign.db import transaction
from campaign.signing import preparing


def forget_some(_stop: threading.Event) -> None:
    """Forget what waited a day for its code in vain; a job of the worker."""
    with transaction() as session:
        number = preparing.forget_unconfirmed(session, now=clock.now())
    if number:
        click.echo(f"{number} unconfirmed forms forgotten")
