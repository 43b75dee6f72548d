"""Letters an organiser may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from campaign import journal
from campaign.campaigns import queries as campaigns
from campaign.campaigns.models import TeamPlace
from campaign.campaigns.rules import Right
from campaign.drafting.models import Letter, Revision
from campaign.organisers.models import Organiser
from campaign.roster.models import Member
from campaign.web.refusals import NotFound


@dataclass(frozen=True)
class Extension:
    """One move of the deadline, with its reason."""

    decided_at: datetime
    until: datetime
    reason: str


def letter_of(session: Session, organiser: Organiser, public_id: str, *, to: Right = Right.SEE) -> Letter:
    """One letter of this organiser's campaigns, with its campaign; the organiser holds the right `to` there.

    Raises NotFound for a letter that does not exist and for somebody else's alike, Forbidden where the role in the team
    does not hold the right.
    """
    query = (
        select(Letter, TeamPlace)
        .join(TeamPlace, TeamPlace.campaign_id == Letter.campaign_id)
        .where(TeamPlace.organiser_id == organiser.id, Letter.public_id == public_id)
        .options(joinedload(Letter.campaign))
    )
    found = session.execute(query).first()
    if found is None:
        raise NotFound("letter", _("There is no such letter among yours. Start from your campaigns page."))
    campaigns.allow(session, found.TeamPlace, to)
    letter: Letter = found.Letter
    return letter


def current_revision(session: Session, letter: Letter) -> Revision | None:
    """The revision that Members sign now: the latest; None while the letter is a draft."""
    query = select(Revision).where(Revision.letter_id == letter.id).order_by(Revision.number.desc()).limit(1)
    return session.scalar(query)


def known_members(session: Session, ep_ids: Iterable[int]) -> list[Member]:
    """Those of these numbers that are Members, in the given order."""
    wanted = list(ep_ids)
    found = {each.ep_id: each for each in session.scalars(select(Member).where(Member.ep_id.in_(wanted)))}
    return [found[each] for each in wanted if each in found]


def revision_by(session: Session, public_id: str) -> Revision:
    """A frozen wording by its public number; Members and readers may see it.

    Raises NotFound.
    """
    found = session.scalar(select(Revision).where(Revision.public_id == public_id))
    if found is None:
        raise NotFound("revision", _("There is no such text. Check the address."))
    return found


def extensions(session: Session, letter: Letter) -> list[Extension]:
    """How the deadline moved, oldest first."""
    events = [each for each in journal.history(session, letter.public_id) if each.kind == "letter.extended"]
    return [
        Extension(each.happened_at, datetime.fromisoformat(each.facts["until"]), each.facts["reason"])
        for each in events
    ]
