"""The server's clock is set back by whoever reaches it: nothing that ended begins again.

What was used, spent or closed stays so by itself. What only ended with its time (a code, a link, a deadline) would
count again: so nothing is recorded while the clock is behind the journal or the worker's last beat.
"""

import threading
from datetime import timedelta

import pytest
from flask import Flask

from campaign import cli, clock, heartbeat, journal
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


@pytest.fixture
def beaten(app: Flask, asked: Asked) -> None:
    """The worker saw three hours pass in which nothing else happened."""
    with transaction() as session:
        journal.record(session, "letter.opened", asked.letter.public_id, now=clock.now())
        heartbeat.beat(session, now=clock.now() + timedelta(hours=3))


@pytest.mark.usefixtures("time_holds")
def test_a_code_that_ended_unused_signs_nothing_however_the_clock_is_set(
    asked: Asked, ask: Asking, beaten: None, browser: Browser
) -> None:
    page = browser.open("signing.read", secret=asked.secret).fill("Sign this letter", agreed="y")
    answer = page.fill("Confirm my signature", code=asked.code())
    assert answer.status == 503
    assert answer.response.headers["Retry-After"] == "300"
    assert "Nothing was done, and nothing is lost" in answer.text
    assert ask.signatures() == []


@pytest.mark.usefixtures("time_holds")
def test_a_machine_a_minute_behind_another_signs_like_any(
    asked: Asked, ask: Asking, browser: Browser, set_clock
) -> None:  # type: ignore[no-untyped-def]
    with transaction() as session:
        journal.record(session, "letter.opened", asked.letter.public_id, now=clock.now() + timedelta(seconds=50))
    page = browser.open("signing.read", secret=asked.secret).fill("Sign this letter", agreed="y")
    assert page.fill("Confirm my signature", code=asked.code()).h1.startswith("Thank you")


@pytest.mark.usefixtures("time_holds")
def test_a_letter_whose_deadline_passed_takes_no_no_either(asked: Asked, beaten: None, browser: Browser) -> None:
    page = browser.open("signing.decline", secret=asked.secret)
    assert page.fill("Decline").status == 503


@pytest.mark.usefixtures("time_holds")
def test_the_operator_is_told_and_says_when_the_clock_was_ahead_before(
    app: Flask, asked: Asked, ask: Asking, beaten: None, browser: Browser
) -> None:
    runner = app.test_cli_runner()
    assert browser.open("health.show").status == 503
    assert runner.invoke(cli.main, ["clock", "accept"], input="n\n").exit_code == 1
    assert browser.open("health.show").status == 503
    assert runner.invoke(cli.main, ["clock", "accept"], input="y\n").exit_code == 0
    assert browser.open("health.show").status == 200
    newest = journal.newest(reading())
    assert newest is not None
    assert (newest.kind, newest.facts) == ("clock.accepted", {"by": "operator"})
    page = browser.open("signing.read", secret=asked.secret).fill("Sign this letter", agreed="y")
    assert page.fill("Confirm my signature", code=asked.code()).h1.startswith("Thank you")
    assert journal.verify(reading()) is None


@pytest.mark.usefixtures("time_holds")
def test_the_workers_beat_never_goes_back_and_settles_nothing_meanwhile(app: Flask, beaten: None) -> None:
    before = journal.reached(reading())
    with pytest.raises(clock.RanBack):
        cli.beat(threading.Event())
    reading().rollback()
    assert journal.reached(reading()) == before
    with transaction() as session:
        heartbeat.beat(session, now=clock.now())
    assert journal.reached(reading()) == before
