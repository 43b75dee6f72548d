"""What the worker does by itself: tell organisers of overdue answers."""

import threading

import click

from campaign import clock
from campaign.db import reading, transaction
from campaign.handover import overdue


def tell_some(_stop: threading.Event) -> None:
    """Tell the teams whose answers are overdue; a job of the worker."""
    now = clock.now()
    if not overdue.waiting(reading(), now=now):
        reading().rollback()
        return
    with transaction() as session:
        number = overdue.tell(session, now=now)
    click.echo(f"{number} mails about overdue answers queued")
