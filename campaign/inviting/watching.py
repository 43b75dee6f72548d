"""Invitations and reminders are looked at once more at the moment they leave."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from campaign import clock
from campaign.inviting import operations, queries, rules
from campaign.inviting.models import Invitation, MailKind, PersonalLink
from campaign.outbox import watchers
from campaign.outbox.models import OutgoingMail


def init_app() -> None:
    """Watch over the mails that carry a personal link."""
    for kind in MailKind:
        watchers.register(kind.value, watchers.Watcher(why_not=why_not, has_left=operations.mail_left))


def why_not(session: Session, mail: OutgoingMail, now: datetime) -> str | None:
    """Why this mail must not leave any more: an answer came, the letter is not open, the mailbox is another one."""
    invitation = joinedload(PersonalLink.invitation)
    query = select(PersonalLink).where(PersonalLink.mail_id == mail.id)
    link = session.scalar(
        query.options(invitation.joinedload(Invitation.letter), invitation.joinedload(Invitation.member))
    )
    if link is None:
        return "no invitation belongs to it"
    sitting = queries.asked_on(session, [link.invitation.ep_id], clock.brussels_day(now))
    mailbox = link.invitation.member.mailbox if link.invitation.ep_id in sitting else None
    return rules.why_stop(link, mailbox=mailbox, now=now)
