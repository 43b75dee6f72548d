"""The second factor: app and paper, and what a thief of the password, a code or a session cannot do."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from campaign import clock
from campaign.db import reading, transaction
from campaign.organisers import factors, recovery, sessions, totp
from campaign.organisers.models import Authenticator, Organiser, RecoveryCode
from campaign.outbox import rendering
from tests import factories, mailbox
from tests.browser import Browser
from tests.organisers.people import KEY, code, give_app, log_in


def test_a_stolen_password_alone_opens_nothing(browser: Browser, organiser: Organiser) -> None:
    give_app(organiser)
    assert log_in(browser).h1 == "Second step"
    assert browser.open("campaigns.index").h1 == "Log in"


def test_password_and_code_open_the_page_that_was_asked_for(browser: Browser, organiser: Organiser) -> None:
    give_app(organiser)
    assert log_in(browser, after="/roster/").fill("Continue", code=code()).path == "/roster/"


def test_a_code_without_the_password_opens_nothing(browser: Browser, organiser: Organiser) -> None:
    give_app(organiser)
    assert browser.get("/login/second").h1 == "Log in"


def test_a_code_is_good_once(app: Flask, organiser: Organiser) -> None:
    give_app(organiser)
    seen = code()
    assert log_in(Browser(app)).fill("Continue", code=seen).h1 == "Campaigns"
    page = log_in(Browser(app)).fill("Continue", code=seen)
    assert page.status == 422
    assert "was used before" in page.errors[0]


def test_an_older_code_than_the_last_one_used_is_refused(app: Flask, organiser: Organiser) -> None:
    give_app(organiser)
    older = code(clock.now() - timedelta(seconds=30))
    assert log_in(Browser(app)).fill("Continue", code=code()).h1 == "Campaigns"
    assert log_in(Browser(app)).fill("Continue", code=older).status == 422


def test_guessing_codes_stops_even_for_who_starts_again(app: Flask, organiser: Organiser) -> None:
    give_app(organiser)
    wrong = "000000" if code() != "000000" else "000001"
    for number in range(factors.TRIES):
        thief = Browser(app)
        thief.client.environ_base["REMOTE_ADDR"] = f"192.0.{number}.9"
        assert log_in(thief).fill("Continue", code=wrong).status == 422
    thief = Browser(app)
    thief.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    assert log_in(thief).fill("Continue", code=code()).status == 429


def test_the_owner_hears_once_of_wrong_codes_after_the_right_password(app: Flask, organiser: Organiser) -> None:
    give_app(organiser)
    wrong = "000000" if code() != "000000" else "000001"
    heard = []
    for number in range(factors.TRIES):
        thief = Browser(app)
        thief.client.environ_base["REMOTE_ADDR"] = f"192.0.{number}.9"
        log_in(thief).fill("Continue", code=wrong)
        reading().rollback()
        heard.append([each.template for each in mailbox.waiting(reading(), organiser.email)].count("wrong_codes"))
    assert heard == [0, 0, 1, 1, 1]
    assert "/password" in mailbox.link_in(mailbox.only_mail(reading(), organiser.email))


def test_half_a_login_is_over_after_ten_minutes(
    browser: Browser, organiser: Organiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_app(organiser)
    page = log_in(browser)
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert page.fill("Continue", code=code(later)).h1 == "Log in"


def test_a_recovery_code_opens_once_however_it_is_typed(app: Flask, organiser: Organiser) -> None:
    first = give_app(organiser)[0]
    assert log_in(Browser(app)).fill("Continue", code=first.upper().replace("-", " ")).h1 == "Campaigns"
    assert log_in(Browser(app)).fill("Continue", code=first).status == 422


def test_the_owner_is_told_when_a_recovery_code_is_used(app: Flask, organiser: Organiser) -> None:
    codes = give_app(organiser)
    log_in(Browser(app)).fill("Continue", code=codes[3])
    mail = mailbox.only_mail(reading(), "anna@example.org")
    assert "A recovery code of your account was used." in mailbox.plain(mail)


def test_neither_secret_nor_code_is_stored_in_clear(organiser: Organiser) -> None:
    codes = give_app(organiser)
    rows = [each for row in (Authenticator, RecoveryCode) for each in reading().execute(select(row.__table__))]
    assert len(rows) == 1 + recovery.HOW_MANY
    assert not [each for each in [KEY, *codes] if each in repr(rows) or each.replace("-", "") in repr(rows)]


def test_an_app_is_set_up_by_its_first_code(app: Flask, browser: Browser, organiser: Organiser) -> None:
    elsewhere = Browser(app)
    log_in(elsewhere)
    log_in(browser)
    page = browser.open("organisers.app_page")
    key = re.sub(r"\s", "", page.tree.xpath("//code[@class='key']/text()")[0])
    assert page.tree.xpath("//svg"), "the picture is drawn into the page"
    wrong = page.fill("Set up the app", code="12")
    assert wrong.status == 422
    assert re.sub(r"\s", "", wrong.tree.xpath("//code[@class='key']/text()")[0]) == key, "the same secret is kept"
    done = wrong.fill("Set up the app", code=code(key=key))
    assert "The app is set up." in done.text
    assert elsewhere.open("campaigns.index").h1 == "Log in", "what began with a password alone has ended"


def test_a_secret_offered_to_another_account_is_not_accepted(app: Flask, organiser: Organiser) -> None:
    with transaction() as session:
        thief = factories.make_organiser(session)
    offered = totp.offer(thief, now=clock.now())
    assert totp.accept(thief, offered, now=clock.now())
    assert not totp.accept(organiser, offered, now=clock.now())
    assert not totp.accept(thief, offered, now=clock.now() + timedelta(minutes=31))


def test_recovery_codes_are_shown_once_and_new_ones_end_the_older(browser: Browser, organiser: Organiser) -> None:
    old = give_app(organiser)[0]
    page = log_in(browser).fill("Continue", code=code()).browser.open("organisers.factors_page")
    shown = page.press("Make ten new codes").tree.xpath("//ol[@class='codes']//code/text()")
    assert len(set(shown)) == 10
    assert not [each for each in shown if each in browser.open("organisers.factors_page").text]
    with transaction() as session:
        assert not recovery.use(session, organiser, old, now=clock.now())
        assert recovery.use(session, organiser, shown[0], now=clock.now())


@pytest.mark.parametrize("page", ["organisers.factors_page", "organisers.app_page"])
def test_a_session_left_open_changes_no_factor(
    browser: Browser, organiser: Organiser, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    log_in(browser)
    later = clock.now() + sessions.FRESH + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    asked = browser.open(page)
    assert asked.h1 == "Is it you?"
    assert asked.fill("Continue", password="not this one here").status == 422
    assert browser.open(page).fill("Continue", password="correct horse battery").path.startswith("/account/factors")


def test_removing_the_app_asks_for_a_fresh_factor_not_for_the_password(
    browser: Browser, organiser: Organiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_app(organiser)
    page = log_in(browser).fill("Continue", code=code()).browser.open("organisers.factors_page")
    later = clock.now() + sessions.FRESH + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    page.press("Remove the app")
    assert reading().get(Authenticator, organiser.id) is not None
    asked = browser.open("organisers.factors_page")
    assert asked.tree.xpath("//input[@name='code']")
    assert not asked.tree.xpath("//input[@name='password']")
    asked.fill("Continue", code=code(later)).press("Remove the app")
    reading().rollback()
    assert reading().get(Authenticator, organiser.id) is None


def test_removing_a_factor_ends_every_other_session(app: Flask, organiser: Organiser) -> None:
    owner, stolen = Browser(app), Browser(app)
    log_in(stolen)
    log_in(owner)
    give_app(organiser)
    owner.open("organisers.factors_page").press("Remove the app")
    assert owner.open("campaigns.index").h1 == "Campaigns"
    assert stolen.open("campaigns.index").h1 == "Log in"


def test_every_change_of_factors_is_told_by_mail(browser: Browser, organiser: Organiser) -> None:
    give_app(organiser)
    log_in(browser).fill("Continue", code=code()).browser.open("organisers.factors_page").press("Remove the app")
    told = [mailbox.plain(rendering.message(each)) for each in mailbox.waiting(reading(), "anna@example.org")]
    assert "The authenticator app was removed from your account." in told[-1]
    assert recovery.left(reading(), organiser) == 0, "without a factor the paper is of no use"


def test_an_installation_can_ask_for_a_second_factor(
    app: Flask, browser: Browser, organiser: Organiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    strict = replace(app.extensions["settings"], second_factor="required")
    monkeypatch.setitem(app.extensions, "settings", strict)
    assert log_in(browser).h1 == "Second factor"
    assert browser.open("roster.index").h1 == "Second factor"
    give_app(organiser)
    browser.open("organisers.account").press("Log out")
    assert log_in(browser).fill("Continue", code=code()).h1 == "Campaigns"


def test_owners_without_a_second_factor_are_asked_to_set_one(browser: Browser, organiser: Organiser) -> None:
    with transaction() as session:
        factories.make_campaign(session, session.merge(organiser))
    words = "Your account opens with a password alone"
    assert words in log_in(browser).text
    give_app(organiser)
    browser.open("organisers.account").press("Log out")
    assert words not in log_in(browser).fill("Continue", code=code()).text
