"""Rounds of a letter with their counts; the enquiry behind a secret."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Row, Select, case, exists, func, select
from sqlalchemy.orm import Session, joinedload

from campaign import tokens
from campaign.drafting.models import Letter
from campaign.inviting.models import Invitation, PersonalLink
from campaign.journal import Event
from campaign.outbox.models import MailState, OutgoingMail
from campaign.roster.models import Member
from campaign.signing import queries as signing
from campaign.signing.models import Signature
from campaign.verifying.models import Enquiry, VerifyingRound
from campaign.web.refusals import NotFound

BACK = (MailState.REFUSED, MailState.GIVEN_UP, MailState.SUPPRESSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How far a round is."""

    round: VerifyingRound
    asked: int
    arrived: int
    back: int
    """Mails that came back."""
    unreachable: int
    """Members without a mailbox: nobody could be asked."""
    objected: int

    @property
    def on_the_way(self) -> int:
        """Mails that have not left yet, and those stopped because the name had gone."""
        return self.asked - self.arrived - self.back - self.unreachable


@dataclass(frozen=True, slots=True)
class ToAsk:
    """A standing signature and the registered mailbox to ask, if there is one."""

    signature: Signature
    mailbox: str | None
    is_new: bool
    """Nobody has asked about it in a round before."""


def rounds_of(session: Session, letter: Letter) -> list[Counts]:
    """All rounds with their counts, the latest first; one query."""
    query = _counted().where(VerifyingRound.letter_id == letter.id)
    return [_counts(row) for row in session.execute(query.order_by(VerifyingRound.id.desc()))]


def round_of(session: Session, letter: Letter, public_id: str) -> Counts:
    """One round of this letter with its counts.

    Raises NotFound.
    """
    query = _counted().where(VerifyingRound.letter_id == letter.id, VerifyingRound.public_id == public_id)
    row = session.execute(query).first()
    if row is None:
        raise NotFound("round", _("There is no such round under this letter. Start from its PDF page."))
    return _counts(row)


def objectors(session: Session, asked: VerifyingRound) -> Sequence[Signature]:
    """Whose names went in this round, by name."""
    query = select(Signature).join(Enquiry, Enquiry.signature_id == Signature.id)
    query = query.where(Enquiry.round_id == asked.id, Enquiry.objected_at.is_not(None))
    return session.scalars(query.order_by(Signature.sort_key)).all()


def waits_until(session: Session, letter: Letter, *, now: datetime) -> datetime | None:
    """Until when Members still have time to object, or None where no round is waiting."""
    query = select(func.max(VerifyingRound.wait_until)).where(VerifyingRound.letter_id == letter.id)
    until = session.scalar(query)
    return until if until is not None and until > now else None


def was_delivered(session: Session, letter: Letter) -> bool:
    """Whether an edition was handed to anybody: deliveries stand a floor above, the journal is known to all."""
    delivered = exists().where(Event.kind == "letter.delivered", Event.subject == letter.public_id)
    return bool(session.scalar(select(delivered)))


def to_ask(session: Session, letter: Letter) -> list[ToAsk]:
    """Every standing signature with its Member's registered mailbox; the number of queries does not grow with them."""
    signatures = signing.standing_signatures(session, letter)
    linked = select(Invitation.ep_id, PersonalLink.mailbox).join(PersonalLink.invitation)
    linked = linked.where(Invitation.letter_id == letter.id).order_by(PersonalLink.id)
    links = {row.ep_id: row.mailbox for row in session.execute(linked)}
    members = session.scalars(select(Member).where(Member.ep_id.in_([each.ep_id for each in signatures])))
    mailboxes = {each.ep_id: each.mailbox for each in members}
    asked = set(
        session.scalars(select(Enquiry.signature_id).join(Enquiry.round).where(VerifyingRound.letter_id == letter.id))
    )
    return [
        ToAsk(each, mailboxes[each.ep_id] or links.get(each.ep_id), is_new=each.id not in asked) for each in signatures
    ]


def enquiry_by_secret(session: Session, secret: str, *, to_write: bool = False) -> Enquiry | None:
    """The enquiry whose mail held this secret; None for an unknown one.

    `to_write` holds the letter, so that no edition is made meanwhile, and locks the signature.
    """
    digest = tokens.digest(secret)
    query = select(Enquiry).where(Enquiry.digest == digest)
    query = query.options(joinedload(Enquiry.signature), joinedload(Enquiry.round).joinedload(VerifyingRound.letter))
    found = session.scalar(query)
    if found is None or not tokens.same(str(found.digest), digest):
        return None
    if to_write:
        session.execute(select(Letter.id).where(Letter.id == found.round.letter_id).with_for_update(read=True))
        locked = select(Signature).where(Signature.id == found.signature_id).with_for_update()
        session.scalar(locked.execution_options(populate_existing=True))
        session.refresh(found)
    return found


def _counted() -> Select[VerifyingRound, int, int, int, int, int]:
    def times(what: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((what, 1), else_=0)), 0)

    return (
        select(
            VerifyingRound,
            func.count(Enquiry.id).label("asked"),
            times(OutgoingMail.state == MailState.SENT).label("arrived"),
            times(OutgoingMail.state.in_(BACK)).label("back"),
            times(Enquiry.id.is_not(None) & Enquiry.mail_id.is_(None)).label("unreachable"),
            times(Enquiry.objected_at.is_not(None)).label("objected"),
        )
        .outerjoin(Enquiry, Enquiry.round_id == VerifyingRound.id)
        .outerjoin(OutgoingMail, OutgoingMail.id == Enquiry.mail_id)
        .group_by(VerifyingRound.id)
    )


def _counts(row: Row[VerifyingRound, int, int, int, int, int]) -> Counts:
    return Counts(
        round=row.VerifyingRound,
        asked=row.asked,
        arrived=row.arrived,
        back=row.back,
        unreachable=row.unreachable,
        objected=row.objected,
    )
