"""Starting a campaign and telling its story."""

from datetime import datetime

from sqlalchemy.orm import Session

from campaign import journal
from campaign.campaigns.models import Campaign, TeamPlace
from campaign.organisers.models import Organiser


def create(session: Session, *, title: str, story: str, by: Organiser, now: datetime) -> Campaign:
    """A new campaign with its first organiser; the caller commits."""
    campaign = Campaign(title=title, story=story, created_at=now)
    campaign.team.append(TeamPlace(organiser_id=by.id))
    session.add(campaign)
    session.flush()
    journal.record(session, "campaign.created", campaign.public_id, now=now, by=by.public_id)
    return campaign


def describe(session: Session, campaign: Campaign, *, title: str, story: str, by: Organiser, now: datetime) -> None:
    """Change the campaign's title and story; the caller commits. Frozen texts keep the title they were frozen with."""
    campaign.title, campaign.story = title, story
    session.flush()
    journal.record(session, "campaign.described", campaign.public_id, now=now, by=by.public_id)
