"""The server's clock is set back by whoever reaches it: nothing that ended begins again."""

from datetime import timedelta

import pytest
from flask import Flask

from campaign import clock, journal
from campaign.db import reading, transaction
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from tests.browser import Browser
from tests.factories import NOON
from tests.signing.conftest import Asked, Asking


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Set the one clock there is."""

    def put(at):  # type: ignore[no-untyped-def]
        monkeypatch.setattr(clock, "now", lambda: at)

    return put


def test_a_used_code_stays_used(app: Flask, asked: Asked, ask: Asking, set_clock) -> None:  # type: ignore[no-untyped-def]
    browser = Browser(app)
    page = browser.open("signing.read", secret=asked.secret).fill("Sign this letter", agreed="y")
    code = asked.code()
    page.fill("Confirm my signature", code=code)
    set_clock(NOON - timedelta(days=1))
    again = browser.open("signing.read", secret=asked.secret)
    assert again.h1.startswith("Thank you")
    assert len(ask.signatures()) == 1


def test_a_spent_code_stays_spent(app: Flask, asked: Asked, ask: Asking, set_clock) -> None:  # type: ignore[no-untyped-def]
    page = Browser(app).open("signing.read", secret=asked.secret).fill("Sign this letter", agreed="y")
    right = asked.code()
    wrong = "000000" if right != "000000" else "000001"
    for _try in range(5):
        page = page.fill("Confirm my signature", code=wrong)
    set_clock(NOON - timedelta(days=1))
    page.fill("Confirm my signature", code=right)
    assert ask.signatures() == []


def test_a_closed_letter_stays_closed(app: Flask, asked: Asked, ask: Asking, set_clock) -> None:  # type: ignore[no-untyped-def]
    with transaction() as session:
        letter = session.get_one(Letter, asked.letter.id)
        drafting.close(session, letter, by=letter.campaign.team[0].organiser, now=NOON)
    set_clock(NOON - timedelta(days=1))
    page = Browser(app).open("signing.read", secret=asked.secret)
    assert page.status == 410
    assert ask.signatures() == []


def test_tries_that_were_counted_stay_counted(app: Flask, asked: Asked, set_clock) -> None:  # type: ignore[no-untyped-def]
    page = Browser(app).open("signing.read", secret=asked.secret)
    for _try in range(12):
        page.fill("Sign this letter", agreed="y")
    assert page.fill("Sign this letter", agreed="y").status == 429
    set_clock(NOON - timedelta(days=3))
    assert page.fill("Sign this letter", agreed="y").status == 429


def test_the_journal_keeps_its_order_and_shows_that_time_went_back(app: Flask, asked: Asked, set_clock) -> None:  # type: ignore[no-untyped-def]
    set_clock(NOON - timedelta(days=3))
    with transaction() as session:
        journal.record(session, "letter.opened", asked.letter.public_id, now=clock.now())
    assert journal.verify(reading()) is None
    newest = journal.newest(reading())
    assert newest is not None
    assert newest.happened_at == NOON - timedelta(days=3), "its place is last, its time is earlier: anybody can see it"
