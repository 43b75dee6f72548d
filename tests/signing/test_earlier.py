"""An autograph used before: offered after the code only, so that a forwarded link shows nobody's handwriting."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from campaign import clock, journal
from campaign.db import reading, transaction
from campaign.drafting.models import Letter, LetterState
from campaign.privacy import erasing, persons
from campaign.roster.models import Member
from campaign.signing import earlier
from campaign.signing.models import AutographKind, Lapse, Signature
from tests import factories
from tests.browser import Browser, Page
from tests.signing.conftest import Asked, Asking
from tests.signing.test_signing_anew import change

INK = {"width": 1200, "height": 600, "strokes": [[[11, 13], [217, 319], [423, 29]]], "curves": ""}
TRACE = "M11 13"


@pytest.fixture
def before(asked: Asked) -> Signature:
    """What the Member drew under another letter on 3 March."""
    with transaction() as session:
        another = factories.make_open_letter(session, title="Another letter")
        return factories.make_signature(
            session,
            another,
            session.merge(asked.member),
            signed_at=datetime.fromisoformat("2026-03-03T10:00:00+01:00"),
            autograph_kind=AutographKind.DRAWN,
            autograph=INK,
        )


def to_the_code(browser: Browser, asked: Asked, **answers: str) -> Page:
    return browser.open("signing.read", secret=asked.secret).fill("Sign this letter", **({"agreed": "y"} | answers))


def test_it_is_offered_after_the_code_and_printed_if_wanted(
    browser: Browser, asked: Asked, ask: Asking, before: Signature
) -> None:
    page = to_the_code(browser, asked).fill("Confirm my signature", code=asked.code())
    assert page.h1 == "You have signed. Use the autograph of 3 March 2026?"
    assert TRACE in page.response.text
    assert len(ask.signatures()) == 2  # it is signed already, whatever is chosen
    page = page.press("Use this autograph")
    assert page.h1.startswith("Thank you")
    given = ask.signatures()[-1]
    assert (given.autograph_kind, given.autograph) == (AutographKind.DRAWN, INK)
    [event] = reading().scalars(select(journal.Event).where(journal.Event.kind == "signature.inked"))
    assert event.facts["earlier"] == before.public_id


def test_leaving_it_keeps_what_was_filled_in(browser: Browser, asked: Asked, ask: Asking, before: Signature) -> None:
    page = to_the_code(browser, asked).fill("Confirm my signature", code=asked.code())
    assert page.follow("Leave it as I filled it in").h1.startswith("Thank you")
    assert ask.signatures()[-1].autograph_kind is AutographKind.TYPED


def test_nothing_before_the_code_shows_it_or_tells_that_there_is_one(
    browser: Browser, asked: Asked, before: Signature
) -> None:
    page = browser.open("signing.read", secret=asked.secret)
    code = to_the_code(browser, asked)
    wrong = "000000" if asked.code() != "000000" else "000001"
    for each in (page, code, code.fill("Confirm my signature", code=wrong)):
        assert TRACE not in each.response.text
        assert "3 March" not in each.text


def test_a_forwarded_link_does_not_offer_it_once_it_is_signed(
    browser: Browser, asked: Asked, before: Signature
) -> None:
    to_the_code(browser, asked).fill("Confirm my signature", code=asked.code())
    page = Browser(browser.app).open("signing.read", secret=asked.secret)
    assert TRACE not in page.response.text
    assert "earlier" not in page.response.text


@pytest.mark.parametrize("shown", ["none", "99999999999.0", ".", "９.x"])
def test_a_made_up_ticket_shows_nothing_and_changes_nothing(
    browser: Browser, asked: Asked, ask: Asking, before: Signature, shown: str
) -> None:
    page = to_the_code(browser, asked).fill("Confirm my signature", code=asked.code())
    token = page.tree.xpath("//input[@name='csrf_token']/@value")[0]
    address = f"/sign/{asked.secret}/earlier/{shown}"
    assert TRACE not in browser.get(address).response.text
    assert browser.get(f"{address}/picture").status == 404
    browser.post(address, data={"csrf_token": token})
    assert ask.signatures()[-1].autograph_kind is AutographKind.TYPED


def test_a_ticket_is_for_one_signature_and_ten_minutes(
    app: Flask, browser: Browser, asked: Asked, ask: Asking, before: Signature
) -> None:
    to_the_code(browser, asked).fill("Confirm my signature", code=asked.code())
    given, now = ask.signatures()[-1], clock.now()
    shown = earlier.ticket(given, now=now)
    assert earlier.is_good(shown, given, now=now + timedelta(minutes=9))
    assert not earlier.is_good(shown, given, now=now + timedelta(minutes=11))
    assert not earlier.is_good(shown, before, now=now)
    assert not earlier.is_good(shown, None, now=now)


def test_without_a_code_it_is_never_offered(app: Flask, browser: Browser, ask: Asking) -> None:
    asked = ask(code_required=False)
    with transaction() as session:
        another = factories.make_open_letter(session)
        member = session.merge(asked.member)
        factories.make_signature(session, another, member, autograph_kind=AutographKind.DRAWN, autograph=INK)
    assert to_the_code(browser, asked).h1.startswith("Thank you")
    with transaction() as session:
        assert earlier.offered(session, session.merge(ask.signatures()[-1])) is None


def test_what_was_taken_back_is_not_offered_nor_anything_under_a_closed_letter(
    browser: Browser, asked: Asked, ask: Asking, before: Signature
) -> None:
    to_the_code(browser, asked).fill("Confirm my signature", code=asked.code())
    given = ask.signatures()[-1]
    with transaction() as session:
        session.get_one(Letter, asked.letter.id).state = LetterState.CLOSED
        assert earlier.offered(session, session.merge(given)) is None
        session.get_one(Letter, asked.letter.id).state = LetterState.OPEN
        ended = session.get_one(Signature, before.id)
        ended.standing = None
        session.flush()
        assert earlier.offered(session, session.merge(given)) is None
        ended.lapsed_at, ended.lapsed_because = clock.now(), Lapse.OBJECTED
        session.flush()
        assert earlier.offered(session, session.merge(given)) is None


def test_another_members_autograph_is_not_offered(browser: Browser, asked: Asked) -> None:
    with transaction() as session:
        another = factories.make_open_letter(session)
        factories.make_signature(session, another, autograph_kind=AutographKind.DRAWN, autograph=INK)
    assert to_the_code(browser, asked).fill("Confirm my signature", code=asked.code()).h1.startswith("Thank you")


def drawn_and_changed(browser: Browser, asked: Asked, ask: Asking) -> None:
    """The Member signed with ink, and the text changed materially since."""
    to_the_code(browser, asked).fill("Confirm my signature", code=asked.code())
    with transaction() as session:
        given = session.get_one(Signature, ask.signatures()[0].id)
        given.autograph_kind, given.autograph = AutographKind.DRAWN, INK
    change(asked)


def test_after_a_new_text_ones_own_ink_is_offered_again_and_only_after_the_code(
    browser: Browser, asked: Asked, ask: Asking
) -> None:
    drawn_and_changed(browser, asked, ask)
    page = browser.open("signing.read", secret=asked.secret)
    assert page.tree.xpath("//input[@name='kind'][@checked]/@value") == ["typed"], "that there was ink is not told"
    page = page.fill("Sign this letter", agreed="y")
    assert TRACE not in page.response.text
    page = page.fill("Confirm my signature", code=asked.code())
    assert page.h1.startswith("You have signed. Use the autograph of ")
    page.press("Use this autograph")
    given = ask.signatures()[-1]
    assert (given.standing, given.signed_text.number, given.autograph) == (True, 2, INK)


def test_after_a_new_text_a_letter_without_codes_offers_no_ink(browser: Browser, ask: Asking) -> None:
    asked = ask()
    drawn_and_changed(browser, asked, ask)
    with transaction() as session:
        session.get_one(Letter, asked.letter.id).code_required = False
    page = browser.open("signing.read", secret=asked.secret).fill("Sign this letter", agreed="y")
    assert page.h1.startswith("Thank you")
    assert TRACE not in page.response.text


def test_ink_that_was_erased_is_not_offered(browser: Browser, asked: Asked, ask: Asking) -> None:
    drawn_and_changed(browser, asked, ask)
    with transaction() as session:
        person = persons.find(session, str(asked.member.ep_id))
        erasing.erase(session, person, now=clock.now(), by="operator")
    assert ask.signatures() == []
    with transaction() as session:
        known = session.get_one(Member, asked.member.ep_id)
        _invitation, secret = factories.make_invitation(session, session.get_one(Letter, asked.letter.id), known)
    page = browser.open("signing.read", secret=secret).fill("Sign this letter", agreed="y")
    assert page.fill("Confirm my signature", code=asked.code()).h1.startswith("Thank you")
