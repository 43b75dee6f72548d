"""The one reader of the wall clock; everything else takes `now=`. Inside, times are aware and in UTC."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")
SKEW = timedelta(minutes=1)
"""By how much the clocks of several machines, or one that is set right, may differ."""


class RanBack(Exception):
    """The clock shows an earlier moment than the house has reached: what had ended would begin again."""


def refuse_before(reached: datetime | None) -> None:
    """Raise RanBack where the clock is behind this moment by more than clocks may differ."""
    if reached is not None and (shown := now()) < reached - SKEW:
        raise RanBack(f"The clock shows {_written(shown)}, and events reach {_written(reached)}.")


def _written(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def now() -> datetime:
    """This instant, aware, in UTC, to the microsecond."""
    return datetime.now(UTC)


def in_brussels(instant: datetime) -> datetime:
    """The same instant as the clocks in Parliament show it."""
    return instant.astimezone(BRUSSELS)


def brussels_day(instant: datetime) -> date:
    """The calendar day in Brussels at this instant: the day on which a mandate must hold."""
    return in_brussels(instant).date()


def brussels_instant(day: date, at: time) -> datetime:
    """The instant at which the clocks in Brussels show this day and time.

    In the hour that comes twice in autumn the first one is meant; a time that spring leaves out moves one hour on.
    """
    return datetime.combine(day, at, tzinfo=BRUSSELS).astimezone(UTC)


def end_of_brussels_day(day: date) -> datetime:
    """The last second of this day in Brussels: a deadline given as a day ends then."""
    return brussels_instant(day, time(23, 59, 59))
