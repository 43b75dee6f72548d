"""After a new text: what the Member sees, and that one page and a code are enough to sign it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from campaign import clock
from campaign.db import reading, transaction
from campaign.drafting import content as contents
from campaign.drafting import draft as drafts
from campaign.drafting import operations as drafting
from campaign.drafting import saving
from campaign.drafting.models import Letter, RevisionKind
from campaign.revising import operations, queries
from campaign.signing.models import AutographKind, Lapse
from tests.browser import Browser
from tests.signing.conftest import Asked, Asking

NEW = "We ask for a fair trial of Ilja Brandt."


def change(asked: Asked, kind: RevisionKind = RevisionKind.MATERIAL, *, publish: bool = True, **changes: str) -> None:
    """Prepare a change of the letter, and publish it."""
    with transaction() as session:
        letter = session.get_one(Letter, asked.letter.id)
        by = letter.campaign.team[0].organiser
        saving.prepare_change(session, letter, by=by, now=clock.now())
        draft = replace(drafts.of_letter(letter), **(changes or {"body": NEW}))
        saving.save(session, letter, draft, version=letter.version, by=by, now=clock.now())
        prepared = queries.prepared(session, letter)
        assert prepared is not None
        seen = {"over": prepared.current.digest, "read": contents.digest(prepared.after)}
        if publish:
            operations.publish(session, letter, kind, "The trial has begun.", **seen, by=by, now=clock.now())


def sign(asked: Asked, browser: Browser, **answers: str) -> None:
    page = browser.open("signing.read", secret=asked.secret)
    page = page.fill("Sign this letter", agreed="y", **answers)
    page.fill("Confirm my signature", code=asked.code())


def test_a_member_signs_the_new_text_with_one_page_and_a_code(asked: Asked, ask: Asking, browser: Browser) -> None:
    sign(asked, browser, typed_name="A. Tester", in_individual_capacity="y")
    change(asked)
    page = browser.open("signing.read", secret=asked.secret)
    assert "the text changed since" in page.text
    assert "The trial has begun." in page.text
    assert page.tree.xpath("string(//ins)").replace("\n", " ").startswith("[put in:")
    assert page.tree.xpath("//input[@name='typed_name']/@value") == ["A. Tester"]
    assert page.tree.xpath("//input[@name='in_individual_capacity']/@checked")
    page = page.fill("Sign this letter", agreed="y")
    page = page.fill("Confirm my signature", code=asked.code())
    assert "You have signed" in page.h1
    first, second = ask.signatures()
    assert (first.standing, first.lapsed_because) == (None, Lapse.TEXT_CHANGED)
    assert (second.standing, second.signed_text.number) == (True, 2)


def test_ink_drawn_for_the_old_text_is_not_shown_to_whoever_holds_the_link(
    asked: Asked, ask: Asking, browser: Browser
) -> None:
    sign(asked, browser)
    with transaction() as session:
        signature = session.merge(ask.signatures()[0])
        signature.autograph_kind = AutographKind.DRAWN
        signature.autograph = {"width": 1000, "height": 500, "strokes": [[[111, 222], [31415926, 444]]], "curves": []}
    change(asked)
    page = browser.open("signing.read", secret=asked.secret)
    assert "111" not in page.response.text
    assert "31415926" not in page.response.text


def test_a_form_with_the_old_text_signs_nothing(asked: Asked, ask: Asking, browser: Browser) -> None:
    page = browser.open("signing.read", secret=asked.secret)
    change(asked)
    stopped = page.fill("Sign this letter", agreed="y")
    assert stopped.status == 409
    assert stopped.h1 == "The text has changed"
    assert ask.signatures() == []


def test_a_code_asked_for_the_old_text_confirms_nothing(asked: Asked, ask: Asking, browser: Browser) -> None:
    page = browser.open("signing.read", secret=asked.secret).fill("Sign this letter", agreed="y")
    code = asked.code()
    change(asked)
    assert page.fill("Confirm my signature", code=code).h1 == "The text has changed"
    assert browser.open("signing.confirm", secret=asked.secret).h1 == "The text has changed"
    assert ask.signatures() == []


def test_no_page_of_a_member_shows_a_change_that_is_not_published(asked: Asked, browser: Browser) -> None:
    """Page by page: what is prepared, and the campaign's new framing, stay with the organisers."""
    secret_words = {
        "title": "HIDDENWORD",
        "subject": "HIDDENWORD",
        "body": "HIDDENWORD",
        "letterhead_name": "HIDDENWORD",
    }
    addresses = [f"/sign/{asked.secret}", f"/sign/{asked.secret}/decline", f"/sign/{asked.secret}/confirm"]
    before = [browser.get(each).text for each in addresses]
    change(asked, publish=False, **secret_words)
    with transaction() as session:
        campaign = session.get_one(Letter, asked.letter.id).campaign
        campaign.title, campaign.story = "HIDDENWORD", "HIDDENWORD"
    assert [browser.get(each).text for each in addresses] == before
    page = browser.open("signing.read", secret=asked.secret).fill("Sign this letter", agreed="y")
    assert "HIDDENWORD" not in page.text
    assert "HIDDENWORD" not in asked.mail("code")
    page = page.fill("Confirm my signature", code=asked.code())
    assert "HIDDENWORD" not in page.text
    assert "HIDDENWORD" not in asked.mail("receipt")
    page = page.follow("Take my signature back")
    assert "HIDDENWORD" not in page.text
    page.press("Hide my name now")
    assert "HIDDENWORD" not in asked.mail("withdrawal_code")


def test_the_story_that_is_signed_stands_with_the_letter(app: Flask, ask: Asking, browser: Browser) -> None:
    asked = ask()
    with transaction() as session:
        session.get_one(Letter, asked.letter.id).campaign.story = "He has been held without charge."
    assert "without charge" not in browser.open("signing.read", secret=asked.secret).text
    with transaction() as session:
        letter = session.get_one(Letter, asked.letter.id)
        prepared = queries.prepared(session, letter)
        assert prepared is not None
        seen = {"over": prepared.current.digest, "read": contents.digest(prepared.after)}
        by = letter.campaign.team[0].organiser
        operations.publish(session, letter, RevisionKind.MATERIAL, "Framed anew.", **seen, by=by, now=clock.now())
    assert "He has been held without charge." in browser.open("signing.read", secret=asked.secret).text


def test_a_late_signature_is_taken_for_the_supplement_and_says_so(asked: Asked, ask: Asking, browser: Browser) -> None:
    with transaction() as session:
        letter = session.get_one(Letter, asked.letter.id)
        drafting.close(session, letter, by=letter.campaign.team[0].organiser, now=clock.now())
    assert browser.open("signing.read", secret=asked.secret).h1 == "The letter is closed"
    with transaction() as session:
        letter = session.get_one(Letter, asked.letter.id)
        until = clock.now() + timedelta(days=2)
        drafting.accept_late(
            session, letter, until=until, reason="Asked.", by=letter.campaign.team[0].organiser, now=clock.now()
        )
    page = browser.open("signing.read", secret=asked.secret)
    assert "dated supplement" in page.text
    sign(asked, browser)
    assert "dated supplement" in asked.mail("receipt")
    assert [each.standing for each in ask.signatures()] == [True]


@pytest.mark.one_engine
def test_late_signing_ends(asked: Asked, browser: Browser) -> None:
    with transaction() as session:
        letter = session.get_one(Letter, asked.letter.id)
        by = letter.campaign.team[0].organiser
        drafting.close(session, letter, by=by, now=clock.now())
        drafting.accept_late(
            session, letter, until=clock.now() + timedelta(days=2), reason="Asked.", by=by, now=clock.now()
        )
        drafting.end_late(session, letter, by=by, now=clock.now())
    reading().rollback()
    assert browser.open("signing.read", secret=asked.secret).h1 == "The letter is closed"


def test_a_withdrawal_page_says_that_the_text_changed(asked: Asked, browser: Browser, session: Session) -> None:
    session.rollback()
    sign(asked, browser)
    way_back = browser.open("signing.read", secret=asked.secret).follow("Take my signature back")
    change(asked)
    assert browser.get(way_back.path).h1 == "This signature does not count any more"
    assert way_back.press("Hide my name now").status == 404
