"""What the worker does for offices: who has no seat any more has no assistants either."""

import threading

import click

from campaign import clock
from campaign.acting import operations
from campaign.db import transaction


def end_some(_stop: threading.Event) -> None:
    """End the offices whose seat is over, and registrations nobody confirmed; a job of the worker."""
    with transaction() as session:
        number = operations.end_with_seats(session, now=clock.now())
    if number:
        click.echo(f"{number} assistants ended")
