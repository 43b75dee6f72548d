"""What assistants signed and does not count yet, and what lies in their hands."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import clock
from campaign.claims import queries as claims
from campaign.claims.models import Claim, Method
from campaign.offices.models import Authorisation, Handover
from campaign.signing import queries as signatures
from campaign.signing.rules import Case


def open_claims_under(session: Session, authorisations: Sequence[Authorisation]) -> list[Claim]:
    """Claims brought under these authorisations that are not settled; locked."""
    if not authorisations:
        return []
    ids = {each.public_id for each in authorisations}
    query = select(Claim).where(
        Claim.assistant_id.in_({each.assistant_id for each in authorisations}), Claim.settled_at.is_(None)
    )
    return [each for each in session.scalars(query.with_for_update()) if each.evidence.get("authorisation") in ids]


def claim_waiting(session: Session, handover: Handover) -> Claim | None:
    """What was signed for the Member under this letter by an assistant and waits for its time."""
    query = select(Claim).where(
        Claim.letter_id == handover.invitation.letter_id,
        Claim.ep_id == handover.invitation.ep_id,
        Claim.method == Method.AUTHORISED_ASSISTANT,
        Claim.settled_at.is_(None),
    )
    return session.scalar(query.limit(1))


def said_no(session: Session, handover: Handover) -> bool:
    """Whether the Member ever said no here: no assistant turns a Member's no into a yes."""
    invitation = handover.invitation
    return claims.said_no_at(session, invitation.letter, invitation.member) is not None


def case(session: Session, handover: Handover, *, now: datetime) -> Case:
    """The Member's case with the letter in hand, as of today."""
    return signatures.case_for(session, handover.invitation, on=clock.brussels_day(now))
