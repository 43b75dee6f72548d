"""How long rows are kept: each period says it in words and finds the rows whose time is over. The words are the code's.

A letter has ended when it was closed, or else when its deadline was over; a time for late signatures moves that on.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, case, exists, func, not_, or_, select

from campaign.notices.rules import AFTER_CLOSING
from campaign.privacy import paths


@dataclass(frozen=True, kw_only=True)
class Period:
    """Kept without a term of its own, as `says` tells."""

    says: str

    @property
    def words(self) -> str:
        """The period as the documentation prints it."""
        return self.says

    def over(self, table: Table, now: datetime) -> ColumnElement[bool] | None:
        """Which rows' time is over; None where no time ends by itself."""
        return None


@dataclass(frozen=True, slots=True)
class Longer:
    """Rows in which this column is filled are kept for a longer time, and why."""

    column: str
    time: timedelta
    says: str


@dataclass(frozen=True, kw_only=True)
class After(Period):
    """A time counted from an instant of the row itself."""

    time: timedelta
    since: str
    """The column that holds the instant."""
    longer: Longer | None = None
    only_alone: bool = False
    """Only rows that no other row names: what belongs to another row goes with it."""

    @property
    def words(self) -> str:
        """The period as the documentation prints it."""
        longer = f"; {_spoken(self.longer.time)} {self.longer.says}" if self.longer else ""
        return f"{_spoken(self.time)} after {self.says}{longer}"

    def over(self, table: Table, now: datetime) -> ColumnElement[bool] | None:
        """Which rows' time is over."""
        old = table.c[self.since] < now - self.time
        if self.longer:
            short = and_(old, table.c[self.longer.column].is_(None))
            old = or_(short, table.c[self.since] < now - self.longer.time)
        return and_(old, *(not_(each) for each in paths.named(table))) if self.only_alone else old


@dataclass(frozen=True, kw_only=True)
class AfterEnd(Period):
    """Thirty days after the end of the letter that the row leads to."""

    letter: str
    """The path of foreign keys to the letter."""
    without: str = ""
    """Only rows that no row of this other table names."""
    empty: str = ""
    """Only rows in which this column is empty."""
    unsigned: str = ""
    """Only rows of Members, by the column with their number, who do not stand under the letter that the row names."""

    @property
    def words(self) -> str:
        """The period as the documentation prints it."""
        return f"{_spoken(AFTER_CLOSING)} after the letter's end{', ' + self.says if self.says else ''}"

    def over(self, table: Table, now: datetime) -> ColumnElement[bool] | None:
        """Which rows' time is over."""
        ended = paths.reaches(table, self.letter, ended_letters(table, before=now - AFTER_CLOSING))
        if self.empty:
            ended = and_(ended, table.c[self.empty].is_(None))
        if self.unsigned:
            ended = and_(ended, not_(_signed(table, table.c[self.letter], table.c[self.unsigned])))
        return and_(ended, *(not_(each) for each in paths.named(table, by=self.without))) if self.without else ended


def ended_letters(table: Table, *, before: datetime) -> Select[int]:
    """The letters that ended before this instant and can be signed no more."""
    letters = table.metadata.tables["letters"].c
    end = func.coalesce(letters.closed_at, letters.deadline_at)
    later = case((letters.late_until.is_(None), end), else_=letters.late_until)
    return select(letters.id).where(end < before, or_(letters.late_until.is_(None), later < before))


def _signed(table: Table, letter: ColumnElement[Any], member: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether this Member's signature is kept under this letter: it stands, or was printed."""
    signatures = table.metadata.tables["signatures"].c
    return exists().where(signatures.letter_id == letter, signatures.ep_id == member)


def _spoken(time: timedelta) -> str:
    if time >= timedelta(days=2):
        return f"{time.days} days"
    return f"{int(time.total_seconds() // 3600)} hours"
