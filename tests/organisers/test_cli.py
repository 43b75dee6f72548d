"""Accounts are made at the command line."""

from flask import Flask

from campaign.cli import main
from campaign.db import reading
from campaign.organisers import factors, queries, rules
from campaign.organisers.models import Organiser
from campaign.outbox import rendering
from tests import mailbox
from tests.browser import Browser
from tests.organisers.people import give_app


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(main, ["organiser", *arguments])
    return result.exit_code, result.output


def test_an_organiser_is_added_and_gets_a_link(app: Flask, browser: Browser) -> None:
    code, output = run(app, "add", "Anna@Example.org", "--name", "Anna Berg")
    assert code == 0, output
    mail = mailbox.only_mail(reading(), "anna@example.org")
    assert mail["Subject"] == "Your account at Undersigned: set a password"
    assert "Dear Anna Berg," in mailbox.plain(mail)
    assert browser.get(mailbox.link_in(mail, "/password/")).h1 == "Set your password"


def test_an_address_has_one_account(app: Flask) -> None:
    run(app, "add", "anna@example.org")
    code, output = run(app, "add", "anna@example.org")
    assert code == 1
    assert "campaign organiser link anna@example.org" in output


def test_what_is_no_address_is_refused(app: Flask) -> None:
    code, output = run(app, "add", "anna")
    assert code == 1
    assert "is not an e-mail address" in output


def test_a_closed_account_opens_again_with_a_new_link(app: Flask, browser: Browser) -> None:
    run(app, "add", "anna@example.org")
    first = mailbox.link_in(mailbox.only_mail(reading()), "/password/")
    run(app, "close", "anna@example.org")
    assert browser.get(first).status == 410
    assert run(app, "link", "anna@example.org")[0] == 0
    reading().rollback()
    organiser = queries.by_email(reading(), "anna@example.org")
    assert organiser is not None
    assert organiser.active


def test_an_operator_is_named_and_unnamed(app: Flask) -> None:
    run(app, "add", "anna@example.org", "--operator")
    run(app, "add", "bo@example.org")
    run(app, "operator", "bo@example.org")
    assert [rules.is_operator(each) for each in _both()] == [True, True]
    run(app, "operator", "anna@example.org", "--no-more")
    assert [rules.is_operator(each) for each in _both()] == [False, True]


def test_who_lost_every_factor_logs_in_by_password_again(app: Flask) -> None:
    run(app, "add", "anna@example.org")
    anna = queries.by_email(reading(), "anna@example.org")
    assert anna is not None
    give_app(anna)
    code, output = run(app, "forget-factors", "anna@example.org")
    assert code == 0, output
    reading().rollback()
    assert not factors.has_any(reading(), anna)
    told = [rendering.message(each)["Subject"] for each in mailbox.waiting(reading(), "anna@example.org")]
    assert told[-1] == "How you log in was changed"


def _both() -> list[Organiser]:
    reading().rollback()
    found = [queries.by_email(reading(), f"{each}@example.org") for each in ("anna", "bo")]
    return [each for each in found if each is not None]
