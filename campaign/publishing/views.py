"""Where an organiser lets the campaign's page go public, after looking at it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from campaign import clock, links
from campaign.campaigns import queries as campaigns
from campaign.campaigns.models import Campaign
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.drafting import queries as drafting
from campaign.organisers import guard
from campaign.publishing import operations, queries, rules
from campaign.publishing.forms import PublishForm

blueprint = Blueprint("publishing", __name__, url_prefix="/campaigns/<campaign_id>/publishing")


@blueprint.get("/")
@guard.required
def show(campaign_id: str) -> ResponseReturnValue:
    """What is public, from when, and at which address."""
    campaign = campaigns.campaign_of(reading(), guard.current(), campaign_id, to=Right.PUBLISH)
    return _page(campaign, PublishForm(formdata=None, **_standing(campaign)))


@blueprint.post("/")
@guard.required
def publish(campaign_id: str) -> ResponseReturnValue:
    """Let the page be public from an hour on."""
    form = PublishForm()
    with form.takes_refusal(), transaction() as session:
        campaign = campaigns.campaign_of(session, guard.current(), campaign_id, to=Right.PUBLISH)
        if not form.validate():
            return _page(campaign, form), 422
        if not form.is_meant.data:
            return _asked(session, campaign, form)
        operations.publish(
            session,
            campaign,
            slug=str(form.slug.data),
            public_from=form.public_from,
            by=guard.current(),
            now=clock.now(),
        )
    if form.form_errors:
        return _page(campaigns.campaign_of(reading(), guard.current(), campaign_id, to=Right.PUBLISH), form), 422
    if form.public_from <= clock.now():
        flash(_("The page is public now. Look at it as everybody sees it."), "good")
    else:
        flash(_("The page is public from then on. Until then nobody can reach it."), "good")
    return redirect(url_for(".show", campaign_id=campaign_id), 303)


@blueprint.post("/hide")
@guard.required
def hide(campaign_id: str) -> ResponseReturnValue:
    """Take the page back."""
    with transaction() as session:
        campaign = campaigns.campaign_of(session, guard.current(), campaign_id, to=Right.PUBLISH)
        operations.hide(session, campaign, by=guard.current(), now=clock.now())
    flash(_("The page is gone. Copies that others made are out of our reach."), "good")
    return redirect(url_for(".show", campaign_id=campaign_id), 303)


@blueprint.post("/letters/<letter_id>/<shown>")
@guard.required
def show_letter(campaign_id: str, letter_id: str, shown: str) -> ResponseReturnValue:
    """Show a letter on the page, or not."""
    with transaction() as session:
        campaign = campaigns.campaign_of(session, guard.current(), campaign_id, to=Right.PUBLISH)
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.PUBLISH)
        if letter.campaign_id == campaign.id:
            operations.show_letter(session, letter, shown == "on", by=guard.current(), now=clock.now())
    return redirect(url_for(".show", campaign_id=campaign_id), 303)


def _page(campaign: Campaign, form: PublishForm) -> str:
    now = clock.now()
    return render_template(
        "pages/publishing/show.html",
        campaign=campaign,
        form=form,
        is_public=rules.is_public(campaign, now=now),
        address=links.absolute("public.case", slug=campaign.slug) if campaign.slug else "",
        base=_base(),
        shown=queries.visible(reading(), campaign),
    )


def _asked(session: Session, campaign: Campaign, form: PublishForm) -> str:
    """Whether it is meant: from when, where, and what everybody will see. Raises CannotPublish for a bad address."""
    operations.check_slug(str(form.slug.data))
    return render_template(
        "pages/publishing/confirm.html",
        campaign=campaign,
        form=form,
        base=_base(),
        is_now=form.public_from <= clock.now(),
        shown=queries.visible(session, campaign),
    )


def _base() -> str:
    return links.absolute("public.case", slug="x").removesuffix("x")


def _standing(campaign: Campaign) -> dict[str, Any]:
    at = clock.in_brussels(campaign.public_from or clock.now())
    return {"slug": campaign.slug or rules.suggested(campaign.title), "day": at.date(), "hour": at.time()}
