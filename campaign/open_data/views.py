"""Where organisers register addresses that are told of published facts, and see what came of each message."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from campaign import clock
from campaign.campaigns import queries as campaigns
from campaign.campaigns.models import Campaign
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.open_data import operations
from campaign.open_data.facts import Kind
from campaign.open_data.forms import WebhookForm
from campaign.open_data.models import Webhook
from campaign.open_data.words import ERRORS, OFF, STATES
from campaign.organisers import guard

SHOWN = 100

blueprint = Blueprint("webhooks", __name__, url_prefix="/campaigns/<campaign_id>/webhooks")


@blueprint.get("/")
@guard.required
def index(campaign_id: str) -> ResponseReturnValue:
    """The addresses that are told."""
    return _index(_campaign(reading(), campaign_id), WebhookForm(formdata=None))


@blueprint.post("/")
@guard.required
def add(campaign_id: str) -> ResponseReturnValue:
    """Register an address, and show its secret once: it is kept sealed, so there is no page to lead on to."""
    form = WebhookForm()
    with transaction() as session:
        campaign = _campaign(session, campaign_id)
        if not form.validate():
            return _index(campaign, form), 422
        hook, secret = operations.add(session, campaign, str(form.url.data), by=guard.current(), now=clock.now())
    return _secret(campaign, hook, secret)


@blueprint.get("/<webhook_id>")
@guard.required
def show(campaign_id: str, webhook_id: str) -> ResponseReturnValue:
    """One address and the latest messages to it."""
    campaign, hook = _found(reading(), campaign_id, webhook_id)
    return render_template(
        "pages/open_data/webhook.html",
        campaign=campaign,
        webhook=hook,
        messages=operations.messages(reading(), hook, limit=SHOWN),
        states=STATES,
        off=OFF,
        errors=ERRORS,
    )


@blueprint.post("/<webhook_id>/ping")
@guard.required
def ping(campaign_id: str, webhook_id: str) -> ResponseReturnValue:
    """Send a message that tells nothing."""
    with transaction() as session:
        _there, hook = _found(session, campaign_id, webhook_id)
        operations.ping(session, hook, now=clock.now())
    flash(_("A test message is on its way. Reload this page in a moment to see what came of it."), "good")
    return _back(campaign_id, webhook_id)


@blueprint.post("/<webhook_id>/secret")
@guard.required
def renew_secret(campaign_id: str, webhook_id: str) -> ResponseReturnValue:
    """Sign with another secret, and show it once."""
    with transaction() as session:
        campaign, hook = _found(session, campaign_id, webhook_id)
        secret = operations.renew_secret(session, hook, by=guard.current(), now=clock.now())
    return _secret(campaign, hook, secret)


@blueprint.post("/<webhook_id>/stop")
@guard.required
def stop(campaign_id: str, webhook_id: str) -> ResponseReturnValue:
    """Tell it nothing more for now."""
    with transaction() as session:
        _there, hook = _found(session, campaign_id, webhook_id)
        operations.stop(session, hook, by=guard.current(), now=clock.now())
    flash(_("This address is told nothing until you switch it on again."), "good")
    return _back(campaign_id, webhook_id)


@blueprint.post("/<webhook_id>/on")
@guard.required
def switch_on(campaign_id: str, webhook_id: str) -> ResponseReturnValue:
    """Tell it again, with what it missed."""
    with transaction() as session:
        _there, hook = _found(session, campaign_id, webhook_id)
        operations.switch_on(session, hook, by=guard.current(), now=clock.now())
    flash(_("This address is told again, and of what it missed."), "good")
    return _back(campaign_id, webhook_id)


@blueprint.post("/<webhook_id>/remove")
@guard.required
def remove(campaign_id: str, webhook_id: str) -> ResponseReturnValue:
    """Forget it."""
    with transaction() as session:
        _there, hook = _found(session, campaign_id, webhook_id)
        operations.remove(session, hook, by=guard.current(), now=clock.now())
    flash(_("The address is removed."), "good")
    return redirect(url_for(".index", campaign_id=campaign_id), 303)


def _campaign(session: Session, campaign_id: str) -> Campaign:
    return campaigns.campaign_of(session, guard.current(), campaign_id, to=Right.PUBLISH)


def _found(session: Session, campaign_id: str, webhook_id: str) -> tuple[Campaign, Webhook]:
    campaign = _campaign(session, campaign_id)
    return campaign, operations.hook_of(session, campaign, webhook_id)


def _index(campaign: Campaign, form: WebhookForm) -> str:
    return render_template(
        "pages/open_data/webhooks.html",
        campaign=campaign,
        form=form,
        webhooks=operations.hooks(reading(), campaign),
        kinds=list(Kind),
        off=OFF,
    )


def _secret(campaign: Campaign, hook: Webhook, secret: str) -> str:
    return render_template("pages/open_data/secret.html", campaign=campaign, webhook=hook, secret=secret)


def _back(campaign_id: str, webhook_id: str) -> ResponseReturnValue:
    return redirect(url_for(".show", campaign_id=campaign_id, webhook_id=webhook_id), 303)
