"""The overview: the same figures in few queries, whoever asks for them, and 304 while nothing changed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from campaign import clock
from campaign.dashboard import overview
from campaign.db import Base, reading, transaction
from campaign.drafting.models import Letter, LetterState
from campaign.inviting.models import Invitation
from campaign.organisers.models import Organiser
from campaign.outbox.models import MailState, OutgoingMail
from campaign.roster.models import Member, RosterImport
from campaign.signing.models import Decline, Signature, Withdrawal
from tests import factories
from tests.browser import Browser
from tests.dashboard import crowd
from tests.queries import count_queries


@pytest.fixture
def letter(app: Flask, organiser: Organiser) -> str:
    """A letter of the logged-in organiser with 60 Members, of whom 56 were asked and some signed."""
    with transaction() as session:
        return make_crowded(session, organiser, 60).public_id


def make_crowded(session: Session, organiser: Organiser, number: int) -> Letter:
    owner = session.get(Organiser, organiser.id)
    letter = factories.make_open_letter(session, factories.make_campaign(session, owner), goal_members=40)
    members = crowd.seat(session, number)
    crowd.ask(session, letter, members[: number - number // 15])
    crowd.answer(session, letter)
    return letter


def figures(browser: Browser, letter_id: str, tag: str = "") -> TestResponse:
    """What the open page asks for: the figures alone."""
    return browser.client.get(f"/letters/{letter_id}/now", headers={"If-None-Match": tag} if tag else {})


def signed(letter_id: str) -> int:
    query = select(func.count(Signature.id)).join(Letter).where(Letter.public_id == letter_id, Signature.standing)
    return reading().scalar(query) or 0


def test_the_overview_shows_how_many_signed(organiser_browser: Browser, letter: str) -> None:
    page = organiser_browser.open("dashboard.overview", letter_id=letter)
    assert page.tree.xpath("//*[@class='headline-number']")[0].text == str(signed(letter))


def test_a_withdrawn_signature_is_gone_from_the_figures_at_once(organiser_browser: Browser, letter: str) -> None:
    before = signed(letter)
    with transaction() as session:
        signature = session.scalars(select(Signature)).first()
        assert signature is not None
        signature.standing = None
        session.add(Withdrawal(signature_id=signature.id, hidden_at=factories.NOON + timedelta(days=6)))
        name = f"{signature.given} {signature.surname}"
    page = organiser_browser.open("dashboard.overview", letter_id=letter)
    assert page.tree.xpath("//*[@class='headline-number']")[0].text == str(before - 1)
    assert f"{name} took the signature back." in page.text


def test_as_many_seats_are_filled_as_the_headline_says(organiser_browser: Browser, letter: str) -> None:
    page = organiser_browser.open("dashboard.overview", letter_id=letter)
    paths = page.tree.xpath("//*[contains(@class, 'seats-signed')]/@d")
    assert sum(path.count("M") for path in paths) == signed(letter)


def test_an_unchanged_overview_is_not_sent_again(organiser_browser: Browser, letter: str) -> None:
    first = figures(organiser_browser, letter)
    same = figures(organiser_browser, letter, first.headers["ETag"])
    assert same.status_code == 304
    assert not same.data


def test_a_new_signature_is_sent_to_the_open_page(organiser_browser: Browser, letter: str) -> None:
    first = figures(organiser_browser, letter)
    with transaction() as session:
        opened = session.scalars(select(Letter).where(Letter.public_id == letter)).one()
        member = session.scalars(select(Member).order_by(Member.ep_id.desc())).first()
        assert member is not None
        session.add(crowd.signature_of(member, opened, opened.revisions[-1].id, factories.NOON))
    again = figures(organiser_browser, letter, first.headers["ETag"])
    assert again.status_code == 200
    assert f">{signed(letter)}<" in again.text


def test_the_page_knows_the_tag_of_its_own_figures(organiser_browser: Browser, letter: str) -> None:
    page = organiser_browser.open("dashboard.overview", letter_id=letter)
    [tag] = page.tree.xpath("//*[@id='now']/@data-etag")
    assert figures(organiser_browser, letter).headers["ETag"] == f'"{tag}"'


def test_nobody_else_sees_the_overview(app: Flask, letter: str) -> None:
    with transaction() as session:
        stranger = factories.make_organiser(session)
    other = Browser(app).logged_in(stranger)
    for endpoint in ("overview", "now", "members", "export"):
        assert other.open(f"dashboard.{endpoint}", letter_id=letter).status == 404


def test_the_number_of_queries_does_not_grow_with_the_members(app: Flask, organiser: Organiser) -> None:
    counts = []
    for number in (7, 720):
        with transaction() as session:
            for table in reversed(Base.metadata.sorted_tables):
                if table.name not in ("organisers", "journal"):
                    session.execute(table.delete())
            letter_id = make_crowded(session, organiser, number).id
        letter = reading().get(Letter, letter_id)
        assert letter is not None
        with count_queries() as sent:
            overview.of(reading(), letter, now=factories.NOON)
        counts.append(len(sent))
    assert counts[0] == counts[1]
    assert counts[1] <= 7


def test_an_empty_letter_says_what_to_do_first(organiser_browser: Browser, organiser: Organiser) -> None:
    with transaction() as session:
        campaign = factories.make_campaign(session, session.get(Organiser, organiser.id))
        deadline = clock.now() + timedelta(days=10)
        letter = factories.make_open_letter(session, campaign, deadline_at=deadline).public_id
    page = organiser_browser.open("dashboard.overview", letter_id=letter)
    assert page.tree.xpath("//a[@class='button' and contains(., 'Invite Members')]")
    assert page.follow("Invite Members").status == 200


def test_the_next_step_leads_to_the_reminders_that_are_due(organiser_browser: Browser, organiser: Organiser) -> None:
    with transaction() as session:
        campaign = factories.make_campaign(session, session.get(Organiser, organiser.id))
        letter = factories.make_open_letter(session, campaign, deadline_at=clock.now() + timedelta(days=10))
        crowd.ask(session, letter, crowd.seat(session, 20), on=clock.now() - timedelta(days=5))
        public_id = letter.public_id
    page = organiser_browser.open("dashboard.overview", letter_id=public_id)
    assert "20 Members have not answered" in page.text
    assert "20" in page.follow("Remind 20").text


def test_figures_of_a_closed_letter_are_those_of_the_day_it_closed(session: Session, now: datetime) -> None:
    letter = factories.make_open_letter(session)
    letter.state, letter.closed_at = LetterState.CLOSED, now
    assert overview.of(session, letter, now=now + timedelta(days=400)).on == now.date()


def first(session: Session, kind: type[Any]) -> Any:
    return session.scalars(select(kind).order_by(kind.id)).first()


def withdraw(session: Session) -> None:
    first(session, Signature).standing = None


def start(session: Session) -> None:
    session.scalars(select(Invitation).where(Invitation.started_at.is_(None))).first().started_at = factories.NOON  # type: ignore[union-attr]


def revoke(session: Session) -> None:
    first(session, Invitation).revoked_at = factories.NOON


def bounce(session: Session) -> None:
    session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.SENT)).first().state = MailState.REFUSED  # type: ignore[union-attr]


def take_a_no_back(session: Session) -> None:
    session.delete(first(session, Decline))


def close(session: Session) -> None:
    letter = first(session, Letter)
    letter.state, letter.closed_at = LetterState.CLOSED, factories.NOON


def learn_a_roster(session: Session) -> None:
    session.add(RosterImport(sources=[], counts={}, applied_by="test", applied_at=factories.NOON))


@pytest.mark.parametrize("act", [withdraw, start, revoke, bounce, take_a_no_back, close, learn_a_roster])
def test_whatever_changes_the_figures_changes_their_tag(session: Session, act: Callable[[Session], None]) -> None:
    letter = make_crowded(session, factories.make_organiser(session), 60)
    before = overview.tag(session, letter, now=factories.NOON)
    act(session)
    session.flush()
    assert overview.tag(session, letter, now=factories.NOON) != before


def test_the_tag_stays_while_nothing_happens_and_changes_with_the_time_left(session: Session) -> None:
    letter = make_crowded(session, factories.make_organiser(session), 7)
    before = overview.tag(session, letter, now=factories.NOON)
    assert overview.tag(session, letter, now=factories.NOON + timedelta(minutes=1)) != before
    assert overview.tag(session, letter, now=factories.NOON) == before
