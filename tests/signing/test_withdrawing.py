"""A signature is taken back: hidden at once, settled with a code, given anew if the Member wishes."""

import pytest
from flask import Flask
from sqlalchemy import select

from campaign.db import reading
from campaign.drafting.models import Letter
from campaign.signing import queries
from campaign.signing.models import Signature, Withdrawal
from tests import mailbox
from tests.browser import Browser, Page
from tests.signing.conftest import Asked, Asking


@pytest.fixture
def signed(app: Flask, asked: Asked) -> Asked:
    """A Member who has signed with the code."""
    page = Browser(app).open("signing.read", secret=asked.secret).fill("Sign this letter", agreed="y")
    page.fill("Confirm my signature", code=asked.code())
    return asked


def way_back(browser: Browser, signed: Asked) -> Page:
    """The page that the link in the receipt opens."""
    [link] = [each for each in signed.mail("receipt").split() if "/sign/withdrawal/" in each]
    return browser.get(link)


def standing(asked: Asked) -> list[Signature]:
    reading().rollback()
    return queries.standing_signatures(reading(), reading().get_one(Letter, asked.letter.id))


def test_opening_the_link_in_the_receipt_hides_nothing(browser: Browser, signed: Asked) -> None:
    assert way_back(browser, signed).h1 == "Take your signature back"
    assert standing(signed)


def test_the_name_is_hidden_at_once(browser: Browser, signed: Asked) -> None:
    page = way_back(browser, signed).press("Hide my name now")
    assert page.h1 == "Your name is hidden"
    assert not standing(signed)


def test_the_code_confirms_the_withdrawal(browser: Browser, signed: Asked) -> None:
    page = way_back(browser, signed).press("Hide my name now")
    page = page.fill("Confirm: take my name off", code=signed.code("withdrawal_code"))
    assert page.h1 == "Your signature is withdrawn"
    assert not standing(signed)
    assert "is withdrawn" in signed.mail("withdrawn")


def test_the_same_code_keeps_the_signature(browser: Browser, signed: Asked) -> None:
    page = way_back(browser, signed).press("Hide my name now")
    page = page.fill("Keep my signature", code=signed.code("withdrawal_code"))
    assert "Your signature stands" in page.text
    assert standing(signed)


def test_a_wrong_code_settles_nothing_and_the_name_stays_hidden(browser: Browser, signed: Asked) -> None:
    page = way_back(browser, signed).press("Hide my name now")
    wrong = "000000" if signed.code("withdrawal_code") != "000000" else "000001"
    page = page.fill("Keep my signature", code=wrong)
    assert "This is not the code we sent" in page.errors[0]
    assert not standing(signed)


def test_a_code_for_signing_withdraws_nothing(browser: Browser, signed: Asked) -> None:
    for_signing = signed.code()
    page = way_back(browser, signed).press("Hide my name now")
    if for_signing != signed.code("withdrawal_code"):  # one pair in a million is equal
        assert page.fill("Confirm: take my name off", code=for_signing).errors


def test_a_kept_signature_can_be_taken_back_later(browser: Browser, signed: Asked) -> None:
    page = way_back(browser, signed).press("Hide my name now")
    page = page.fill("Keep my signature", code=signed.code("withdrawal_code")).press("Hide my name now")
    page = page.fill("Confirm: take my name off", code=signed.code("withdrawal_code"))
    assert page.h1 == "Your signature is withdrawn"


def test_the_invitation_leads_to_the_unsettled_withdrawal(browser: Browser, signed: Asked) -> None:
    way_back(browser, signed).press("Hide my name now")
    assert browser.open("signing.read", secret=signed.secret).h1 == "Your name is hidden"


def test_after_a_withdrawal_the_member_may_sign_again(browser: Browser, signed: Asked, ask: Asking) -> None:
    page = way_back(browser, signed).press("Hide my name now")
    page.fill("Confirm: take my name off", code=signed.code("withdrawal_code"))
    page = browser.open("signing.read", secret=signed.secret).fill("Sign this letter", agreed="y")
    assert page.fill("Confirm my signature", code=signed.code()).h1.startswith("Thank you")
    assert [each.standing for each in ask.signatures()] == [None, True]


def test_without_codes_the_link_alone_withdraws(browser: Browser, ask: Asking) -> None:
    asked = ask(code_required=False)
    browser.open("signing.read", secret=asked.secret).fill("Sign this letter", agreed="y")
    assert way_back(browser, asked).press("Hide my name now").h1 == "Your signature is withdrawn"
    assert not standing(asked)


def test_pressing_twice_hides_once_and_mails_again(app: Flask, signed: Asked) -> None:
    page = way_back(Browser(app), signed)
    page.press("Hide my name now")
    page.press("Hide my name now")
    reading().rollback()
    assert len(list(reading().scalars(select(Withdrawal)))) == 1
    codes = [each for each in mailbox.waiting(reading(), signed.mailbox) if each.template == "withdrawal_code"]
    assert len(codes) == 2


def test_an_unknown_way_back_says_what_to_do(browser: Browser) -> None:
    page = browser.get("/sign/withdrawal/nothing")
    assert page.status == 404
    assert page.h1 == "We do not know this link"
