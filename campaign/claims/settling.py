"""How a claim ends: as a signature, or without one; and what both rest on."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from campaign import clock, journal
from campaign.claims import asking, queries, rules
from campaign.claims.models import Claim, Method, Outcome
from campaign.claims.refusals import CannotClaim
from campaign.claims.rules import Facts, WhyNot
from campaign.drafting import queries as drafting
from campaign.drafting import rules as texts
from campaign.drafting.models import Letter, Revision
from campaign.inviting import operations as inviting
from campaign.organisers.models import Organiser
from campaign.roster import queries as roster
from campaign.roster.models import Member
from campaign.signing import operations as signing
from campaign.signing import queries as signatures
from campaign.signing.models import Signature
from campaign.signing.recording import Proof
from campaign.signing.rules import Case
from campaign.signing.wishes import Wish


def case_of(session: Session, letter: Letter, member: Member, *, acted_at: datetime, now: datetime) -> Case:
    """The Member's case with this letter as of the day of the act; locked. Raises CannotClaim for a draft."""
    if drafting.current_revision(session, letter) is None:
        raise CannotClaim(WhyNot.NOT_OPEN)
    invitation = inviting.introduce(session, letter, member, now=now)
    return signatures.case_for(session, invitation, on=clock.brussels_day(acted_at))


def facts_of(session: Session, case: Case, member: Member, text: Revision, method: Method) -> Facts:
    """What is decided on about a claim of this method under this text."""
    return Facts(
        letter=case.letter,
        current=case.revision,
        revision=text,
        snapshot=case.snapshot,
        mailbox=member.mailbox,
        signature=case.signature,
        said_no_at=rules.weighs_from(method, queries.said_no_at(session, case.letter, member)),
    )


def sign(session: Session, claim: Claim, *, now: datetime, **shown: str) -> Signature:
    """Make the claim's signature, dated by the Member's act, with a receipt to the registered mailbox."""
    case = case_of(session, claim.letter, claim.member, acted_at=claim.acted_at, now=now)
    if reason := rules.why_not_signed(
        claim, facts_of(session, case, claim.member, claim.revision, claim.method), now=now
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


def settle(session: Session, claim: Claim, outcome: Outcome, *, now: datetime, **facts: str) -> None:
    """It ended in this way; the caller commits."""
    claim.settled_at, claim.outcome = now, outcome
    session.flush()
    event(session, f"claim.{outcome.value}", claim, now=now, **facts)


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
    case = case_of(session, claim.letter, claim.member, acted_at=claim.acted_at, now=now)
    reason = rules.why_not_signed(claim, facts_of(session, case, claim.member, claim.revision, claim.method), now=now)
    if _is_overtaken(claim, case):
        settle(session, claim, Outcome.OVERTAKEN, now=now)
    elif rules.is_over(claim, now=now) or (reason is not None and rules.is_ripe(claim, now=now)):
        settle(session, claim, Outcome.EXPIRED, now=now)
    elif rules.is_ripe(claim, now=now) and _silence_counts(session, claim, now=now):
        sign(session, claim, now=now, unopposed_until=str(claim.ripe_at and claim.ripe_at.isoformat()))
    return claim.settled_at is not None


def _silence_counts(session: Session, claim: Claim, *, now: datetime) -> bool:
    mailbox = roster.mailbox_on(session, claim.ep_id, clock.brussels_day(now))
    heard_at = queries.heard_at(session, claim, mailbox) if mailbox else None
    return rules.silence_counts(heard_at=heard_at, mailbox=mailbox, now=now)


def _is_overtaken(claim: Claim, case: Case) -> bool:
    """Whether the Member signed in another way meanwhile, or the text became another."""
    stands = case.signature is not None and bool(case.signature.standing)
    return stands or not texts.stands_under(claim.revision, case.text)


def event(session: Session, kind: str, claim: Claim, *, now: datetime, **facts: Any) -> None:
    """Put into the journal what happened with this claim, under its text."""
    journal.record(session, kind, claim.public_id, now=now, revision=claim.revision.digest, **facts)


def number_of(person: Organiser | None) -> str | None:
    """This person as the journal and evidence name organisers."""
    return person.public_id if person else None


def _evidence(claim: Claim, shown: dict[str, str]) -> dict[str, Any]:
    """What rests with the signature: the claim's facts, its file, the people by their numbers."""
    people = {"brought_by": number_of(claim.brought_by), "approved_by": number_of(claim.approved_by)}
    dates = {"acted_at": claim.acted_at.isoformat(), "brought_at": claim.brought_at.isoformat()}
    return {**claim.evidence, "claim": claim.public_id, "file": claim.file_digest, **people, **dates, **shown}


def _wish(claim: Claim) -> Wish:
    return Wish(
        digest=claim.revision.digest,
        consent=claim.consent_version,
        in_individual_capacity=claim.in_individual_capacity,
        kind=claim.autograph_kind,
        autograph=claim.autograph,
        image=claim.autograph_image,
    )
