"""A campaign's missions and their meetings; whom it is still worth seeing."""

from collections.abc import Iterable
from datetime import date

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from campaign.campaigns.models import Campaign
from campaign.drafting.models import Letter, LetterState
from campaign.inviting.models import Invitation
from campaign.missions.models import Meeting, Mission
from campaign.roster import queries as roster
from campaign.roster.queries import Place, Wish
from campaign.signing.models import Signature
from campaign.web.refusals import NotFound

SHOWN_AT_MOST = 40


def missions(session: Session, campaign: Campaign, *, only_public: bool = False) -> list[Mission]:
    """The campaign's missions with their meetings, the newest first; two queries."""
    query = _loaded().where(Mission.campaign_id == campaign.id)
    if only_public:
        query = query.where(Mission.is_public)
    return list(session.scalars(query.order_by(Mission.starts_on.desc(), Mission.id.desc())))


def mission_of(session: Session, campaign: Campaign, public_id: str) -> Mission:
    """One mission of this campaign with its meetings.

    Raises NotFound for another campaign's.
    """
    found = session.scalar(_loaded().where(Mission.campaign_id == campaign.id, Mission.public_id == public_id))
    if found is None:
        raise NotFound("mission", _("There is no such mission. Start from the campaign's page."))
    return found


def meeting_of(mission: Mission, public_id: str) -> Meeting:
    """One meeting of this mission.

    Raises NotFound for another mission's.
    """
    for each in mission.meetings:
        if each.public_id == public_id:
            return each
    raise NotFound("meeting", _("There is no such meeting. Start from the mission's page."))


def people(session: Session, meetings: Iterable[Meeting], day: date) -> dict[int, Place]:
    """The Members met, with country and group of that day, by EP id; one query."""
    wanted = {each.ep_id for each in meetings if each.ep_id is not None}
    return {place.member.ep_id: place for place in roster.places(session, day, wanted)}


def worth_seeing(session: Session, mission: Mission, wish: Wish, *, day: date) -> list[Place]:
    """Sitting Members who are not on the plan and have not answered an open letter of the campaign.

    Those who were asked come first. Two queries, whatever the number of Members.
    """
    planned = {each.ep_id for each in mission.meetings}
    answered, asked = _answers(session, mission.campaign_id)
    found = [
        place
        for place in roster.members_on(session, day, wish)
        if place.member.ep_id not in planned and place.member.ep_id not in answered
    ]
    found.sort(key=lambda place: place.member.ep_id not in asked)  # stable: by name within both
    return found[:SHOWN_AT_MOST]


def _answers(session: Session, campaign_id: int) -> tuple[set[int], set[int]]:
    """Who answered, and who was asked, under the campaign's open letters."""
    query = (
        select(Invitation.ep_id, Invitation.answered_at, Signature.id)
        .join(Letter, Letter.id == Invitation.letter_id)
        .outerjoin(
            Signature,
            (Signature.letter_id == Letter.id) & (Signature.ep_id == Invitation.ep_id) & Signature.standing.is_(True),
        )
        .where(Letter.campaign_id == campaign_id, Letter.state == LetterState.OPEN)
    )
    answered: set[int] = set()
    asked: set[int] = set()
    for ep_id, answered_at, signature_id in session.execute(query):
        (answered if answered_at or signature_id else asked).add(ep_id)
    return answered, asked


def _loaded() -> Select[Mission]:
    meetings = selectinload(Mission.meetings)
    return select(Mission).options(meetings.joinedload(Meeting.member))
