"""The check page tells of issued editions only, and of nobody who does not stand in them: byte for byte."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from campaign import clock
from campaign.db import transaction
from campaign.delivering import operations, queries
from campaign.delivering.models import Audience
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.signing.models import Decline, Withdrawal
from tests import factories
from tests.browser import Browser, Page
from tests.queries import count_queries


def closed(organiser: Organiser, *, hidden: str) -> str:
    """A letter's code, with one Member under it and another one who is not: for the reason given."""
    with transaction() as session:
        letter = factories.make_open_letter(session, factories.make_campaign(session, session.merge(organiser)))
        factories.make_signature(session, letter, factories.make_member(session, surname="ZUIDHOEK"))
        other = factories.make_member(session, surname="LINDEN")
        if hidden == "asked":
            factories.make_invitation(session, letter, other)
        if hidden == "declined":
            invitation, _secret = factories.make_invitation(session, letter, other)
            session.add(Decline(invitation_id=invitation.id, declined_at=factories.NOON))
        if hidden == "withdrew":
            signature = factories.make_signature(session, letter, other)
            signature.standing = None
            session.add(Withdrawal(signature=signature, hidden_at=factories.NOON, confirmed_at=factories.NOON))
        drafting.close(session, letter, by=organiser, now=factories.NOON)
        operations.issue_edition(session, letter, by=organiser, now=factories.NOON)
        return letter.public_id


def without_digests(page: Page) -> tuple[int, str]:
    """The page without what two letters cannot share: their digests."""
    return page.status, re.sub(r"[0-9a-f]{64}", "…", page.response.text)


def test_the_page_of_a_letter_is_the_same_whoever_was_asked_declined_or_withdrew_before(
    app: Flask, browser: Browser, organiser: Organiser
) -> None:
    answers, questions = set(), set()
    for hidden in ("never asked", "asked", "declined", "withdrew"):
        code = closed(organiser, hidden=hidden)
        browser.open("checking.result", code=code)
        with count_queries() as sent:
            page = browser.open("checking.result", code=code)
        questions.add(len(sent))
        answers.add(without_digests(page))
    assert len(answers) == 1
    assert len(questions) == 1
    assert "LINDEN" not in answers.pop()[1]


def test_unknown_draft_open_and_closed_letters_without_an_edition_answer_alike(
    app: Flask, browser: Browser, organiser: Organiser
) -> None:
    with transaction() as session:
        campaign = factories.make_campaign(session, session.merge(organiser))
        draft = factories.make_letter(session, campaign).public_id
        opened = factories.make_open_letter(session, campaign).public_id
        shut = factories.make_open_letter(session, campaign)
        factories.make_signature(session, shut)
        drafting.close(session, shut, by=organiser, now=factories.NOON)
        unmade = factories.make_statement(session, confirmed_at=None, is_published=False).public_id
        codes = [draft, opened, shut.public_id, unmade, "nosuchcode22"]
    answers = set()
    for code in codes:
        page = browser.open("checking.result", code=code)
        answers.add((page.status, page.response.data.replace(code.encode(), b"")))
    assert len(answers) == 1


@pytest.fixture
def issued(app: Flask, organiser: Organiser) -> str:
    return closed(organiser, hidden="never asked")


def test_a_late_signature_is_told_of_only_once_an_edition_holds_it(
    app: Flask, browser: Browser, organiser: Organiser, issued: str
) -> None:
    with transaction() as session:
        letter = session.query(Letter).filter_by(public_id=issued).one()
        late = factories.make_member(session, surname="WESTERLUND")
        factories.make_signature(session, letter, late, signed_at=factories.NOON + timedelta(hours=1))
    page = browser.open("checking.result", code=issued)
    assert page.h1 == "We know this letter"
    assert "WESTERLUND" not in page.text
    with transaction() as session:
        letter = session.query(Letter).filter_by(public_id=issued).one()
        operations.issue_edition(session, letter, by=organiser, now=factories.NOON + timedelta(hours=2))
    page = browser.open("checking.result", code=issued)
    assert "signed after the letter was closed, on 23 November 2026" in page.text


def test_an_editions_own_code_says_which_one_holds_instead_and_why(
    app: Flask, browser: Browser, organiser: Organiser, issued: str
) -> None:
    with transaction() as session:
        letter = session.query(Letter).filter_by(public_id=issued).one()
        late = factories.make_member(session, surname="WESTERLUND")
        factories.make_signature(session, letter, late, signed_at=factories.NOON + timedelta(hours=1))
        second = operations.issue_edition(session, letter, by=organiser, now=clock.now() + timedelta(hours=2))
        first = [each for each in queries.editions_of(session, letter) if each.number == 1]
        old = next(each.public_id for each in first if each.audience is Audience.PUBLIC)
        new = second.public_id
    page = browser.open("checking.result", code=old)
    assert page.h1 == "Superseded"
    assert "a later edition holds now: edition 2 of 23 November 2026" in page.text
    assert "Why: a Member signed after the letter was closed." in page.text
    assert "edition 1, for the public" in page.text
    assert browser.open("checking.result", code=new).h1 == "We know this letter"


def test_the_root_and_how_sure_each_name_is_are_shown(browser: Browser, issued: str) -> None:
    page = browser.open("checking.result", code=issued)
    assert "confirmed from the Member's mailbox with a code" in page.text
    assert "Root of the signatures" in page.text
