"""Anybody can ask whether a letter is genuine; nobody learns of letters that were not issued."""

import io
from datetime import datetime

import pytest
from flask import Flask

from campaign import vault
from campaign.db import transaction
from campaign.delivering import assembly, operations
from campaign.delivering.models import Edition
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.signing import queries as signing
from tests import factories
from tests.browser import Browser, Page


@pytest.fixture
def issued(app: Flask, organiser: Organiser, now: datetime) -> Edition:
    """The edition of a closed letter with two names."""
    with transaction() as session:
        letter = factories.make_letter(session, factories.make_campaign(session, session.merge(organiser)))
        drafting.open_for_signature(session, letter, by=organiser, now=now)
        for surname in ("ACKERSTEIN", "ZUIDHOEK"):
            factories.make_signature(session, letter, factories.make_member(session, surname=surname))
        drafting.close(session, letter, by=organiser, now=now)
        return operations.issue_edition(session, letter, by=organiser, now=now)


def given(browser: Browser, pdf: bytes) -> Page:
    page = browser.open("checking.ask")
    return page.fill("Check the file", files={"file": (io.BytesIO(pdf), "letter.pdf")})


def _pdf(edition: Edition) -> bytes:
    return vault.read(edition.file_digest)


def test_the_issued_file_is_genuine(browser: Browser, issued: Edition) -> None:
    page = given(browser, _pdf(issued))
    assert page.h1 == "Genuine"
    assert "ACKERSTEIN" in page.text
    assert issued.revision.digest in page.text


def test_the_printed_code_leads_to_the_letter(browser: Browser, issued: Edition) -> None:
    page = browser.open("checking.ask").fill("Check the code", code=f" {issued.letter.public_id.upper()} ")
    assert page.h1 == "We know this letter"
    assert "2 Members stand under it" in page.text


def test_a_changed_file_is_called_altered(browser: Browser, issued: Edition) -> None:
    pdf = bytearray(_pdf(issued))
    place = pdf.index(b"stream\n", len(pdf) // 3) + 20
    pdf[place] ^= 1
    assert given(browser, bytes(pdf)).h1 == "Altered: do not rely on it"


def test_an_edition_is_superseded_once_a_name_is_withdrawn(browser: Browser, issued: Edition) -> None:
    with transaction() as session:
        letter = session.get_one(Letter, issued.letter_id)
        gone = next(each for each in signing.standing_signatures(session, letter) if each.surname == "ZUIDHOEK")
        gone.standing = None
    page = given(browser, _pdf(issued))
    assert page.h1 == "Superseded"
    assert "ZUIDHOEK" not in page.text


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\nnothing of a file"])
def test_a_strange_file_is_unknown(browser: Browser, issued: Edition, content: bytes) -> None:
    assert given(browser, content).h1 == "Unknown here"


def test_a_draft_is_unknown_and_gives_nothing_away(
    browser: Browser, organiser: Organiser, app: Flask, now: datetime
) -> None:
    with transaction() as session:
        letter = factories.make_letter(session)
        drafting.open_for_signature(session, letter, by=organiser, now=now)
        factories.make_signature(session, letter, factories.make_member(session, surname="ACKERSTEIN"))
        draft = assembly.draft(letter, None, signing.standing_signatures(session, letter), now=now)
        code = letter.public_id
    by_code, by_nonsense = browser.open("checking.result", code=code), browser.open("checking.result", code="nonsense")
    assert by_code.status == by_nonsense.status == 404
    assert by_code.text == by_nonsense.text
    page = given(browser, draft)
    assert page.h1 == "Unknown here"
    assert "ACKERSTEIN" not in page.text


def test_an_empty_form_says_what_to_do(browser: Browser) -> None:
    page = browser.open("checking.ask").press("Check the code")
    assert page.errors == ["Type the code that is printed at the foot of every page."]
