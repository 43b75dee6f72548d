"""Signatures that were taken back before the letter was issued: the name goes, a tombstone stays."""

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

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


def taken_back(session: Session, which: ColumnElement[bool]) -> list[Signature]:
    """Those of these signatures that were taken back, for good, and never printed."""
    query = select(Signature).join(Signature.withdrawal).where(which, Withdrawal.confirmed_at.is_not(None))
    found = list(session.scalars(query))
    printed = _printed(session, {each.letter_id for each in found})
    return [each for each in found if each.id not in printed and each.public_id not in printed]


def bury(session: Session, signatures: list[Signature], removed: Removed, *, now: datetime) -> None:
    """Remove these signatures with all that hangs on them, each leaving a tombstone; the caller commits."""
    for each in signatures:
        assert each.withdrawal is not None, "only what was taken back is buried"
        session.add(
            Tombstone(
                public_id=each.public_id,
                letter_id=each.letter_id,
                text_digest=each.signed_text.digest,
                signed_on=clock.brussels_day(each.signed_at),
                withdrawn_on=clock.brussels_day(each.withdrawal.hidden_at),
                erased_at=now,
            )
        )
    session.flush()
    here = removing.table("signatures")
    ids = [each.id for each in signatures]
    session.expire_all()
    if ids:
        removing.remove(session, "signatures", here.c.id.in_(ids), removed)


def _printed(session: Session, letters: set[int]) -> set[object]:
    """The numbers of the signatures that any edition of these letters shows."""
    rows = session.scalars(select(Edition.signature_ids).where(Edition.letter_id.in_(letters)))
    return {number for row in rows for number in row}
