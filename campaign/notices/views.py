"""The privacy notice: its public page by version, and the page where organisers write it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign import clock
from campaign.campaigns import queries as campaigns
from campaign.campaigns.models import Campaign
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.notices import operations, queries
from campaign.notices.forms import NoticeForm, standing
from campaign.organisers import guard

blueprint = Blueprint("notices", __name__)


@blueprint.get("/privacy/<version>")
def show(version: str) -> ResponseReturnValue:
    """One version, word for word as it stood for those who signed under it."""
    notice = queries.by_version(reading(), version)
    return render_template("pages/notices/show.html", notice=notice, newest=queries.version_of(notice.campaign))


@blueprint.route("/campaigns/<campaign_id>/privacy", methods=["GET", "POST"])
@guard.required
def edit(campaign_id: str) -> ResponseReturnValue:
    """Write the campaign's notice, or a new version of it."""
    campaign = campaigns.campaign_of(reading(), guard.current(), campaign_id, to=Right.LEAD)
    versions = queries.versions(campaign)
    form = NoticeForm(data=standing(versions[-1].answers if versions else None, authorities=_authorities(campaign)))
    if not form.validate_on_submit():
        page = render_template("pages/notices/edit.html", form=form, campaign=campaign, versions=versions)
        return page, 422 if form.errors else 200
    with transaction() as session:
        campaign = campaigns.campaign_of(session, guard.current(), campaign_id, to=Right.LEAD)
        operations.publish(session, campaign, form.answers(), by=guard.current(), now=clock.now())
    flash(_("This version holds from now on. Signatures given before keep the version their Members read."), "good")
    return redirect(url_for(".edit", campaign_id=campaign_id), 303)


def _authorities(campaign: Campaign) -> str:
    """The addressees that the campaign's letters name already."""
    named = [", ".join(filter(None, (to.name, to.office))) for each in campaign.letters for to in each.addressees]
    return "; ".join(dict.fromkeys(filter(None, named)))
