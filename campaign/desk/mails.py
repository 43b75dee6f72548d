"""What a Member's registered mailbox is told because of a desk, besides the confirmation of a signature."""

from typing import Any

from campaign import links
from campaign.drafting.models import Letter
from campaign.inviting.models import Invitation
from campaign.notices import queries as notices
from campaign.outbox.operations import Mail
from campaign.roster.models import Member
from campaign.signing import mails as signing


def link(invitation: Invitation, *, secret: str) -> Mail:
    """The personal link that the Member asked for at a desk."""
    values = {"link": links.absolute("signing.read", secret=secret)}
    return _mail("desk_link", invitation.letter, invitation.member, f"invitation:{invitation.public_id}", values)


def not_needed(letter: Letter, member: Member, *, why: str) -> Mail:
    """That nothing new was recorded, and why: only the Member's own mailbox learns it."""
    return _mail("desk_not_needed", letter, member, f"letter:{letter.public_id}", {"why": why})


def _mail(template: str, letter: Letter, member: Member, about: str, values: dict[str, Any]) -> Mail:
    sender = signing.sender(letter)
    told = {"title": letter.title, "sender": sender, "name": member.name, "notice": notices.link_of(letter.campaign)}
    return Mail(
        template=template,
        to=str(member.mailbox),
        to_name=member.name,
        about=about,
        values=told | values,
        sender_name=sender,
    )
