"""At one glance: where all letters of a campaign stand, and every answer that is overdue in one's campaigns."""

from collections.abc import Sequence

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from campaign import clock
from campaign.campaigns import queries as campaigns
from campaign.campaigns import rules as rights
from campaign.campaigns.models import Campaign, TeamPlace
from campaign.campaigns.rules import Right
from campaign.db import reading
from campaign.drafting.models import Letter, LetterState
from campaign.handover import standings, words
from campaign.handover.blueprint import blueprint
from campaign.handover.whereabouts import LetterStanding
from campaign.organisers import guard


def init_app(app: Flask) -> None:
    """Let the campaign's page tell where its letters stand."""
    app.jinja_env.globals["where_letters_stand"] = where_letters_stand


@blueprint.get("/campaigns/<campaign_id>/deliveries")
@guard.required
def campaign(campaign_id: str) -> ResponseReturnValue:
    """All letters of the campaign: who has them, who answered."""
    found = campaigns.campaign_of(reading(), guard.current(), campaign_id)
    letters = _closed([found])
    stands = standings.standings(reading(), letters, now=clock.now())
    return render_template("pages/handover/campaign.html", campaign=found, letters=letters, stands=stands, words=words)


@blueprint.get("/overdue")
@guard.required
def overdue() -> ResponseReturnValue:
    """Every overdue answer in the campaigns of whoever looks."""
    query = select(Campaign, TeamPlace.role).join(TeamPlace)
    query = query.where(TeamPlace.organiser_id == guard.current().id, Campaign.closed_at.is_(None))
    seen = [row.Campaign for row in reading().execute(query) if rights.may(row.role, Right.SEE)]
    letters = _closed(seen)
    stands = standings.standings(reading(), letters, now=clock.now())
    late = [(letter, row) for letter in letters for row in stands[letter.id].overdue]
    return render_template("pages/handover/overdue.html", late=late)


def where_letters_stand(campaign: Campaign) -> dict[int, LetterStanding]:
    """Where each closed letter of the campaign stands; a fixed number of queries."""
    return standings.standings(reading(), _closed([campaign]), now=clock.now())


def _closed(mine: Sequence[Campaign]) -> Sequence[Letter]:
    query = select(Letter).where(Letter.campaign_id.in_([each.id for each in mine]), Letter.state == LetterState.CLOSED)
    query = query.options(joinedload(Letter.campaign))
    return reading().scalars(query.order_by(Letter.closed_at.desc(), Letter.id)).all()
