"""What belongs to the demo's case beside its letters: team, notice, question, missions, documents, timeline, page."""

from datetime import datetime, time, timedelta
from typing import Any

from campaign import clock
from campaign.demo import papers, texts
from campaign.demo.cast import Cast
from campaign.missions import operations as missions
from campaign.missions.models import MeetingState, Occasion
from campaign.missions.operations import MeetingFacts, MissionFacts
from campaign.notices import operations as notices
from campaign.notices.rules import AUTHORITY, PURPOSES
from campaign.notices.rules import Answers as NoticeAnswers
from campaign.publishing import operations as publishing
from campaign.questions import operations as questions
from campaign.questions.models import Institution, Part
from campaign.questions.operations import Course, Wording
from campaign.roster import queries as roster
from campaign.timeline import operations as timeline
from campaign.timeline.models import DocumentKind
from campaign.timeline.operations import DocumentFacts, EventFacts

DAY = timedelta(days=1)
SLUG = "ilja-brandt"


def notice(cast: Cast) -> None:
    """The notice stands before the first letter opens: every signature names the version its Member read."""
    answers = NoticeAnswers(
        controller="Open Courts Network",
        address="Rue de l’Exemple 12, 1000 Brussels",
        contact="privacy@example.org",
        register="000000000000-00",
        purposes=str(PURPOSES),
        recipients="the President, the Prosecutor General and the Minister of Justice of Sarovia",
        authority=str(AUTHORITY),
    )
    notices.publish(cast.session, cast.campaign, answers, by=cast.robin, now=cast.now - 45 * DAY)


def question(cast: Cast) -> None:
    """Tabled three weeks ago and forwarded: the answer is due in another three."""
    at = cast.now - 24 * DAY
    wording = Wording(
        institution=Institution.VP_HR, is_priority=False, subject=texts.QUESTION_SUBJECT, text=texts.QUESTION
    )
    started = questions.start(cast.session, cast.campaign, wording, by=cast.robin, now=at)
    day = clock.brussels_day(at)
    author, *supporters = roster.places(cast.session, day, [each.ep_id for each in cast.members[5:20:5]])
    questions.name_member(cast.session, started, author, Part.AUTHOR, by=cast.robin, now=at)
    for place in supporters:
        questions.name_member(cast.session, started, place, Part.SUPPORTER, by=cast.robin, now=at)
    tabled = clock.brussels_day(cast.now - 21 * DAY)
    course = Course(
        reference=f"E-009901/{tabled.year}", tabled_on=tabled, forwarded_on=tabled + timedelta(days=3), is_public=True
    )
    questions.follow(cast.session, started, course, by=cast.robin, now=cast.now - 18 * DAY)


def two_missions(cast: Cast) -> None:
    """One in Brussels that is over, one in Strasbourg ahead."""
    act: dict[str, Any] = {"by": cast.robin}
    past = clock.brussels_day(cast.now - 15 * DAY)
    facts = MissionFacts(
        place="Brussels", occasion=Occasion.COMMITTEES, starts_on=past, ends_on=past + timedelta(days=1),
        delegation=texts.DELEGATION, is_public=True,
    )  # fmt: skip
    held = missions.plan(cast.session, cast.campaign, facts, now=cast.now - 30 * DAY, **act)
    for number, member in enumerate(cast.members[3:6]):
        meeting = missions.want(cast.session, held, member, now=cast.now - 29 * DAY, **act)
        said = _meeting(past, 10 + number, MeetingState.HELD, subject="Doctors for the prisoners of Kessel")
        missions.keep(cast.session, meeting, said, now=cast.now - 12 * DAY, **act)
    ahead = clock.brussels_day(cast.now + 8 * DAY)
    facts = MissionFacts(
        place="Strasbourg", occasion=Occasion.PART_SESSION, starts_on=ahead, ends_on=ahead + timedelta(days=2),
        delegation=texts.DELEGATION,
    )  # fmt: skip
    planned = missions.plan(cast.session, cast.campaign, facts, now=cast.now - 7 * DAY, **act)
    for number, member in enumerate(cast.members[30:35]):
        meeting = missions.want(cast.session, planned, member, now=cast.now - 6 * DAY, **act)
        if number < 3:
            said = _meeting(ahead, 9 + 2 * number, MeetingState.AGREED, subject="The case of Ilja Brandt")
            missions.keep(cast.session, meeting, said, now=cast.now - 5 * DAY, **act)


def told(cast: Cast) -> None:
    """Documents and days of the case, and its public page."""
    session, campaign = cast.session, cast.campaign
    act: dict[str, Any] = {"by": cast.robin, "now": cast.now - 20 * DAY}
    report = DocumentFacts(
        kind=DocumentKind.REPORT, title="Behind the wall of Kessel", language="en",
        published_by="Open Courts Network", dated_on=clock.brussels_day(cast.now - 60 * DAY), is_public=True,
    )  # fmt: skip
    kept = timeline.add_document(session, campaign, report, papers.page("kessel.pdf", texts.REPORT), **act)
    inside = DocumentFacts(kind=DocumentKind.STATEMENT, title="Notes of the lawyers, for the team only", language="en")
    timeline.add_document(session, campaign, inside, papers.page("notes.pdf", texts.NOTES), **act)
    for days, title, text in texts.EVENTS:
        on = clock.brussels_day(cast.now - timedelta(days=days))
        document = kept.id if title.startswith("The report") else None
        facts = EventFacts(title=title, starts_on=on, text=text, document_id=document, is_public=True)
        timeline.add_event(session, campaign, facts, **act)
    publishing.publish(session, campaign, slug=SLUG, public_from=cast.now - 20 * DAY, **act)


def _meeting(day: Any, hour: int, state: MeetingState, *, subject: str) -> MeetingFacts:
    starts: datetime = clock.brussels_instant(day, time(hour, 30))
    return MeetingFacts(state=state, starts_at=starts, minutes=30, room="ASP 3G201", subject=subject)
