"""Which campaigns an organiser may see."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from campaign.campaigns.models import Campaign, TeamPlace
from campaign.organisers.models import Organiser
from campaign.web.refusals import NotFound


def campaigns_of(session: Session, organiser: Organiser) -> list[Campaign]:
    """The organiser's campaigns with their letters, newest first; two queries."""
    query = select(Campaign).join(TeamPlace).where(TeamPlace.organiser_id == organiser.id)
    newest_first = query.order_by(Campaign.created_at.desc(), Campaign.id.desc())
    return list(session.scalars(newest_first.options(selectinload(Campaign.letters))))


def campaign_of(session: Session, organiser: Organiser, public_id: str) -> Campaign:
    """One campaign of this organiser.

    Raises NotFound for a campaign that does not exist and for somebody else's alike.
    """
    query = select(Campaign).join(TeamPlace)
    found = session.scalar(query.where(TeamPlace.organiser_id == organiser.id, Campaign.public_id == public_id))
    if found is None:
        raise NotFound("campaign", _("There is no such campaign among yours. Start from your campaigns page."))
    return found
