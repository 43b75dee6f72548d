"""Bring, approve, accept, refuse, confirm, object: what people do with evidence; `settling` says what it becomes."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from campaign import tokens, vault
from campaign.claims import asking, mails, rules, settling
from campaign.claims.models import Claim, Method, Outcome
from campaign.claims.refusals import CannotClaim
from campaign.claims.rules import Need, WhyNot
from campaign.drafting.models import Letter, Revision
from campaign.offices.models import Assistant
from campaign.organisers.models import Organiser
from campaign.outbox import operations as outbox
from campaign.roster.models import Member
from campaign.signing import consent
from campaign.signing.models import ActorRole, Channel, Signature
from campaign.signing.wishes import Wish


def bring(
    session: Session,
    letter: Letter,
    member: Member,
    *,
    method: Method,
    by: Organiser | None,
    acted_at: datetime,
    now: datetime,
    evidence: dict[str, Any],
    role: ActorRole = ActorRole.MEMBER,
    assistant: Assistant | None = None,
    channel: Channel | None = None,
    file: bytes | None = None,
    kept: str | None = None,
    wish: Wish | None = None,
    revision: Revision | None = None,
    ripe_at: datetime | None = None,
    expires_at: datetime | None = None,
    network: str = "",
) -> Claim:
    """Keep what somebody says the Member did, with its evidence; the caller commits.

    `file` is sealed into the vault; `kept` names one that is there already. `revision` is the text it is about, where
    that is not the current one but one that was only corrected since. The Member's registered mailbox is asked at
    once where the method needs it. Raises CannotClaim with the reason, CannotInvite without a registered mailbox.
    """
    case = settling.case_of(session, letter, member, acted_at=acted_at, now=now)
    text = revision or case.text
    if reason := rules.why_not_brought(
        settling.facts_of(session, case, member, text, method), acted_at=acted_at, now=now
    ):
        raise CannotClaim(reason)
    if wish is not None and not tokens.same(wish.digest, text.digest):
        raise CannotClaim(WhyNot.TEXT_CHANGED)
    way = rules.WAYS[method]
    claim = Claim(
        public_id=tokens.new_public_id(),
        letter=letter,
        revision=text,
        member=member,
        method=method,
        role=role,
        assistant=assistant,
        channel=channel or way.channel,
        acted_at=acted_at,
        brought_at=now,
        brought_by=by,
        ripe_at=_ripe_at(method, ripe_at, now),
        expires_at=expires_at or (now + way.lives if way.lives else None),
        evidence=evidence
        | ({"network": network} if network else {})
        | _digest_of(file)
        | asking.evidence(method, member),
        file_digest=vault.store_sealed(file) if file is not None else kept,
        consent_version=(wish.consent if wish else "") or consent.version(letter.campaign),
    )
    _wished(claim, wish)
    _add(session, claim)
    facts_of_event = {
        "letter": letter.public_id,
        "method": method.value,
        "file": claim.file_digest,
        "by": settling.number_of(by),
    }
    settling.event(session, "claim.brought", claim, now=now, **facts_of_event)
    if method in rules.ASKS_THE_MAILBOX:
        outbox.post(session, mails.ask(claim, to=str(member.mailbox)), now=now)
    return claim


def approve(session: Session, claim: Claim, *, by: Organiser, now: datetime) -> Signature:
    """A second organiser found the evidence good: it becomes a signature. The caller locked the claim, and commits.

    Raises CannotClaim, above all to whoever brought it.
    """
    if reason := rules.why_not_approved(claim, by_id=by.id):
        raise CannotClaim(reason)
    claim.approved_at, claim.approved_by = now, by
    settling.event(session, "claim.approved", claim, now=now, by=by.public_id)
    return settling.sign(session, claim, now=now)


def accept(session: Session, claim: Claim, *, now: datetime) -> Signature:
    """Let the Member's own qualified signature on the file count by itself; the caller commits.

    Raises CannotClaim for whatever needs a second person.
    """
    if claim.method is not Method.PDF_SIGNATURE or claim.brought_by_id is not None or not claim.evidence.get("plain"):
        raise CannotClaim(WhyNot.NOT_THIS_WAY)
    return settling.sign(session, claim, now=now)


def refuse(session: Session, claim: Claim, *, by: Organiser, reason: str, now: datetime) -> None:
    """The evidence is not good enough, or was brought by mistake; whoever brought it may say so too.

    The caller locked the claim, and commits. Raises CannotClaim when it is settled already.
    """
    if claim.settled_at is not None:
        raise CannotClaim(WhyNot.SETTLED)
    claim.refused_because = reason.strip()
    settling.settle(session, claim, Outcome.REFUSED, now=now, by=by.public_id)


def confirm(session: Session, claim: Claim, *, now: datetime, network: str = "") -> Signature:
    """The Member's registered mailbox confirms. The caller locked the claim, and commits. Raises CannotClaim."""
    if reason := rules.why_not_confirmed(claim, now=now) or asking.why_retired(session, claim, now=now):
        raise CannotClaim(reason)
    claim.consent_version = consent.version(claim.letter.campaign)  # what stands above the button that was pressed
    settling.event(session, "claim.confirmed", claim, now=now)
    return settling.sign(session, claim, now=now, confirmed_at=now.isoformat(), confirmed_from=network)


def object_to(session: Session, claim: Claim, *, now: datetime) -> None:
    """The Member's registered mailbox says no: it never counts. The caller locked the claim, and commits.

    Raises CannotClaim when it is settled already.
    """
    if claim.settled_at is not None or claim.method not in rules.ASKS_THE_MAILBOX:
        raise CannotClaim(WhyNot.SETTLED)
    if asking.why_retired(session, claim, now=now) is WhyNot.OTHER_MAILBOX:
        raise CannotClaim(WhyNot.OTHER_MAILBOX)
    settling.settle(session, claim, Outcome.OBJECTED, now=now)


def _add(session: Session, claim: Claim) -> None:
    if claim.method in rules.ASKS_THE_MAILBOX:
        claim.answer_digest = tokens.digest(mails.answer_secret(claim))
    try:
        with session.begin_nested():
            session.add(claim)
            session.flush()
    except IntegrityError as error:  # the unique index speaks: the same is waiting already
        raise CannotClaim(WhyNot.WAITING) from error


def _wished(claim: Claim, wish: Wish | None) -> None:
    if wish is not None:
        claim.in_individual_capacity, claim.autograph_kind = wish.in_individual_capacity, wish.kind
        claim.autograph, claim.autograph_image = dict(wish.autograph) if wish.autograph else None, wish.image


def _ripe_at(method: Method, wished: datetime | None, now: datetime) -> datetime | None:
    if rules.WAYS[method].need is not Need.CONFIRMATION_OR_TIME:
        return None
    return max(wished, now + rules.LEAST_COOLING) if wished else now + rules.COOLING


def _digest_of(file: bytes | None) -> dict[str, str]:
    return {"sha256": hashlib.sha256(file).hexdigest()} if file is not None else {}
