"""Invitations and reminders are looked at once more at the moment they leave."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from campaign import clock
from campaign.inviting import operations, rules
from campaign.inviting.models import Invitation, MailKind, PersonalLink
from campaign.outbox import watchers
from campaign.outbox.models import OutgoingMail
from campaign.roster import queries as roster


def init_app() -> None:
    """Watch over the mails that carry a personal link."""
    for kind in (MailKind.INVITATION, MailKind.REMINDER):
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
    mailbox = roster.mailbox_on(session, link.invitation.ep_id, clock.brussels_day(now))
    return rules.why_stop(link, mailbox=mailbox, now=now)
