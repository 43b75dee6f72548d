"""The journal: an append-only, hash-chained record of what happened, by ids and digests, never by names or addresses.

Each event's digest covers its own content and the digest before it, so a row that was changed, removed or slipped in by
hand breaks the chain at that place (`campaign journal verify` names it). Database triggers refuse UPDATE and DELETE.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import DDL, Table, event, insert, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from campaign.db import Base

GENESIS = "0" * 64
_POSTGRES_LOCK = 0x6A6F75726E616C  # "journal": one writer of the chain at a time


class Event(Base):
    """One thing that happened. Rows are only ever added."""

    __tablename__ = "journal"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    happened_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(index=True)
    subject: Mapped[str] = mapped_column(index=True)
    facts: Mapped[dict[str, Any]]
    previous: Mapped[str] = mapped_column(unique=True)
    digest: Mapped[str] = mapped_column(unique=True)


# Put together once: every act in the house adds to the journal.
_TABLE = cast(Table, Event.__table__)
_LAST = select(_TABLE.c.number, _TABLE.c.digest).order_by(_TABLE.c.number.desc()).limit(1)
_ADD = insert(_TABLE)


@dataclass(frozen=True)
class Break:
    """Where the chain breaks first, and what is wrong there."""

    number: int
    reason: str


def record(session: Session, kind: str, subject: str, *, now: datetime, **facts: Any) -> None:
    """Append one event; the caller commits. `facts` hold ids, digests and counts that JSON can hold."""
    record_all(session, [(kind, subject, facts)], now=now)


def record_all(session: Session, happenings: Iterable[tuple[str, str, Mapping[str, Any]]], *, now: datetime) -> None:
    """Append several events (kind, subject, facts) in this order; the caller commits."""
    number, previous = _head(session)
    rows = []
    for kind, subject, facts in happenings:
        number += 1
        digest = _digest(number, now, kind, subject, facts, previous)
        rows.append(
            {
                "number": number,
                "happened_at": now,
                "kind": kind,
                "subject": subject,
                "facts": dict(facts),
                "previous": previous,
                "digest": digest,
            }
        )
        previous = digest
    if rows:
        session.execute(_ADD, rows)


def verify(session: Session) -> Break | None:
    """The first break of the chain, or None where every event stands as it was recorded."""
    query = select(Event).order_by(Event.number).execution_options(yield_per=1000)
    with session.scalars(query) as rows:  # closed also when a break ends the reading early
        return _first_break(rows)


def history(session: Session, subject: str) -> list[Event]:
    """All events about one subject, oldest first."""
    return list(session.scalars(select(Event).where(Event.subject == subject).order_by(Event.number)))


def newest(session: Session) -> Event | None:
    """The last event; its digest, kept elsewhere, shows later whether events were cut off at the end."""
    return session.scalar(select(Event).order_by(Event.number.desc()).limit(1))


def _first_break(rows: Iterable[Event]) -> Break | None:
    number, previous = 0, GENESIS
    for row in rows:
        number += 1
        if row.number != number:
            return Break(number, "this event is missing")
        if row.previous != previous:
            return Break(number, "this event does not follow the one before it")
        if row.digest != _digest(number, row.happened_at, row.kind, row.subject, row.facts, previous):
            return Break(number, "this event was altered")
        previous = row.digest
    return None


def _head(session: Session) -> tuple[int, str]:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK})
    last = session.execute(_LAST).first()
    return (last.number, last.digest) if last else (0, GENESIS)


def _digest(number: int, at: datetime, kind: str, subject: str, facts: Mapping[str, Any], previous: str) -> str:
    content = [number, at.astimezone(UTC).isoformat(timespec="microseconds"), kind, subject, facts, previous]
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


APPEND_ONLY = {
    "sqlite": (
        "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
        "CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION journal_append_only() RETURNS trigger AS $$ "
        "BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal "
        "FOR EACH ROW EXECUTE FUNCTION journal_append_only()",
    ),
}

for _dialect, _statements in APPEND_ONLY.items():
    for _statement in _statements:
        event.listen(
            Event.__table__,
            "after_create",
            DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]
        )
