"""The journal: an append-only, hash-chained record of what happened, by ids and digests, never by names or addresses.

Each event's digest covers the digest of its content and the event before it, so a row that was changed, removed or
slipped in by hand breaks the chain at that place (`campaign journal verify` names it). The content is digested with a
salt: an archive can show the whole chain link by link, and nobody can guess what the events were that it keeps to
itself. Database triggers refuse UPDATE, DELETE and TRUNCATE.

Time does not run backwards: while the clock is behind the newest event, or the worker's last beat, nothing is recorded,
so that nothing worth recording is done. No link or code that had ended counts again because the clock was set back.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import DDL, Row, ScalarResult, Table, event, insert, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from campaign import clock, heartbeat
from campaign.db import Base

GENESIS = "0" * 64
_DIGEST = re.compile(r"[0-9a-f]{64}")
_POSTGRES_LOCK = 0x6A6F75726E616C  # "journal": one writer of the chain at a time


class Event(Base):
    """One thing that happened. Rows are only ever added."""

    __tablename__ = "journal"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    happened_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(index=True)
    subject: Mapped[str] = mapped_column(index=True)
    facts: Mapped[dict[str, Any]]
    salt: Mapped[str] = mapped_column(server_default="")
    """Empty in events older than the salt, whose digest covers content and previous event in one."""
    previous: Mapped[str] = mapped_column(unique=True)
    digest: Mapped[str] = mapped_column(unique=True)


# Put together once: every act in the house adds to the journal.
_TABLE = cast(Table, Event.__table__)
_LAST = (
    select(_TABLE.c.number, _TABLE.c.digest, _TABLE.c.happened_at, heartbeat.LATEST.label("beat_at"))
    .order_by(_TABLE.c.number.desc())
    .limit(1)
)
_ADD = insert(_TABLE)
_Happening = tuple[str, str, Mapping[str, Any]]


@dataclass(frozen=True)
class Break:
    """Where the chain breaks first, and what is wrong there."""

    number: int
    reason: str


@dataclass(frozen=True)
class Anchor:
    """The end of the chain at some time: kept elsewhere, it shows later whether events were cut off or rewritten."""

    number: int
    digest: str

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"

    @classmethod
    def of(cls, written: str) -> "Anchor":
        """Read it as `campaign journal anchor` writes it.

        Raises ValueError.
        """
        number, _, digest = written.strip().partition(":")
        if not number.isdecimal() or not _DIGEST.fullmatch(digest.lower()):
            raise ValueError(written)
        return cls(int(number), digest.lower())


def record(session: Session, kind: str, subject: str, *, now: datetime, **facts: Any) -> None:
    """Append one event; the caller commits. `facts` hold ids, digests and counts that JSON can hold."""
    record_all(session, [(kind, subject, facts)], now=now)


def record_all(session: Session, happenings: Iterable[_Happening], *, now: datetime) -> None:
    """Append several events (kind, subject, facts) in this order; the caller commits.

    Raises clock.RanBack while the clock is behind what the journal has reached.
    """
    last = _last(session)
    clock.refuse_before(_reached(last))
    _append(session, last, happenings, now=now)


def accept_clock(session: Session, *, by: str, now: datetime) -> None:
    """Go on from this moment, although events reach beyond it: the clock was ahead, and is right now.

    Whoever reads the chain sees where it stepped back, and who said so. The caller commits.
    """
    _append(session, _last(session), [("clock.accepted", "clock", {"by": by})], now=now)
    heartbeat.put(session, now=now)


def reached(session: Session) -> datetime | None:
    """The moment before which nothing is recorded any more; None in an empty journal."""
    return _reached(session.execute(_LAST).first())


def _append(session: Session, last: Row[Any] | None, happenings: Iterable[_Happening], *, now: datetime) -> None:
    number, previous = (last.number, last.digest) if last else (0, GENESIS)
    rows = []
    for kind, subject, facts in happenings:
        number += 1
        salt = secrets.token_hex(16)
        content = _content_digest(number, now, kind, subject, facts, salt)
        digest = _link(content, previous)
        rows.append(
            {
                "number": number,
                "happened_at": now,
                "kind": kind,
                "subject": subject,
                "facts": dict(facts),
                "salt": salt,
                "previous": previous,
                "digest": digest,
            }
        )
        previous = digest
    if rows:
        session.execute(_ADD, rows)


def verify(session: Session, *, kept: Anchor | None = None) -> Break | None:
    """The first break of the chain, or None where every event stands as it was recorded.

    `kept` is the end of the chain as somebody noted it earlier: who cut events off, or wrote the whole chain anew, is
    found by it.
    """
    with all_events(session) as rows:  # closed also when a break ends the reading early
        broken = _first_break(rows)
    return broken or (_cut_off(session, kept) if kept else None)


def all_events(session: Session) -> ScalarResult[Event]:
    """Every event from the first on, a thousand at a time in memory."""
    query = select(Event).order_by(Event.number).execution_options(yield_per=1000)
    return session.scalars(query)


def content_digest(row: Event) -> str | None:
    """The digest of what happened, hidden by its salt; None for an event older than the salt."""
    if not row.salt:
        return None
    return _content_digest(row.number, row.happened_at, row.kind, row.subject, row.facts, row.salt)


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
        if row.digest != _digest(row, previous):
            return Break(number, "this event was altered")
        previous = row.digest
    return None


def _last(session: Session) -> Row[Any] | None:
    """The end of the chain, to which the caller alone may append."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK})
    return session.execute(_LAST).first()


def _reached(last: Row[Any] | None) -> datetime | None:
    return max(last.happened_at, last.beat_at or last.happened_at) if last else None


def _cut_off(session: Session, kept: Anchor) -> Break | None:
    there = session.scalar(select(_TABLE.c.digest).where(_TABLE.c.number == kept.number))
    if there is None:
        return Break(kept.number, "the journal ends before this event, whose digest was kept elsewhere")
    if there != kept.digest:
        return Break(kept.number, "this event has another digest than the one kept elsewhere: the chain was rewritten")
    return None


def _digest(row: Event, previous: str) -> str:
    content = content_digest(row)
    if content is not None:
        return _link(content, previous)
    return _sha256(_canonical([row.number, _moment(row.happened_at), row.kind, row.subject, row.facts, previous]))


def _content_digest(number: int, at: datetime, kind: str, subject: str, facts: Mapping[str, Any], salt: str) -> str:
    return _sha256(_canonical([number, _moment(at), kind, subject, facts, salt]))


def _link(content: str, previous: str) -> str:
    return _sha256(f"{previous}\n{content}")


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _canonical(content: list[Any]) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# By itself, so that a migration can give it to an older database.
NO_TRUNCATE = (
    "DROP TRIGGER IF EXISTS journal_no_truncate ON journal",
    "CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal "
    "FOR EACH STATEMENT EXECUTE FUNCTION journal_append_only()",
)
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
        *NO_TRUNCATE,
    ),
}

for _dialect, _statements in APPEND_ONLY.items():
    for _statement in _statements:
        event.listen(
            Event.__table__,
            "after_create",
            DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]
        )
