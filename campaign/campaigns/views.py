"""An organiser's campaigns."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from campaign.campaigns import queries
from campaign.db import reading
from campaign.organisers import guard

blueprint = Blueprint("campaigns", __name__, url_prefix="/campaigns")


@blueprint.get("/")
@guard.required
def index() -> ResponseReturnValue:
    """All campaigns of this organiser."""
    campaigns = queries.campaigns_of(reading(), guard.current())
    return render_template("pages/campaigns/index.html", campaigns=campaigns)


@blueprint.get("/<campaign_id>")
@guard.required
def show(campaign_id: str) -> ResponseReturnValue:
    """One campaign with its letters."""
    campaign = queries.campaign_of(reading(), guard.current(), campaign_id)
    return render_template("pages/campaigns/show.html", campaign=campaign)
