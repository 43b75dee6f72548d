"""The application starts, and its first pages stand."""

from flask import Flask

from campaign.cli import main
from campaign.organisers.models import Organiser
from tests.browser import Browser


def test_a_visitor_sees_what_this_installation_is(browser: Browser) -> None:
    assert browser.open("public.home").h1 == "A letter is worth the names under it."


def test_a_visitor_is_sent_to_the_login_page(browser: Browser) -> None:
    assert browser.open("campaigns.index").h1 == "Log in"


def test_an_organiser_lands_on_the_campaigns_page(organiser_browser: Browser, organiser: Organiser) -> None:
    page = organiser_browser.open("public.home")
    assert page.h1 == "Campaigns"
    assert organiser.name in page.text


def test_an_unknown_page_says_where_to_go(browser: Browser) -> None:
    page = browser.get("/nothing-here")
    assert page.status == 404
    assert page.h1 == "Nothing here"


def test_a_request_for_another_host_is_refused(app: Flask) -> None:
    assert app.test_client().get("/", headers={"Host": "evil.example"}).status_code == 400


def test_the_command_has_no_way_past_the_journal(app: Flask) -> None:
    """Flask-Security's own commands make accounts and set passwords; nobody would see it."""
    assert not {"users", "roles", "shell", "run"} & {*main.commands, *app.cli.commands}
