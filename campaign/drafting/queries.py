"""Letters an organiser may see."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from campaign.campaigns.models import TeamPlace
from campaign.drafting.models import Letter, Revision
from campaign.organisers.models import Organiser
from campaign.web.refusals import NotFound


def letter_of(session: Session, organiser: Organiser, public_id: str) -> Letter:
    """One letter of this organiser's campaigns, with its campaign.

    Raises NotFound for a letter that does not exist and for somebody else's alike.
    """
    query = (
        select(Letter)
        .join(TeamPlace, TeamPlace.campaign_id == Letter.campaign_id)
        .where(TeamPlace.organiser_id == organiser.id, Letter.public_id == public_id)
        .options(joinedload(Letter.campaign))
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound("letter", _("There is no such letter among yours. Start from your campaigns page."))
    return found


def current_revision(session: Session, letter: Letter) -> Revision | None:
    """The revision that Members sign now: the latest; None while the letter is a draft."""
    query = select(Revision).where(Revision.letter_id == letter.id).order_by(Revision.number.desc()).limit(1)
    return session.scalar(query)
