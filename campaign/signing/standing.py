"""Tells the floor of invitations who stands under an earlier letter."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.inviting import predecessors
from campaign.signing.models import Signature


def init_app() -> None:
    """Answer whoever asks there."""
    predecessors.ask_with(under)


def under(session: Session, letter_id: int) -> frozenset[int]:
    """The numbers of the Members whose signature stands under this letter now; who took it back is not among them."""
    query = select(Signature.ep_id).where(Signature.letter_id == letter_id, Signature.standing.is_(True))
    return frozenset(session.scalars(query))
