"""The code with which an office confirms what it asked for: mailed to the Member's registered mailbox only.

It is bound to exactly what was asked: asking for something else makes a new code. The office is locked by the caller.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from campaign import onetime, tokens
from campaign.offices import mails, queries, rules
from campaign.offices.models import Act, PendingAct
from campaign.offices.rules import Office
from campaign.onetime import WhyNoCode
from campaign.outbox import operations as outbox


def ask(session: Session, office: Office, act: Act, wanted: dict[str, Any], *, now: datetime) -> PendingAct:
    """Keep what is wanted in place of what was asked before, and mail its code; the caller commits."""
    session.execute(delete(PendingAct).where(PendingAct.ep_id == office.member.ep_id))
    pending = PendingAct(ep_id=office.member.ep_id, act=act, wanted=wanted, asked_at=now, sent_at=now)
    _send(session, office, pending, now=now)
    session.add(pending)
    session.flush()
    return pending


def send_again(session: Session, office: Office, *, now: datetime) -> None:
    """Mail a fresh code for what waits, if anything does; the one before no longer counts."""
    pending = queries.pending_of(session, office)
    if pending is not None:
        _send(session, office, pending, now=now)
        session.flush()


def why_refused(pending: PendingAct | None, office: Office, typed: str, *, now: datetime) -> WhyNoCode | None:
    """Try a code and count the try; None when it is right. The caller commits either way."""
    reason = rules.why_no_code(pending, digest=_digest(office, typed), now=now)
    if pending is not None and reason is WhyNoCode.WRONG:
        pending.tries += 1
        return WhyNoCode.SPENT if pending.tries >= onetime.TRIES else reason
    return reason


def forget_old(session: Session, *, now: datetime) -> None:
    """Forget what nobody confirmed within a day: it holds names."""
    session.execute(delete(PendingAct).where(PendingAct.asked_at < now - rules.PENDING_LIVES))


def _send(session: Session, office: Office, pending: PendingAct, *, now: datetime) -> None:
    code = tokens.new_code()
    pending.code_digest, pending.sent_at, pending.tries = _digest(office, code), now, 0
    outbox.post(session, mails.code(office.member, pending, to=office.mailbox, code=code), now=now)


def _digest(office: Office, code: str) -> str:
    return tokens.keyed_digest("office code", f"{office.member.ep_id}|{code}")
