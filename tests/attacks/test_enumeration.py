"""Nobody finds out who was asked, who declined, who withdrew, or which account or mailbox exists: not by what is
answered, and not by how much work an answer takes (statements and hashes are counted, clocks are not trusted).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from campaign.campaigns.models import Campaign
from campaign.db import transaction
from campaign.drafting import operations as drafting
from campaign.organisers import operations as accounts
from campaign.organisers import passwords
from campaign.signing import operations as signing
from campaign.signing import queries
from campaign.signing.models import Withdrawal
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


def test_no_public_page_changes_when_members_are_asked_decline_or_leave_before_the_end(
    app: Flask, world: World, now: datetime
) -> None:
    """Every page that needs no login and no secret, before and after everything a Member can do short of signing."""
    with transaction() as session:
        letter = factories.make_open_letter(session, session.query(Campaign).order_by(Campaign.id).first())
        asked = [factories.make_member(session, surname=f"QUIET{at}") for at in range(3)]
    before = public_pages(app, world)
    with transaction() as session:
        letter = session.merge(letter)
        for member, act in zip(asked, ("asked", "declined", "took it back"), strict=True):
            invitation, secret = factories.make_invitation(session, letter, session.merge(member))
            case = queries.case_by_secret(session, secret, now=now)
            assert case is not None
            if act == "declined":
                signing.decline(session, case, "no", now=now)
            if act == "took it back":
                signed = factories.make_signature(session, letter, invitation.member, invitation=invitation)
                session.add(Withdrawal(signature=signed, hidden_at=now, confirmed_at=now))
                signed.standing = None
    after = public_pages(app, world)
    assert [path for path, seen in after.items() if seen != before[path]] == []
    with transaction() as session:
        letter = session.merge(letter)
        drafting.close(session, letter, by=letter.campaign.team[0].organiser, now=now + timedelta(hours=1))
    assert [path for path, (_status, content) in public_pages(app, world).items() if "QUIET" in content] == []


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


def public_pages(app: Flask, world: World) -> dict[str, tuple[int, str]]:
    pages = {}
    for rule in routes(app, "GET"):
        if is_public(rule) and "secret" not in rule.arguments and rule.endpoint not in ("static", "fonts.font"):
            path = world.address(app, rule)
            with app.app_context():
                answer = app.test_client().get(path, buffered=True)
            content = answer.get_data().decode("latin-1")  # pictures are compared as well
            pages[path] = (answer.status_code, "" if "csrf_token" in content else content)
    return pages
