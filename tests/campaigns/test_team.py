"""The team of a campaign: inviting, joining, roles, leaving, and the owner who must stay."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import clock
from campaign.campaigns import queries, team
from campaign.campaigns.models import Campaign, Role, TeamPlace
from campaign.campaigns.rules import Right
from campaign.db import database, reading, transaction
from campaign.organisers import sessions
from campaign.organisers.models import Organiser
from campaign.web.refusals import Expired, Forbidden, NotFound, Refusal
from tests import factories, mailbox
from tests.browser import Browser, Page

PASSWORD = "four quite other words"


@pytest.fixture
def campaign(app: Flask, organiser: Organiser) -> Campaign:
    with transaction() as session:
        return factories.make_campaign(session, session.merge(organiser), title="The case of Ilja Brandt")


def invite(browser: Browser, campaign: Campaign, email: str, role: str = "editor") -> Page:
    page = browser.open("campaigns.change_team", campaign_id=campaign.public_id)
    return page.fill("Send the invitation", email=email, role=role)


def invited(session: Session, campaign: Campaign, by: Organiser, email: str, role: Role = Role.EDITOR) -> str:
    return factories.make_team_invitation(session, campaign, by, email=email, role=role)[1]


def roles(campaign: Campaign) -> dict[str, str]:
    query = select(Organiser.email, TeamPlace.role).join(TeamPlace.organiser)
    rows = reading().execute(query.where(TeamPlace.campaign_id == campaign.id))
    return {row.email: row.role.value for row in rows}


def test_a_colleague_with_an_account_joins_after_accepting(
    app: Flask, organiser_browser: Browser, campaign: Campaign
) -> None:
    with transaction() as session:
        colleague = factories.make_organiser(session, email="bo@example.org", name="Bo Sample")
    invite(organiser_browser, campaign, " Bo@Example.org ", role="shepherd:SD")
    assert "bo@example.org" not in roles(campaign), "nobody is in a team without having accepted"
    link = mailbox.link_in(mailbox.only_mail(reading(), "bo@example.org"), "/join/")
    page = Browser(app).logged_in(colleague).get(link).press("Join the team")
    assert page.h1 == "The case of Ilja Brandt"
    assert roles(campaign)["bo@example.org"] == "shepherd"


def test_somebody_without_an_account_makes_one_by_accepting(
    app: Flask, organiser_browser: Browser, campaign: Campaign
) -> None:
    invite(organiser_browser, campaign, "new@example.org", role="viewer")
    guest = Browser(app)
    page = guest.get(mailbox.link_in(mailbox.only_mail(reading(), "new@example.org"), "/join/"))
    assert page.fill("Make the account and join", name="New Person", password="short", again="short").status == 422
    page = page.fill("Make the account and join", name="New Person", password=PASSWORD, again=PASSWORD)
    assert page.fill("Log in", email="new@example.org", password=PASSWORD).h1 == "Campaigns"
    assert roles(campaign)["new@example.org"] == "viewer"


def test_the_team_page_says_the_same_about_known_and_unknown_addresses(
    organiser_browser: Browser, campaign: Campaign
) -> None:
    with transaction() as session:
        factories.make_organiser(session, email="known@example.org")
    known = invite(organiser_browser, campaign, "known@example.org").text
    with transaction() as session:
        mine = session.scalars(select(Organiser).where(Organiser.email.startswith("organiser"))).first()
        assert mine is not None
        for each in team.invitations(session, campaign, now=clock.now()):
            team.take_back(session, session.merge(campaign), each.public_id, by=mine, now=clock.now())
    unknown = invite(organiser_browser, campaign, "other@example.org").text
    assert known.replace("known@", "other@") == unknown
    mails = [mailbox.plain(mailbox.only_mail(reading(), f"{each}@example.org")) for each in ("known", "other")]
    assert mails[0].partition("http")[0] == mails[1].partition("http")[0]


def test_an_invitation_is_for_its_address_only_and_once(session: Session, app: Flask) -> None:
    campaign = factories.make_campaign(session)
    secret = invited(session, campaign, campaign.team[0].organiser, "bo@example.org")
    bo, thief = factories.make_organiser(session, email="bo@example.org"), factories.make_organiser(session)
    with pytest.raises(Refusal, match="anothers"):
        team.join(session, secret, thief, now=clock.now())
    team.join(session, secret, bo, now=clock.now())
    with pytest.raises(Expired):
        team.join(session, secret, bo, now=clock.now())


def test_an_invitation_taken_back_or_too_old_is_refused(session: Session, app: Flask) -> None:
    campaign = factories.make_campaign(session)
    by = campaign.team[0].organiser
    invitation, secret = factories.make_team_invitation(session, campaign, by)
    with pytest.raises(Expired):
        team.standing_invitation(session, secret, now=clock.now() + team.GOOD_FOR + timedelta(seconds=9))
    team.take_back(session, campaign, invitation.public_id, by=by, now=clock.now())
    with pytest.raises(Expired):
        team.standing_invitation(session, secret, now=clock.now())


def test_a_newer_invitation_replaces_the_older_one(session: Session, app: Flask) -> None:
    campaign = factories.make_campaign(session)
    by = campaign.team[0].organiser
    old = invited(session, campaign, by, "bo@example.org", Role.OWNER)
    team.invite(session, campaign, "bo@example.org", role=Role.VIEWER, group=None, by=by, now=clock.now())
    with pytest.raises(Expired):
        team.standing_invitation(session, old, now=clock.now())
    assert [each.role for each in team.invitations(session, campaign, now=clock.now())] == [Role.VIEWER]


def test_a_changed_role_holds_at_the_next_request(app: Flask, organiser_browser: Browser, campaign: Campaign) -> None:
    with transaction() as session:
        colleague = factories.join_team(session, session.merge(campaign), Role.EDITOR)
    page = organiser_browser.open("campaigns.change_team", campaign_id=campaign.public_id)
    action = f"/campaigns/{campaign.public_id}/team/{colleague.public_id}/role"
    token = page.tree.xpath("//input[@name='csrf_token']/@value")[0]
    organiser_browser.post(action, data={"csrf_token": token, "role": "viewer"})
    with pytest.raises(Forbidden):
        queries.campaign_of(reading(), colleague, campaign.public_id, to=Right.WRITE)


def test_who_is_removed_sees_the_campaign_no_more(session: Session, app: Flask) -> None:
    campaign = factories.make_campaign(session)
    colleague = factories.join_team(session, campaign, Role.EDITOR)
    team.remove(session, campaign, colleague.public_id, by=campaign.team[0].organiser, now=clock.now())
    with pytest.raises(NotFound):
        queries.campaign_of(session, colleague, campaign.public_id)


def test_an_editor_cannot_make_anybody_an_owner(app: Flask, campaign: Campaign) -> None:
    with transaction() as session:
        editor = factories.join_team(session, session.merge(campaign), Role.EDITOR)
    browser = Browser(app).logged_in(editor)
    token = browser.open("organisers.account").tree.xpath("//input[@name='csrf_token']/@value")[0]
    action = f"/campaigns/{campaign.public_id}/team/{editor.public_id}/role"
    assert browser.post(action, data={"csrf_token": token, "role": "owner"}).status == 403
    assert roles(campaign)[editor.email] == "editor"


@pytest.mark.parametrize("act", ["leave", "step down"])
def test_the_last_owner_stays(session: Session, app: Flask, act: str) -> None:
    campaign = factories.make_campaign(session)
    owner = campaign.team[0].organiser
    factories.join_team(session, campaign, Role.EDITOR)
    closed = factories.join_team(session, campaign, Role.OWNER)
    closed.active = False
    step = {"role": Role.VIEWER, "group": None, "by": owner, "now": clock.now()}
    leave = {"by": owner, "now": clock.now()}
    attempt = partial(team.remove, **leave) if act == "leave" else partial(team.change_role, **step)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match="last_owner"):
        attempt(session, campaign, owner.public_id)


def test_two_owners_who_remove_each_other_at_once_leave_one(app: Flask) -> None:
    with transaction() as session:
        campaign = factories.make_campaign(session)
        first = campaign.team[0].organiser
        second = factories.join_team(session, campaign, Role.OWNER)
        names = {"campaign": campaign.public_id, first.public_id: second.public_id, second.public_id: first.public_id}

    def remove(by: str) -> str:
        with app.app_context():
            try:
                with transaction() as opened:
                    actor = opened.scalars(select(Organiser).where(Organiser.public_id == by)).one()
                    found = opened.scalars(select(Campaign).where(Campaign.public_id == names["campaign"])).one()
                    team.remove(opened, found, names[by], by=actor, now=clock.now())
            except Refusal as refusal:
                return str(refusal)
            finally:
                database.session.close()
            return "removed"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(remove, [first.public_id, second.public_id]))
    assert "removed" in outcomes
    reading().rollback()
    owners = reading().scalars(select(TeamPlace).where(TeamPlace.role == Role.OWNER)).all()
    assert len(owners) == 1


def test_the_team_is_changed_by_who_has_just_shown_who_they_are(
    organiser_browser: Browser, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "is_fresh", lambda now: False)
    assert organiser_browser.open("campaigns.change_team", campaign_id=campaign.public_id).h1 == "Is it you?"
    assert organiser_browser.open("campaigns.team_page", campaign_id=campaign.public_id).h1 == "Team"


def test_an_address_no_mail_can_go_to_is_refused(organiser_browser: Browser, campaign: Campaign) -> None:
    page = invite(organiser_browser, campaign, "nobody\r\nBcc: all@example.org")
    assert page.status == 422
    assert page.errors == ["Type an address such as name@example.org."]


def test_what_happened_tells_who_did_what_and_counts_what_was_done_at_once(
    app: Flask, organiser_browser: Browser, organiser: Organiser, campaign: Campaign
) -> None:
    with transaction() as session:
        mine, case = session.merge(organiser), session.merge(campaign)
        letter = factories.make_open_letter(session, case, title="Release Ilja Brandt")
        colleague = factories.join_team(
            session, case, Role.EDITOR, organiser=factories.make_organiser(session, name="Bo")
        )
        team.change_role(session, case, colleague.public_id, role=Role.VIEWER, group=None, by=mine, now=clock.now())
        other = factories.make_open_letter(session)
    page = organiser_browser.open("happened.campaign", campaign_id=campaign.public_id)
    assert f"{organiser.name} changed the role of Bo" in page.text
    assert f"{organiser.name} opened the letter for signature · Release Ilja Brandt" in page.text
    assert other.campaign.team[0].organiser.name not in page.text
    assert letter.title in page.text
