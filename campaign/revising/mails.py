"""What a signatory reads when the text changes. Rendered only when it leaves."""

from collections.abc import Sequence
from typing import Any

from campaign import clock, links, tokens
from campaign.drafting.models import Letter, Revision
from campaign.inviting.models import Invitation
from campaign.outbox.operations import Mail
from campaign.signing import lines
from campaign.signing import mails as signing
from campaign.signing.models import Signature
from campaign.web.templating import brussels


def corrected(
    signature: Signature, letter: Letter, revision: Revision, *, changes: Sequence[dict[str, Any]], to: str
) -> Mail:
    """The correction, word by word, and the link with which the Member objects to it."""
    secret = objection_secret(signature, revision)
    values = _about(signature, letter, revision, changes) | {
        "object": links.absolute("corrections.look", secret=secret),
        "withdraw": links.absolute("signing.withdraw", secret=signing.withdrawal_secret(signature)),
    }
    return _mail("corrected", signature, letter, to=to, values=values)


def changed(
    signature: Signature,
    letter: Letter,
    revision: Revision,
    *,
    changes: Sequence[dict[str, Any]],
    secret: str,
    to: str,
) -> Mail:
    """That the signature does not count under the new text, what changed, and the link to sign it anew."""
    values = _about(signature, letter, revision, changes) | {"link": links.absolute("signing.read", secret=secret)}
    values["until"] = brussels(letter.deadline_at) if letter.deadline_at else ""
    return _mail("changed", signature, letter, to=to, values=values)


def objected(signature: Signature, letter: Letter, *, to: str) -> Mail:
    """That the objection was heard: the name is gone, and how to sign the corrected text."""
    values = {"title": letter.title, "sender": signing.sender(letter), "name": lines.full_name(signature)}
    return _mail("objected", signature, letter, to=to, values=values)


def mailbox(invitation: Invitation | None) -> str:
    """The Member's registered mailbox of today, or else the one the newest link was sent to; empty for none."""
    if invitation is None:
        return ""
    return invitation.member.mailbox or (invitation.links[-1].mailbox if invitation.links else "")


def objection_secret(signature: Signature, revision: Revision) -> str:
    """The secret with which this signatory objects to this correction; the database keeps its digest."""
    return tokens.lasting_digest("objection link", f"{signature.public_id}|{revision.public_id}")


def _mail(template: str, signature: Signature, letter: Letter, *, to: str, values: dict[str, Any]) -> Mail:
    return Mail(
        template=template,
        to=to,
        about=f"signature:{signature.public_id}",
        values=values,
        sender_name=signing.sender(letter),
    )


def _about(
    signature: Signature, letter: Letter, revision: Revision, changes: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    day = clock.brussels_day(signature.signed_at)
    return {
        "title": letter.title,
        "sender": signing.sender(letter),
        "name": lines.full_name(signature),
        "line": lines.printed_line(signature, letter.list_format, language=letter.language, on=day),
        "signed_at": brussels(signature.signed_at),
        "reason": revision.reason,
        "changes": list(changes),
        "digest": revision.digest,
        "text": links.absolute("drafting.revision_text", revision_id=revision.public_id),
    }
