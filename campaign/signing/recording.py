"""What is written down when a Member signs: the snapshot, the evidence, the journal's event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, func, insert, update
from sqlalchemy.orm import Session, make_transient_to_detached

from campaign import journal, tokens
from campaign.inviting.models import Invitation
from campaign.signing import consent, listening, mails, rules
from campaign.signing.models import ActorRole, Assurance, Channel, Signature, WithdrawalLink
from campaign.signing.rules import Case
from campaign.signing.wishes import Wish

# Rows are written by the tables: a flush takes three times as long, and everybody who signs waits in one queue for it.
_SIGNATURES = cast(Table, Signature.__table__)
_ADD = insert(_SIGNATURES).returning(_SIGNATURES.c.id)
_ADD_WAY_BACK = insert(cast(Table, WithdrawalLink.__table__))
_INVITATIONS = cast(Table, Invitation.__table__)
_ANSWERED = (
    update(_INVITATIONS)
    .where(_INVITATIONS.c.id == bindparam("answered_id"))
    .values(started_at=func.coalesce(_INVITATIONS.c.started_at, bindparam("now")), answered_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What stands behind a signature: how sure it is, whose hand gave it, by which way it came, and what shows so."""

    assurance: Assurance
    evidence: Mapping[str, Any]
    """Digests, ids and dates; no name, mailbox or full address in clear."""
    role: ActorRole = ActorRole.MEMBER
    assistant_id: int | None = None
    channel: Channel = Channel.PERSONAL_LINK


def signature(session: Session, case: Case, wish: Wish, proof: Proof, *, signed_at: datetime) -> Signature:
    """Write the signature that no rule refuses, the way back from it, and that the invitation is answered.

    Raises IntegrityError where one stands already.
    """
    row = _row(case, wish, proof, signed_at=signed_at)
    signed = Signature(**row)
    signed.id = session.execute(_ADD, row).scalar_one()
    make_transient_to_detached(signed)  # it is stored already: the session shall not write it again
    session.add(signed)
    way_back = tokens.digest(mails.withdrawal_secret(signed))
    session.execute(_ADD_WAY_BACK, {"signature_id": signed.id, "digest": way_back})
    session.execute(_ANSWERED, {"answered_id": case.invitation.id, "now": signed_at})
    session.expire(case.invitation, ["started_at", "answered_at"])
    return signed


def by_link(case: Case, wish: Wish, *, network: str, code_confirmed_at: datetime | None) -> Proof:
    """The proof of a signature by personal link, with a code where one was asked for (DOMAIN: link_confirm)."""
    prepared = {"prepared_by": wish.prepared_by} if wish.prepared_by else {}
    evidence = {
        "link": case.link.id,
        "link_mailbox": mailbox_digest(case.link.mailbox),
        "code_mailbox": mailbox_digest(mails.mailbox(case)) if code_confirmed_at else None,
        "code_confirmed_at": code_confirmed_at.isoformat() if code_confirmed_at else None,
        "network": network,
        **prepared,
    }
    return Proof(assurance=rules.assurance(code_confirmed_at), evidence=evidence)


def _row(case: Case, wish: Wish, proof: Proof, *, signed_at: datetime) -> dict[str, Any]:
    return {
        "public_id": tokens.new_public_id(),
        "letter_id": case.letter.id,
        "revision_id": case.text.id,
        "invitation_id": case.invitation.id,
        "ep_id": case.person.ep_id,
        "standing": True,
        "signed_at": signed_at,
        "assurance": proof.assurance,
        "role": proof.role,
        "assistant_id": proof.assistant_id,
        "channel": proof.channel,
        "given": case.person.given,
        "surname": case.person.surname,
        "sort_name": case.person.sort_name,
        "sort_key": case.person.sort_key,
        "country": case.person.country,
        "group_code": case.person.group_code,
        "party": case.person.party,
        "in_individual_capacity": wish.in_individual_capacity,
        "autograph_kind": wish.kind,
        "autograph": dict(wish.autograph) if wish.autograph else None,
        "autograph_image": wish.image,
        "consent_version": wish.consent or consent.version(case.letter.campaign),
        "evidence": dict(proof.evidence),
    }


def mailbox_digest(mailbox: str) -> str:
    """A mailbox as evidence keeps it: to be compared with one at hand, not to be read."""
    return tokens.lasting_digest("mailbox", mailbox.casefold())


def event(session: Session, kind: str, signed: Signature, *, now: datetime, **facts: Any) -> None:
    """Append the event to the journal, with the digest of the text it is about, and tell who listens."""
    journal.record(session, kind, signed.public_id, now=now, revision=signed.signed_text.digest, **facts)
    listening.tell(session, kind, signed, now=now)
