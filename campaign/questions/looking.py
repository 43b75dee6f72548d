"""What the pages about written questions look up first, and where they lead back to."""

from datetime import date

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from campaign import clock
from campaign.campaigns import queries as campaigns
from campaign.campaigns.models import Campaign
from campaign.campaigns.rules import Right
from campaign.db import reading
from campaign.organisers import guard
from campaign.questions import queries
from campaign.questions.models import Question


def changing(session: Session, campaign_id: str) -> Campaign:
    """The campaign, for whoever may change questions of it. Raises NotFound or Forbidden."""
    return campaigns.campaign_of(session, guard.current(), campaign_id, to=Right.WRITE)


def question_to_change(session: Session, campaign_id: str, question_id: str) -> tuple[Campaign, Question]:
    """One question with its campaign, for whoever may change it. Raises NotFound or Forbidden."""
    campaign = changing(session, campaign_id)
    return campaign, queries.question_of(session, campaign, question_id)


def seen(campaign_id: str, question_id: str) -> Question:
    """One question, for whoever may look at it. Raises NotFound or Forbidden."""
    session = reading()
    campaign = campaigns.campaign_of(session, guard.current(), campaign_id)
    return queries.question_of(session, campaign, question_id)


def today() -> date:
    """The day it is in Brussels."""
    return clock.brussels_day(clock.now())


def back(campaign_id: str, question_id: str, part: str | None = None) -> ResponseReturnValue:
    """To the question's page, at one part of it."""
    return redirect(url_for(".show", campaign_id=campaign_id, question_id=question_id, _anchor=part), 303)
