"""Signatures that ended before the letter was issued, taken back or lapsed: the name goes, a tombstone stays."""

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, contains_eager

from campaign import clock, journal
from campaign.delivering.models import Edition
from campaign.privacy import periods, removing
from campaign.privacy.models import Tombstone
from campaign.privacy.removing import Removed
from campaign.signing.models import Signature, Withdrawal


def settle(session: Session, *, before: datetime, now: datetime) -> int:
    """Withdrawals that nobody settled since their letter's end count as meant: the name stays hidden. How many."""
    ended = periods.ended_letters(removing.table("signatures"), before=before)
    query = select(Withdrawal).join(Withdrawal.signature).where(Signature.letter_id.in_(ended))
    waiting = session.scalars(query.where(Withdrawal.confirmed_at.is_(None), Withdrawal.kept_at.is_(None))).all()
    for each in waiting:
        each.confirmed_at = now
        facts = {"revision": each.signature.signed_text.digest, "because": "not answered in time"}
        journal.record(session, "signature.withdrawn", each.signature.public_id, now=now, **facts)
    session.flush()
    return len(waiting)


def ended(session: Session, which: ColumnElement[bool]) -> list[Signature]:
    """Those of these signatures that stand no more, for good, and were never printed.

    Whoever took a signature back, objected, or did not sign the changed text is not under the letter that was issued.
    """
    query = select(Signature).outerjoin(Signature.withdrawal).options(contains_eager(Signature.withdrawal))
    for_good = or_(Withdrawal.confirmed_at.is_not(None), Signature.lapsed_at.is_not(None))
    found = list(session.scalars(query.where(which, Signature.standing.is_(None), for_good)))
    printed = _printed(session, {each.letter_id for each in found})
    return [each for each in found if each.public_id not in printed]


def bury(session: Session, signatures: list[Signature], removed: Removed, *, now: datetime) -> None:
    """Remove these signatures with all that hangs on them, each leaving a tombstone; the caller commits."""
    for each in signatures:
        session.add(
            Tombstone(
                public_id=each.public_id,
                letter_id=each.letter_id,
                text_digest=each.signed_text.digest,
                signed_on=clock.brussels_day(each.signed_at),
                withdrawn_on=clock.brussels_day(_ended_at(each)),
                erased_at=now,
            )
        )
    session.flush()
    here = removing.table("signatures")
    ids = [each.id for each in signatures]
    session.expire_all()
    if ids:
        removing.remove(session, "signatures", here.c.id.in_(ids), removed)


def _ended_at(signature: Signature) -> datetime:
    """When it stopped standing. Raises ValueError for one that did not."""
    if signature.withdrawal is not None and signature.withdrawal.kept_at is None:
        return signature.withdrawal.hidden_at
    if signature.lapsed_at is None:
        raise ValueError("a signature that did not end is not buried")
    return signature.lapsed_at


def _printed(session: Session, letters: set[int]) -> set[str]:
    """The public ids of the signatures that any edition of these letters shows."""
    rows = session.scalars(select(Edition.signature_ids).where(Edition.letter_id.in_(letters)))
    return {public_id for row in rows for public_id in row}
