"""`campaign outbox` and `campaign worker`: delivery, and reading bounces back."""

import logging
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import click
from flask.cli import AppGroup

from campaign import clock, faults
from campaign.db import reading, transaction
from campaign.outbox import bounces, delivery, operations
from campaign.outbox.rules import Told

PAUSE = 1.0
"""Seconds between two looks at an empty queue."""

Job = Callable[[threading.Event], None]

logger = logging.getLogger(__name__)


commands = AppGroup("outbox", help="Mail that waits to leave, and mail that came back.")


@commands.command("deliver")
@click.option("--once", is_flag=True, help="Deliver what is due now and end, instead of waiting for more.")
def deliver(once: bool) -> None:
    """Deliver the mails that are due, and wait for more until it is stopped. Several may run beside each other."""
    if once:
        say(delivery.deliver_due())
    else:
        keep_doing([deliver_some])


@commands.command("bounces")
@click.argument("place", type=click.Path(exists=True, path_type=Path))
def read_bounces(place: Path) -> None:
    """Read delivery reports from PLACE (a file, a folder of files, or a Maildir) and mark those mails refused."""
    found = list(bounces.reports_in(place))
    with transaction() as session:
        marked = sum(bounces.take(session, report, now=clock.now()) for report in found)
    click.echo(f"{len(found)} reports of failed delivery, {marked} mails newly marked as refused.")


@commands.command("lift")
@click.argument("mailbox")
def lift(mailbox: str) -> None:
    """Send invitations to MAILBOX again although it bounced or unsubscribed (only when its owner asks for it)."""
    with transaction() as session:
        lifted = operations.lift(session, mailbox)
    if not lifted:
        raise click.ClickException(f"{mailbox} is not suppressed.")
    click.echo(f"{mailbox} can be invited again.")


def deliver_some(stop: threading.Event) -> None:
    """Deliver what is due now; a job of the worker."""
    say(delivery.deliver_due(stop=stop))


def say(outcomes: Counter[Told]) -> None:
    """One line about a round in which something happened."""
    if outcomes:
        click.echo(", ".join(f"{number} {told.value}" for told, number in sorted(outcomes.items())))


def seldom(job: Job, *, seconds: float) -> Job:
    """The same job, done at most once in so many seconds."""
    last: list[float] = []

    def rested(stop: threading.Event) -> None:
        if not last or time.monotonic() - last[0] >= seconds:
            last[:] = [time.monotonic()]
            job(stop)

    return rested


def keep_doing(jobs: list[Job]) -> None:
    """Do these jobs again and again, until SIGTERM or Ctrl-C; what is being done is brought to its end.

    A job that fails (the database restarts, the disk is full) is logged and tried again.
    """
    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda _number, _frame: stop.set())
    while not stop.is_set():
        for job in jobs:
            try:
                job(stop)
            except Exception as error:
                logger.error("the worker goes on after this%s", faults.told(error))
                reading().close()
        stop.wait(PAUSE)
