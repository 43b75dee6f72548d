"""Anybody can ask whether a letter is genuine; nobody learns of letters that were not issued."""

import dataclasses
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


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "This is not a PDF"), (b"\x89PNG", "This is not a PDF"), (b"%PDF-1.7\nnothing of a file", "Unknown here")],
)
def test_a_strange_file_leads_to_the_code_on_its_pages(
    browser: Browser, issued: Edition, content: bytes, said: str
) -> None:
    page = given(browser, content)
    assert page.h1 == said
    assert "Check the code" in page.text


def test_a_file_is_checked_without_making_or_opening_the_key_of_the_seal(
    app: Flask, browser: Browser, issued: Edition
) -> None:
    """Under a key that the settings do not name the seal cannot be used, and still nobody gets our mistake."""
    pdf = _pdf(issued)
    app.extensions.pop("sealer", None)
    changed = "a key that the settings name and nothing rests under"
    app.extensions["settings"] = dataclasses.replace(app.extensions["settings"], secret_key=changed)
    assert given(browser, pdf).h1 == "Genuine"
    assert given(browser, pdf[:-9] + b"x" + pdf[-8:]).status == 200


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
