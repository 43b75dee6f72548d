"""Which mailbox a claim was asked of, and what follows when the directory has another one since. The caller commits."""

from datetime import datetime

from sqlalchemy.orm import Session

from campaign import clock, journal, tokens
from campaign.claims import mails, queries, rules
from campaign.claims.models import Claim, Method
from campaign.claims.rules import WhyNot
from campaign.outbox import operations as outbox
from campaign.roster import queries as roster
from campaign.roster.models import Member
from campaign.signing.recording import mailbox_digest


def evidence(method: Method, member: Member) -> dict[str, str]:
    """Which mailbox is asked now, as evidence keeps it; nothing where none is."""
    return {"asked_mailbox": mailbox_digest(str(member.mailbox))} if method in rules.ASKS_THE_MAILBOX else {}


def why_retired(session: Session, claim: Claim, *, now: datetime) -> WhyNot | None:
    """Why nothing counts from the mailbox that was asked: the Member sits no more, or another one is registered."""
    mailbox = roster.mailbox_on(session, claim.ep_id, clock.brussels_day(now))
    if mailbox is None:
        return WhyNot.NO_MAILBOX
    return None if _was_asked(claim, mailbox) else WhyNot.OTHER_MAILBOX


def ask_anew(session: Session, claim: Claim, mailbox: str, *, now: datetime) -> bool:
    """Ask the mailbox that is registered now; the link in an older one's mail is dead then.

    False where this very mailbox was asked already.
    """
    if _was_asked(claim, mailbox):
        return False
    claim.evidence = {**claim.evidence, "asked_mailbox": mailbox_digest(mailbox)}
    claim.answer_digest = tokens.digest(mails.answer_secret(claim))
    session.flush()
    outbox.post(session, mails.ask(claim, to=mailbox), now=now)
    journal.record(session, "claim.asked_anew", claim.public_id, now=now, revision=claim.revision.digest)
    return True


def follow(session: Session, *, now: datetime) -> None:
    """Ask every Member anew whose registered mailbox became another while a claim waits for its answer."""
    for claim, mailbox in queries.asked(session):
        ask_anew(session, claim, mailbox, now=now)


def _was_asked(claim: Claim, mailbox: str) -> bool:
    return tokens.same(str(claim.evidence.get("asked_mailbox", "")), mailbox_digest(mailbox))
