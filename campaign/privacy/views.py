"""For a campaign's owners: what it holds about one Member, handed out or erased. Nothing of it stands in an address."""

import io

from flask import Blueprint, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import func, select

from campaign import clock
from campaign.campaigns import queries as campaigns
from campaign.campaigns.models import Campaign
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.organisers import guard
from campaign.privacy import erasing, exporting, persons, removing
from campaign.privacy.forms import EraseForm, WhoForm
from campaign.privacy.holdings import HOLDINGS, Holding
from campaign.privacy.persons import Person

blueprint = Blueprint("privacy", __name__, url_prefix="/campaigns/<campaign_id>/people")


@blueprint.get("/")
@guard.fresh
def ask(campaign_id: str) -> ResponseReturnValue:
    """Where a Member is looked up who asks what is held."""
    campaign = _campaign(campaign_id)
    return render_template("pages/privacy/ask.html", form=WhoForm(formdata=None), campaign=campaign)


@blueprint.post("/")
@guard.fresh_from("privacy.ask")
def look(campaign_id: str) -> ResponseReturnValue:
    """What this campaign holds about the Member, with the ways to hand it out and to erase it."""
    campaign, form = _campaign(campaign_id), WhoForm()
    if not form.validate():
        return render_template("pages/privacy/ask.html", form=form, campaign=campaign), 422
    return _held(campaign, persons.find(reading(), str(form.who.data)), EraseForm(formdata=None, who=form.who.data))


@blueprint.post("/export")
@guard.fresh_from("privacy.ask")
def export(campaign_id: str) -> ResponseReturnValue:
    """Everything this campaign holds about the Member, as a ZIP."""
    form = WhoForm()
    if not form.validate():
        return render_template("pages/privacy/ask.html", form=form, campaign=_campaign(campaign_id)), 422
    by = guard.current()
    with transaction() as session:
        campaign = campaigns.campaign_of(session, by, campaign_id, to=Right.LEAD)
        person = persons.find(session, str(form.who.data))
        packed = exporting.export(session, person, now=clock.now(), by=by.public_id, campaign=campaign)
    return send_file(io.BytesIO(packed), mimetype="application/zip", as_attachment=True, download_name="held.zip")


@blueprint.post("/erase")
@guard.fresh_from("privacy.ask")
def erase(campaign_id: str) -> ResponseReturnValue:
    """Erase what may be erased about the Member in this campaign."""
    form, by = EraseForm(), guard.current()
    if not form.validate():
        campaign = _campaign(campaign_id)
        return _held(campaign, persons.find(reading(), str(form.who.data)), form), 422
    with transaction() as session:
        campaign = campaigns.campaign_of(session, by, campaign_id, to=Right.LEAD)
        person = persons.find(session, str(form.who.data))
        erased = erasing.erase(session, person, now=clock.now(), by=by.public_id, campaign=campaign)
    removing.forget_files(reading(), erased.removed)
    gone = sum(erased.removed.rows.values())
    flash(_("Erased: %(number)s rows. What proves a signature that stands or was printed stays.", number=gone), "good")
    return redirect(url_for(".ask", campaign_id=campaign_id), 303)


def _campaign(campaign_id: str) -> Campaign:
    return campaigns.campaign_of(reading(), guard.current(), campaign_id, to=Right.LEAD)


def _held(campaign: Campaign, person: Person, form: EraseForm) -> str:
    rows: list[tuple[str, Holding, int]] = []
    for name, which in persons.everything(person, campaign=campaign):
        number = reading().scalar(select(func.count()).select_from(removing.table(name)).where(which)) or 0
        if number:
            rows.append((name, HOLDINGS[name], number))
    return render_template("pages/privacy/held.html", campaign=campaign, person=person, rows=rows, form=form)
