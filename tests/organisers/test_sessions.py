"""Sessions: seen, ended, replayed, fixed, left open; and the mail about a browser never seen before."""

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from campaign import clock
from campaign.campaigns.models import Role
from campaign.claims.models import Claim, Method
from campaign.db import reading, transaction
from campaign.organisers import operations, sessions
from campaign.organisers.models import LoginSession, Organiser
from campaign.outbox import rendering
from tests import factories, mailbox
from tests.browser import Browser
from tests.house.world import token_of
from tests.organisers.people import log_in
from tests.queries import count_queries


def cookie_of(browser: Browser) -> str:
    found = browser.client.get_cookie("session")
    assert found is not None
    return found.value


def test_a_login_never_keeps_a_session_that_was_planted(app: Flask, browser: Browser, organiser: Organiser) -> None:
    with browser.client.session_transaction() as session:
        session["sid"] = "planted by somebody else"
    log_in(browser)
    with browser.client.session_transaction() as session:
        first = session["sid"]
    browser.open("organisers.account").press("Log out")
    log_in(browser)
    with browser.client.session_transaction() as session:
        assert len({"planted by somebody else", first, session["sid"]}) == 3


def test_a_cookie_kept_from_before_the_logout_is_dead(app: Flask, browser: Browser, organiser: Organiser) -> None:
    log_in(browser)
    stolen = cookie_of(browser)
    browser.open("organisers.account").press("Log out")
    thief = Browser(app)
    thief.client.set_cookie("session", stolen)
    assert thief.open("campaigns.index").h1 == "Log in"


def test_an_ended_session_is_dead_at_its_next_request(app: Flask, organiser: Organiser) -> None:
    stolen, owner = Browser(app), Browser(app)
    log_in(stolen)
    log_in(owner)
    page = owner.open("organisers.sessions_page")
    assert page.text.count("from the network 127.0.0.0/24") == 2
    page.press("End it")
    assert stolen.open("campaigns.index").h1 == "Log in"
    assert owner.open("campaigns.index").h1 == "Campaigns"


def test_all_other_sessions_end_together(app: Flask, organiser: Organiser) -> None:
    others, owner = [Browser(app), Browser(app)], Browser(app)
    for each in [*others, owner]:
        log_in(each)
    assert "2 sessions have ended." in owner.open("organisers.sessions_page").press("End all others").text
    assert [each.open("campaigns.index").h1 for each in others] == ["Log in", "Log in"]


def test_nobody_ends_the_session_of_another(app: Flask, organiser: Organiser) -> None:
    victim, thief = Browser(app), Browser(app)
    log_in(victim)
    with transaction() as session:
        thief.logged_in(factories.make_organiser(session))
    row = reading().scalars(select(LoginSession).where(LoginSession.organiser_id == organiser.id)).one()
    page = thief.open("organisers.sessions_page")
    token = page.tree.xpath("//input[@name='csrf_token']/@value")[0]
    thief.post(f"/account/sessions/{row.public_id}/end", data={"csrf_token": token})
    assert victim.open("campaigns.index").h1 == "Campaigns"


@pytest.mark.parametrize("after", [sessions.IDLE + timedelta(minutes=6), timedelta(hours=12, minutes=1)])
def test_a_session_left_alone_ends_by_itself(
    browser: Browser, organiser: Organiser, monkeypatch: pytest.MonkeyPatch, after: timedelta
) -> None:
    log_in(browser)
    later = clock.now() + after
    monkeypatch.setattr(clock, "now", lambda: later)
    assert browser.open("campaigns.index").h1 == "Log in"


def test_a_session_ends_after_half_a_day_of_work(
    browser: Browser, organiser: Organiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(browser)
    began = clock.now()
    seen = []
    for hour in range(1, 14):
        monkeypatch.setattr(clock, "now", lambda hour=hour: began + timedelta(hours=hour))
        seen.append(browser.open("campaigns.index").h1)
    assert seen == ["Campaigns"] * 11 + ["Log in"] * 2


def test_closing_an_account_ends_its_sessions(browser: Browser, organiser: Organiser) -> None:
    log_in(browser)
    with transaction() as session:
        operations.close(session, session.merge(organiser), now=clock.now())
    assert browser.open("campaigns.index").h1 == "Log in"
    assert reading().scalars(select(LoginSession.ended_at)).one() is not None


def test_use_is_noted_when_something_is_sent_and_to_the_hour_only(
    browser: Browser, organiser: Organiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(browser)
    began = reading().scalars(select(LoginSession.seen_at)).one()
    later = clock.now() + timedelta(minutes=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    page = browser.open("organisers.sessions_page")
    reading().rollback()
    assert reading().scalars(select(LoginSession.seen_at)).one() == began, "looking writes nothing"
    page.browser.open("organisers.account").fill("Change the password", current="x", password="y", again="z")
    reading().rollback()
    assert reading().scalars(select(LoginSession.seen_at)).one() == later


def test_no_more_of_a_browser_is_kept_than_family_and_network(browser: Browser, organiser: Organiser) -> None:
    browser.client.environ_base["HTTP_USER_AGENT"] = (
        "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"
    )
    browser.client.environ_base["REMOTE_ADDR"] = "203.0.113.77"
    log_in(browser)
    stored = repr(reading().execute(select(LoginSession.__table__)).all())
    assert "Firefox, Linux" in stored
    assert "203.0.113.0/24" in stored
    assert "203.0.113.77" not in stored
    assert "150" not in stored


def test_a_new_browser_is_told_by_mail_and_a_known_one_is_not(app: Flask, organiser: Organiser) -> None:
    first, second = Browser(app), Browser(app)
    log_in(first)
    assert mailbox.waiting(reading(), "anna@example.org") == [], "the first login ever is no news"
    log_in(second)
    mail = mailbox.only_mail(reading(), "anna@example.org")
    assert mail["Subject"] == "A new browser logged in to your account"
    assert "Network: 127.0.0.0/24" in mailbox.plain(mail)
    assert mailbox.link_in(mail).endswith("/account/sessions")
    second.open("organisers.account").press("Log out")
    log_in(second)
    assert len([rendering.message(each) for each in mailbox.waiting(reading(), "anna@example.org")]) == 1


def test_a_browser_known_before_the_password_was_changed_is_told_by_mail_again(
    app: Flask, organiser: Organiser, now: datetime
) -> None:
    browser = Browser(app)
    log_in(browser)
    with transaction() as session:
        mine = session.merge(organiser)
        operations.set_password(session, mine, str(mine.password), now=now)
    log_in(browser)
    told = [rendering.message(each)["Subject"] for each in mailbox.waiting(reading(), "anna@example.org")]
    assert "A new browser logged in to your account" in told


def test_a_request_asks_once_who_is_there(app: Flask, organiser: Organiser) -> None:
    browser = Browser(app).logged_in(organiser)
    with count_queries() as sent:
        browser.open("drafting.markdown_help")
    assert len([each for each in sent if each.startswith("SELECT")]) == 1


def test_a_form_on_the_login_page_needs_its_own_token(app: Flask, organiser: Organiser) -> None:
    browser = Browser(app)
    data = {"email": "anna@example.org", "password": "correct horse battery"}
    assert browser.post("/login", data=data).status == 400
    assert browser.post("/login", data=data | {"csrf_token": "guessed"}).status == 400
    assert browser.open("campaigns.index").h1 == "Log in"


def test_approving_issuing_and_leading_ask_again_who_it_is(
    app: Flask, monkeypatch: pytest.MonkeyPatch, organiser: Organiser
) -> None:
    with transaction() as session:
        mine = session.merge(organiser)
        letter = factories.make_open_letter(session, factories.make_campaign(session, mine))
        other = factories.join_team(session, letter.campaign, Role.EDITOR)
        claim = factories.make_claim(session, letter, by=other, method=Method.MAIL_REPLY, file=b"raw")
        at, case = {"letter_id": letter.public_id}, {"campaign_id": letter.campaign.public_id}
        buttons = [f"/letters/{letter.public_id}/{path}" for path in ("archive", "editions", "change")]
        buttons += [f"/campaigns/{letter.campaign.public_id}/people/{path}" for path in ("", "export", "erase")]
        approve = f"/letters/{letter.public_id}/evidence/{claim.public_id}"
    browser = Browser(app).logged_in(organiser)
    token = {"csrf_token": token_of(browser)}
    monkeypatch.setattr(sessions, "is_fresh", lambda now: False)
    asked = browser.post(f"{approve}/approve", data=token)
    assert (asked.h1, parse_qs(urlsplit(asked.path).query)["next"]) == ("Is it you?", [approve])
    for path in buttons:
        assert browser.post(path, data=token).h1 == "Is it you?", path
    assert browser.open("privacy.ask", **case).h1 == "Is it you?"
    assert browser.open("dashboard.export", **at).h1 == "Is it you?"
    assert reading().scalars(select(Claim.settled_at)).one() is None
