"""What exactly a campaign's public page would show at this moment."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.campaigns.models import Campaign
from campaign.drafting.models import Letter, LetterState
from campaign.missions import queries as missions
from campaign.questions import queries as questions
from campaign.signing.models import Signature
from campaign.timeline import queries as timeline

CLOSED = (LetterState.CLOSED, LetterState.RECORD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visible:
    """Counts of what everybody will see."""

    letters: tuple[tuple[str, int], ...]
    """Title of each letter that is shown, with how many names stand under it."""
    questions: int
    missions: int
    documents: int
    entries: int


def visible(session: Session, campaign: Campaign) -> Visible:
    """All of it; the number of queries is always the same."""
    names = func.count(Signature.id)
    query = (
        select(Letter.title, names)
        .outerjoin(Signature, (Signature.letter_id == Letter.id) & Signature.standing.is_(True))
        .where(Letter.campaign_id == campaign.id, Letter.is_public, Letter.state.in_(CLOSED))
        .group_by(Letter.id)
        .order_by(Letter.closed_at, Letter.id)
    )
    return Visible(
        letters=tuple((title, number) for title, number in session.execute(query)),
        questions=len(questions.questions(session, campaign, only_public=True)),
        missions=len(missions.missions(session, campaign, only_public=True)),
        documents=len(timeline.documents(session, campaign, only_public=True)),
        entries=len(timeline.events(session, campaign, only_public=True)),
    )
