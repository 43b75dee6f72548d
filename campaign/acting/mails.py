"""What the Member's registered mailbox is told when an assistant has prepared a signature."""

from campaign import links
from campaign.offices import mails as offices
from campaign.offices.models import Assistant, Authorisation
from campaign.outbox.operations import Mail
from campaign.signing import mails as signing
from campaign.signing.models import PendingSignature
from campaign.signing.rules import Case
from campaign.web.templating import brussels


def prepared(case: Case, pending: PendingSignature, assistant: Assistant, held: Authorisation, *, secret: str) -> Mail:
    """All is filled in: here it is looked at and confirmed with a code, or left."""
    values = {
        "name": assistant.member.name,
        "assistant": assistant.name,
        "title": case.letter.title,
        "sender": signing.sender(case.letter),
        "filled_at": brussels(pending.filled_at),
        "link": links.absolute("signing.confirm", secret=secret),
        "revoke": offices.revoke_link(held.public_id),
    }
    return Mail(
        template="prepared",
        to=signing.mailbox(case),
        about=f"invitation:{case.invitation.public_id}",
        values=values,
        sender_name=signing.sender(case.letter),
    )
