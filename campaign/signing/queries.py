"""What stands: the signatures under a letter, the case behind a personal link, a Member's history."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, or_, select, text
from sqlalchemy.orm import Session, contains_eager, defer, undefer

from campaign import clock, tokens
from campaign.drafting.models import Letter, Revision
from campaign.inviting.models import Invitation, PersonalLink
from campaign.roster import queries as roster
from campaign.roster.models import Mandate, Member
from campaign.signing import lines, printing
from campaign.signing.models import (
    ConfirmationCode,
    Decline,
    Lapse,
    PendingSignature,
    Signature,
    Withdrawal,
    WithdrawalLink,
)
from campaign.signing.rules import Case, Purpose


class Step(StrEnum):
    """What can happen between one Member and one letter."""

    INVITED = "invited"
    STARTED = "started"
    SIGNED = "signed"
    DECLINED = "declined"
    WITHDRAWAL_ASKED = "withdrawal_asked"
    WITHDRAWN = "withdrawn"
    KEPT = "kept"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Happening:
    """One step of a Member's history with a letter."""

    step: Step
    at: datetime


def standing_signatures(session: Session, letter: Letter, *, with_autographs: bool = False) -> list[Signature]:
    """All signatures that stand under this letter, in print order; the number of queries does not grow with them."""
    query = select(Signature).where(Signature.letter_id == letter.id, Signature.standing.is_(True))
    if with_autographs:
        query = query.options(undefer(Signature.autograph), undefer(Signature.autograph_image))
    return printing.in_print_order(letter, session.scalars(query))


def case_by_secret(session: Session, secret: str, *, now: datetime, to_write: bool = False) -> Case | None:
    """The case behind a personal link's secret, or None for an unknown one.

    `to_write` locks the invitation, so that two devices of one Member take turns, and holds the letter as it is, so
    that it is not closed meanwhile.
    """
    digest = tokens.digest(secret)
    query = _by_digest(clock.brussels_day(now), to_write)
    found = session.execute(query, {"digest": digest}).first()
    if found is None or not tokens.same(found.PersonalLink.digest, digest):
        return None
    return _case(session, found)


def case_of(session: Session, signature: Signature, *, now: datetime, to_write: bool = False) -> Case:
    """The case in which this signature was given, through the newest link of its invitation."""
    query = _behind(clock.brussels_day(now), to_write).where(PersonalLink.invitation_id == signature.invitation_id)
    found = session.execute(query.order_by(PersonalLink.id.desc()).limit(1)).one()
    return _case(session, found)


def case_for(session: Session, invitation: Invitation, *, on: date) -> Case:
    """The case of this invitation with the Member as of that day, through its newest link, locked to be written to."""
    query = _behind(on, to_write=True).where(PersonalLink.invitation_id == invitation.id)
    found = session.execute(query.order_by(PersonalLink.id.desc()).limit(1)).one()
    return _case(session, found)


def _case(session: Session, found: Any) -> Case:
    mandate = found.Mandate
    return Case(
        link=found.PersonalLink,
        invitation=found.Invitation,
        letter=found.Letter,
        revision=_current(session, found.Letter, found.Revision),
        snapshot=lines.snapshot(found.Member, mandate, found.group_code) if mandate else None,
        # Asked apart, after the lock: what the Member's other device has just written must be seen.
        signature=_signature_in_force(session, found.Invitation),
        decline=found.Decline,
    )


@lru_cache(maxsize=4)
def _by_digest(day: date, to_write: bool) -> Select[Any]:
    """Made once a day: putting the statement together takes longer than asking it."""
    return _behind(day, to_write).where(PersonalLink.digest == bindparam("digest"))


def _behind(day: date, to_write: bool) -> Select[Any]:
    """All that a link leads to, in one question.

    The letter is locked first, then the invitation; whoever locks a signature too does so after both. A change that is
    published meanwhile holds the letter, so everybody waits in the same order.
    """
    mandate_id, group_code = roster.seat_on(day)
    query = (
        select(PersonalLink, Invitation, Member, Letter, Revision, Decline, Mandate, group_code.label("group_code"))
        .join(PersonalLink.invitation)
        .join(Invitation.member)
        .join(Invitation.letter)
        .outerjoin(Revision, _is_current())
        .outerjoin(Decline, Decline.invitation_id == Invitation.id)
        .outerjoin(Mandate, Mandate.id == mandate_id)
        .options(contains_eager(PersonalLink.invitation).contains_eager(Invitation.member))
        .options(defer(Letter.body), defer(Member.folded))
    )
    if not to_write:
        return query
    locked = query.options(defer(Revision.text), defer(Revision.content))
    return locked.suffix_with(text("FOR SHARE OF letters FOR UPDATE OF invitations"), dialect="postgresql")


def _is_current() -> ColumnElement[bool]:
    return and_(Revision.letter_id == Letter.id, Revision.number == Letter.revision_number)


def _current(session: Session, letter: Letter, revision: Revision | None) -> Revision | None:
    """The text that is signed now. PostgreSQL shows a row it waited for as it is now, and those beside it as they were.

    So a change that was published while this question waited for the letter is known by the letter's number alone.
    """
    if (revision.number if revision else 0) == letter.revision_number:
        return revision
    return session.scalar(
        select(Revision).where(Revision.letter_id == letter.id, Revision.number == letter.revision_number)
    )


def _signature_in_force(session: Session, invitation: Invitation) -> Signature | None:
    """The Member's signature that stands, or the hidden one whose withdrawal is not settled."""
    who = {"letter_id": invitation.letter_id, "ep_id": invitation.ep_id}
    if session.execute(_ANY_EVER, who).first() is None:
        return None
    return session.scalars(_IN_FORCE, who).first()


def _with_withdrawal() -> Select[Signature]:
    return select(Signature).outerjoin(Signature.withdrawal).options(contains_eager(Signature.withdrawal))


_SIGNATURES = cast(Table, Signature.__table__)
# Most who come have not signed: that is known in a third of the time when no object is asked for.
_ANY_EVER = (
    select(_SIGNATURES.c.id)
    .where(_SIGNATURES.c.letter_id == bindparam("letter_id"), _SIGNATURES.c.ep_id == bindparam("ep_id"))
    .limit(1)
)
_IN_FORCE = (
    _with_withdrawal()
    .where(
        Signature.letter_id == bindparam("letter_id"),
        Signature.ep_id == bindparam("ep_id"),
        Signature.lapsed_at.is_(None),
        or_(
            Signature.standing.is_(True),
            and_(Withdrawal.hidden_at.is_not(None), Withdrawal.confirmed_at.is_(None), Withdrawal.kept_at.is_(None)),
        ),
    )
    .order_by(Signature.standing.is_(None), Signature.id.desc())
)


def signature_by_secret(session: Session, secret: str) -> Signature | None:
    """The signature that a withdrawal link, from the receipt, belongs to; None for an unknown secret."""
    query = select(Signature).join(WithdrawalLink, WithdrawalLink.signature_id == Signature.id)
    return session.scalar(query.where(WithdrawalLink.digest == tokens.digest(secret)))


def locked_case_of(session: Session, signature: Signature, *, now: datetime) -> Case:
    """The case of this signature, and the signature as it is now: letter, invitation and row are held until the end."""
    case = case_of(session, signature, now=now, to_write=True)
    session.refresh(signature, with_for_update={"of": Signature})
    session.expire(signature, ["withdrawal"])
    return case


def lapsed_of(session: Session, invitation: Invitation) -> Signature | None:
    """The Member's newest signature that ended because the text changed, to show what changed since."""
    query = select(Signature).where(
        Signature.letter_id == invitation.letter_id,
        Signature.ep_id == invitation.ep_id,
        Signature.lapsed_because == Lapse.TEXT_CHANGED,
    )
    return session.scalars(query.order_by(Signature.id.desc()).limit(1)).first()


def pending_of(session: Session, invitation: Invitation) -> PendingSignature | None:
    """What the Member filled in and has not confirmed yet."""
    return session.scalar(select(PendingSignature).where(PendingSignature.invitation_id == invitation.id))


def code_of(session: Session, invitation: Invitation, purpose: Purpose) -> ConfirmationCode | None:
    """The newest code of this purpose; older ones are gone when a new one is made."""
    query = select(ConfirmationCode).where(
        ConfirmationCode.invitation_id == invitation.id, ConfirmationCode.purpose == purpose.value
    )
    return session.scalars(query.order_by(ConfirmationCode.id.desc()).limit(1)).first()


def history_of(session: Session, invitation: Invitation) -> list[Happening]:
    """What happened between this Member and this letter, oldest first; for the letter's organisers only."""
    found = [Happening(Step.INVITED, invitation.invited_at)]
    if invitation.started_at:
        found.append(Happening(Step.STARTED, invitation.started_at))
    decline = session.scalar(select(Decline).where(Decline.invitation_id == invitation.id))
    if decline:
        found.append(Happening(Step.DECLINED, decline.declined_at))
    query = _with_withdrawal().where(Signature.letter_id == invitation.letter_id, Signature.ep_id == invitation.ep_id)
    for signature in session.scalars(query):
        found.append(Happening(Step.SIGNED, signature.signed_at))
        found += _withdrawal_steps(signature.withdrawal)
        if signature.lapsed_at:
            found.append(Happening(Step.LAPSED, signature.lapsed_at))
    return sorted(found, key=lambda each: each.at)


def _withdrawal_steps(withdrawal: Withdrawal | None) -> list[Happening]:
    if withdrawal is None:
        return []
    steps = [
        (Step.WITHDRAWAL_ASKED, withdrawal.hidden_at),
        (Step.WITHDRAWN, withdrawal.confirmed_at),
        (Step.KEPT, withdrawal.kept_at),
    ]
    return [Happening(step, at) for step, at in steps if at is not None]


def member_of(session: Session, signature: Signature) -> Member:
    """The Member who gave this signature."""
    return session.scalars(select(Member).where(Member.ep_id == signature.ep_id)).one()
