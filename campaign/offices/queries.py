"""An office by its link, its assistants, what they may do, and the letters that wait for its answer.

Every question that names an assistant also names the office: an id from another office finds nothing.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from campaign import clock, tokens
from campaign.drafting.models import Letter, LetterState
from campaign.inviting.models import Invitation
from campaign.offices import rules
from campaign.offices.models import Assistant, Authorisation, Handover, OfficeLink, PendingAct
from campaign.offices.refusals import CannotAct
from campaign.offices.rules import Office, WhyNot
from campaign.roster import queries as roster
from campaign.roster.models import Mandate, Member


def office_by_secret(session: Session, secret: str, *, now: datetime, to_write: bool = False) -> Office:
    """The office behind its link. `to_write` locks the Member's row, so that two devices of one office take turns.

    Raises CannotAct for a link that is unknown, old, or of an office whose seat is over.
    """
    link = session.scalar(select(OfficeLink).where(OfficeLink.digest == tokens.digest(secret)))
    if link is None:
        raise CannotAct(WhyNot.UNKNOWN)
    member = lock(session, link.ep_id) if to_write else session.get_one(Member, link.ep_id)
    mandate = seat(session, link.ep_id, now=now)
    if reason := rules.why_no_link(link, mandate=mandate, mailbox=member.mailbox, now=now):
        raise CannotAct(reason)
    assert mandate is not None
    return Office(member=member, mandate=mandate, mailbox=link.mailbox, link=link)


def lock(session: Session, ep_id: int) -> Member:
    """The Member's row, held until the transaction ends: changes of one office take turns."""
    return session.scalars(select(Member).where(Member.ep_id == ep_id).with_for_update()).one()


def seat(session: Session, ep_id: int, *, now: datetime) -> Mandate | None:
    """The Member's mandate of today."""
    return roster.mandate_on(session, ep_id, clock.brussels_day(now))


def assistants(session: Session, office: Office) -> list[Assistant]:
    """The office's current assistants with their authorisations, in the order of names."""
    query = _with_authorisations().where(
        Assistant.ep_id == office.member.ep_id,
        Assistant.current.is_(True),
        Assistant.mandate_id == office.mandate.id,
    )
    return list(session.scalars(query.order_by(func.lower(Assistant.name), Assistant.id)))


def assistant_of(session: Session, office: Office, public_id: str) -> Assistant:
    """One current assistant of this office. Raises CannotAct for anybody else's, in the same words as for nobody's."""
    found: Assistant | None = session.scalar(
        _with_authorisations().where(
            Assistant.public_id == public_id, Assistant.ep_id == office.member.ep_id, Assistant.current.is_(True)
        )
    )
    if found is None or found.mandate_id != office.mandate.id:
        raise CannotAct(WhyNot.ENDED)
    return found


def assistant_by_secret(session: Session, secret: str, *, to_write: bool = False) -> Assistant:
    """The person behind the link that an assistant confirms with. Raises CannotAct for an unknown one.

    `to_write` holds the office still, as every act of an assistant does.
    """
    found: Assistant | None = session.scalar(
        _with_authorisations().where(Assistant.confirm_digest == tokens.digest(secret))
    )
    if found is None:
        raise CannotAct(WhyNot.UNKNOWN)
    if to_write:
        lock(session, found.ep_id)
        session.refresh(found)
        session.expire(found, ["authorisations"])
    return found


def authorisation_by_secret(session: Session, secret: str, *, to_write: bool = False) -> Authorisation:
    """The authorisation that the button in a Member's mail ends. Raises CannotAct for an unknown secret.

    `to_write` holds the office still: of two at once one ends it and the other finds it ended, and what the assistant
    is signing meanwhile is waited for, and ends with it.
    """
    found = session.scalar(select(Authorisation).where(Authorisation.revoke_digest == tokens.digest(secret)))
    if found is None:
        raise CannotAct(WhyNot.UNKNOWN)
    if to_write:
        lock(session, found.assistant.ep_id)
        session.refresh(found)
    return found


def handover_by_secret(session: Session, secret: str, *, to_write: bool = False) -> Handover:
    """The letter in an assistant's hands, with everything that decides. `to_write` holds the office still.

    Raises CannotAct for an unknown link, and for one that was replaced or taken back.
    """
    found = session.scalar(select(Handover).where(Handover.digest == tokens.digest(secret)))
    if found is None:
        raise CannotAct(WhyNot.UNKNOWN)
    if to_write:
        lock(session, found.invitation.ep_id)
        session.refresh(found)
        session.refresh(found.assistant)
        session.expire(found.assistant, ["authorisations"])
    if not found.current:
        raise CannotAct(WhyNot.OLD_LINK)
    return found


def handovers(session: Session, office: Office) -> dict[int, Handover]:
    """Which of this office's letters are in an assistant's hands, by invitation."""
    query = (
        select(Handover)
        .join(Handover.invitation)
        .where(Invitation.ep_id == office.member.ep_id, Handover.current.is_(True))
    )
    return {each.invitation_id: each for each in session.scalars(query.options(joinedload(Handover.assistant)))}


def waiting_letters(session: Session, office: Office, *, now: datetime) -> list[Invitation]:
    """Invitations of this Member that can still be answered, the nearest deadline first."""
    query = (
        select(Invitation)
        .join(Invitation.letter)
        .where(
            Invitation.ep_id == office.member.ep_id,
            Invitation.answered_at.is_(None),
            Invitation.revoked_at.is_(None),
            Letter.state == LetterState.OPEN,
            or_(Letter.deadline_at.is_(None), Letter.deadline_at > now),
        )
        .options(joinedload(Invitation.letter))
        .order_by(Letter.deadline_at, Invitation.id)
    )
    return list(session.scalars(query))


def waiting_letter(session: Session, office: Office, public_id: str, *, now: datetime) -> Invitation:
    """One of them. Raises CannotAct for another Member's, and for one that can no longer be answered."""
    found = [each for each in waiting_letters(session, office, now=now) if each.public_id == public_id]
    if not found:
        raise CannotAct(WhyNot.NO_LETTER)
    return found[0]


def pending_of(session: Session, office: Office) -> PendingAct | None:
    """What this office asked for and has yet to confirm."""
    return session.scalar(select(PendingAct).where(PendingAct.ep_id == office.member.ep_id))


def is_members_mailbox(session: Session, mailbox: str) -> bool:
    """Whether the roster has this mailbox as a Member's."""
    wanted = rules.key(mailbox)
    return session.scalar(select(Member.ep_id).where(func.lower(Member.mailbox) == wanted).limit(1)) is not None


def current_assistants(session: Session) -> list[tuple[Assistant, Mandate]]:
    """All current assistants with the mandate they were registered under."""
    query = (
        select(Assistant, Mandate).join(Mandate, Mandate.id == Assistant.mandate_id).where(Assistant.current.is_(True))
    )
    return [(assistant, mandate) for assistant, mandate in session.execute(query).all()]


def refuse_assistant(session: Session, assistant: Assistant, *, now: datetime, allow: WhyNot | None = None) -> None:
    """Raise CannotAct where this person is no assistant now, unless for the allowed reason."""
    reason = rules.why_no_assistant(assistant, mandate=seat(session, assistant.ep_id, now=now))
    if reason and reason is not allow:
        raise CannotAct(reason)


def held(session: Session, handover: Handover, *, to_sign: bool, now: datetime) -> Authorisation | None:
    """The authorisation under which this assistant may sign (or only prepare) the letter in hand now.

    Raises CannotAct for an assistant whose registration, or whose Member's seat, is over.
    """
    refuse_assistant(session, handover.assistant, now=now)
    return rules.covering(handover.assistant, handover.invitation.letter, to_sign=to_sign, now=now)


def _with_authorisations() -> Select[Any]:
    return select(Assistant).options(selectinload(Assistant.authorisations).joinedload(Authorisation.letter))
