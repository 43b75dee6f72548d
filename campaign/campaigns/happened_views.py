"""The pages “What happened”, of one campaign and of the installation."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.campaigns import happened, happened_words, queries
from campaign.campaigns.rules import Right
from campaign.db import reading
from campaign.organisers import guard

blueprint = Blueprint("happened", __name__)
blueprint.add_app_template_filter(happened_words.of, "act_words")


@blueprint.get("/campaigns/<campaign_id>/happened")
@guard.required
def campaign(campaign_id: str) -> ResponseReturnValue:
    """What organisers did in one campaign."""
    found = queries.campaign_of(reading(), guard.current(), campaign_id, to=Right.SEE)
    page = happened.of_campaign(reading(), found, page=request.args.get("page", 1, type=int))
    titles = {each.public_id: each.title for each in found.letters}
    address = url_for(".campaign", campaign_id=campaign_id)
    shown = {"campaign": found, "page": page, "titles": titles, "link": lambda number: f"{address}?page={number}"}
    return render_template("pages/happened/campaign.html", **shown)


@blueprint.get("/operator/happened")
@guard.operators_only
def installation() -> ResponseReturnValue:
    """What happened to accounts, the roster and the journal."""
    page = happened.of_installation(reading(), page=request.args.get("page", 1, type=int))
    address = url_for(".installation")
    shown = {"page": page, "titles": {}, "link": lambda number: f"{address}?page={number}"}
    return render_template("pages/happened/installation.html", **shown)
