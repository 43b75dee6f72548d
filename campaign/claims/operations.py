"""Bring, approve, refuse, confirm, object, ripen: how evidence becomes a signature, or does not."""

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from campaign import clock, journal, tokens, vault
from campaign.claims import asking, mails, queries, rules
from campaign.claims.models import Claim, Method, Outcome
from campaign.claims.refusals import CannotClaim
from campaign.claims.rules import Facts, Need, WhyNot
from campaign.drafting import queries as drafting
from campaign.drafting import rules as texts
from campaign.drafting.models import Letter, Revision
from campaign.inviting import operations as inviting
from campaign.offices.models import Assistant
from campaign.organisers.models import Organiser
from campaign.outbox import operations as outbox
from campaign.roster import queries as roster
from campaign.roster.models import Member
from campaign.signing import consent
from campaign.signing import operations as signing
from campaign.signing import queries as signatures
from campaign.signing.models import ActorRole, Channel, Signature
from campaign.signing.recording import Proof
from campaign.signing.rules import Case
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
    case = _case(session, letter, member, acted_at=acted_at, now=now)
    text = revision or case.text
    if reason := rules.why_not_brought(_facts(session, case, member, text, method), acted_at=acted_at, now=now):
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
    facts_of_event = {"letter": letter.public_id, "method": method.value, "file": claim.file_digest, "by": _id(by)}
    _event(session, "claim.brought", claim, now=now, **facts_of_event)
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
    _event(session, "claim.approved", claim, now=now, by=by.public_id)
    return _sign(session, claim, now=now)


def accept(session: Session, claim: Claim, *, now: datetime) -> Signature:
    """Let the Member's own qualified signature on the file count by itself; the caller commits.

    Raises CannotClaim for whatever needs a second person.
    """
    if claim.method is not Method.PDF_SIGNATURE or claim.brought_by_id is not None or not claim.evidence.get("plain"):
        raise CannotClaim(WhyNot.NOT_THIS_WAY)
    return _sign(session, claim, now=now)


def refuse(session: Session, claim: Claim, *, by: Organiser, reason: str, now: datetime) -> None:
    """The evidence is not good enough, or was brought by mistake; whoever brought it may say so too.

    The caller locked the claim, and commits. Raises CannotClaim when it is settled already.
    """
    if claim.settled_at is not None:
        raise CannotClaim(WhyNot.SETTLED)
    claim.refused_because = reason.strip()
    _settle(session, claim, Outcome.REFUSED, now=now, by=by.public_id)


def confirm(session: Session, claim: Claim, *, now: datetime, network: str = "") -> Signature:
    """The Member's registered mailbox confirms. The caller locked the claim, and commits. Raises CannotClaim."""
    if reason := rules.why_not_confirmed(claim, now=now) or asking.why_retired(session, claim, now=now):
        raise CannotClaim(reason)
    claim.consent_version = consent.version(claim.letter.campaign)  # what stands above the button that was pressed
    _event(session, "claim.confirmed", claim, now=now)
    return _sign(session, claim, now=now, confirmed_at=now.isoformat(), confirmed_from=network)


def object_to(session: Session, claim: Claim, *, now: datetime) -> None:
    """The Member's registered mailbox says no: it never counts. The caller locked the claim, and commits.

    Raises CannotClaim when it is settled already.
    """
    if claim.settled_at is not None or claim.method not in rules.ASKS_THE_MAILBOX:
        raise CannotClaim(WhyNot.SETTLED)
    if asking.why_retired(session, claim, now=now) is WhyNot.OTHER_MAILBOX:
        raise CannotClaim(WhyNot.OTHER_MAILBOX)
    _settle(session, claim, Outcome.OBJECTED, now=now)


def ripen(session: Session, *, now: datetime) -> int:
    """Settle every claim whose time has come: ripe ones sign, others expire or are overtaken; the caller commits.

    Members whose registered mailbox became another are asked there first. Gives how many were settled.
    """
    asking.follow(session, now=now)
    settled = 0
    for claim in queries.due(session, now=now):
        settled += _ripen(session, claim, now=now)
    return settled


def _ripen(session: Session, claim: Claim, *, now: datetime) -> bool:
    case = _case(session, claim.letter, claim.member, acted_at=claim.acted_at, now=now)
    reason = rules.why_not_signed(claim, _facts(session, case, claim.member, claim.revision, claim.method), now=now)
    if _is_overtaken(claim, case):
        _settle(session, claim, Outcome.OVERTAKEN, now=now)
    elif rules.is_over(claim, now=now) or (reason is not None and rules.is_ripe(claim, now=now)):
        _settle(session, claim, Outcome.EXPIRED, now=now)
    elif rules.is_ripe(claim, now=now) and _silence_counts(session, claim, now=now):
        _sign(session, claim, now=now, unopposed_until=str(claim.ripe_at and claim.ripe_at.isoformat()))
    return claim.settled_at is not None


def _silence_counts(session: Session, claim: Claim, *, now: datetime) -> bool:
    mailbox = roster.mailbox_on(session, claim.ep_id, clock.brussels_day(now))
    heard_at = queries.heard_at(session, claim, mailbox) if mailbox else None
    return rules.silence_counts(heard_at=heard_at, mailbox=mailbox, now=now)


def _is_overtaken(claim: Claim, case: Case) -> bool:
    """Whether the Member signed in another way meanwhile, or the text became another."""
    stands = case.signature is not None and bool(case.signature.standing)
    return stands or not texts.stands_under(claim.revision, case.text)


def _sign(session: Session, claim: Claim, *, now: datetime, **shown: str) -> Signature:
    """Make the claim's signature, dated by the Member's act, with a receipt to the registered mailbox."""
    case = _case(session, claim.letter, claim.member, acted_at=claim.acted_at, now=now)
    if reason := rules.why_not_signed(
        claim, _facts(session, case, claim.member, claim.revision, claim.method), now=now
    ):
        raise CannotClaim(reason)
    case = replace(case, revision=claim.revision)
    proof = Proof(
        assurance=rules.assurance(claim.method),
        role=claim.role,
        assistant_id=claim.assistant_id,
        channel=claim.channel,
        evidence=_evidence(claim, shown),
    )
    signed_at = rules.counts_from(claim, now=now)
    signature = signing.record(session, case, _wish(claim), proof, signed_at=signed_at, now=now, claim=claim.public_id)
    claim.settled_at, claim.outcome, claim.signature = now, Outcome.SIGNED, signature
    session.flush()  # the constraint for two people speaks here
    return signature


def _settle(session: Session, claim: Claim, outcome: Outcome, *, now: datetime, **facts: str) -> None:
    claim.settled_at, claim.outcome = now, outcome
    session.flush()
    _event(session, f"claim.{outcome.value}", claim, now=now, **facts)


def _case(session: Session, letter: Letter, member: Member, *, acted_at: datetime, now: datetime) -> Case:
    """The Member's case with this letter as of the day of the act; locked. Raises CannotClaim for a draft."""
    if drafting.current_revision(session, letter) is None:
        raise CannotClaim(WhyNot.NOT_OPEN)
    invitation = inviting.introduce(session, letter, member, now=now)
    return signatures.case_for(session, invitation, on=clock.brussels_day(acted_at))


def _facts(session: Session, case: Case, member: Member, text: Revision, method: Method) -> Facts:
    return Facts(
        letter=case.letter,
        current=case.revision,
        revision=text,
        snapshot=case.snapshot,
        mailbox=member.mailbox,
        signature=case.signature,
        said_no_at=rules.weighs_from(method, queries.said_no_at(session, case.letter, member)),
    )


def _add(session: Session, claim: Claim) -> None:
    if claim.method in rules.ASKS_THE_MAILBOX:
        claim.answer_digest = tokens.digest(mails.answer_secret(claim))
    try:
        with session.begin_nested():
            session.add(claim)
            session.flush()
    except IntegrityError as error:  # the unique index speaks: the same is waiting already
        raise CannotClaim(WhyNot.WAITING) from error


def _evidence(claim: Claim, shown: dict[str, str]) -> dict[str, Any]:
    """What rests with the signature: the claim's facts, its file, the people by their numbers."""
    people = {"brought_by": _id(claim.brought_by), "approved_by": _id(claim.approved_by)}
    dates = {"acted_at": claim.acted_at.isoformat(), "brought_at": claim.brought_at.isoformat()}
    return {**claim.evidence, "claim": claim.public_id, "file": claim.file_digest, **people, **dates, **shown}


def _wished(claim: Claim, wish: Wish | None) -> None:
    if wish is not None:
        claim.in_individual_capacity, claim.autograph_kind = wish.in_individual_capacity, wish.kind
        claim.autograph, claim.autograph_image = dict(wish.autograph) if wish.autograph else None, wish.image


def _wish(claim: Claim) -> Wish:
    return Wish(
        digest=claim.revision.digest,
        consent=claim.consent_version,
        in_individual_capacity=claim.in_individual_capacity,
        kind=claim.autograph_kind,
        autograph=claim.autograph,
        image=claim.autograph_image,
    )


def _ripe_at(method: Method, wished: datetime | None, now: datetime) -> datetime | None:
    if rules.WAYS[method].need is not Need.CONFIRMATION_OR_TIME:
        return None
    return max(wished, now + rules.LEAST_COOLING) if wished else now + rules.COOLING


def _digest_of(file: bytes | None) -> dict[str, str]:
    return {"sha256": hashlib.sha256(file).hexdigest()} if file is not None else {}


def _id(person: Organiser | None) -> str | None:
    return person.public_id if person else None


def _event(session: Session, kind: str, claim: Claim, *, now: datetime, **facts: Any) -> None:
    journal.record(session, kind, claim.public_id, now=now, revision=claim.revision.digest, **facts)
