"""Rate limits in the database: so many acts of a kind within a window, by address or by link, never kept in clear.

Addresses are counted at two widths (an IPv4 address and its /24, an IPv6 /64 and its /48) as keyed digests, so that
neither the table nor a stolen dump tells who came.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import cast

from flask import request
from flask_babel import lazy_gettext as _
from sqlalchemy import Index, Select, Table, and_, bindparam, delete, func, insert, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from campaign import tokens
from campaign.db import Base
from campaign.web.refusals import TooMany

WIDER = 10  # a whole network may do so many times what one address may
SWEEP_ONE_IN = 32  # of all counts, about so many sweep the old rows of their kind away


class Attempt(Base):
    """One counted act; rows older than their window are swept away now and then."""

    __tablename__ = "attempts"
    __table_args__ = (Index("ix_attempts_counted", "kind", "who", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    who: Mapped[str]
    at: Mapped[datetime]


_TABLE = cast(Table, Attempt.__table__)  # rows by the table, not by the class: nobody ever holds one as an object
_ADD = insert(_TABLE)


@dataclass(frozen=True, slots=True)
class Bound:
    """So many acts of a kind by somebody within a window."""

    kind: str
    who: str
    at_most: int
    within: timedelta

    @property
    def digest(self) -> str:
        """What the table keeps of who it is."""
        return tokens.keyed_digest("limits", f"{self.kind}|{self.who}")


def count(session: Session, kind: str, who: str, *, at_most: int, within: timedelta, now: datetime) -> None:
    """Count one act of `who`; the caller commits.

    Raises TooMany when `at_most` have been counted within the window already.
    """
    count_all(session, [Bound(kind, who, at_most, within)], now=now)


def count_visitor(session: Session, kind: str, *, at_most: int, within: timedelta, now: datetime) -> None:
    """Count one act of the address this request came from, and of its network.

    Raises TooMany as `count` does.
    """
    count_all(session, by_visitor(kind, at_most=at_most, within=within), now=now)


def by_visitor(kind: str, *, at_most: int, within: timedelta) -> list[Bound]:
    """The bounds of the address this request came from, and of its network."""
    near, wide = networks(request.remote_addr or "0.0.0.0")  # noqa: S104 - a value, not a binding
    return [Bound(kind, near, at_most, within), Bound(kind, wide, at_most * WIDER, within)]


def count_all(session: Session, bounds: Sequence[Bound], *, now: datetime) -> None:
    """Count one act under several bounds at once, in one question and one insert; the caller commits.

    Raises TooMany when any of them is spent, and then counts none.
    """
    held = {each.digest: each for each in bounds}
    _refuse_spent(session, held, now=now)
    session.execute(_ADD, [{"kind": each.kind, "who": who, "at": now} for who, each in held.items()])
    if now.microsecond % SWEEP_ONE_IN == 0:
        for each in bounds:
            session.execute(delete(Attempt).where(Attempt.kind == each.kind, Attempt.at < now - each.within))


def refuse_spent(session: Session, bounds: Sequence[Bound], *, now: datetime) -> None:
    """Count nothing, only look whether a bound is spent.

    Raises TooMany then.
    """
    _refuse_spent(session, {each.digest: each for each in bounds}, now=now)


def has_room(session: Session, bound: Bound, *, now: datetime) -> bool:
    """Whether one more act is within this bound; counts nothing."""
    try:
        refuse_spent(session, [bound], now=now)
    except TooMany:
        return False
    return True


def _refuse_spent(session: Session, held: Mapping[str, Bound], *, now: datetime) -> None:
    values: dict[str, object] = {}
    for at, (digest, each) in enumerate(held.items()):
        values |= {f"kind{at}": each.kind, f"who{at}": digest, f"since{at}": now - each.within}
    for who, times in session.execute(_counted(len(held)), values):
        if times >= held[who].at_most:
            raise TooMany(held[who].kind, _("That was too often. Wait a few minutes and try again."))


@lru_cache(maxsize=16)
def _counted(bounds: int) -> Select[str, int]:
    """How often each of so many was counted lately; put together once."""
    each = (
        and_(
            _TABLE.c.kind == bindparam(f"kind{at}"),
            _TABLE.c.who == bindparam(f"who{at}"),
            _TABLE.c.at >= bindparam(f"since{at}"),
        )
        for at in range(bounds)
    )
    return select(_TABLE.c.who, func.count()).where(or_(*each)).group_by(_TABLE.c.who)


def networks(address: str) -> tuple[str, str]:
    """The two networks an address is counted in: itself and /24, or /64 and /48; all that is none counts as one."""
    found = _address(address)
    near, wide = (32, 24) if found.version == 4 else (64, 48)
    return tuple(str(ip_network(f"{found}/{bits}", strict=False)) for bits in (near, wide))  # type: ignore[return-value]


def _address(written: str) -> IPv4Address | IPv6Address:
    """The address as it is or as some proxies write it, with a port. A socket for both versions gives IPv4 as IPv6."""
    for each in (written.strip(), written.rpartition(":")[0].strip("[] ")):
        try:
            found = ip_address(each.partition("%")[0])
        except ValueError:
            continue
        return getattr(found, "ipv4_mapped", None) or found
    return ip_address("0.0.0.0")  # noqa: S104 - a value, not a binding
