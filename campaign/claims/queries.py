"""Claims of a letter; the one behind a secret; what decisions about a Member rest on."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import CompoundSelect, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased, joinedload

from campaign import tokens
from campaign.claims import noes
from campaign.claims.models import Claim, Method, Outcome
from campaign.drafting.models import Letter, Revision
from campaign.inviting.models import Invitation
from campaign.outbox.models import MailState, OutgoingMail
from campaign.roster import queries as roster
from campaign.roster.models import Member
from campaign.roster.queries import Place
from campaign.signing.models import Decline, Lapse, Signature, Withdrawal
from campaign.web.refusals import NotFound


def open_claims(session: Session, letter: Letter) -> list[Claim]:
    """What is still waiting under this letter, oldest first, with Members and who brought it."""
    query = select(Claim).where(Claim.letter_id == letter.id, Claim.settled_at.is_(None))
    return list(session.scalars(query.options(*_people()).order_by(Claim.brought_at, Claim.id)))


def settled_claims(session: Session, letter: Letter) -> list[Claim]:
    """What ended, newest first, with Members and who brought and approved it."""
    query = select(Claim).where(Claim.letter_id == letter.id, Claim.settled_at.is_not(None))
    return list(session.scalars(query.options(*_people()).order_by(Claim.settled_at.desc(), Claim.id.desc())))


def _people() -> tuple[Any, ...]:
    return joinedload(Claim.member), joinedload(Claim.brought_by), joinedload(Claim.approved_by)


def open_claim(session: Session, letter: Letter, ep_id: int, method: Method) -> Claim | None:
    """This Member's claim of this method that is still waiting, or None."""
    query = select(Claim).where(Claim.letter_id == letter.id, Claim.ep_id == ep_id, Claim.method == method)
    return session.scalar(query.where(Claim.settled_at.is_(None)))


def claim_of(session: Session, letter: Letter, public_id: str, *, to_write: bool = False) -> Claim:
    """One claim under this letter; `to_write` locks it. Raises NotFound for another letter's."""
    query = select(Claim).where(Claim.letter_id == letter.id, Claim.public_id == public_id)
    found = session.scalar(query.with_for_update(of=Claim) if to_write else query)
    if found is None:
        raise NotFound("claim", _("There is no such evidence under this letter. Start from its evidence page."))
    return found


def claim_by_secret(session: Session, secret: str, *, to_write: bool = False) -> Claim | None:
    """The claim that the Member's mailbox got this secret for; None for an unknown one. `to_write` locks it."""
    digest = tokens.digest(secret)
    query = select(Claim).where(Claim.answer_digest == digest)
    found = session.scalar(query.with_for_update(of=Claim) if to_write else query)
    return found if found is not None and tokens.same(str(found.answer_digest), digest) else None


def due(session: Session, *, now: datetime) -> list[Claim]:
    """Open claims whose time has come, and those whose Member signed in another way meanwhile; locked."""
    stands = select(Signature.id).where(
        Signature.letter_id == Claim.letter_id, Signature.ep_id == Claim.ep_id, Signature.standing.is_(True)
    )
    newer, own = aliased(Revision), aliased(Revision)
    moved = (
        select(newer.id)
        .join(own, own.letter_id == newer.letter_id)
        .where(own.id == Claim.revision_id, newer.basis > own.number)
    )
    reasons = or_(Claim.ripe_at <= now, Claim.expires_at <= now, stands.exists(), moved.exists())
    query = select(Claim).where(Claim.settled_at.is_(None), reasons).order_by(Claim.id)
    return list(session.scalars(query.with_for_update(of=Claim, skip_locked=True)))


def member(session: Session, ep_id: int) -> Member:
    """The Member with this number. Raises NotFound."""
    found = session.get(Member, ep_id)
    if found is None:
        raise NotFound("member", _("There is no such Member in the roster. Go back and choose one from the list."))
    return found


def member_by_mailbox(session: Session, mailbox: str) -> Member | None:
    """The Member with this registered mailbox; None where there is none, or where two share it."""
    if not mailbox:
        return None
    found = list(session.scalars(select(Member).where(func.lower(Member.mailbox) == mailbox.lower()).limit(2)))
    return found[0] if len(found) == 1 else None


def choices(session: Session, letter: Letter, day: date) -> list[Place]:
    """Who could still sign this letter: sitting Members without a signature that stands; two queries."""
    stands = select(Signature.ep_id).where(Signature.letter_id == letter.id, Signature.standing.is_(True))
    signed = set(session.scalars(stands))
    return [place for place in roster.members_on(session, day) if place.member.ep_id not in signed]


def said_no_at(session: Session, letter: Letter, member: Member) -> datetime | None:
    """When this Member last said no to this letter: declined, withdrew, objected, stated it; None if never."""
    mine = Signature.letter_id == letter.id, Signature.ep_id == member.ep_id
    declined = select(func.max(Decline.declined_at)).join(Invitation, Invitation.id == Decline.invitation_id)
    withdrew = select(func.max(Withdrawal.hidden_at)).join(Signature).where(*mine, Withdrawal.kept_at.is_(None))
    lapsed = select(func.max(Signature.lapsed_at)).where(*mine, Signature.lapsed_because == Lapse.OBJECTED)
    objected = select(func.max(Claim.settled_at)).where(
        Claim.letter_id == letter.id, Claim.ep_id == member.ep_id, Claim.outcome == Outcome.OBJECTED
    )
    asked = Invitation.letter_id == letter.id, Invitation.ep_id == member.ep_id
    every: CompoundSelect[Any] = union_all(declined.where(*asked), withdrew, lapsed, objected)
    said = [*session.scalars(every), noes.latest(session, letter, member)]
    return max((at for at in said if at is not None), default=None)


def heard_at(session: Session, claim: Claim, mailbox: str) -> datetime | None:
    """When the mail that asks this mailbox left; None while it waits, and where every one came back."""
    asked = OutgoingMail.about == f"claim:{claim.public_id}", OutgoingMail.recipient == mailbox
    return session.scalar(select(func.min(OutgoingMail.settled_at)).where(*asked, OutgoingMail.state == MailState.SENT))


def asked(session: Session) -> Sequence[tuple[Claim, str]]:
    """Open claims that a mailbox was asked about, each with the mailbox that is registered now; one query."""
    query = select(Claim, Member.mailbox).join(Claim.member)
    waiting = Claim.settled_at.is_(None), Claim.answer_digest.is_not(None), Member.mailbox.is_not(None)
    return [(claim, str(mailbox)) for claim, mailbox in session.execute(query.where(*waiting).order_by(Claim.id))]
