"""A letter is started from a template, its facts are entered, and nobody's words are written over."""

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select

from campaign.campaigns.models import Campaign
from campaign.db import reading, transaction
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from tests import factories
from tests.browser import Browser, Page


@pytest.fixture
def campaign_id(app: Flask, organiser: Organiser) -> str:
    with transaction() as session:
        return factories.make_campaign(session, organiser).public_id


def letter() -> Letter:
    reading().rollback()
    return reading().scalars(select(Letter)).one()


def started(browser: Browser, campaign_id: str, **facts: str) -> Page:
    page = browser.open("campaigns.show", campaign_id=campaign_id).follow("Start from a template")
    answers = {f"fact-{name}": value for name, value in facts.items()}
    return page.follow("Political prisoner").fill("Make the draft", **answers)


def test_the_draft_is_made_of_the_facts(organiser_browser: Browser, campaign_id: str) -> None:
    started(organiser_browser, campaign_id, person="Ilja Brandt", detained_since="2026-03-12", salutation="Sir,")
    made = letter()
    assert made.title == "Release of Ilja Brandt"
    assert "the detention of Ilja Brandt, who has been held since 12 March 2026" in made.body
    assert "is accused of [MISSING: charge]" in made.body
    assert made.addressees[0].salutation == "Sir,"


def test_a_missing_fact_blocks_opening_and_leads_to_its_field(organiser_browser: Browser, campaign_id: str) -> None:
    started(organiser_browser, campaign_id, person="Ilja Brandt")
    page = organiser_browser.open("drafting.open_for_signature", letter_id=letter().public_id)
    assert "A fact is missing: charge." in page.text
    (link,) = [each for each in page.tree.xpath("//a[@href]") if "missing: charge" in each.text_content()]
    address, _, field = link.get("href").partition("#")
    facts = organiser_browser.get(address)
    assert facts.tree.xpath(f"//input[@id='{field}']")


def test_an_untouched_draft_follows_the_facts(organiser_browser: Browser, campaign_id: str) -> None:
    started(organiser_browser, campaign_id, person="Ilja Brandt")
    page = organiser_browser.open("casefacts.facts", campaign_id=campaign_id)
    page = page.fill("Save the facts", **{"fact-charge": "extremism"})
    assert "1 draft follows." in page.text
    assert "is accused of extremism" in letter().body


def test_typed_text_is_changed_only_after_the_organiser_looked(organiser_browser: Browser, campaign_id: str) -> None:
    editor = started(organiser_browser, campaign_id, person="Ilja Brandt")
    typed = letter().body + "\n\nOur own paragraph."
    editor.fill("Save", body=typed)
    page = organiser_browser.open("casefacts.facts", campaign_id=campaign_id)
    page = page.fill("Save the facts", **{"fact-charge": "extremism"})
    assert letter().body == typed
    page = page.follow("Release of Ilja Brandt")
    assert "extremism" in page.text
    page.press("Put these into the draft")
    assert letter().body == typed.replace("[MISSING: charge]", "extremism")


def test_what_is_left_as_typed_is_not_offered_again(organiser_browser: Browser, campaign_id: str) -> None:
    editor = started(organiser_browser, campaign_id, person="Ilja Brandt", charge="hooliganism")
    typed = letter().body.replace("hooliganism", "what the authorities call hooliganism")
    editor.fill("Save", body=typed)
    page = organiser_browser.open("casefacts.facts", campaign_id=campaign_id)
    page = page.fill("Save the facts", **{"fact-charge": "extremism"}).follow("Release of Ilja Brandt")
    assert "1 passage that a fact changes was rewritten" in page.text
    page.press("Leave the draft as it is")
    assert letter().body == typed
    assert (
        "Drafts that say something else" not in organiser_browser.open("casefacts.facts", campaign_id=campaign_id).text
    )


def test_an_offer_that_was_overtaken_changes_nothing(organiser_browser: Browser, campaign_id: str) -> None:
    editor = started(organiser_browser, campaign_id, person="Ilja Brandt")
    editor = editor.fill("Save", body=letter().body + "\n\nOurs.")
    facts = organiser_browser.open("casefacts.facts", campaign_id=campaign_id)
    offer = facts.fill("Save the facts", **{"fact-charge": "extremism"}).follow("Release of Ilja Brandt")
    editor.fill("Save", body="All new.")
    page = offer.press("Put these into the draft")
    assert "Look at the changes once more" in page.text
    assert letter().body == "All new."


def test_a_fact_that_somebody_else_entered_meanwhile_is_shown_first(
    organiser_browser: Browser, campaign_id: str
) -> None:
    mine = organiser_browser.open("casefacts.facts", campaign_id=campaign_id)
    theirs = organiser_browser.open("casefacts.facts", campaign_id=campaign_id)
    theirs.fill("Save the facts", **{"fact-charge": "extremism", "fact-court": "the City Court"})
    page = mine.fill("Save the facts", **{"fact-charge": "hooliganism"})
    assert page.errors == ["Meanwhile somebody entered: extremism. Save again to put yours in its place."]
    page = page.press("Save the facts")
    values = {each.get("id"): each.get("value") for each in page.tree.xpath("//input")}
    assert values["fact-charge"] == "hooliganism"


def test_facts_typed_as_code_stay_words(organiser_browser: Browser, campaign_id: str) -> None:
    started(organiser_browser, campaign_id, person="<b>{charge}</b>", charge="x")
    assert "{charge}" in letter().title
    page = organiser_browser.open("drafting.preview", letter_id=letter().public_id)
    assert html.fromstring(page.response.text).xpath("//b") == []


def test_facts_of_another_campaign_are_not_there(app: Flask, organiser_browser: Browser, campaign_id: str) -> None:
    started(organiser_browser, campaign_id, person="Ilja Brandt")
    with transaction() as session:
        first = session.scalars(select(Campaign)).one()
        other = factories.make_campaign(session, first.team[0].organiser).public_id
    page = organiser_browser.open("casefacts.start", campaign_id=other, template_key="medical-access")
    assert "Ilja Brandt" not in page.response.text.replace("The case of Ilja Brandt", "")
