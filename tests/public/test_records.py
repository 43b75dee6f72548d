"""A public record repeats what was published and adds nothing above the names; other letters have no such page."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.db import transaction
from campaign.drafting.models import LetterState
from campaign.organisers.models import Organiser
from campaign.roster.models import Mandate
from tests import factories
from tests.browser import Browser
from tests.dashboard import crowd

BODY = "A text that nobody published."


def make_record(session: Session, organiser: Organiser, **changes: object) -> str:
    values: dict[str, object] = {
        "state": LetterState.RECORD,
        "title": "Letter to the authorities of Sarovia",
        "body": BODY,
        "dated_on": date(2017, 12, 13),
        "opened_at": factories.NOON,
        "source_url": "https://www.example.org/letters/2017",
    }
    campaign = factories.make_campaign(session, session.get(Organiser, organiser.id))
    letter = factories.make_letter(session, campaign, **(values | changes))
    for country, group, surname in (("CZ", "EPP", "ČERNIK"), ("UK", "SD", "WARDEN"), ("EE", "NI", "KALDA")):
        member = factories.make_member(session, given="Ada", surname=surname, country=country, group=group)
        session.add(crowd.signature_of(member, letter, None, factories.NOON))
    session.flush()
    return letter.public_id


@pytest.fixture
def record(app: Flask, organiser: Organiser) -> str:
    with transaction() as session:
        return make_record(session, organiser)


def test_a_record_lists_the_names_as_published_that_day(browser: Browser, record: str) -> None:
    page = browser.open("public.record", letter_id=record)
    assert [str(each.text) for each in page.tree.xpath("//ol[@class='record-names']/li")] == [
        "Ada ČERNIK (Czech Republic, PPE)",
        "Ada KALDA (Estonia, NI)",
        "Ada WARDEN (United Kingdom, S&D)",
    ]
    assert "as published by example.org" in page.text
    assert "3 Members, 1 of them non-attached, from 2 political groups and 3 Member States" in page.text


def test_no_text_of_ours_stands_above_the_names(browser: Browser, record: str) -> None:
    page = browser.open("public.record", letter_id=record)
    assert BODY not in page.text
    assert "no text of ours stands above their names" in page.text


def test_a_record_links_to_its_source(browser: Browser, record: str) -> None:
    page = browser.open("public.record", letter_id=record)
    [link] = page.tree.xpath("//a[@href='https://www.example.org/letters/2017']")
    assert "noopener" in link.get("rel")


def test_a_source_that_is_no_web_address_is_not_linked(app: Flask, browser: Browser, organiser: Organiser) -> None:
    with transaction() as session:
        letter = make_record(session, organiser, source_url="javascript:alert(1)")
    page = browser.open("public.record", letter_id=letter)
    assert not page.tree.xpath("//a[starts-with(@href, 'javascript')]")


@pytest.mark.parametrize("state", [LetterState.DRAFT, LetterState.OPEN, LetterState.CLOSED])
def test_a_letter_of_ours_is_no_public_record(
    app: Flask, browser: Browser, organiser: Organiser, state: LetterState
) -> None:
    with transaction() as session:
        opened_at = None if state is LetterState.DRAFT else factories.NOON
        letter = make_record(session, organiser, state=state, opened_at=opened_at)
    assert browser.open("public.record", letter_id=letter).status == 404


def test_the_organiser_sees_the_figures_of_a_record(organiser_browser: Browser, record: str) -> None:
    page = organiser_browser.open("dashboard.overview", letter_id=record)
    assert page.tree.xpath("//*[@class='headline-number']")[0].text == "3"
    assert "From asked to signed" not in page.text
    assert page.follow("Open the public page").h1 == "Letter to the authorities of Sarovia"


def test_a_roster_that_hardly_knows_that_day_gives_a_record_no_seats(organiser_browser: Browser, record: str) -> None:
    with transaction() as session:
        for mandate in session.scalars(select(Mandate)):
            mandate.term, mandate.starts_on = 8, None
    page = organiser_browser.open("dashboard.overview", letter_id=record)
    assert "of 1" not in page.text
    assert not page.tree.xpath("//*[contains(@class, 'hemicycle')]")


def test_countries_are_named_as_on_the_day_of_the_record(browser: Browser, record: str) -> None:
    page = browser.open("public.record", letter_id=record)
    assert "Czech Republic" in page.tree.xpath("//table[@class='matrix']//tbody/tr/th/text()")


def test_the_first_page_says_what_this_is(browser: Browser) -> None:
    page = browser.open("public.home")
    assert page.h1 == "A letter is worth the names under it."
    assert page.follow("Log in as an organiser").status == 200


def test_each_group_has_its_colour_on_light_and_dark(browser: Browser) -> None:
    response = browser.client.get("/colours/groups.css")
    assert response.mimetype == "text/css"
    assert response.text.count("--group-EPP: #") == 2
    assert "forced-colors" in response.text
