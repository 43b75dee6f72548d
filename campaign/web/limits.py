"""Rate limits in the database: so many acts of a kind within a window, by address or by link, never kept in clear.

Addresses are counted at two widths (an IPv4 address and its /24, an IPv6 /64 and its /48) as keyed digests, so that
neither the table nor a stolen dump tells who came.
"""

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from flask import request
from flask_babel import lazy_gettext as _
from sqlalchemy import Index, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from campaign import tokens
from campaign.db import Base
from campaign.web.refusals import TooMany

WIDER = 10  # a whole network may do so many times what one address may


class Attempt(Base):
    """One counted act; rows older than their window are swept away by the next count."""

    __tablename__ = "attempts"
    __table_args__ = (Index("ix_attempts_counted", "kind", "who", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    who: Mapped[str]
    at: Mapped[datetime]


def count(session: Session, kind: str, who: str, *, at_most: int, within: timedelta, now: datetime) -> None:
    """Count one act of `who`; the caller commits.

    Raises TooMany when `at_most` have been counted within the window already.
    """
    digest = tokens.keyed_digest("limits", f"{kind}|{who}")
    session.execute(delete(Attempt).where(Attempt.kind == kind, Attempt.at < now - within))
    query = select(func.count()).where(Attempt.kind == kind, Attempt.who == digest, Attempt.at >= now - within)
    if session.scalar(query) >= at_most:  # type: ignore[operator]
        raise TooMany(kind, _("That was too often. Wait a few minutes and try again."))
    session.add(Attempt(kind=kind, who=digest, at=now))
    session.flush()


def count_visitor(session: Session, kind: str, *, at_most: int, within: timedelta, now: datetime) -> None:
    """Count one act of the address this request came from, and of its network.

    Raises TooMany as `count` does.
    """
    near, wide = networks(request.remote_addr or "0.0.0.0")  # noqa: S104 - a value, not a binding
    count(session, kind, near, at_most=at_most, within=within, now=now)
    count(session, kind, wide, at_most=at_most * WIDER, within=within, now=now)


def networks(address: str) -> tuple[str, str]:
    """The two networks an address is counted in: itself and /24, or /64 and /48."""
    version = ip_address(address).version
    near, wide = (32, 24) if version == 4 else (64, 48)
    return tuple(str(ip_network(f"{address}/{bits}", strict=False)) for bits in (near, wide))  # type: ignore[return-value]
