"""`campaign inviting`: reminders that are due."""

import threading

import click
from flask.cli import AppGroup

from campaign import clock
from campaign.db import reading, transaction
from campaign.drafting.models import Letter
from campaign.inviting import operations, queries, rules

commands = AppGroup("inviting", help="Invitations and reminders.")


@commands.command("remind")
def remind() -> None:
    """Queue the reminders that are due, for letters that let them leave by themselves. Run it once a day or oftener."""
    number = remind_due()
    click.echo(f"{number} reminders queued.")


def remind_some(_stop: threading.Event) -> None:
    """Queue the reminders that are due now; a job of the worker."""
    if number := remind_due():
        click.echo(f"{number} reminders queued")


def remind_due() -> int:
    """Queue what is due, each letter in a transaction of its own; how many reminders that were."""
    now, total = clock.now(), 0
    open_letters = [each.id for each in queries.letters_that_remind(reading()) if rules.why_not(each, now=now) is None]
    for letter_id in open_letters:
        with transaction() as session:
            letter = session.get_one(Letter, letter_id)
            if rules.why_not(letter, now=now) is None:
                total += len(operations.remind(session, letter, by=None, now=now))
    return total
