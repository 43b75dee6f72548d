"""A made statement is a sealed PDF: its Member has it, everybody once it is shown, and anybody can check it."""

import io
import threading
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import select

from campaign import clock, vault
from campaign.db import reading, transaction
from campaign.delivering import operations as delivering
from campaign.delivering import sealing
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.privacy import erasing, persons, removing
from campaign.roster.models import Member
from campaign.statements import cli, mails, operations, printing, rules
from campaign.statements.models import Statement
from campaign.statements.operations import About
from campaign.web.refusals import Refusal
from tests import factories
from tests.browser import Browser, Page
from tests.delivering.conftest import everything_in, words
from tests.letters import judges

LATER = factories.NOON + timedelta(hours=2)
FOREIGN = {
    "title": "An open letter to «the Ministry», Łódź & Ωμέγα",
    "seen": "a news site",
    "url": "https://example.org/2026/" + "a-very-long-address-" * 8,
    "document_digest": "ab" * 32,
}


@pytest.fixture
def letter(app: Flask, organiser: Organiser) -> Letter:
    """An issued letter with one Member under it."""
    with transaction() as session:
        letter = factories.make_open_letter(session, factories.make_campaign(session, session.merge(organiser)))
        factories.make_signature(session, letter, factories.make_member(session, surname="ZUIDHOEK"))
        drafting.close(session, letter, by=organiser, now=factories.NOON)
        delivering.issue_edition(session, letter, by=organiser, now=factories.NOON)
        return letter


def made(**facts: Any) -> Statement:
    """A statement with its file."""
    with transaction() as session:
        member = factories.make_member(session, given="Ada", surname="LINDEN")
        statement = factories.make_statement(session, member, **facts)
    assert printing.provide(statement.public_id, now=clock.now())
    reading().rollback()
    return reading().scalars(select(Statement).where(Statement.public_id == statement.public_id)).one()


def pdf_of(statement: Statement) -> bytes:
    return vault.read(str(statement.file_digest))


def check(browser: Browser, pdf: bytes) -> Page:
    return browser.open("checking.ask").fill("Check the file", files={"file": (io.BytesIO(pdf), "statement.pdf")})


def mine(statement: Statement) -> str:
    return f"/statement/{mails.secret(statement)}/statement.pdf"


def _no_seal(*_declaration: object, **_when: object) -> bytes:
    raise Refusal("TimestampUnavailable", "The time stamp authority does not answer.")


def forged(pdf: bytes) -> bytes:
    """The same pages and the same list, written anew with another name printed."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.pages[0].Contents = opened.make_stream(opened.pages[0].Contents.read_bytes() + b"\n")
        opened.save(written)
    return written.getvalue()


@pytest.mark.one_engine
def test_the_file_says_who_did_not_sign_what_and_where_to_check_it(app: Flask) -> None:
    statement = made(**FOREIGN)
    text = words(pdf_of(statement))
    check = f"/check/{statement.public_id}"
    short = " ".join(rules.digest(statement)[at : at + 4] for at in range(0, 16, 4))
    printed = ("I did not sign the document “An open letter to «the Ministry», Łódź & Ωμέγα”.", "a news site", "ab" * 8)
    for each in (*printed, "Ada LINDEN", "(Belgium)", "23 November 2026", statement.public_id, check, short):
        assert each in text
    assert "signatories" not in text.lower()


@pytest.mark.one_engine
def test_the_file_about_a_letter_names_nobody_else_and_no_mailbox(letter: Letter) -> None:
    statement = made(letter_id=letter.id, letter_code=letter.public_id, title="", seen="")
    content = everything_in(pdf_of(statement))
    assert (
        f"My signature does not stand under the letter “{letter.title}” (code {letter.public_id}).".encode() in content
    )
    mailbox = str(reading().get_one(Member, statement.ep_id).mailbox)
    for secret in ("ZUIDHOEK", mailbox, mails.secret(statement), "11:00", "12:00"):
        assert secret.encode() not in content


@pytest.mark.java
@pytest.mark.one_engine
def test_the_file_passes_the_judges_of_pdf_a_and_pdf_ua(letter: Letter) -> None:
    about_ours = {"letter_id": letter.id, "letter_code": letter.public_id, "title": "", "seen": ""}
    files = {"foreign": pdf_of(made(**FOREIGN)), "ours": pdf_of(made(**about_ours))}
    assert {f"{each.file} {each.profile}": each.broken for each in judges.vera(files) if each.broken} == {}
    assert {name: found for name, pdf in files.items() if (found := judges.second_opinion(pdf))} == {}


def test_a_shown_statement_is_everybodys_file_and_any_other_is_nobodys(browser: Browser) -> None:
    shown, hidden = made(), made(is_published=False)
    response = browser.client.get(f"/statements/{shown.public_id}/statement.pdf")
    assert (response.mimetype, response.data) == ("application/pdf", pdf_of(shown))
    answers = set()
    for code in (hidden.public_id, "nosuchcode22"):
        response = browser.client.get(f"/statements/{code}/statement.pdf")
        answers.add((response.status_code, response.data))
    assert {status for status, _page in answers} == {404}
    assert len(answers) == 1


def test_the_member_has_the_file_whoever_else_may_see_it_and_not_once_it_is_taken_back(browser: Browser) -> None:
    statement = made(is_published=False)
    response = browser.client.get(mine(statement))
    assert response.data == pdf_of(statement)
    assert "Set-Cookie" not in response.headers
    with transaction() as session:
        operations.take_back(session, session.get_one(Statement, statement.id), now=LATER)
    assert browser.client.get(mine(statement)).status_code == 404


@pytest.mark.one_engine
def test_who_has_asked_and_not_stated_has_no_file(browser: Browser) -> None:
    with transaction() as session:
        member = factories.make_member(session)
        asked = operations.ask(session, member.ep_id, About(title="x", seen="y"), now=clock.now())
    assert asked is not None
    assert browser.client.get(mine(asked)).status_code == 404


def test_the_check_page_knows_the_file_and_says_whether_the_statement_holds(browser: Browser) -> None:
    statement = made(is_published=False)
    pdf = pdf_of(statement)
    page = check(browser, pdf)
    assert page.h1 == "Genuine"
    assert rules.digest(statement) in page.text
    assert "I did not sign the document “An open letter”." in page.text
    with transaction() as session:
        operations.take_back(session, session.get_one(Statement, statement.id), now=LATER)
    page = check(browser, pdf)
    assert page.h1 == "It holds no more"
    assert "This file is genuine, but the statement in it has ended: do not quote it." in page.text
    assert "LINDEN" not in page.text


@pytest.mark.one_engine
def test_a_file_that_was_changed_or_written_anew_is_altered_and_the_true_words_are_shown(browser: Browser) -> None:
    page = check(browser, forged(pdf_of(made(is_published=False))))
    assert page.h1 == "Altered: do not rely on it"
    assert "What the statement really says stands below." in page.text
    assert "I did not sign the document “An open letter”." in page.text


@pytest.mark.one_engine
def test_a_seal_that_somebody_added_behind_it_changes_nothing(browser: Browser) -> None:
    pdf = pdf_of(made())
    assert check(browser, sealing.sealed(pdf, now=LATER)).h1 == "Genuine, with additions"


@pytest.mark.one_engine
def test_a_statement_is_made_although_the_seal_fails_and_the_worker_makes_the_file_later(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction() as session:
        statement = factories.make_statement(session)
    with monkeypatch.context() as broken:
        broken.setattr(printing.declarations, "sealed", _no_seal)
        assert not printing.provide(statement.public_id, now=clock.now())
    assert "The sealed PDF is not ready yet" in browser.open("stating.look", secret=mails.secret(statement)).text
    cli.print_some(threading.Event())
    reading().rollback()
    assert check(browser, pdf_of(reading().get_one(Statement, statement.id))).h1 == "Genuine"


@pytest.mark.one_engine
def test_the_file_goes_when_its_member_is_erased(app: Flask) -> None:
    statement = made()
    place = vault.path(str(statement.file_digest))
    assert place.exists()
    with transaction() as session:
        person = persons.find(session, str(statement.ep_id))
        removed = erasing.erase(session, person, now=clock.now(), by="operator").removed
    removing.forget_files(reading(), removed)
    assert not place.exists()
