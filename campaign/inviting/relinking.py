"""A new personal link in a mail of another feature: every older link of the invitation is dead at once."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from campaign import tokens
from campaign.inviting.models import Invitation, MailKind, PersonalLink
from campaign.outbox import operations as outbox
from campaign.outbox.operations import Mail


def relink(session: Session, invitation: Invitation, mail: Callable[[str], Mail], *, now: datetime) -> PersonalLink:
    """Retire the invitation's links and queue the mail that `mail` makes of the new secret; the caller commits.

    Unlike a reminder's, this link retires the others before its mail has left: somebody may have passed them on.
    """
    retired = update(PersonalLink).where(PersonalLink.invitation_id == invitation.id, PersonalLink.revoked_at.is_(None))
    session.execute(retired.values(revoked_at=now), execution_options={"synchronize_session": "fetch"})
    secret = tokens.new_token()
    row = outbox.enqueue(session, mail(secret), now=now)
    link = PersonalLink(
        invitation_id=invitation.id,
        digest=tokens.digest(secret),
        kind=MailKind.INVITATION,
        mailbox=row.recipient,
        mail_id=row.id,
        made_at=now,
    )
    session.add(link)
    session.flush()
    session.expire(invitation, ["links"])
    return link
