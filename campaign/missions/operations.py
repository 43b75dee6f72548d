"""Plan a mission, note its meetings, say which were held."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from campaign import journal
from campaign.campaigns.models import Campaign
from campaign.missions import rules
from campaign.missions.models import Meeting, MeetingState, Mission, Occasion
from campaign.organisers.models import Organiser
from campaign.roster.models import Member
from campaign.web.refusals import Refusal

MEETINGS_AT_MOST = 200

SENTENCES = {
    rules.WhyNot.NO_HOUR: _("Enter the day and the hour of the meeting."),
    rules.WhyNot.OUTSIDE: _("That day is not one of the mission. Change the meeting's day, or the mission's."),
    rules.WhyNot.NOT_YET: _("This meeting lies ahead. Say that it was held when it is over."),
}


class CannotKeep(Refusal):
    """The mission or meeting cannot be kept as typed."""


@dataclass(frozen=True, kw_only=True)
class MissionFacts:
    """What is said about a mission."""

    place: str
    occasion: Occasion
    starts_on: date
    ends_on: date
    delegation: str = ""
    note: str = ""
    is_public: bool = False


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    """What is said about a meeting, beside who is met."""

    state: MeetingState = MeetingState.WISHED
    starts_at: datetime | None = None
    minutes: int = 15
    with_staff: bool = False
    room: str = ""
    subject: str = ""
    note: str = ""


def plan(session: Session, campaign: Campaign, facts: MissionFacts, *, by: Organiser, now: datetime) -> Mission:
    """A new mission; the caller commits. Raises CannotKeep for more than two weeks."""
    _refuse_long(facts)
    mission = Mission(campaign_id=campaign.id, created_at=now, **vars(facts))
    session.add(mission)
    session.flush()
    journal.record(session, "mission.planned", mission.public_id, now=now, by=by.public_id)
    return mission


def change(session: Session, mission: Mission, facts: MissionFacts, *, by: Organiser, now: datetime) -> None:
    """Change a mission; its meetings stay. The caller commits. Raises CannotKeep for more than two weeks."""
    _refuse_long(facts)
    for name, value in vars(facts).items():
        setattr(mission, name, value)
    session.flush()
    journal.record(session, "mission.changed", mission.public_id, now=now, by=by.public_id, public=facts.is_public)


def remove(session: Session, mission: Mission, *, by: Organiser, now: datetime) -> None:
    """Take a mission off with its meetings; the caller commits. Raises CannotKeep once a meeting was held."""
    if any(each.state is MeetingState.HELD for each in mission.meetings):
        raise CannotKeep("held", _("Meetings of this mission were held: they stay, for transparency's sake."))
    journal.record(session, "mission.removed", mission.public_id, now=now, by=by.public_id)
    session.delete(mission)
    session.flush()


def want(session: Session, mission: Mission, member: Member, *, by: Organiser, now: datetime) -> Meeting:
    """Put a Member on the plan, without an hour yet; one who is there already stays as he or she is."""
    for each in mission.meetings:
        if each.ep_id == member.ep_id:
            return each
    return _add(session, mission, Meeting(ep_id=member.ep_id), by=by, now=now)


def want_other(session: Session, mission: Mission, person: str, *, by: Organiser, now: datetime) -> Meeting:
    """Put somebody on the plan who is no Member; the caller commits."""
    return _add(session, mission, Meeting(person=person), by=by, now=now)


def keep(session: Session, meeting: Meeting, facts: MeetingFacts, *, by: Organiser, now: datetime) -> None:
    """Say when and where a meeting is, and what became of it; the caller commits. Raises CannotKeep."""
    if reason := rules.why_not_kept(meeting.mission, facts.state, facts.starts_at, now=now):
        raise CannotKeep(reason, SENTENCES[reason])
    for name, value in vars(facts).items():
        setattr(meeting, name, value)
    session.flush()
    journal.record(session, "meeting.kept", meeting.public_id, now=now, by=by.public_id, state=facts.state.value)


def drop(session: Session, meeting: Meeting, *, by: Organiser, now: datetime) -> None:
    """Take a meeting off the plan; the caller commits. Raises CannotKeep for one that was held."""
    if meeting.state is MeetingState.HELD:
        raise CannotKeep("held", _("This meeting was held: it stays, for transparency's sake."))
    journal.record(session, "meeting.dropped", meeting.public_id, now=now, by=by.public_id)
    meeting.mission.meetings.remove(meeting)
    session.flush()


def _add(session: Session, mission: Mission, meeting: Meeting, *, by: Organiser, now: datetime) -> Meeting:
    if len(mission.meetings) >= MEETINGS_AT_MOST:
        raise CannotKeep("full", _("200 meetings are on this plan already. Take one off, or plan another mission."))
    mission.meetings.append(meeting)
    session.flush()
    journal.record(session, "meeting.wished", meeting.public_id, now=now, by=by.public_id)
    return meeting


def _refuse_long(facts: MissionFacts) -> None:
    if facts.ends_on - facts.starts_on > rules.LONGEST:
        raise CannotKeep("long", _("A mission lasts two weeks at most. Plan two, or mend the days."))
