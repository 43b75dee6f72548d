"""The journal's end, mailed day by day to somebody outside: cut-off events and rewritten chains are found out."""

import threading
from datetime import datetime, timedelta

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import clock, config, db, journal
from campaign.db import transaction
from campaign.journal import Anchor, Event
from campaign.outbox import operations as outbox
from campaign.outbox.operations import Mail

EVERY = timedelta(days=1)
_SUBJECT = "journal"


def tell(session: Session, *, now: datetime) -> Anchor | None:
    """Mail the journal's end to JOURNAL_WITNESS and note it there; None in an empty journal. The caller commits."""
    newest = journal.newest(session)
    if newest is None:
        return None
    anchor = Anchor(newest.number, newest.digest)
    mail = Mail(
        template="journal_witness",
        to=config.current().journal_witness,
        about=f"{_SUBJECT}:{anchor.number}",
        values={
            "anchor": str(anchor),
            "number": anchor.number,
            "command": f"campaign journal verify --expect {anchor}",
        },
    )
    outbox.enqueue(session, mail, now=now)
    journal.record(session, "journal.witnessed", _SUBJECT, now=now, number=anchor.number, last=anchor.digest)
    return anchor


def is_due(session: Session, *, now: datetime) -> bool:
    """Whether a day went by since the end was told, and something has happened since."""
    told = session.scalar(select(Event).where(Event.kind == "journal.witnessed").order_by(Event.number.desc()).limit(1))
    newest = journal.newest(session)
    if told is None or newest is None:
        return newest is not None
    return now - told.happened_at >= EVERY and newest.number > told.number


def tell_daily(_stop: threading.Event) -> None:
    """Tell the end once a day, where JOURNAL_WITNESS is set; a job of the worker, of which several may run."""
    if not config.current().journal_witness:
        return
    with transaction() as session:
        db.one_at_a_time(session, "journal witness")
        now = clock.now()
        anchor = tell(session, now=now) if is_due(session, now=now) else None
    if anchor:
        click.echo(f"The journal's end was mailed: event {anchor.number}")
