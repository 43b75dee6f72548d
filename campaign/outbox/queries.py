"""Which mails wait, how many have left of late, which mailboxes get no more bulk mail."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from campaign.outbox import rules
from campaign.outbox.models import MailState, OutgoingMail, Suppression


def anything_due(session: Session, *, now: datetime) -> bool:
    """Whether any mail waits to leave now; spares an idle worker the lock of a writer."""
    return session.scalar(select(OutgoingMail.id).where(_due(now)).limit(1)) is not None


def waiting_urgent(session: Session, *, now: datetime, limit: int) -> Sequence[OutgoingMail]:
    """Codes, receipts and the like that are due, locked for this transaction; the oldest first."""
    return _locked(session, OutgoingMail.is_bulk.is_(False), now=now, limit=limit)


def waiting_bulk(session: Session, pace: str, *, now: datetime, limit: int) -> Sequence[OutgoingMail]:
    """Bulk mails of one pace that are due, locked for this transaction; the oldest first."""
    return _locked(session, and_(OutgoingMail.is_bulk, OutgoingMail.pace == pace), now=now, limit=limit)


def paces_waiting(session: Session, *, now: datetime) -> list[tuple[str, int | None]]:
    """Every pace with bulk mail due and its limit per hour; the one that waited longest first."""
    query = select(OutgoingMail.pace, func.min(OutgoingMail.per_hour)).where(OutgoingMail.is_bulk, _due(now))
    rows = session.execute(query.group_by(OutgoingMail.pace).order_by(func.min(OutgoingMail.due_at)))
    return [(pace, per_hour) for pace, per_hour in rows]


def used(session: Session, allowance: rules.Allowance, *, now: datetime, pace: str | None = None) -> int:
    """How many mails of the allowance are used up: left within its time, or in somebody's hands now."""
    left = and_(OutgoingMail.state == MailState.SENT, OutgoingMail.settled_at > now - allowance.within)
    leased = and_(OutgoingMail.state == MailState.QUEUED, OutgoingMail.leased_until > now)
    query = select(func.count()).select_from(OutgoingMail).where(or_(left, leased))
    if pace is not None:
        query = query.where(OutgoingMail.is_bulk, OutgoingMail.pace == pace)
    return session.scalar(query) or 0


def suppressed(session: Session, mailboxes: Iterable[str]) -> dict[str, Suppression]:
    """Those of these mailboxes that get no more bulk mail, by their key."""
    keys = {rules.mailbox_key(each) for each in mailboxes}
    rows = session.scalars(select(Suppression).where(Suppression.mailbox.in_(keys)))
    return {row.mailbox: row for row in rows}


def by_public_id(session: Session, public_id: str) -> OutgoingMail | None:
    """The mail with this identifier, as a bounce's return path names it."""
    return session.scalar(select(OutgoingMail).where(OutgoingMail.public_id == public_id))


def by_message_id(session: Session, message_id: str) -> OutgoingMail | None:
    """The mail with this Message-ID, as a bounce quotes it."""
    return session.scalar(select(OutgoingMail).where(OutgoingMail.message_id == message_id))


def _due(now: datetime) -> ColumnElement[bool]:
    free = or_(OutgoingMail.leased_until.is_(None), OutgoingMail.leased_until <= now)
    return and_(OutgoingMail.state == MailState.QUEUED, OutgoingMail.due_at <= now, free)


def _locked(session: Session, which: ColumnElement[bool], *, now: datetime, limit: int) -> Sequence[OutgoingMail]:
    query = select(OutgoingMail).where(which, _due(now)).order_by(OutgoingMail.due_at, OutgoingMail.id).limit(limit)
    # Several workers share the queue: each skips what another one holds. SQLite has one writer at a time anyway.
    return session.scalars(query.with_for_update(skip_locked=True)).all()
