"""An organiser's campaigns."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign import clock
from campaign.campaigns import operations, queries, team_views
from campaign.campaigns.blueprint import blueprint
from campaign.campaigns.forms import CampaignForm
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.organisers import guard

__all__ = ["blueprint", "team_views"]


@blueprint.get("/")
@guard.required
def index() -> ResponseReturnValue:
    """All campaigns of this organiser."""
    campaigns = queries.campaigns_of(reading(), guard.current())
    writes = queries.writes_somewhere(reading(), guard.current())
    return render_template("pages/campaigns/index.html", campaigns=campaigns, writes=writes)


@blueprint.route("/new", methods=["GET", "POST"])
@guard.required
def create() -> ResponseReturnValue:
    """Start a campaign."""
    form = CampaignForm()
    if not form.validate_on_submit():
        return render_template("pages/campaigns/create.html", form=form)
    title, story = str(form.title.data), form.story.data or ""
    with transaction() as session:
        campaign = operations.create(session, title=title, story=story, by=guard.current(), now=clock.now())
        address = url_for(".show", campaign_id=campaign.public_id)
    flash(_("The campaign is there. Write its first letter now."), "good")
    return redirect(address, 303)


@blueprint.get("/<campaign_id>")
@guard.required
def show(campaign_id: str) -> ResponseReturnValue:
    """One campaign with its letters."""
    campaign = queries.campaign_of(reading(), guard.current(), campaign_id, to=Right.SEE_OWN)
    return render_template("pages/campaigns/show.html", campaign=campaign, now=clock.now())


@blueprint.route("/<campaign_id>/story", methods=["GET", "POST"])
@guard.required
def story(campaign_id: str) -> ResponseReturnValue:
    """Change a campaign's title and story."""
    campaign = queries.campaign_of(reading(), guard.current(), campaign_id, to=Right.WRITE)
    form = CampaignForm(obj=campaign)
    if not form.validate_on_submit():
        return render_template("pages/campaigns/story.html", form=form, campaign=campaign)
    title, told = str(form.title.data), form.story.data or ""
    with transaction() as session:
        campaign = queries.campaign_of(session, guard.current(), campaign_id, to=Right.WRITE)
        operations.describe(session, campaign, title=title, story=told, by=guard.current(), now=clock.now())
    flash(_("Saved."), "good")
    return redirect(url_for(".show", campaign_id=campaign_id), 303)
