"""Nobody finds out who was asked, who declined, who withdrew, or which account or mailbox exists: not by what is
answered, and not by how much work an answer takes (statements and hashes are counted, clocks are not trusted).
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.campaigns.models import Campaign
from campaign.db import transaction
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.organisers import operations as accounts
from campaign.organisers import passwords
from campaign.publishing import operations as publishing
from campaign.roster.models import Member
from campaign.signing import operations as signing
from campaign.signing import queries
from campaign.signing.models import Withdrawal
from campaign.web import limits
from tests import factories
from tests.browser import Browser
from tests.house.test_routes import is_public
from tests.house.world import World, routes
from tests.queries import count_queries

Look = Callable[[str], tuple[int, int]]


@pytest.mark.one_engine
def test_an_unknown_account_takes_the_same_work_as_a_wrong_password(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction() as session:
        factories.make_organiser(session, email="known@example.org", password=None)
        known = factories.make_organiser(session, email="other@example.org")
        known.password = passwords.hashed("four quite other words")
    hashes: list[str] = []
    monkeypatch.setattr(limits, "SWEEP_ONE_IN", 10**9)  # old counts are swept now and then, whoever asks
    real = passwords.is_right
    monkeypatch.setattr(passwords, "is_right", lambda *given: hashes.append("one") or real(*given))
    work = []
    for email in ("other@example.org", "nobody@example.org", "known@example.org"):
        form = Browser(app).open("organisers.login")
        with count_queries() as sent:
            page = form.fill("Log in", email=email, password="wrong words")
        work.append((page.status, len(sent), len(hashes), page.errors))
        hashes.clear()
    assert work[0] == work[1] == work[2]


@pytest.mark.one_engine
def test_asking_for_a_password_takes_the_same_work_for_every_address(app: Flask, now: datetime) -> None:
    with transaction() as session:
        accounts.add(session, "known@example.org", name="Robin", now=now)
    work, rows = [], []
    for email in ("known@example.org", "nobody@example.org"):
        form = Browser(app).open("organisers.forgotten")
        with count_queries() as sent:
            page = form.fill("Send", email=email)
        inserts = sum(each.lstrip().upper().startswith("INSERT") for each in sent)
        work.append((page.status, page.text))
        rows.append(inserts)
    assert work[0] == work[1]
    assert abs(rows[0] - rows[1]) <= 1, "the account that is made and rolled back for a stranger's address"


def _three(session: Session) -> list[Member]:
    return [factories.make_member(session) for _each in range(3)]


def _everything_but_signing(session: Session, letter: Letter, members: list[Member], now: datetime) -> None:
    """One Member is asked, one declines, one signs and takes it back."""
    for act, member in zip(("asked", "declined", "took it back"), members, strict=True):
        invitation, secret = factories.make_invitation(session, letter, member)
        case = queries.case_by_secret(session, secret, now=now)
        assert case is not None
        if act == "declined":
            signing.decline(session, case, "no", now=now)
        if act == "took it back":
            signed = factories.make_signature(session, letter, invitation.member, invitation=invitation)
            session.add(Withdrawal(signature=signed, hidden_at=now, confirmed_at=now))
            signed.standing = None


def test_no_public_page_changes_when_members_are_asked_decline_or_leave_before_the_end(
    app: Flask, world: World, now: datetime
) -> None:
    """Every page that needs no login and no secret, before and after everything a Member can do short of signing."""
    with transaction() as session:
        members = _three(session)
        campaign = session.scalars(select(Campaign)).first()
    before = public_pages(app, world)
    with transaction() as session:
        letter = factories.make_open_letter(session, session.merge(campaign))
        _everything_but_signing(session, letter, [session.merge(each) for each in members], now)
    assert public_pages(app, world) == before


def test_a_closed_letter_looks_the_same_whoever_was_asked(app: Flask, now: datetime) -> None:
    with transaction() as session:
        members = _three(session)
        for slug in ("one", "two"):
            letter = factories.make_open_letter(session, factories.make_campaign(session))
            factories.make_signature(session, letter, _same_member(session))
            if slug == "two":
                _everything_but_signing(session, letter, members, now)
            by = letter.campaign.team[0].organiser
            drafting.close(session, letter, by=by, now=now + timedelta(minutes=1))
            publishing.publish(session, letter.campaign, slug=slug, public_from=now, by=by, now=now)
    pages = [Browser(app).get(f"/cases/{slug}").response.text for slug in ("one", "two")]
    one, two = (re.sub(r"[2-9a-hjkmnp-z]{12}|/cases/\w+", "…", page) for page in pages)
    assert "TESTER" in one
    assert one == two


def _same_member(session: Session) -> Member:
    return session.get(Member, 9_999_001) or factories.make_member(session, ep_id=9_999_001)


@pytest.mark.one_engine
def test_a_thing_that_is_not_yours_takes_the_same_work_as_one_that_is_not_there(app: Flask, world: World) -> None:
    browser = Browser(app).logged_in(world.stranger)
    different = []
    for rule in routes(app, "GET"):
        if is_public(rule) or not rule.arguments & {"letter_id", "campaign_id"}:
            continue
        there = world.address(app, rule)
        key = "letter_id" if "letter_id" in rule.arguments else "campaign_id"
        real = next(
            each for each in [*world.letters.values(), world.values["campaign_id"], world.record] if each in there
        )
        seen = []
        for path in (there, there.replace(real, "zzzzzzzzzzzz")):
            with app.app_context(), count_queries() as sent:
                answer = browser.client.get(path)
            seen.append((answer.status_code, answer.text.replace(real, "zzzzzzzzzzzz"), len(sent)))
        if seen[0] != seen[1]:
            different.append(f"{rule.endpoint} by {key}: {seen[0][0]}/{seen[0][2]} and {seen[1][0]}/{seen[1][2]}")
    assert different == []


def public_pages(app: Flask, world: World) -> dict[str, tuple[int, bytes]]:
    pages = {}
    for rule in routes(app, "GET"):
        if is_public(rule) and "secret" not in rule.arguments and rule.endpoint not in ("static", "fonts.font"):
            path = world.address(app, rule)
            with app.app_context():
                answer = app.test_client().get(path, buffered=True)
            pages[path] = (answer.status_code, b"" if b"csrf_token" in answer.data else answer.data)
    return pages
