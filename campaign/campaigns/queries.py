"""Which campaigns an organiser may see."""

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, select
from sqlalchemy.orm import Session, selectinload

from campaign.campaigns import rules
from campaign.campaigns.models import Campaign, Role, TeamPlace
from campaign.campaigns.rules import Right
from campaign.organisers.models import Organiser
from campaign.web.refusals import Forbidden, NotFound


def campaigns_of(session: Session, organiser: Organiser) -> list[Campaign]:
    """The organiser's campaigns with their letters, newest first; two queries."""
    query = select(Campaign).join(TeamPlace).where(TeamPlace.organiser_id == organiser.id)
    newest_first = query.order_by(Campaign.created_at.desc(), Campaign.id.desc())
    return list(session.scalars(newest_first.options(selectinload(Campaign.letters))))


def writes_somewhere(session: Session, organiser: Organiser) -> bool:
    """Whether the organiser may change texts in any campaign."""
    roles = [each for each in Role if rules.may(each, Right.WRITE)]
    place = exists().where(TeamPlace.organiser_id == organiser.id, TeamPlace.role.in_(roles))
    return bool(session.scalar(select(place)))


def campaign_of(session: Session, organiser: Organiser, public_id: str, *, to: Right = Right.SEE) -> Campaign:
    """One campaign of this organiser, who holds the right `to` in it.

    Raises NotFound for a campaign that does not exist and for somebody else's alike, Forbidden where the role in the
    team does not hold the right.
    """
    query = select(Campaign, TeamPlace).join(TeamPlace)
    query = query.where(TeamPlace.organiser_id == organiser.id, Campaign.public_id == public_id)
    found = session.execute(query).first()
    if found is None:
        raise NotFound("campaign", _("There is no such campaign among yours. Start from your campaigns page."))
    allow(session, found.TeamPlace, to)
    campaign: Campaign = found.Campaign
    return campaign


def place_of(session: Session, organiser: Organiser, campaign: Campaign) -> TeamPlace:
    """The organiser's place in this campaign's team, which is there since the campaign was found for the organiser."""
    return session.get_one(TeamPlace, (campaign.id, organiser.id))


def may(session: Session, organiser: Organiser, campaign: Campaign, right: Right) -> bool:
    """Whether the organiser holds this right in a campaign that was found for them; asks the database nothing more."""
    return rules.may(place_of(session, organiser, campaign).role, right)


def scope_of(session: Session, organiser: Organiser, campaign: Campaign) -> str | None:
    """The one political group whose Members a shepherd sees and invites; None for everybody else, who sees all."""
    return place_of(session, organiser, campaign).group_code


def allow(session: Session, place: TeamPlace, right: Right) -> None:
    """Go on only if the place in the team holds the right; the session keeps it at hand. Raises Forbidden."""
    session.info.setdefault("places", {})[(place.campaign_id, place.organiser_id)] = place
    if not rules.may(place.role, right):
        raise Forbidden(
            right,
            _("Your role in this campaign does not allow this. Ask an owner of the campaign to do it, or for it."),
        )
