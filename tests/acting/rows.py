"""An office as rows, with the secrets that only mails hold otherwise."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from campaign import tokens
from campaign.inviting.models import Invitation
from campaign.offices import mails
from campaign.offices.models import Act, Assistant, Authorisation, Handover, OfficeLink, PendingAct, Scope
from campaign.roster.models import Member
from tests.factories import NOON


@dataclass
class Rows:
    """One office with one assistant who may sign any letter and has one in hand."""

    assistant: Assistant
    authorisation: Authorisation
    office_secret: str
    assistant_secret: str
    letter_secret: str
    revoke_secret: str

    def secrets(self) -> dict[str, str]:
        """The secret of each page, by endpoint."""
        office = ("office", "end", "hand_over", "handed_over", "register", "ask_registration", "authorise")
        office += ("ask_authorisation", "code", "enter_code", "send_code")
        return {
            **{f"acting.{each}": self.office_secret for each in office},
            **{f"acting.{each}": self.assistant_secret for each in ("assistant", "answer")},
            **{f"acting.{each}": self.letter_secret for each in ("letter", "act")},
            **{f"acting.{each}": self.revoke_secret for each in ("revoke", "revoked")},
        }


def make_assistant(session: Session, member: Member, **changes: Any) -> tuple[Assistant, str]:
    """A confirmed assistant, and the secret of the confirming link."""
    secret = tokens.new_token()
    values: dict[str, Any] = {
        "name": "Jane Doe",
        "mailbox": "jane.doe@europarl.europa.eu",
        "registered_at": NOON,
        "confirmed_at": NOON,
        "confirm_digest": tokens.digest(secret),
        "mandate_id": member.mandates[-1].id,
    }
    assistant = Assistant(member=member, **(values | changes))
    session.add(assistant)
    session.flush()
    return assistant, secret


def authorise(session: Session, assistant: Assistant, scope: Scope = Scope.STANDING, **changes: Any) -> Authorisation:
    """An authorisation that holds for a month."""
    public_id = tokens.new_public_id()
    values: dict[str, Any] = {
        "public_id": public_id,
        "scope": scope,
        "granted_at": NOON,
        "ends_at": NOON + timedelta(days=30),
        "revoke_digest": tokens.digest(mails.revoke_secret(public_id)),
    }
    authorisation = Authorisation(assistant=assistant, **(values | changes))
    session.add(authorisation)
    session.flush()
    return authorisation


def open_office(session: Session, member: Member) -> str:
    """The secret of a fresh link to this Member's office."""
    secret = tokens.new_token()
    link = OfficeLink(ep_id=member.ep_id, digest=tokens.digest(secret), mailbox=str(member.mailbox), made_at=NOON)
    link.expires_at = NOON + timedelta(days=30)
    session.add(link)
    session.flush()
    return secret


def make_office(session: Session, invitation: Invitation) -> Rows:
    """The whole office of this invitation's Member; a registration waits for its code too."""
    member = invitation.member
    assistant, assistant_secret = make_assistant(session, member)
    authorisation = authorise(session, assistant)
    letter_secret = tokens.new_token()
    digest = tokens.digest(letter_secret)
    session.add(Handover(invitation=invitation, assistant=assistant, digest=digest, made_at=NOON))
    wanted = {"name": "Max Muster", "mailbox": "max.muster@europarl.europa.eu", "said": "register Max Muster"}
    pending = PendingAct(ep_id=member.ep_id, act=Act.REGISTER, wanted=wanted, asked_at=NOON, sent_at=NOON)
    pending.code_digest = "nobody knows"
    session.add(pending)
    session.flush()
    return Rows(
        assistant=assistant,
        authorisation=authorisation,
        office_secret=open_office(session, member),
        assistant_secret=assistant_secret,
        letter_secret=letter_secret,
        revoke_secret=mails.revoke_secret(authorisation.public_id),
    )
