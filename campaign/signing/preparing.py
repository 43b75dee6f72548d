"""What is filled in waits for the Member's confirmation, whether the Member or an assistant filled it in."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import and_, delete, or_
from sqlalchemy.orm import Session

from campaign.notices.rules import PREPARED, UNCONFIRMED
from campaign.offices.models import Assistant
from campaign.signing import codes, consent, queries, rules
from campaign.signing.models import PendingSignature
from campaign.signing.refusals import CannotSign
from campaign.signing.rules import Case, Purpose, WhyNot
from campaign.signing.wishes import Wish


def keep(session: Session, case: Case, wish: Wish, *, by: Assistant | None, now: datetime) -> PendingSignature:
    """Keep what was filled in, in place of what was before; no code sent so far confirms it. The caller commits."""
    pending = queries.pending_of(session, case.invitation)
    if pending is None:
        pending = PendingSignature(invitation_id=case.invitation.id)
        session.add(pending)
    pending.revision_id = case.text.id
    pending.filled_at = now
    pending.form = wish.as_json()
    pending.autograph_image = wish.image
    pending.prepared_by = by
    codes.forget(session, case.invitation, Purpose.SIGN)
    return pending


def prepare(session: Session, case: Case, wish: Wish, *, by: Assistant, now: datetime) -> PendingSignature:
    """Keep what an assistant filled in; nothing is signed by it. The caller tells the Member, and commits.

    Raises CannotSign.
    """
    if wish.consent != consent.version(case.letter.campaign):
        raise CannotSign(WhyNot.NOTICE_CHANGED)
    if reason := rules.why_refused(case, now=now, digest=wish.digest):
        raise CannotSign(reason)
    pending = keep(session, case, wish, by=by, now=now)
    session.flush()
    return pending


def wish_of(pending: PendingSignature) -> Wish:
    """What was filled in, with who prepared it.

    The Member agrees to what the page of the code says then, not to what the assistant read.
    """
    wish = Wish.of_json(pending.form, pending.autograph_image)
    return replace(wish, consent="", prepared_by=pending.prepared_by.public_id) if pending.prepared_by else wish


def forget_unconfirmed(session: Session, *, now: datetime) -> int:
    """Purge what was never confirmed in its time; gives how many. The caller commits."""
    own = and_(PendingSignature.prepared_by_id.is_(None), PendingSignature.filled_at < now - UNCONFIRMED)
    old = or_(own, PendingSignature.filled_at < now - PREPARED)
    return len(session.scalars(delete(PendingSignature).where(old).returning(PendingSignature.id)).all())
