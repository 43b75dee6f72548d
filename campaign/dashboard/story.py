"""One Member's history with one letter, told from rows, oldest first; for the letter's organisers only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from campaign.dashboard import queries
from campaign.drafting.models import Letter
from campaign.inviting.models import Invitation, MailKind, PersonalLink
from campaign.outbox.models import MailState
from campaign.roster.models import Member
from campaign.signing.models import Assurance, Lapse, Signature


class Chapter(StrEnum):
    """What happened."""

    INVITED = "invited"
    REMINDED = "reminded"
    ARRIVED = "arrived"
    CAME_BACK = "came_back"
    STARTED = "started"
    SIGNED = "signed"
    DECLINED = "declined"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"
    KEPT = "kept"
    OUTDATED = "outdated"
    OBJECTED = "objected"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened between a Member and a letter."""

    at: datetime
    chapter: Chapter
    words: str = ""
    """What the Member or the mail server said."""
    assurance: Assurance | None = None


def member_of(session: Session, ep_id: int) -> Member | None:
    """The Member with this number."""
    return session.get(Member, ep_id)


def of(session: Session, letter: Letter, ep_id: int) -> tuple[Event, ...]:
    """Everything that happened, oldest first."""
    found = [
        *_of_invitation(_invitation(session, letter, ep_id)),
        *_of_decline(queries.reason_for_no(session, letter, ep_id)),
    ]
    signatures = select(Signature).where(Signature.letter_id == letter.id, Signature.ep_id == ep_id)
    for signature in session.scalars(signatures.options(selectinload(Signature.withdrawal)).order_by(Signature.id)):
        found += _of_signature(signature)
    return tuple(sorted(found, key=lambda event: event.at))


def _invitation(session: Session, letter: Letter, ep_id: int) -> Invitation | None:
    query = select(Invitation).where(Invitation.letter_id == letter.id, Invitation.ep_id == ep_id)
    return session.scalar(query.options(selectinload(Invitation.links).selectinload(PersonalLink.mail)))


def _of_invitation(invitation: Invitation | None) -> Iterator[Event]:
    if invitation is None:
        return
    if any(link.mail_id for link in invitation.links):  # otherwise introduced only: a signature came another way
        yield Event(invitation.invited_at, Chapter.INVITED)
    if invitation.started_at:
        yield Event(invitation.started_at, Chapter.STARTED)
    if invitation.revoked_at:
        yield Event(invitation.revoked_at, Chapter.REVOKED)
    for link in invitation.links:
        yield from _of_link(link)


def _of_link(link: PersonalLink) -> Iterator[Event]:
    if link.kind is MailKind.REMINDER:
        yield Event(link.made_at, Chapter.REMINDED)
    if link.mail is None or link.mail.settled_at is None:
        return
    if link.mail.state is MailState.SENT:
        yield Event(link.mail.settled_at, Chapter.ARRIVED)
    if link.mail.state in (MailState.REFUSED, MailState.GIVEN_UP):
        yield Event(link.mail.settled_at, Chapter.CAME_BACK, link.mail.last_error or "")


def _of_decline(decline: tuple[datetime, str] | None) -> Iterator[Event]:
    if decline:
        yield Event(decline[0], Chapter.DECLINED, decline[1])


def _of_signature(signature: Signature) -> Iterator[Event]:
    yield Event(signature.signed_at, Chapter.SIGNED, assurance=signature.assurance)
    if signature.lapsed_at:
        is_objection = signature.lapsed_because is Lapse.OBJECTED
        yield Event(signature.lapsed_at, Chapter.OBJECTED if is_objection else Chapter.OUTDATED)
    withdrawal = signature.withdrawal
    if withdrawal is None:
        return
    yield Event(withdrawal.hidden_at, Chapter.HIDDEN)
    if withdrawal.confirmed_at:
        yield Event(withdrawal.confirmed_at, Chapter.WITHDRAWN)
    if withdrawal.kept_at:
        yield Event(withdrawal.kept_at, Chapter.KEPT)
