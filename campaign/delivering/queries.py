"""Editions of a letter."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.delivering.models import Edition
from campaign.drafting.models import Letter
from campaign.web.refusals import NotFound


def editions_of(session: Session, letter: Letter) -> list[Edition]:
    """All editions, the latest first."""
    query = select(Edition).where(Edition.letter_id == letter.id).order_by(Edition.number.desc())
    return list(session.scalars(query))


def edition_of(session: Session, letter: Letter, public_id: str) -> Edition:
    """One edition of this letter.

    Raises NotFound.
    """
    query = select(Edition).where(Edition.letter_id == letter.id, Edition.public_id == public_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound("edition", _("There is no such edition. Open the letter's PDF page and choose one there."))
    return found
