"""The sealed translations stand beside the letter wherever it is offered, and go with it at once."""

import json
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from campaign import vault
from campaign.db import reading, transaction
from campaign.delivering import operations as delivering
from campaign.delivering.models import Audience, Edition, TranslatedEdition
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.translating import operations as translating
from tests.browser import Browser
from tests.public import cases

pytestmark = pytest.mark.one_engine
PATH = f"/cases/{cases.SLUG}"


@pytest.fixture
def letter(app: Flask, organiser: Organiser, now: datetime) -> Letter:
    """The letter of a public case, issued with its French translation."""
    _campaign, letter = cases.make_case(organiser, now, translated=True)
    with transaction() as session:
        delivering.issue_edition(session, session.merge(letter), by=organiser, now=now)
    return letter


def public_translation() -> TranslatedEdition:
    query = select(TranslatedEdition).join(Edition).where(Edition.audience == Audience.PUBLIC)
    return reading().scalars(query).one()


def test_page_press_kit_and_programs_are_offered_the_same_file(browser: Browser, letter: Letter) -> None:
    made = public_translation()
    address = f"{PATH}/letters/{letter.public_id}/letter.fr.pdf"
    for page in (browser.get(PATH), browser.get(f"{PATH}/press")):
        link = page.tree.xpath(f"//a[@href='{address}']")
        assert [each.get("hreflang") for each in link] == ["fr"]
        assert "français" in page.text
    assert browser.get(address).response.data == vault.read(made.file_digest)
    facts = json.loads(browser.get(f"{PATH}/letters/{letter.public_id}/signatories.json").response.data)
    assert [each["sha256"] for each in facts["translations"]] == [made.file_digest]
    told = browser.get(f"/api/v1{PATH}/letters/{letter.public_id}").response.get_json()
    (offered,) = told["editions"][0]["translations"]
    assert (offered["code"], offered["language"], offered["size"]) == (made.public_id, "fr", made.size)
    assert browser.get(offered["file_url"]).status == 200


def test_a_translation_goes_with_the_name_that_was_taken_back(browser: Browser, letter: Letter, now: datetime) -> None:
    address = f"{PATH}/letters/{letter.public_id}/letter.fr.pdf"
    assert browser.get(address).status == 200
    cases.withdraw(letter, "ALMBERG", now)
    assert browser.get(address).status == 404
    assert address not in browser.get(PATH).response.text
    told = browser.get(f"/api/v1{PATH}/letters/{letter.public_id}").response.get_json()
    assert told["editions"][0]["translations"] == []


def test_a_translation_that_was_taken_off_is_offered_no_more(
    browser: Browser, letter: Letter, organiser: Organiser, now: datetime
) -> None:
    address = f"{PATH}/letters/{letter.public_id}/letter.fr.pdf"
    with transaction() as session:
        made = session.merge(public_translation())
        translating.take_off(session, made.translated.translation, by=organiser, now=now)
    assert browser.get(address).status == 404
    assert address not in browser.get(PATH).response.text
