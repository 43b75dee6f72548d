"""A campaign's missions: the plan, the meetings, the pocket list, the register of what was held."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign import clock
from campaign.campaigns import queries as campaigns
from campaign.campaigns.models import Campaign
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.missions import looking, meeting_views, operations, paper_views, papers, queries, rules
from campaign.missions.blueprint import blueprint
from campaign.missions.forms import OCCASIONS, STATES, MissionForm, PersonForm
from campaign.missions.models import MeetingState, Occasion
from campaign.missions.operations import MissionFacts
from campaign.organisers import guard
from campaign.parliament import groups
from campaign.roster.queries import Wish

__all__ = ["blueprint", "meeting_views", "paper_views"]


@blueprint.get("/")
@guard.required
def index(campaign_id: str) -> ResponseReturnValue:
    """All missions of the campaign."""
    campaign = campaigns.campaign_of(reading(), guard.current(), campaign_id, to=Right.SEE_OWN)
    missions = queries.missions(reading(), campaign)
    return render_template(
        "pages/missions/index.html",
        campaign=campaign,
        missions=missions,
        occasions=OCCASIONS,
        held=len(rules.held(missions)),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@guard.required
def plan(campaign_id: str) -> ResponseReturnValue:
    """Plan a mission."""
    campaign = looking.changing(reading(), campaign_id)
    form = MissionForm()
    if form.validate_on_submit():
        with form.takes_refusal(), transaction() as session:
            there = looking.changing(session, campaign_id)
            mission = operations.plan(session, there, _mission_facts(form), by=guard.current(), now=clock.now())
            address = url_for(".show", campaign_id=campaign_id, mission_id=mission.public_id)
        if not form.form_errors:
            return redirect(address, 303)
    page = render_template("pages/missions/edit.html", campaign=campaign, mission=None, form=form)
    return page, 422 if form.form_errors else 200


@blueprint.get("/<mission_id>")
@guard.required
def show(campaign_id: str, mission_id: str) -> ResponseReturnValue:
    """The plan of one mission, and whom it is still worth seeing."""
    campaign, mission = looking.seen(campaign_id, mission_id)
    wish = Wish(text=request.args.get("find", ""), group=_group(campaign, request.args.get("group", "")))
    day = max(looking.today(), mission.starts_on)
    meetings, people = looking.meetings(campaign, mission)
    return render_template(
        "pages/missions/show.html",
        campaign=campaign,
        mission=mission,
        days=rules.by_day(meetings),
        wished=rules.wished(meetings),
        cancelled=[each for each in meetings if each.state is MeetingState.CANCELLED],
        clashes=rules.clashes(meetings),
        who=lambda meeting: papers.who(meeting, people),
        states=STATES,
        occasions=OCCASIONS,
        wish=wish,
        groups=groups.in_force(day),
        worth=queries.worth_seeing(reading(), mission, wish, day=looking.today()),
        form=PersonForm(formdata=None),
    )


@blueprint.route("/<mission_id>/edit", methods=["GET", "POST"])
@guard.required
def change(campaign_id: str, mission_id: str) -> ResponseReturnValue:
    """Change place, days and delegation."""
    campaign, mission = looking.mission_to_change(reading(), campaign_id, mission_id)
    form = MissionForm(obj=mission, occasion=mission.occasion.value)
    if form.validate_on_submit():
        with form.takes_refusal(), transaction() as session:
            _campaign_there, changed = looking.mission_to_change(session, campaign_id, mission_id)
            operations.change(session, changed, _mission_facts(form), by=guard.current(), now=clock.now())
        if not form.form_errors:
            return looking.back(campaign_id, mission_id, _("Saved."))
    page = render_template("pages/missions/edit.html", campaign=campaign, mission=mission, form=form)
    return page, 422 if form.form_errors else 200


@blueprint.post("/<mission_id>/remove")
@guard.required
def remove(campaign_id: str, mission_id: str) -> ResponseReturnValue:
    """Take a mission off."""
    with transaction() as session:
        _campaign_there, mission = looking.mission_to_change(session, campaign_id, mission_id)
        operations.remove(session, mission, by=guard.current(), now=clock.now())
    flash(_("The mission is gone."), "good")
    return redirect(url_for(".index", campaign_id=campaign_id), 303)


def _group(campaign: Campaign, wanted: str) -> str:
    """The group to look in: a shepherd's own, else the one that was chosen."""
    return campaigns.scope_of(reading(), guard.current(), campaign) or wanted


def _mission_facts(form: MissionForm) -> MissionFacts:
    assert form.starts_on.data is not None, "the form asked for it"
    assert form.ends_on.data is not None, "the form asked for it"
    return MissionFacts(
        place=str(form.place.data),
        occasion=Occasion(form.occasion.data),
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        delegation=form.delegation.data or "",
        note=form.note.data or "",
        is_public=bool(form.is_public.data),
    )
