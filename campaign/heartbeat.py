"""The latest moment the worker has seen: one row, moved on twice a minute, never back but by an operator.

The journal compares the clock with it, so that a clock that is set back in a quiet hour is noticed too.
"""

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from campaign.db import Base

ONLY = 1


class Heartbeat(Base):
    """The one row."""

    __tablename__ = "heartbeats"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    beat_at: Mapped[datetime]


LATEST = select(Heartbeat.beat_at).where(Heartbeat.id == ONLY).scalar_subquery()


def beat(session: Session, *, now: datetime) -> None:
    """Note that it is `now`, unless a later moment stands there; the caller commits."""
    latest = session.scalar(select(Heartbeat.beat_at).where(Heartbeat.id == ONLY))
    if latest is None or latest < now:
        put(session, now=now)


def put(session: Session, *, now: datetime) -> None:
    """Note that it is `now`, whatever stands there; the caller commits."""
    moved = session.execute(update(Heartbeat).where(Heartbeat.id == ONLY).values(beat_at=now).returning(Heartbeat.id))
    if moved.first() is None:
        session.execute(insert(Heartbeat).values(id=ONLY, beat_at=now))
