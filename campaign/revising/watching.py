"""A mail about a new text is looked at once more at the moment it leaves."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from campaign.inviting import operations as inviting
from campaign.inviting.models import MailKind, PersonalLink
from campaign.outbox import watchers
from campaign.outbox.models import OutgoingMail


def init_app() -> None:
    """Watch over the mails that ask signatories again."""
    watchers.register(MailKind.CHANGED.value, watchers.Watcher(why_not=why_not, has_left=inviting.mail_left))


def why_not(session: Session, mail: OutgoingMail, now: datetime) -> str | None:
    """Why this mail must not leave any more: its Member has answered by now, or was asked once more.

    A closed letter is no reason: whoever signed must learn that the signature does not count.
    """
    query = select(PersonalLink).where(PersonalLink.mail_id == mail.id)
    link = session.scalar(query.options(joinedload(PersonalLink.invitation)))
    if link is None:
        return "no invitation belongs to it"
    if link.invitation.answered_at:
        return "answered"
    return "revoked" if link.revoked_at or link.invitation.revoked_at else None
