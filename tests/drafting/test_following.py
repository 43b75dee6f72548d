"""A second letter takes over texts and addressees, and nobody's consent."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign import clock
from campaign.db import reading, transaction
from campaign.drafting import following, operations, rules
from campaign.drafting.models import Letter, LetterState
from campaign.drafting.refusals import CannotChange
from campaign.inviting.models import Invitation
from campaign.organisers.models import Organiser
from campaign.signing.models import Signature
from tests import factories
from tests.browser import Browser


@pytest.fixture
def closed(app: Flask, organiser: Organiser) -> str:
    """A closed letter that two Members signed; one took the signature back."""
    with transaction() as session:
        letter = factories.make_open_letter(session, factories.make_campaign(session, organiser))
        factories.make_signature(session, letter, factories.make_member(session, given="Vera", surname="STANDS"))
        other = factories.make_signature(session, letter, factories.make_member(session, given="Otto", surname="BACK"))
        factories.make_member(session, given="Nina", surname="NEVER")
        other.standing = None
        operations.close(session, letter, by=organiser, now=clock.now())
        return letter.public_id


def test_only_a_closed_letter_is_followed_up(session: Session, now: datetime) -> None:
    letter = factories.make_open_letter(session)
    with pytest.raises(CannotChange) as refused:
        following.follow_up(session, letter, by=letter.campaign.team[0].organiser, now=now)
    assert refused.value.reason is rules.Why.NOT_CLOSED_YET


def test_text_and_addressees_are_taken_over_and_what_came_of_it_is_missing(session: Session, now: datetime) -> None:
    letter = factories.make_open_letter(session)
    by = letter.campaign.team[0].organiser
    operations.close(session, letter, by=by, now=now)
    second = following.follow_up(session, letter, by=by, now=now)
    assert (second.state, second.follows_id, second.dated_on, second.deadline_at) == (
        LetterState.DRAFT,
        letter.id,
        None,
        None,
    )
    assert second.body == "[MISSING: what became of the letter of 23 November 2026]\n\n" + letter.body
    assert [each.name for each in second.addressees] == [each.name for each in letter.addressees]


def test_nobody_is_asked_and_nobody_has_signed(organiser_browser: Browser, closed: str) -> None:
    page = organiser_browser.open("dashboard.overview", letter_id=closed).follow("Write a follow-up")
    page.press("Start the follow-up")
    reading().rollback()
    first, second = reading().scalars(select(Letter).order_by(Letter.id)).all()
    for table in (Signature, Invitation):
        query = select(func.count()).select_from(table).where(table.letter_id == second.id)
        assert reading().scalar(query) == 0
    assert first.public_id == closed
    page = organiser_browser.open("drafting.open_for_signature", letter_id=second.public_id)
    assert "Still to be said: what became of the letter of 23 November 2026." in page.text


def test_who_stands_under_the_first_letter_is_a_ready_choice(
    organiser_browser: Browser, organiser: Organiser, closed: str
) -> None:
    organiser_browser.open("drafting.follow_up", letter_id=closed).press("Start the follow-up")
    with transaction() as session:
        second = session.scalars(select(Letter).order_by(Letter.id.desc()).limit(1)).one()
        second.body, second.deadline_at = "We wrote to you and had no answer.", clock.now().replace(year=2030)
        operations.open_for_signature(session, second, by=organiser, now=clock.now())
        address = second.public_id
    page = organiser_browser.open("inviting.choose", letter_id=address).follow("Those who signed the earlier letter")
    names = [each.text_content() for each in page.tree.xpath("//tbody//label")]
    assert names == ["Vera STANDS"]
    assert len(page.tree.xpath("//tbody//input[@checked]")) == 1
    assert "None of them has signed this letter" in page.text


def test_each_letter_leads_to_the_other(organiser_browser: Browser, closed: str) -> None:
    organiser_browser.open("drafting.follow_up", letter_id=closed).press("Start the follow-up")
    second = reading().scalars(select(Letter).order_by(Letter.id.desc()).limit(1)).one().public_id
    first = organiser_browser.open("dashboard.overview", letter_id=closed)
    assert f"/letters/{second}" in [each.get("href") for each in first.tree.xpath("//a[@href]")]
    page = organiser_browser.open("dashboard.overview", letter_id=second)
    assert f"/letters/{closed}" in [each.get("href") for each in page.tree.xpath("//a[@href]")]
