"""A signatory objects to a correction: the signature ends at once, and the organisers see that it did."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from campaign import journal
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.inviting.models import Invitation
from campaign.outbox import operations as outbox
from campaign.revising import mails, operations
from campaign.revising.models import ObjectionLink
from campaign.revising.refusals import CannotObject, Why
from campaign.signing.models import Lapse


def object_to(session: Session, link: ObjectionLink, *, now: datetime) -> bool:
    """End the signature that this link belongs to; False where it was used already. The caller commits.

    Raises CannotObject where the signature stands no more for another reason.
    """
    letter = session.get_one(Letter, link.signature.letter_id)
    drafting.locked(session, letter)
    session.refresh(link)
    session.refresh(link.signature)
    if link.objected_at is not None:
        return False
    signature = link.signature
    if not is_open(link):
        raise CannotObject(Why.GONE)
    link.objected_at = now
    operations.lapse(session, [signature], Lapse.OBJECTED, now=now)
    journal.record(session, "correction.objected", signature.public_id, now=now, revision=link.revision.digest)
    query = select(Invitation).where(Invitation.id == signature.invitation_id)
    query = query.options(joinedload(Invitation.member), selectinload(Invitation.links))
    if mailbox := mails.mailbox(session.scalar(query)):
        outbox.enqueue(session, mails.objected(signature, letter, to=mailbox), now=now)
    return True


def is_open(link: ObjectionLink) -> bool:
    """Whether there is a signature to end: one that stands, or one that is hidden and could come back."""
    signature = link.signature
    withdrawal = signature.withdrawal
    is_hidden = withdrawal is not None and not withdrawal.is_settled and signature.lapsed_at is None
    return bool(signature.standing) or is_hidden
