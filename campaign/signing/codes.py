"""One-time codes: made, and tried. The invitation is locked by the caller, so that two tries never share a count."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete
from sqlalchemy.orm import Session

from campaign import onetime, tokens
from campaign.inviting.models import Invitation
from campaign.onetime import WhyNoCode
from campaign.signing import queries, rules
from campaign.signing.models import ConfirmationCode
from campaign.signing.rules import Purpose


def make(session: Session, invitation: Invitation, purpose: Purpose, *, now: datetime) -> str:
    """A fresh code for this purpose; older ones no longer count. The caller mails it and commits."""
    forget(session, invitation, purpose)
    code = tokens.new_code()
    session.add(
        ConfirmationCode(
            invitation_id=invitation.id,
            purpose=purpose.value,
            digest=_digest(invitation, purpose, code),
            sent_at=now,
            expires_at=now + onetime.LIVES,
        )
    )
    return code


def why_refused(
    session: Session, invitation: Invitation, purpose: Purpose, typed: str, *, now: datetime
) -> WhyNoCode | None:
    """Try a code and count the try; None when it is right, and then it is used up. The caller commits either way."""
    kept = queries.code_of(session, invitation, purpose)
    reason = rules.why_no_code(kept, digest=_digest(invitation, purpose, typed), now=now)
    if kept is None:
        return reason
    if reason is WhyNoCode.WRONG:
        kept.tries += 1
        return WhyNoCode.SPENT if kept.tries >= onetime.TRIES else reason
    if reason is None:
        kept.used_at = now
    return reason


def forget(session: Session, invitation: Invitation, purpose: StrEnum) -> None:
    """Drop all codes of this purpose."""
    session.execute(
        delete(ConfirmationCode).where(
            ConfirmationCode.invitation_id == invitation.id, ConfirmationCode.purpose == purpose.value
        )
    )


def _digest(invitation: Invitation, purpose: Purpose, code: str) -> str:
    return tokens.keyed_digest("code", f"{invitation.public_id}|{purpose}|{code}")
