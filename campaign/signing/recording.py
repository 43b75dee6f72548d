"""What is written down when a Member signs: the snapshot, the evidence, the journal's event."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, func, insert, update
from sqlalchemy.orm import Session, make_transient_to_detached

from campaign import journal, tokens
from campaign.inviting.models import Invitation
from campaign.signing import consent, mails, rules
from campaign.signing.models import Signature, WithdrawalLink
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


def signature(
    session: Session, case: Case, wish: Wish, *, now: datetime, network: str, code_confirmed_at: datetime | None
) -> Signature:
    """Write the signature that no rule refuses, the way back from it, and that the invitation is answered.

    Raises IntegrityError where one stands already.
    """
    row = _row(case, wish, now=now, network=network, code_confirmed_at=code_confirmed_at)
    signed = Signature(**row)
    signed.id = session.execute(_ADD, row).scalar_one()
    make_transient_to_detached(signed)  # it is stored already: the session shall not write it again
    session.add(signed)
    way_back = tokens.digest(mails.withdrawal_secret(signed))
    session.execute(_ADD_WAY_BACK, {"signature_id": signed.id, "digest": way_back})
    session.execute(_ANSWERED, {"answered_id": case.invitation.id, "now": now})
    session.expire(case.invitation, ["started_at", "answered_at"])
    return signed


def _row(case: Case, wish: Wish, *, now: datetime, network: str, code_confirmed_at: datetime | None) -> dict[str, Any]:
    return {
        "public_id": tokens.new_public_id(),
        "letter_id": case.letter.id,
        "revision_id": case.text.id,
        "invitation_id": case.invitation.id,
        "ep_id": case.person.ep_id,
        "standing": True,
        "signed_at": now,
        "assurance": rules.assurance(code_confirmed_at),
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
        "evidence": _evidence(case, network, code_confirmed_at),
    }


def _evidence(case: Case, network: str, code_confirmed_at: datetime | None) -> dict[str, Any]:
    """What stands behind the signature (DOMAIN: link_confirm), without a mailbox or a full address in clear."""
    return {
        "link": case.link.id,
        "link_mailbox": mailbox_digest(case.link.mailbox),
        "code_mailbox": mailbox_digest(mails.mailbox(case)) if code_confirmed_at else None,
        "code_confirmed_at": code_confirmed_at.isoformat() if code_confirmed_at else None,
        "network": network,
    }


def mailbox_digest(mailbox: str) -> str:
    """A mailbox as evidence keeps it: to be compared with one at hand, not to be read."""
    return tokens.keyed_digest("mailbox", mailbox.casefold())


def event(session: Session, kind: str, signed: Signature, *, now: datetime, **facts: Any) -> None:
    """Append the event to the journal, with the digest of the text it is about."""
    journal.record(session, kind, signed.public_id, now=now, revision=signed.signed_text.digest, **facts)
