"""A deadline is an hour in Brussels, on the days on which its clocks change too (DOMAIN §2 step 3)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask

from campaign import clock
from campaign.web.templating import brussels

SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("day", "hour", "utc"),
    [
        (date(2027, 3, 27), time(18, 0), "2027-03-27T17:00"),
        (SPRING, time(1, 59), "2027-03-28T00:59"),
        (SPRING, time(2, 30), "2027-03-28T01:30"),
        (SPRING, time(18, 0), "2027-03-28T16:00"),
        (date(2026, 10, 24), time(18, 0), "2026-10-24T16:00"),
        (AUTUMN, time(2, 30), "2026-10-25T00:30"),
        (AUTUMN, time(18, 0), "2026-10-25T17:00"),
    ],
)
def test_an_hour_in_brussels_is_one_instant(day: date, hour: time, utc: str) -> None:
    assert clock.brussels_instant(day, hour) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 12, 13), 24)])
def test_a_day_is_as_long_as_it_is_in_brussels(day: date, hours: int) -> None:
    end, next_end = clock.end_of_brussels_day(day - timedelta(days=1)), clock.end_of_brussels_day(day)
    assert next_end - end == timedelta(hours=hours)
    assert (clock.brussels_day(next_end), clock.brussels_day(next_end + SECOND)) == (day, day + timedelta(days=1))


@pytest.mark.one_engine
@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_members_read_the_hour_that_organisers_typed(app: Flask, day: date) -> None:
    assert brussels(clock.brussels_instant(day, time(18, 0)), "yyyy-MM-dd HH:mm") == f"{day} 18:00"
