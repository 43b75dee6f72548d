"""What the worker does for statements: what nobody confirmed is not kept."""

import threading

import click

from campaign import clock
from campaign.db import transaction
from campaign.statements import operations


def forget_some(_stop: threading.Event) -> None:
    """Forget statements that were asked for and not made within two days; a job of the worker."""
    with transaction() as session:
        number = operations.forget_unconfirmed(session, now=clock.now())
    if number:
        click.echo(f"{number} unconfirmed statements forgotten")
