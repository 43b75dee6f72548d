"""Accounts are made at the command line."""

from flask import Flask

from campaign.cli import main
from campaign.db import reading
from campaign.organisers import queries
from tests import mailbox
from tests.browser import Browser


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
