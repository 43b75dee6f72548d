"""A translation is recognised by its code and its file, said to be one, and never passed for what was signed."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from campaign import vault
from campaign.db import reading, transaction
from campaign.delivering import operations, queries, sealing
from campaign.delivering.models import Edition, TranslatedEdition
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.signing import queries as signing
from campaign.translating import operations as translating
from tests import factories
from tests.browser import Browser
from tests.checking.test_checking import given
from tests.translating.rows import make_translation

pytestmark = pytest.mark.one_engine


@pytest.fixture
def issued(app: Flask, organiser: Organiser, now: datetime) -> TranslatedEdition:
    """The French translation of a closed letter with two names, for the addressee."""
    with transaction() as session:
        letter = factories.make_letter(session, factories.make_campaign(session, session.merge(organiser)))
        drafting.open_for_signature(session, letter, by=organiser, now=now)
        make_translation(session, letter, organiser)
        for surname in ("ACKERSTEIN", "ZUIDHOEK"):
            factories.make_signature(session, letter, factories.make_member(session, surname=surname))
        drafting.close(session, letter, by=organiser, now=now)
        edition = operations.issue_edition(session, letter, by=organiser, now=now)
        return queries.offered_translations(session, edition)[0]


def content(issued: TranslatedEdition) -> bytes:
    return vault.read(issued.file_digest)


def withdraw(letter_id: int, surname: str) -> None:
    with transaction() as session:
        letter = session.get_one(Letter, letter_id)
        gone = next(each for each in signing.standing_signatures(session, letter) if each.surname == surname)
        gone.standing = None


def test_the_issued_file_is_a_genuine_translation_and_says_what_was_signed(
    browser: Browser, issued: TranslatedEdition
) -> None:
    page = given(browser, content(issued))
    assert page.h1 == "Genuine translation"
    assert "translation into French of edition 1" in page.text
    assert "signed the text in English, not this translation" in page.text
    assert "ACKERSTEIN" in page.text
    letter = page.follow("What we know of that letter")
    assert letter.h1 == "We know this letter"
    assert issued.file_digest in letter.text


def test_the_printed_code_leads_to_the_translation(browser: Browser, issued: TranslatedEdition) -> None:
    page = browser.open("checking.ask").fill("Check the code", code=issued.public_id.upper())
    assert page.h1 == "We know this translation"
    assert "2 Members stand under it" in page.text


def test_a_changed_translation_is_called_altered(browser: Browser, issued: TranslatedEdition) -> None:
    pdf = bytearray(content(issued))
    place = pdf.index(b"stream\n", len(pdf) // 3) + 20
    pdf[place] ^= 1
    assert given(browser, bytes(pdf)).h1 == "Altered: do not rely on it"


def test_a_seal_that_was_added_behind_it_is_told(browser: Browser, issued: TranslatedEdition, now: datetime) -> None:
    twice = sealing.sealed(content(issued), now=now)
    assert given(browser, twice).h1 == "Genuine translation, with additions"


def test_a_translation_is_superseded_with_its_edition(
    browser: Browser, issued: TranslatedEdition, organiser: Organiser, now: datetime
) -> None:
    withdraw(issued.edition.letter_id, "ZUIDHOEK")
    page = given(browser, content(issued))
    assert page.h1 == "Superseded translation"
    assert "a signature was withdrawn" in page.text
    assert "ZUIDHOEK" not in page.text
    with transaction() as session:
        letter = session.get_one(Letter, issued.edition.letter_id)
        operations.issue_edition(session, letter, by=organiser, now=now + timedelta(hours=1))
    assert "Edition 2 of" in given(browser, content(issued)).text


def test_a_translation_that_was_taken_off_is_still_recognised_and_says_so(
    browser: Browser, issued: TranslatedEdition, organiser: Organiser, now: datetime
) -> None:
    with transaction() as session:
        made = session.get_one(TranslatedEdition, issued.id)
        translating.take_off(session, made.translated.translation, by=organiser, now=now)
    page = given(browser, content(issued))
    assert page.h1 == "Genuine translation"
    assert "no longer hand this translation out" in page.text
    latest = reading().get_one(Edition, issued.edition_id)
    assert queries.offered_translations(reading(), latest) == []
