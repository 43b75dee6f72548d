"""An assistant prepares, or signs under an authorisation; the office ends an authorisation, and what hangs on it.

Signatory, actor, role and channel stay separate facts: the signatory is always the Member. The caller commits.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from campaign import config, journal
from campaign.acting import mails, queries
from campaign.claims import operations as claims
from campaign.claims.models import Claim, Method
from campaign.inviting import relinking
from campaign.offices import operations as offices
from campaign.offices import queries as registry
from campaign.offices.models import Assistant, Authorisation, Ended, Handover
from campaign.offices.refusals import CannotAct
from campaign.offices.rules import WhyNot
from campaign.outbox.operations import Mail
from campaign.signing import preparing
from campaign.signing.models import ActorRole, Channel
from campaign.signing.recording import mailbox_digest
from campaign.signing.rules import Case
from campaign.signing.wishes import Wish


def prepare(session: Session, handover: Handover, case: Case, wish: Wish, *, now: datetime) -> None:
    """Keep what the assistant filled in; the Member's mailbox gets a new link with which it is confirmed by a code.

    Raises CannotAct without an authorisation that holds now, CannotSign where the letter cannot be signed.
    """
    held = _authorisation(session, handover, to_sign=False, now=now)
    assistant = handover.assistant
    pending = preparing.prepare(session, case, wish, by=assistant, now=now)

    def to_member(secret: str) -> Mail:
        return mails.prepared(case, pending, assistant, held, secret=secret)

    relinking.relink(session, case.invitation, to_member, now=now)
    facts = {"assistant": assistant.public_id, "revision": case.text.digest}
    journal.record(session, "authorisation.prepared", held.public_id, now=now, **facts)


def sign(session: Session, handover: Handover, case: Case, wish: Wish, *, now: datetime, network: str) -> Claim:
    """Sign for the Member under the authorisation. The Member's mailbox is told at once and can object.

    It counts when the mailbox confirms, or unopposed after the cooling time. Raises CannotAct, CannotClaim, CannotSign.
    """
    held = _authorisation(session, handover, to_sign=True, now=now)
    if queries.said_no(session, handover):
        raise CannotAct(WhyNot.SAID_NO)
    assistant = handover.assistant
    evidence = {
        "authorisation": held.public_id,
        "scope": held.scope.value,
        "granted_at": held.granted_at.isoformat(),
        "assistant": assistant.public_id,
        "assistant_mailbox": mailbox_digest(assistant.mailbox),
        "told_mailbox": mailbox_digest(str(assistant.member.mailbox)),
    }
    claim = claims.bring(
        session,
        case.letter,
        assistant.member,
        method=Method.AUTHORISED_ASSISTANT,
        role=ActorRole.ASSISTANT,
        channel=Channel.PERSONAL_LINK,
        by=None,
        assistant=assistant,
        acted_at=now,
        now=now,
        ripe_at=now + timedelta(hours=config.current().cooling_hours),
        evidence=evidence,
        wish=wish,
        network=network,
    )
    facts = {"assistant": assistant.public_id, "claim": claim.public_id}
    journal.record(session, "authorisation.used", held.public_id, now=now, **facts)
    return claim


def revoke(session: Session, authorisation: Authorisation, *, now: datetime) -> bool:
    """End an authorisation; what was signed under it and does not count yet never will. False when it had ended."""
    if not offices.revoke(session, authorisation, now=now):
        return False
    _object(session, [authorisation], now=now)
    return True


def end_assistant(session: Session, assistant: Assistant, because: Ended, *, now: datetime) -> None:
    """End a registration with all its authorisations; what was signed under them and does not count yet never will."""
    _object(session, offices.end_assistant(session, assistant, because, now=now), now=now)


def end_with_seats(session: Session, *, now: datetime) -> int:
    """End the offices whose seat is over; gives how many assistants that were."""
    return offices.end_with_seats(session, now=now)


def _authorisation(session: Session, handover: Handover, *, to_sign: bool, now: datetime) -> Authorisation:
    held = registry.held(session, handover, to_sign=to_sign, now=now)
    if held is None:
        raise CannotAct(WhyNot.NOT_AUTHORISED)
    return held


def _object(session: Session, ended: Iterable[Authorisation], *, now: datetime) -> None:
    for claim in queries.open_claims_under(session, list(ended)):
        claims.object_to(session, claim, now=now)
