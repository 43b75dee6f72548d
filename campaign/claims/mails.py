"""What a Member's registered mailbox is told when somebody says that the Member signed, and how it answers."""

from typing import Any

from flask_babel import gettext as _

from campaign import links, tokens
from campaign.claims.models import Claim, Method
from campaign.offices import mails as offices
from campaign.outbox.operations import Mail
from campaign.signing import mails as signing
from campaign.web.templating import brussels


def answer_secret(claim: Claim) -> str:
    """The secret in the link with which the mailbox confirms or objects; the database keeps its digest.

    Made from the installation's key, so that the page can be found again for a reminder; another mailbox has another.
    """
    return tokens.lasting_digest("claim answer", f"{claim.public_id}|{claim.evidence.get('asked_mailbox', '')}")


def ask(claim: Claim, *, to: str) -> Mail:
    """Ask the mailbox to confirm a signature given in person, or to object to one that an assistant gave."""
    if claim.method is Method.AUTHORISED_ASSISTANT:
        values = _values(claim) | {"ripe_at": brussels(claim.ripe_at) if claim.ripe_at else ""}
        authorisation = claim.evidence.get("authorisation")
        values["assistant"] = claim.assistant.name if claim.assistant else _("an assistant")
        values["revoke"] = offices.revoke_link(authorisation) if authorisation else ""
        return _mail("claim_assistant", claim, to=to, values=values)
    values = _values(claim) | {"expires_at": brussels(claim.expires_at) if claim.expires_at else ""}
    return _mail("claim_in_person", claim, to=to, values=values)


def _mail(template: str, claim: Claim, *, to: str, values: dict[str, Any]) -> Mail:
    about, sender = f"claim:{claim.public_id}", signing.sender(claim.letter)
    return Mail(template=template, to=to, about=about, values=values, sender_name=sender)


def _values(claim: Claim) -> dict[str, Any]:
    return {
        "name": claim.member.name,
        "title": claim.letter.title,
        "sender": signing.sender(claim.letter),
        "acted_at": brussels(claim.acted_at),
        "digest": claim.revision.digest,
        "link": links.absolute("claims.answer", secret=answer_secret(claim)),
    }
