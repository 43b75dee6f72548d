"""When meetings clash, in which order they are read, and what transparency duties want of them. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby

from campaign import clock
from campaign.missions.models import Meeting, MeetingState, Mission

LONGEST = timedelta(days=14)
OFF = (MeetingState.CANCELLED,)


class WhyNot(StrEnum):
    """Why a meeting cannot be kept as typed."""

    NO_HOUR = "no_hour"
    OUTSIDE = "outside"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Day:
    """The meetings of one day in Brussels, in the order of their hours."""

    on: date
    meetings: tuple[Meeting, ...]


def why_not_kept(mission: Mission, state: MeetingState, starts_at: datetime | None, *, now: datetime) -> WhyNot | None:
    """Why a meeting cannot be kept so: agreed ones have an hour within the mission, held ones lie in the past."""
    if state is MeetingState.WISHED:
        return None
    if starts_at is None:
        return WhyNot.NO_HOUR
    if not mission.starts_on <= clock.brussels_day(starts_at) <= mission.ends_on:
        return WhyNot.OUTSIDE
    return WhyNot.NOT_YET if state is MeetingState.HELD and starts_at > now else None


def clashes(meetings: Iterable[Meeting]) -> set[str]:
    """The public ids of meetings that overlap another one; cancelled ones and those without an hour never do."""
    timed = sorted(
        ((each.starts_at, each) for each in meetings if each.starts_at and each.state not in OFF),
        key=lambda pair: pair[0],
    )
    found: set[str] = set()
    for at, (starts_at, meeting) in enumerate(timed):
        for later, other in timed[at + 1 :]:
            if later >= starts_at + timedelta(minutes=meeting.minutes):
                break
            found |= {meeting.public_id, other.public_id}
    return found


def by_day(meetings: Iterable[Meeting]) -> list[Day]:
    """Meetings with an hour, day by day; cancelled ones are left out."""
    timed = [(each.starts_at, each) for each in meetings if each.starts_at and each.state not in OFF]
    timed.sort(key=lambda pair: (pair[0], pair[1].public_id))
    days = groupby(timed, key=lambda pair: clock.brussels_day(pair[0]))
    return [Day(on, tuple(meeting for _at, meeting in found)) for on, found in days]


def wished(meetings: Iterable[Meeting]) -> list[Meeting]:
    """Those without an hour yet."""
    return [each for each in meetings if each.state is MeetingState.WISHED and each.starts_at is None]


def held(missions: Sequence[Mission]) -> list[Meeting]:
    """The meetings that took place, the earliest first: what transparency duties are about."""
    found = [
        (each.starts_at, each)
        for mission in missions
        for each in mission.meetings
        if each.state is MeetingState.HELD and each.starts_at
    ]
    return [meeting for _at, meeting in sorted(found, key=lambda pair: (pair[0], pair[1].public_id))]
