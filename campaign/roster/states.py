"""What is known of one person over time, as plain values.

Days are inclusive; an unknown beginning is None.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from campaign.parliament import terms

DAY = timedelta(days=1)


class Clash(StrEnum):
    """Why something new was not taken over."""

    COUNTRY = "country"
    GROUP = "group"
    MANDATE = "mandate"
    MAILBOX = "mailbox"
    SHARED_MAILBOX = "shared_mailbox"
    NAME = "name"
    UNMATCHED = "unmatched"
    NEWER_KNOWN = "newer_known"


@dataclass(frozen=True, slots=True)
class Span:
    """Something that held from a day to a day: a group or a committee. `row` is its number in the database."""

    code: str
    starts_on: date | None = None
    ends_on: date | None = None
    role: str = "member"
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """A mandate: a term, a country, the party at home."""

    term: int
    country: str
    party: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class State:
    """Everything the roster knows of one person."""

    ep_id: int
    given: str = ""
    surname: str = ""
    sort_name: str = ""
    mailbox: str | None = None
    seats: tuple[Seat, ...] = ()
    groups: tuple[Span, ...] = ()
    committees: tuple[Span, ...] = ()

    @property
    def name(self) -> str:
        """As the directory prints it."""
        return f"{self.given} {self.surname}".strip()

    @property
    def sits(self) -> bool:
        """Is there a mandate without an end?"""
        return any(seat.ends_on is None for seat in self.seats)

    @property
    def seat(self) -> Seat | None:
        """The latest mandate."""
        return max(
            self.seats, key=lambda seat: (seat.term, seat.ends_on is None, seat.ends_on or date.max), default=None
        )

    @property
    def group(self) -> Span | None:
        """The latest group."""
        return max(self.groups, key=lambda span: (span.ends_on or date.max, span.starts_on or date.min), default=None)


@dataclass(frozen=True, slots=True)
class Moment:
    """The day a list shows, with the term it falls into."""

    day: date
    term: terms.Term = field(repr=False)
    is_latest: bool = True
    """No newer list was taken over before: what it says of today may end what was known."""

    @property
    def eve(self) -> date:
        """The day before: the last one of what a list no longer shows."""
        return self.day - DAY


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something a source said that was not taken over, because better is known."""

    clash: Clash
    kept: str
    refused: str
