"""The team of a campaign: who is in it, inviting, roles, leaving; and what an invited person sees."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from campaign import clock
from campaign.campaigns import queries, team
from campaign.campaigns.blueprint import blueprint
from campaign.campaigns.forms import ROLE_NAMES, ROLE_WORDS, JoinForm, RoleForm, TeamForm, role_choices
from campaign.campaigns.models import Campaign
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.organisers import guard, passwords
from campaign.organisers.forms import EmptyForm
from campaign.organisers.logins import WINDOW
from campaign.organisers.models import Organiser
from campaign.web import limits

INVITATIONS_IN_A_WINDOW = 20


@blueprint.get("/<campaign_id>/team")
@guard.required
def team_page(campaign_id: str) -> ResponseReturnValue:
    """Who is in the team, and what each may do."""
    campaign = queries.campaign_of(reading(), guard.current(), campaign_id, to=Right.SEE_OWN)
    return render_template("pages/campaigns/team_page.html", **_shown(campaign), me=guard.current().id)


@blueprint.route("/<campaign_id>/team/change", methods=["GET", "POST"])
@guard.fresh
def change_team(campaign_id: str) -> ResponseReturnValue:
    """Invite somebody; change roles, remove, take invitations back by the buttons beside each."""
    campaign = queries.campaign_of(reading(), guard.current(), campaign_id, to=Right.LEAD)
    now, form = clock.now(), TeamForm(_today())
    if form.validate_on_submit():
        who = guard.current()
        with transaction() as session:
            limits.count(session, "team", who.public_id, at_most=INVITATIONS_IN_A_WINDOW, within=WINDOW, now=now)
            campaign = queries.campaign_of(session, who, campaign_id, to=Right.LEAD)
            role, group = form.chosen
            team.invite(session, campaign, str(form.email.data), role=role, group=group, by=who, now=now)
        flash(_("An invitation to %(email)s is on its way. It works for 14 days.", email=form.email.data), "good")
        return redirect(url_for(".change_team", campaign_id=campaign_id), 303)
    page = render_template(
        "pages/campaigns/change_team.html", form=form, choices=role_choices(_today()), **_shown(campaign)
    )
    return page, 422 if form.errors else 200


@blueprint.post("/<campaign_id>/team/<organiser_id>/role")
@guard.fresh
def change_role(campaign_id: str, organiser_id: str) -> ResponseReturnValue:
    """Give a colleague another role."""
    who, form = guard.current(), RoleForm(_today())
    with transaction() as session:
        campaign = queries.campaign_of(session, who, campaign_id, to=Right.LEAD)
        if not form.validate():
            flash(_("Choose one of the roles."), "bad")
            return redirect(url_for(".change_team", campaign_id=campaign_id), 303)
        role, group = form.chosen
        team.change_role(session, campaign, organiser_id, role=role, group=group, by=who, now=clock.now())
    flash(_("The role is changed; it holds from now on."), "good")
    return redirect(url_for(".team_page", campaign_id=campaign_id), 303)


@blueprint.post("/<campaign_id>/team/<organiser_id>/remove")
@guard.fresh
def remove(campaign_id: str, organiser_id: str) -> ResponseReturnValue:
    """Take somebody out of the team."""
    who = guard.current()
    with transaction() as session:
        campaign = queries.campaign_of(session, who, campaign_id, to=Right.LEAD)
        team.remove(session, campaign, organiser_id, by=who, now=clock.now())
    flash(_("Removed. The campaign is closed to this person from now on."), "good")
    return redirect(url_for(".change_team", campaign_id=campaign_id), 303)


@blueprint.post("/<campaign_id>/team/leave")
@guard.required
def leave(campaign_id: str) -> ResponseReturnValue:
    """Leave the team."""
    who = guard.current()
    with transaction() as session:
        campaign = queries.campaign_of(session, who, campaign_id, to=Right.SEE_OWN)
        team.remove(session, campaign, who.public_id, by=who, now=clock.now())
    flash(_("You have left the campaign."), "good")
    return redirect(url_for(".index"), 303)


@blueprint.post("/<campaign_id>/team/invitations/<team_invitation_id>/take-back")
@guard.fresh
def take_back(campaign_id: str, team_invitation_id: str) -> ResponseReturnValue:
    """Take an invitation back."""
    who = guard.current()
    with transaction() as session:
        campaign = queries.campaign_of(session, who, campaign_id, to=Right.LEAD)
        team.take_back(session, campaign, team_invitation_id, by=who, now=clock.now())
    flash(_("The invitation is taken back; its link no longer works."), "good")
    return redirect(url_for(".change_team", campaign_id=campaign_id), 303)


@blueprint.route("/join/<secret>", methods=["GET", "POST"])
def join(secret: str) -> ResponseReturnValue:
    """What an invited person sees: accept with one's account, or make one; the link came to the mailbox."""
    invitation = team.standing_invitation(reading(), secret, now=clock.now())
    has_account = team.has_account(reading(), invitation)
    if current_user.is_authenticated or has_account:
        return _join_with_account(secret, has_account=has_account)
    form = JoinForm(Organiser(email=invitation.email, name=""))
    if form.validate_on_submit():
        with transaction() as session:
            limits.count_visitor(session, "join", at_most=10, within=WINDOW, now=clock.now())
        hashed = passwords.hashed(str(form.password.data))
        with transaction() as session:
            team.join_anew(session, secret, name=str(form.name.data), hashed=hashed, now=clock.now())
        flash(_("Your account is there. Log in with it."), "good")
        return redirect(url_for("organisers.login"), 303)
    page = render_template("pages/campaigns/join.html", form=form, invitation=invitation, state="new", **_words())
    return page, 422 if form.errors else 200


def _join_with_account(secret: str, *, has_account: bool) -> ResponseReturnValue:
    form = EmptyForm()
    if form.validate_on_submit() and current_user.is_authenticated:
        with transaction() as session:
            campaign = team.join(session, secret, guard.current(), now=clock.now()).public_id
        flash(_("You are in the team."), "good")
        return redirect(url_for(".show", campaign_id=campaign), 303)
    invitation = team.standing_invitation(reading(), secret, now=clock.now())
    state = "login"
    if current_user.is_authenticated:
        state = "accept" if guard.current().email == invitation.email else "other"
    return render_template("pages/campaigns/join.html", form=form, invitation=invitation, state=state, **_words())


def _shown(campaign: Campaign) -> dict[str, Any]:
    session = reading()
    found = team.invitations(session, campaign, now=clock.now())
    return {"campaign": campaign, "places": team.places(session, campaign), "invitations": found, **_words()}


def _words() -> dict[str, Any]:
    return {"role_names": ROLE_NAMES, "role_words": ROLE_WORDS}


def _today() -> date:
    return clock.brussels_day(clock.now())
