"""Members in every state that a letter leaves them in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from campaign import tokens
from campaign.db import transaction
from campaign.drafting import operations as drafting
from campaign.drafting.models import Initiator, Letter
from campaign.inviting.models import Invitation
from campaign.organisers.models import Organiser
from campaign.outbox.models import MailState, OutgoingMail
from campaign.roster.models import Member
from campaign.signing.models import (
    ConfirmationCode,
    Decline,
    Lapse,
    PendingSignature,
    Signature,
    Withdrawal,
    WithdrawalLink,
)
from tests import factories
from tests.factories import NOON

CLOSED = NOON + timedelta(days=5)


@dataclass
class Crowd:
    """One letter, closed on CLOSED, and its Members by what they did."""

    organiser: Organiser
    letter: Letter
    ep_ids: dict[str, int]

    def mailbox(self, who: str) -> str:
        return f"member{self.ep_ids[who]}@europarl.europa.eu"


@pytest.fixture
def crowd(app: Flask) -> Crowd:
    """A closed letter: one signed, one declined, one said nothing, one took the signature back, one half-way,
    one did not sign the changed text, one objected, one was to start it and did not sign."""
    with transaction() as session:
        organiser = factories.make_organiser(session)
        letter = factories.make_open_letter(session, factories.make_campaign(session, organiser))
        signed = _signed(session, letter)
        ep_ids = {
            "signed": _initiator(session, letter, signed.member).ep_id,
            "declined": _declined(session, letter).ep_id,
            "silent": factories.make_invitation(session, letter)[0].ep_id,
            "back": _taken_back(session, letter, confirmed=True).ep_id,
            "asking": _taken_back(session, letter, confirmed=False).ep_id,
            "half": _half_way(session, letter).ep_id,
            "outdated": _lapsed(session, letter, Lapse.TEXT_CHANGED).ep_id,
            "objected": _lapsed(session, letter, Lapse.OBJECTED).ep_id,
            "initiator": _initiator(session, letter, factories.make_member(session)).ep_id,
        }
        for mail in session.query(OutgoingMail):
            mail.state, mail.settled_at, mail.content = MailState.SENT, NOON, None
        drafting.close(session, letter, by=organiser, now=CLOSED)
        return Crowd(organiser, letter, ep_ids)


def _signed(session: Session, letter: Letter) -> Signature:
    signature = factories.make_signature(session, letter)
    session.add(WithdrawalLink(signature_id=signature.id, digest=tokens.digest(signature.public_id)))
    return signature


def _declined(session: Session, letter: Letter) -> Invitation:
    invitation, _secret = factories.make_invitation(session, letter)
    session.add(Decline(invitation_id=invitation.id, reason="A reason of my own", declined_at=NOON))
    invitation.answered_at = NOON
    return invitation


def _taken_back(session: Session, letter: Letter, *, confirmed: bool) -> Signature:
    signature = _signed(session, letter)
    signature.standing = None
    session.add(Withdrawal(signature=signature, hidden_at=NOON, confirmed_at=NOON if confirmed else None))
    return signature


def _lapsed(session: Session, letter: Letter, because: Lapse) -> Signature:
    signature = _signed(session, letter)
    signature.standing, signature.lapsed_at, signature.lapsed_because = None, NOON, because
    return signature


def _initiator(session: Session, letter: Letter, member: Member) -> Initiator:
    initiator = Initiator(member=member, position=len(letter.initiators) + 1)
    letter.initiators.append(initiator)
    session.flush()
    return initiator


def _half_way(session: Session, letter: Letter) -> Invitation:
    invitation, _secret = factories.make_invitation(session, letter)
    revision = letter.revisions[0]
    session.add(
        PendingSignature(invitation_id=invitation.id, revision_id=revision.id, filled_at=NOON, form={"kind": "none"})
    )
    session.add(_code(invitation, NOON))
    return invitation


def _code(invitation: Invitation, now: datetime) -> ConfirmationCode:
    ends = now + timedelta(minutes=10)
    return ConfirmationCode(invitation_id=invitation.id, purpose="sign", digest="x", sent_at=now, expires_at=ends)
