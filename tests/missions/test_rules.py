"""When meetings clash and may be kept."""

from datetime import UTC, date, datetime, timedelta

import pytest

from campaign.missions import rules
from campaign.missions.models import Meeting, MeetingState, Mission
from campaign.missions.rules import WhyNot

NINE = datetime(2026, 12, 14, 8, 0, tzinfo=UTC)


def _meeting(after: int = 0, minutes: int = 15, state: MeetingState = MeetingState.AGREED) -> Meeting:
    return Meeting(
        public_id=f"m{after}-{minutes}-{state}", starts_at=NINE + timedelta(minutes=after), minutes=minutes, state=state
    )


def _mission() -> Mission:
    return Mission(starts_on=date(2026, 12, 14), ends_on=date(2026, 12, 17))


@pytest.mark.parametrize(
    ("meetings", "clashing"),
    [
        ([_meeting(0), _meeting(15)], 0),
        ([_meeting(0, 30), _meeting(15)], 2),
        ([_meeting(0, 60), _meeting(10, 5), _meeting(50)], 3),
        ([_meeting(0, 30), _meeting(15, state=MeetingState.CANCELLED)], 0),
    ],
)
def test_meetings_that_overlap_are_told(meetings: list[Meeting], clashing: int) -> None:
    assert len(rules.clashes(meetings)) == clashing


def test_meetings_are_read_day_by_day_as_brussels_counts_days() -> None:
    late = Meeting(
        public_id="late", starts_at=datetime(2026, 12, 14, 23, 30, tzinfo=UTC), minutes=15, state=MeetingState.AGREED
    )
    days = rules.by_day([late, _meeting(60), _meeting(0)])
    assert [(day.on.day, len(day.meetings)) for day in days] == [(14, 2), (15, 1)]
    assert days[0].meetings[0].starts_at == NINE


@pytest.mark.parametrize(
    ("state", "starts_at", "reason"),
    [
        (MeetingState.WISHED, None, None),
        (MeetingState.AGREED, None, WhyNot.NO_HOUR),
        (MeetingState.AGREED, NINE, None),
        (MeetingState.AGREED, NINE - timedelta(days=1), WhyNot.OUTSIDE),
        (MeetingState.HELD, NINE, None),
        (MeetingState.HELD, NINE + timedelta(hours=2), WhyNot.NOT_YET),
    ],
)
def test_a_meeting_is_kept_only_where_it_can_be(
    state: MeetingState, starts_at: datetime | None, reason: WhyNot | None
) -> None:
    assert rules.why_not_kept(_mission(), state, starts_at, now=NINE + timedelta(hours=1)) == reason
