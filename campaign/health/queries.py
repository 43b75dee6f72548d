"""The figures of an installation, by three counts and a look at the disk."""

import shutil
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign import config, journal
from campaign.health.rules import Figures
from campaign.outbox.models import MailState, OutgoingMail

DAY = timedelta(days=1)


def figures(session: Session, *, now: datetime) -> Figures:
    """How the installation stands now."""
    queued = OutgoingMail.state == MailState.QUEUED
    # A mail that came back once is due later; it waits all the same.
    waits = queued & ((OutgoingMail.due_at <= now) | (OutgoingMail.attempts > 0))
    urgent = select(func.min(OutgoingMail.queued_at)).where(waits, OutgoingMail.is_bulk.is_(False))
    error = select(OutgoingMail.last_error).where(waits, OutgoingMail.last_error.is_not(None))
    settled = select(OutgoingMail.state, func.count()).where(OutgoingMail.settled_at > now - DAY)
    ends = dict(session.execute(settled.group_by(OutgoingMail.state)).all())
    return Figures(
        waiting=session.scalar(select(func.count()).select_from(OutgoingMail).where(waits)) or 0,
        urgent_since=session.scalar(urgent),
        last_error=session.scalar(error.order_by(OutgoingMail.due_at.desc()).limit(1)) or "",
        left=ends.get(MailState.SENT, 0),
        given_up=ends.get(MailState.GIVEN_UP, 0),
        free=shutil.disk_usage(config.current().instance_folder).free,
        reached=journal.reached(session),
    )
