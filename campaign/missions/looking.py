"""What the pages about missions look up first, and where they lead back to."""

from datetime import date

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from campaign import clock
from campaign.campaigns import queries as campaigns
from campaign.campaigns.models import Campaign
from campaign.campaigns.rules import Right
from campaign.db import reading
from campaign.missions import queries
from campaign.missions.models import Meeting, Mission
from campaign.organisers import guard
from campaign.roster.queries import Place


def changing(session: Session, campaign_id: str) -> Campaign:
    """The campaign, for whoever may change missions of it. Raises NotFound or Forbidden."""
    return campaigns.campaign_of(session, guard.current(), campaign_id, to=Right.BRING)


def mission_to_change(session: Session, campaign_id: str, mission_id: str) -> tuple[Campaign, Mission]:
    """One mission with its campaign, for whoever may change it. Raises NotFound or Forbidden."""
    campaign = changing(session, campaign_id)
    return campaign, queries.mission_of(session, campaign, mission_id)


def seen(campaign_id: str, mission_id: str) -> tuple[Campaign, Mission]:
    """One mission, for whoever may look at it. Raises NotFound or Forbidden."""
    campaign = campaigns.campaign_of(reading(), guard.current(), campaign_id, to=Right.SEE_OWN)
    return campaign, queries.mission_of(reading(), campaign, mission_id)


def meetings(campaign: Campaign, mission: Mission) -> tuple[list[Meeting], dict[int, Place]]:
    """The meetings this organiser may see, with whom: a shepherd sees those with the Members of one group."""
    people = queries.people(reading(), mission.meetings, max(today(), mission.starts_on))
    scope = campaigns.scope_of(reading(), guard.current(), campaign)
    if scope is None:
        return list(mission.meetings), people
    own = {number: place for number, place in people.items() if place.group == scope}
    return [each for each in mission.meetings if each.ep_id in own], own


def today() -> date:
    """The day it is in Brussels."""
    return clock.brussels_day(clock.now())


def back(campaign_id: str, mission_id: str, words: str) -> ResponseReturnValue:
    """To the mission's page, with what was done."""
    flash(words, "good")
    return redirect(url_for(".show", campaign_id=campaign_id, mission_id=mission_id), 303)
