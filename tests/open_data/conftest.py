"""A published case with all that one can hold, and the same under embargo."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from campaign import clock
from campaign.campaigns.models import Campaign
from campaign.db import transaction
from campaign.delivering import operations as delivering
from campaign.delivering import queries as editions
from campaign.delivering.models import Channel
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.missions import operations as missions
from campaign.missions.models import Occasion
from campaign.missions.operations import MissionFacts
from campaign.open_data import answers
from campaign.organisers.models import Organiser
from campaign.publishing import operations as publishing
from campaign.questions import operations as questions
from campaign.questions.models import Institution, Part
from campaign.questions.operations import Course, Wording
from campaign.roster import queries as roster
from campaign.timeline import operations as timeline
from campaign.timeline.models import DocumentKind
from campaign.timeline.operations import DocumentFacts, EventFacts
from campaign.web.brought import Brought
from tests import factories
from tests.factories import NOON

HOUR = timedelta(hours=1)
PEOPLE = (("Ada", "ALMBERG", "SD", "SE"), ("Mátyás", "ČERNIK", "EPP", "CZ"), ("Zoë", "McVAN", "NI", "IE"))
Later = Callable[..., None]


@dataclass
class Published:
    """The ids of what stands in the case."""

    campaign: Campaign
    letter: Letter
    slug: str = "ilja-brandt"

    @property
    def code(self) -> str:
        return self.letter.public_id


@pytest.fixture(autouse=True)
def fresh_counter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins as a network that has asked for nothing."""
    monkeypatch.setattr(answers, "_counter", answers.Counter())


@pytest.fixture
def case(app: Flask, organiser: Organiser) -> Published:
    """A case with every kind of published thing; nobody can see it yet."""
    with transaction() as session:
        campaign = factories.make_campaign(session, organiser, story="Held since March & <b>alone</b>.")
        letter = factories.make_open_letter(session, campaign)
        for given, surname, group, country in PEOPLE:
            member = factories.make_member(session, given=given, surname=surname, group=group, country=country)
            factories.make_signature(session, letter, member)
        drafting.close(session, letter, by=organiser, now=NOON + HOUR)
        unseen = factories.make_open_letter(session, campaign, title="A letter still open")
        factories.make_signature(session, unseen, factories.make_member(session, surname="WAITING"))
        _question(session, campaign, organiser)
        _rest(session, campaign, organiser)
        return Published(campaign, letter)


@pytest.fixture
def delivered(case: Published, organiser: Organiser) -> Published:
    """The case with an edition of its letter, which reached the addressee."""
    with transaction() as session:
        _delivered(session, session.merge(case.letter), organiser)
    return case


@pytest.fixture
def public_case(case: Published, organiser: Organiser) -> Published:
    """The same, public since noon."""
    with transaction() as session:
        campaign = session.merge(case.campaign)
        publishing.publish(session, campaign, slug=case.slug, public_from=NOON, by=organiser, now=NOON)
    return case


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Move the clock: later(days=1)."""

    def move(**by: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(**by))

    return move


def _delivered(session: Session, letter: Letter, by: Organiser) -> None:
    delivering.issue_edition(session, letter, by=by, now=NOON + HOUR)
    edition = editions.editions_of(session, letter)[0]
    to = {"addressee": "H.E. Mr Anton Varga, President of Sarovia", "channel": Channel.EMBASSY}
    at: datetime = NOON + 2 * HOUR
    delivering.record_delivery(session, edition, delivered_at=at, by=by, now=at, **to)  # type: ignore[arg-type]


def _question(session: Session, campaign: Campaign, by: Organiser) -> None:
    wording = Wording(institution=Institution.VP_HR, is_priority=False, subject="VP/HR — Ilja Brandt", text="Why?")
    question = questions.start(session, campaign, wording, by=by, now=NOON)
    member = factories.make_member(session, given="Tomas", surname="ASKER")
    place = next(iter(roster.places(session, NOON.date(), {member.ep_id})))
    questions.name_member(session, question, place, Part.AUTHOR, by=by, now=NOON)
    course = Course(reference="E-007095/2026", tabled_on=date(2026, 11, 17), is_public=True)
    questions.follow(session, question, course, by=by, now=NOON)
    private = questions.start(session, campaign, wording, by=by, now=NOON)
    private.subject = "A private draft"


def _rest(session: Session, campaign: Campaign, by: Organiser) -> None:
    for title, is_public in (("The arrest", True), ("A private note", False)):
        facts = EventFacts(title=title, starts_on=date(2026, 3, 4), text="At home,\x0b at night.", is_public=is_public)
        timeline.add_event(session, campaign, facts, by=by, now=NOON)
        told = DocumentFacts(kind=DocumentKind.REPLY, title=f"{title}: reply", is_public=is_public)
        file = Brought(b"%PDF-1.7 " + title.encode(), "reply.pdf", "application/pdf")
        timeline.add_document(session, campaign, told, file, by=by, now=NOON)
        visit = MissionFacts(
            place="Strasbourg" if is_public else "A private place",
            occasion=Occasion.PART_SESSION,
            starts_on=date(2026, 12, 14),
            ends_on=date(2026, 12, 16),
        )
        mission = missions.plan(session, campaign, visit, by=by, now=NOON)
        mission.is_public, mission.delegation = is_public, "Eva Clerk\nJan Helper"
