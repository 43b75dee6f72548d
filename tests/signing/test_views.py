"""The Member's minute: from the link to the thank-you page, without JavaScript."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from campaign import clock, tokens
from campaign.db import Base, database, reading, transaction
from campaign.drafting.models import Letter, LetterState
from campaign.inviting.models import Invitation, PersonalLink
from campaign.roster.models import Member
from campaign.signing import guard
from campaign.signing.models import Assurance, Decline
from tests.browser import Browser, Page
from tests.signing.conftest import Asked, Asking


def opened(browser: Browser, asked: Asked) -> Page:
    return browser.open("signing.read", secret=asked.secret)


def sign(browser: Browser, asked: Asked, **answers: Any) -> Page:
    return opened(browser, asked).fill("Sign this letter", **({"agreed": "y"} | answers))


def test_the_page_shows_the_letter_its_digest_who_asks_and_who_is_addressed(browser: Browser, asked: Asked) -> None:
    page = opened(browser, asked)
    assert page.h1 == asked.letter.title
    assert "Ribbon International asks you to sign this letter to H.E. Mr Anton Varga" in page.text
    assert "held since March" in page.text
    assert asked.letter.revisions[0].digest in page.text


def test_the_page_shows_the_name_as_the_letter_prints_it(browser: Browser, asked: Asked) -> None:
    assert opened(browser, asked).tree.xpath("//*[@class='name-line']")[0].text == "Ada TESTER (Belgium, S&D)"


def test_consent_names_the_authorities(browser: Browser, asked: Asked) -> None:
    named = opened(browser, asked).tree.xpath("//*[@class='authorities']/li")
    assert [each.text for each in named] == ["H.E. Mr Anton Varga, President of Sarovia"]


def test_a_member_signs_with_the_code_from_the_mailbox(browser: Browser, asked: Asked, ask: Asking) -> None:
    page = sign(browser, asked)
    assert page.h1 == "Now the code from your mailbox"
    assert ask.signatures() == []
    page = page.fill("Confirm my signature", code=asked.code())
    assert page.h1 == "Thank you, Ada TESTER. You have signed."
    [signature] = ask.signatures()
    assert signature.assurance is Assurance.LINK_AND_CODE
    assert signature.standing


def test_the_receipt_holds_the_digest_and_the_way_back(browser: Browser, asked: Asked) -> None:
    sign(browser, asked).fill("Confirm my signature", code=asked.code())
    receipt = asked.mail("receipt")
    assert asked.letter.revisions[0].digest in receipt
    assert "Ada TESTER (Belgium, S&D)" in receipt
    assert "/sign/withdrawal/" in receipt


def test_without_a_code_the_signature_carries_the_lower_assurance(browser: Browser, ask: Asking) -> None:
    asked = ask(code_required=False)
    assert sign(browser, asked).h1.startswith("Thank you")
    assert ask.signatures()[0].assurance is Assurance.LINK


def test_a_code_typed_with_a_space_counts(browser: Browser, asked: Asked) -> None:
    page = sign(browser, asked)
    code = asked.code()
    assert page.fill("Confirm my signature", code=f" {code[:3]} {code[3:]} ").h1.startswith("Thank you")


def test_a_wrong_code_is_said_beside_the_field(browser: Browser, asked: Asked, ask: Asking) -> None:
    page = sign(browser, asked)
    wrong = "000000" if asked.code() != "000000" else "000001"
    page = page.fill("Confirm my signature", code=wrong)
    assert "This is not the code we sent" in page.errors[0]
    assert ask.signatures() == []


def test_the_fifth_wrong_code_ends_even_the_right_one(browser: Browser, asked: Asked) -> None:
    page = sign(browser, asked)
    right = asked.code()
    wrong = "000000" if right != "000000" else "000001"
    for _try in range(5):
        page = page.fill("Confirm my signature", code=wrong)
    assert "fifth wrong code" in page.errors[0]
    assert "fifth wrong code" in page.fill("Confirm my signature", code=right).errors[0]


def test_a_new_code_replaces_the_old_one(browser: Browser, asked: Asked) -> None:
    page = sign(browser, asked)
    old = asked.code()
    page = page.press("Send a new code")
    new = asked.code()
    if old != new:  # one pair in a million is equal
        assert page.fill("Confirm my signature", code=old).errors
    assert page.fill("Confirm my signature", code=new).h1.startswith("Thank you")


def test_opening_the_link_again_shows_the_signature(browser: Browser, asked: Asked) -> None:
    sign(browser, asked).fill("Confirm my signature", code=asked.code())
    page = opened(Browser(browser.app), asked)
    assert page.status == 200
    assert page.h1.startswith("Thank you, Ada TESTER")


def test_a_second_press_of_the_button_leads_to_the_signature(browser: Browser, ask: Asking) -> None:
    asked = ask(code_required=False)
    page = opened(browser, asked)
    page.fill("Sign this letter", agreed="y")
    assert page.fill("Sign this letter", agreed="y").h1.startswith("Thank you")
    assert len(ask.signatures()) == 1


def test_a_member_signs_in_an_individual_capacity(browser: Browser, ask: Asking) -> None:
    page = sign(browser, ask(code_required=False), in_individual_capacity="y")
    assert "in an individual capacity" in page.text
    assert ask.signatures()[0].in_individual_capacity


def test_a_typed_autograph_is_kept_as_typed(browser: Browser, ask: Asking) -> None:
    sign(browser, ask(code_required=False), typed_name="A. Tester")
    assert ask.signatures()[0].autograph == {"text": "A. Tester"}


def test_a_drawn_autograph_is_kept_as_strokes_and_shown(browser: Browser, ask: Asking) -> None:
    ink = '{"width":1200,"height":600,"strokes":[[[10,10],[200,300],[400,20]]]}'
    page = sign(browser, ask(code_required=False), kind="drawn", strokes=ink)
    assert page.tree.xpath("//*[@class='ink']/path")
    autograph = ask.signatures()[0].autograph
    assert autograph is not None
    assert autograph["strokes"] == [[[10, 10], [200, 300], [400, 20]]]


def test_a_member_may_give_the_name_alone(browser: Browser, ask: Asking) -> None:
    sign(browser, ask(code_required=False), kind="none")
    assert ask.signatures()[0].autograph is None


def test_nobody_signs_without_agreeing(browser: Browser, asked: Asked) -> None:
    page = opened(browser, asked).fill("Sign this letter")
    assert "Tick this box" in page.errors[0]
    assert page.tree.findtext(".//title").startswith("Error:")


def test_what_was_filled_in_is_still_there_on_the_way_back(browser: Browser, asked: Asked) -> None:
    page = sign(browser, asked, typed_name="A. Tester", in_individual_capacity="y").follow("Back to the letter")
    assert page.tree.xpath("//input[@name='typed_name']/@value") == ["A. Tester"]
    assert page.tree.xpath("//input[@name='in_individual_capacity'][@checked]")
    assert "You have filled this in already." in page.text


def test_a_member_declines_with_a_reason(browser: Browser, asked: Asked) -> None:
    page = opened(browser, asked).follow("I do not wish to sign").fill("Decline", reason="Not this week.")
    assert page.h1 == "Thank you for telling us"
    reading().rollback()
    decline = reading().scalars(select(Decline)).one()
    assert decline.reason == "Not this week."


def test_a_declined_member_may_still_sign(browser: Browser, ask: Asking) -> None:
    asked = ask(code_required=False)
    page = opened(browser, asked).follow("I do not wish to sign").fill("Decline").follow("Back to the letter")
    assert "You can still sign." in page.text
    assert page.fill("Sign this letter", agreed="y").h1.startswith("Thank you")


def test_the_first_form_sent_is_the_start(browser: Browser, asked: Asked) -> None:
    def started() -> Any:
        reading().rollback()
        return reading().get_one(Invitation, asked.invitation.id, populate_existing=True).started_at

    page = opened(browser, asked)
    assert started() is None
    page.fill("Sign this letter")
    assert started() is not None


def _close(session: Session, asked: Asked) -> None:
    letter = session.get_one(Letter, asked.letter.id)
    letter.state, letter.closed_at = LetterState.CLOSED, clock.now()


def _end_the_deadline(session: Session, asked: Asked) -> None:
    session.get_one(Letter, asked.letter.id).deadline_at = clock.now() - timedelta(seconds=1)


def _revoke(session: Session, asked: Asked) -> None:
    session.get_one(Invitation, asked.invitation.id).revoked_at = clock.now()


def _replace(session: Session, asked: Asked) -> None:
    for link in session.scalars(select(PersonalLink)):
        link.revoked_at = clock.now()


def _end_the_mandate(session: Session, asked: Asked) -> None:
    for mandate in session.get_one(Member, asked.member.ep_id).mandates:
        mandate.ends_on = clock.brussels_day(clock.now()) - timedelta(days=1)


@pytest.mark.parametrize(
    ("happens", "status", "h1"),
    [
        (_close, 410, "The letter is closed"),
        (_end_the_deadline, 410, "The deadline is over"),
        (_revoke, 410, "This invitation was taken back"),
        (_replace, 410, "There is a newer link"),
        (_end_the_mandate, 409, "We find no seat of yours today"),
    ],
)
def test_a_link_that_leads_no_further_says_why(
    browser: Browser, asked: Asked, happens: Any, status: int, h1: str, ask: Asking
) -> None:
    before = opened(browser, asked)
    with transaction() as session:
        happens(session, asked)
    page = opened(browser, asked)
    assert (page.status, page.h1) == (status, h1)
    assert page.tree.xpath("//a[starts-with(@href, 'mailto:')]")
    assert before.fill("Sign this letter", agreed="y").h1 == h1
    assert ask.signatures() == []


def test_an_unknown_link_says_what_to_do(browser: Browser) -> None:
    page = browser.open("signing.read", secret=tokens.new_token())
    assert page.status == 404
    assert page.h1 == "We do not know this link"
    assert "newest mail" in page.text


def test_a_text_that_changed_meanwhile_is_not_signed(browser: Browser, asked: Asked, ask: Asking) -> None:
    page = opened(browser, asked).fill("Sign this letter", agreed="y", digest="0" * 64)
    assert page.h1 == "The text has changed"
    assert ask.signatures() == []


def test_a_form_from_elsewhere_is_refused(browser: Browser, asked: Asked) -> None:
    page = browser.post(f"/sign/{asked.secret}", data={"agreed": "y", "kind": "none"})
    assert page.status == 400


def test_members_get_no_cookie(browser: Browser, asked: Asked) -> None:
    page = sign(browser, asked)
    page.fill("Confirm my signature", code=asked.code())
    assert "Set-Cookie" not in page.response.headers


def test_asking_for_too_many_codes_is_refused(browser: Browser, asked: Asked) -> None:
    page = sign(browser, asked)
    for _again in range(12):
        page = page.press("Send a new code") if page.status == 200 else page
    assert page.status == 429


def everything(app: Flask) -> dict[str, list[Any]]:
    with database.engine.connect() as connection:
        return {
            name: list(connection.execute(text(f'SELECT * FROM "{name}" ORDER BY 1'))) for name in Base.metadata.tables
        }


def test_looking_at_any_page_changes_nothing(browser: Browser, asked: Asked) -> None:
    sign(browser, asked)
    before = everything(browser.app)
    for rest in ("", "/confirm", "/decline", "/logo", "/autograph"):
        browser.get(f"/sign/{asked.secret}{rest}")
    reading().rollback()
    assert everything(browser.app) == before


def test_guessing_is_stopped_across_all_links_of_a_letter(
    browser: Browser, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "GUESSES_PER_LETTER", 2)
    page = sign(browser, asked)
    right = asked.code()
    wrong = "000000" if right != "000000" else "000001"
    for _try in range(2):
        page = page.fill("Confirm my signature", code=wrong)
    assert page.fill("Confirm my signature", code=right).status == 429
