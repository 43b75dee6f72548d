"""A campaign goes public at an hour; before it, there is nothing to find."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from campaign import clock
from campaign.campaigns.models import Campaign
from campaign.db import transaction
from campaign.delivering import operations as delivering
from campaign.drafting import operations as drafting
from campaign.organisers.models import Organiser
from campaign.signing.models import Signature, Withdrawal
from tests import factories
from tests.browser import Browser, Page

Later = Callable[..., None]


@pytest.fixture
def case(app: Flask, organiser: Organiser, now: datetime) -> Campaign:
    """A campaign with a closed letter of two names, and one that is still open."""
    with transaction() as session:
        campaign = factories.make_campaign(session, organiser, story="Held since March.")
        closed = factories.make_open_letter(session, campaign)
        for given, surname, group, country in (("Ada", "ALMBERG", "SD", "SE"), ("Mátyás", "ČERNIK", "EPP", "CZ")):
            member = factories.make_member(session, given=given, surname=surname, group=group, country=country)
            factories.make_signature(session, closed, member)
        drafting.close(session, closed, by=organiser, now=now + timedelta(hours=2))
        opened = factories.make_open_letter(session, campaign, title="A letter still open")
        factories.make_signature(session, opened, factories.make_member(session, surname="WAITING"))
        return campaign


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Later:
    """Move the clock: later(days=1)."""

    def move(**by: int) -> None:
        monkeypatch.setattr(clock, "now", lambda: now + timedelta(**by))

    return move


def _publish(browser: Browser, case: Campaign, **answers: str) -> Page:
    page = browser.open("campaigns.show", campaign_id=case.public_id).follow("Public page")
    page = page.fill("Go on", **({"slug": "ilja-brandt", "day": "2026-11-24", "hour": "10:00"} | answers))
    return page.press("Publish it at that hour") if page.h1 == "Publish the page?" else page


def test_the_address_is_suggested_from_the_title(organiser_browser: Browser, case: Campaign) -> None:
    page = organiser_browser.open("publishing.show", campaign_id=case.public_id)
    assert page.tree.xpath("//input[@name='slug']/@value") == ["the-case-of-ilja-brandt"]


def test_before_the_hour_the_page_answers_like_one_that_never_was(
    app: Flask, organiser_browser: Browser, case: Campaign
) -> None:
    _publish(organiser_browser, case)
    visitor = Browser(app)
    embargoed, unknown = visitor.get("/cases/ilja-brandt"), visitor.get("/cases/nobody-knows")
    assert (embargoed.status, embargoed.response.data) == (404, unknown.response.data)
    assert dict(embargoed.response.headers) == dict(unknown.response.headers)


def test_from_the_hour_on_everybody_reads_the_story_and_the_names(
    app: Flask, organiser_browser: Browser, case: Campaign, later: Later
) -> None:
    _publish(organiser_browser, case)
    later(days=1)
    page = Browser(app).get("/cases/ilja-brandt")
    assert page.h1 == "The case of Ilja Brandt"
    assert "Held since March." in page.text
    names = page.tree.xpath("//ol[@class='record-names']/li/text()")
    assert names == ["Ada ALMBERG (Sweden, S&D)", "Mátyás ČERNIK (Czechia, PPE)"]
    assert page.tree.xpath("//link[@rel='canonical']/@href") == ["http://localhost/cases/ilja-brandt"]


def test_a_letter_that_is_open_is_not_shown(
    app: Flask, organiser_browser: Browser, case: Campaign, later: Later
) -> None:
    _publish(organiser_browser, case)
    later(days=1)
    page = Browser(app).get("/cases/ilja-brandt")
    assert ("WAITING" in page.text, "A letter still open" in page.text) == (False, False)


def test_the_reader_chooses_format_and_order(
    app: Flask, organiser_browser: Browser, case: Campaign, later: Later
) -> None:
    _publish(organiser_browser, case)
    later(days=1)
    page = Browser(app).get("/cases/ilja-brandt").fill("Show", names="C", order="country_protocol")
    assert page.tree.xpath("//h4/text()") == ["Czechia", "Sweden"]
    assert page.tree.xpath("//ol[@class='record-names']/li/text()") == [
        "Mátyás ČERNIK (PPE, CZ)",
        "Ada ALMBERG (S&D, SE)",
    ]


def test_a_withdrawn_name_vanishes_at_once(
    app: Flask, organiser_browser: Browser, case: Campaign, later: Later, now: datetime
) -> None:
    _publish(organiser_browser, case)
    later(days=1)
    assert "ALMBERG" in Browser(app).get("/cases/ilja-brandt").text
    with transaction() as session:
        letter = next(each for each in session.merge(case).letters if each.state == "closed")
        found = session.scalars(
            select(Signature).where(Signature.letter_id == letter.id, Signature.surname == "ALMBERG")
        ).one()
        found.standing = None
        session.add(Withdrawal(signature=found, hidden_at=now))
    page = Browser(app).get("/cases/ilja-brandt")
    assert ("ALMBERG" in page.text, "1 Member from" in page.text) == (False, True)


def test_the_pdf_is_offered_until_a_name_in_it_is_taken_back(
    app: Flask, organiser: Organiser, organiser_browser: Browser, case: Campaign, later: Later, now: datetime
) -> None:
    _publish(organiser_browser, case)
    later(days=1)
    with transaction() as session:
        letter = next(each for each in session.merge(case).letters if each.state == "closed")
        delivering.issue_edition(session, letter, by=organiser, now=now + timedelta(hours=3))
    address = f"/cases/ilja-brandt/letters/{letter.public_id}/letter.pdf"
    assert Browser(app).get("/cases/ilja-brandt").follow("The letter (PDF)").response.data.startswith(b"%PDF-")
    with transaction() as session:
        found = session.scalars(select(Signature).where(Signature.surname == "ČERNIK")).one()
        found.standing = None
        session.add(Withdrawal(signature=found, hidden_at=now + timedelta(hours=4)))
    assert "The letter (PDF)" not in Browser(app).get("/cases/ilja-brandt").text
    assert Browser(app).get(address).status == 404


def test_a_page_taken_back_is_gone(app: Flask, organiser_browser: Browser, case: Campaign, later: Later) -> None:
    _publish(organiser_browser, case)
    later(days=1)
    organiser_browser.open("publishing.show", campaign_id=case.public_id).press("Take the page back")
    assert Browser(app).get("/cases/ilja-brandt").status == 404


def test_a_letter_is_left_out_and_shown_again(organiser_browser: Browser, case: Campaign) -> None:
    page = _publish(organiser_browser, case).press("Leave it out")
    assert "ALMBERG" not in page.follow("Preview").text
    page = organiser_browser.open("publishing.show", campaign_id=case.public_id).press("Show it")
    assert "ALMBERG" in page.follow("Preview").text


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"slug": "Ilja Brandt"}, "Use small letters, digits and single hyphens"),
        ({"slug": "../x"}, "Use small letters, digits and single hyphens"),
        ({"slug": "x" * 81}, "Shorten the address to 80 characters."),
        ({"day": ""}, "Enter the day."),
        ({"hour": ""}, "Enter the hour, such as 10:00."),
    ],
)
def test_what_cannot_be_an_address_or_hour_is_said(
    organiser_browser: Browser, case: Campaign, answers: dict[str, str], words: str
) -> None:
    assert words in _publish(organiser_browser, case, **answers).text


def test_an_address_belongs_to_one_campaign(organiser: Organiser, organiser_browser: Browser, case: Campaign) -> None:
    _publish(organiser_browser, case)
    with transaction() as session:
        other = factories.make_campaign(session, organiser)
    assert "Another campaign has this address." in _publish(organiser_browser, other).text


def test_beside_a_letter_the_story_is_the_one_its_members_read(
    app: Flask, organiser_browser: Browser, case: Campaign, later: Later
) -> None:
    _publish(organiser_browser, case)
    with transaction() as session:
        session.get_one(Campaign, case.id).story = "Told quite otherwise."
    later(days=2)
    text = Browser(app).get("/cases/ilja-brandt").text
    assert ("Held since March." in text, "Told quite otherwise." in text) == (True, False)


def test_before_anything_is_public_the_organiser_reads_from_when_and_what_everybody_will_see(
    app: Flask, organiser_browser: Browser, case: Campaign, later: Later
) -> None:
    page = organiser_browser.open("publishing.show", campaign_id=case.public_id)
    asked = page.fill("Go on", slug="ilja-brandt", day="2026-11-24", hour="10:00")
    assert "From 24 November 2026, 10:00 (Brussels time) on everybody will see it" in asked.text
    assert "“Release Ilja Brandt”, with its text and 2 names" in asked.text
    later(days=1)
    assert Browser(app).get("/cases/ilja-brandt").status == 404


def test_an_hour_that_has_passed_is_said_to_publish_at_once(organiser_browser: Browser, case: Campaign) -> None:
    page = organiser_browser.open("publishing.show", campaign_id=case.public_id)
    asked = page.fill("Go on", slug="ilja-brandt", day="2026-11-20", hour="10:00")
    assert "Everybody will see it at once" in asked.text
    assert "Everybody can read it at" in asked.press("Publish it now").text
