"""Logging in and out, and what a stranger cannot do there."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from campaign import clock, create_app
from campaign.db import reading, transaction
from campaign.organisers import logins, passwords
from campaign.organisers.models import Organiser, PasswordLink
from campaign.outbox import rendering
from campaign.outbox.models import OutgoingMail
from tests import factories, mailbox
from tests.browser import Browser, Page
from tests.factories import settings
from tests.organisers.people import NEW, RIGHT, log_in


def ask_for_link(browser: Browser, email: str = "anna@example.org") -> Page:
    return browser.open("organisers.forgotten").fill("Send the link", email=email)


def link_from_mail() -> str:
    return mailbox.link_in(mailbox.only_mail(reading(), "anna@example.org"), "/password/")


def test_an_organiser_logs_in(browser: Browser, organiser: Organiser) -> None:
    page = log_in(browser)
    assert page.h1 == "Campaigns"
    assert "Anna Berg" in page.text


def test_an_address_may_be_typed_in_capitals(browser: Browser, organiser: Organiser) -> None:
    assert log_in(browser, email=" Anna@Example.org ").h1 == "Campaigns"


def test_a_login_leads_on_to_the_page_that_was_asked_for(browser: Browser, organiser: Organiser) -> None:
    page = browser.open("roster.index")
    assert page.fill("Log in", email="anna@example.org", password=RIGHT).path == "/roster/"


@pytest.mark.parametrize("after", ["//evil.example/", "https://evil.example/", "/%5Cevil.example"])
def test_a_login_never_leads_to_a_stranger(app: Flask, organiser: Organiser, after: str) -> None:
    client = Browser(app).logged_in(organiser).client
    assert client.get(f"/login?next={after}").headers["Location"] == "/campaigns/"


def test_a_wrong_password_is_refused(browser: Browser, organiser: Organiser) -> None:
    page = log_in(browser, "something else entirely")
    assert page.status == 422
    assert "do not belong together" in page.text
    assert browser.open("campaigns.index").h1 == "Log in"


def test_an_unknown_address_gets_the_same_answer_as_a_wrong_password(browser: Browser, organiser: Organiser) -> None:
    wrong = log_in(browser, "something else entirely")
    unknown = log_in(browser, "something else entirely", email="else@example.org")
    assert unknown.status == wrong.status
    assert unknown.text == wrong.text


def test_an_unknown_address_costs_a_hash_too(
    browser: Browser, organiser: Organiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified = []
    monkeypatch.setattr(passwords, "verify_password", lambda typed, stored: verified.append(stored) or False)
    log_in(browser, email="else@example.org")
    log_in(browser)
    assert len(verified) == 2
    assert all(each.startswith("$argon2id$") for each in verified)


def test_an_installation_makes_guessing_expensive(tmp_path: Path) -> None:
    made = create_app(settings(tmp_path))  # the other tests hash quickly
    with made.app_context():
        assert passwords.hashed(RIGHT).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_an_account_without_a_password_lets_nobody_in(app: Flask, browser: Browser) -> None:
    with transaction() as session:
        factories.make_organiser(session, email="anna@example.org", password=None)
    assert log_in(browser, "").status == 422
    assert log_in(browser, "something else entirely").status == 422


def test_a_closed_account_lets_nobody_in(browser: Browser, organiser: Organiser) -> None:
    with transaction() as session:
        session.execute(update(Organiser).values(active=False))
    assert log_in(browser).status == 422


def test_guessing_stops_after_a_few_tries(browser: Browser, organiser: Organiser) -> None:
    for _ in range(logins.BY_ACCOUNT_AND_NETWORK):
        assert log_in(browser, "something else entirely").status == 422
    assert log_in(browser).status == 429


def test_a_refused_try_costs_no_hash(browser: Browser, organiser: Organiser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logins, "BY_ACCOUNT_AND_NETWORK", 1)
    log_in(browser, "something else entirely")
    monkeypatch.setattr(passwords, "verify_password", lambda *_: pytest.fail("a password was hashed"))
    assert log_in(browser).status == 429


def test_guessing_many_accounts_from_one_place_stops(
    browser: Browser, organiser: Organiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "verify_password", lambda *_: False)
    for number in range(logins.BY_VISITOR):
        assert log_in(browser, email=f"guess{number}@example.org").status == 422
    assert log_in(browser).status == 429


def test_a_stranger_who_guesses_does_not_lock_the_owner_out(
    app: Flask, organiser: Organiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = Browser(app)
    log_in(owner)
    owner.open("campaigns.index").press("Log out")
    monkeypatch.setattr(logins, "BY_ACCOUNT", 3)
    for number in range(3):
        stranger = Browser(app)
        stranger.client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        log_in(stranger, "something else entirely")
    assert log_in(Browser(app)).status == 429
    assert log_in(owner).h1 == "Campaigns"


def test_another_accounts_cookie_buys_no_tries(
    app: Flask, organiser: Organiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser(app)
    log_in(browser)
    browser.open("campaigns.index").press("Log out")
    monkeypatch.setattr(logins, "BY_ACCOUNT", 1)
    assert log_in(browser, email="else@example.org").status == 422
    assert log_in(browser, email="else@example.org").status == 429


def test_a_session_from_before_the_login_ends_with_it(browser: Browser, organiser: Organiser) -> None:
    browser.open("organisers.login")
    with browser.client.session_transaction() as session:
        session["planted"] = "by somebody else"
        token_before = session["csrf_token"]
    log_in(browser)
    with browser.client.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf_token") != token_before


def test_logging_out_ends_the_session(browser: Browser, organiser: Organiser) -> None:
    log_in(browser).press("Log out")
    assert browser.open("campaigns.index").h1 == "Log in"


def test_a_link_cannot_log_anybody_out(browser: Browser, organiser: Organiser) -> None:
    log_in(browser)
    assert browser.get("/logout").status == 405
    assert browser.open("campaigns.index").h1 == "Campaigns"


def test_a_session_is_over_after_a_working_day(app: Flask) -> None:
    assert app.permanent_session_lifetime == timedelta(hours=12)


def test_a_new_password_is_set_with_the_link_from_the_mail(browser: Browser, organiser: Organiser) -> None:
    ask_for_link(browser)
    page = browser.get(link_from_mail()).fill("Set the password", password=NEW, again=NEW)
    assert "Your password is set" in page.text
    assert log_in(browser, RIGHT).status == 422
    assert log_in(browser, NEW).h1 == "Campaigns"


def test_opening_the_link_uses_it_not_up(browser: Browser, organiser: Organiser) -> None:
    ask_for_link(browser)
    link = link_from_mail()
    assert browser.get(link).status == 200
    assert browser.get(link).status == 200


def test_a_link_sets_a_password_once(browser: Browser, organiser: Organiser) -> None:
    ask_for_link(browser)
    link = link_from_mail()
    browser.get(link).fill("Set the password", password=NEW, again=NEW)
    assert browser.get(link).status == 410


def test_a_link_held_open_in_two_windows_sets_a_password_once(browser: Browser, organiser: Organiser) -> None:
    ask_for_link(browser)
    first, second = browser.get(link_from_mail()), browser.get(link_from_mail())
    first.fill("Set the password", password=NEW, again=NEW)
    assert second.fill("Set the password", password=RIGHT + "!", again=RIGHT + "!").status in (400, 410)
    assert log_in(browser, NEW).h1 == "Campaigns"


def test_a_link_is_too_old_after_an_hour(
    browser: Browser, organiser: Organiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_for_link(browser)
    link = link_from_mail()
    later = clock.now() + timedelta(minutes=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert browser.get(link).status == 410


def test_a_newer_link_ends_the_older_one(browser: Browser, organiser: Organiser) -> None:
    ask_for_link(browser)
    older = link_from_mail()
    ask_for_link(browser)
    assert browser.get(older).status == 410


def test_an_invented_link_is_refused(browser: Browser) -> None:
    assert browser.get("/password/" + "x" * 43).status == 410


def test_the_secret_of_a_link_is_stored_nowhere_in_clear(browser: Browser, organiser: Organiser) -> None:
    ask_for_link(browser)
    secret = link_from_mail().rpartition("/")[2]
    stored = [each for row in (PasswordLink, OutgoingMail) for each in reading().execute(select(row.__table__))]
    assert secret not in repr(stored)


def test_a_new_password_ends_every_session(app: Flask, organiser: Organiser) -> None:
    stolen, owner = Browser(app), Browser(app)
    log_in(stolen)
    ask_for_link(owner)
    owner.get(link_from_mail()).fill("Set the password", password=NEW, again=NEW)
    assert stolen.open("campaigns.index").h1 == "Log in"


def test_asking_for_an_unknown_address_looks_the_same_and_sends_nothing(browser: Browser, organiser: Organiser) -> None:
    known = ask_for_link(browser)
    unknown = ask_for_link(Browser(browser.app), "else@example.org")
    assert (unknown.status, unknown.text) == (known.status, known.text)
    assert [each.recipient for each in mailbox.waiting(reading())] == ["anna@example.org"]


def test_an_unknown_address_leaves_no_trace(browser: Browser, organiser: Organiser) -> None:
    ask_for_link(browser, "else@example.org")
    assert len(list(reading().scalars(select(Organiser)))) == 1
    assert not list(reading().scalars(select(PasswordLink)))


def test_nobody_is_flooded_with_links(browser: Browser, organiser: Organiser) -> None:
    for _ in range(3):
        assert ask_for_link(browser).status == 200
    assert ask_for_link(browser).status == 429


@pytest.mark.parametrize(
    ("password", "again"), [("short", "short"), (NEW, "something else"), ("Password1234", "Password1234")]
)
def test_a_weak_or_mistyped_password_is_refused(
    browser: Browser, organiser: Organiser, password: str, again: str
) -> None:
    ask_for_link(browser)
    page = browser.get(link_from_mail()).fill("Set the password", password=password, again=again)
    assert page.status == 422
    assert page.errors


def test_the_password_is_changed_on_the_account_page(app: Flask, organiser: Organiser) -> None:
    elsewhere, here = Browser(app), Browser(app)
    log_in(elsewhere)
    log_in(here)
    page = here.open("organisers.account").fill("Change the password", current=RIGHT, password=NEW, again=NEW)
    assert "Your password is changed" in page.text
    assert here.open("campaigns.index").h1 == "Campaigns"
    assert elsewhere.open("campaigns.index").h1 == "Log in"
    told = [rendering.message(each)["Subject"] for each in mailbox.waiting(reading(), "anna@example.org")]
    assert told == ["A new browser logged in to your account", "Your password was changed"]


def test_who_borrows_a_session_cannot_change_the_password(app: Flask, organiser: Organiser) -> None:
    page = Browser(app).logged_in(organiser).open("organisers.account")
    page = page.fill("Change the password", current="not this one here", password=NEW, again=NEW)
    assert page.errors == ["This is not your password until now. Type it again."]
