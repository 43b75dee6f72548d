"""Which mail goes to a Member who signs or takes back, and what it says. Rendered only when it leaves."""

from typing import Any

from campaign import clock, config, links, onetime, tokens
from campaign.drafting.models import Letter
from campaign.inviting.models import Invitation
from campaign.notices import queries as notices
from campaign.outbox.operations import Mail
from campaign.signing import lines, printing
from campaign.signing.models import Signature
from campaign.signing.rules import Case
from campaign.web.templating import brussels


def code(invitation: Invitation, letter: Letter, *, to: str, code: str) -> Mail:
    """The one-time code that turns what was filled in into a signature."""
    values = _about(letter) | {
        "name": invitation.member.name,
        "code": code,
        "minutes": _minutes(),
    }
    return _mail("code", letter, to=to, about=f"invitation:{invitation.public_id}", values=values)


def receipt(signature: Signature, letter: Letter, *, to: str) -> Mail:
    """What was signed and when, the letter as PDF, and the link with which the signature is taken back."""
    values = _about(letter) | _of(signature, letter)
    return _mail(
        "receipt",
        letter,
        to=to,
        about=f"signature:{signature.public_id}",
        values=values,
        attachments=(f"letter-copy:{signature.signed_text.public_id}",),
    )


def withdrawal_code(signature: Signature, letter: Letter, *, to: str, code: str) -> Mail:
    """The code with which a withdrawal is confirmed, or the name kept, and the page to type it on."""
    values = _about(letter) | _of(signature, letter) | {"code": code, "minutes": _minutes()}
    return _mail("withdrawal_code", letter, to=to, about=f"signature:{signature.public_id}", values=values)


def withdrawn(signature: Signature, letter: Letter, *, to: str) -> Mail:
    """That the signature is taken back, and what that means for copies."""
    values = _about(letter) | _of(signature, letter)
    return _mail("withdrawn", letter, to=to, about=f"signature:{signature.public_id}", values=values)


def mailbox(case: Case) -> str:
    """The Member's registered mailbox: the directory's of today, or else the one the link was sent to."""
    return case.invitation.member.mailbox or case.link.mailbox


def withdrawal_secret(signature: Signature) -> str:
    """The secret in the link with which this signature is taken back.

    Made from the installation's key, so that a later mail can hold the same link again; the database keeps its digest.
    """
    return tokens.lasting_digest("withdrawal link", signature.public_id)


def _mail(template: str, letter: Letter, *, to: str, about: str, values: dict[str, Any], **rest: Any) -> Mail:
    return Mail(template=template, to=to, about=about, values=values, sender_name=sender(letter), **rest)


def sender(letter: Letter) -> str:
    """Who asks: the letterhead's name, or else the operator."""
    return letter.letterhead_name or config.current().operator_name


def _about(letter: Letter) -> dict[str, Any]:
    return {"title": letter.title, "sender": sender(letter), "notice": notices.link_of(letter.campaign)}


def _of(signature: Signature, letter: Letter) -> dict[str, Any]:
    return {
        "name": lines.full_name(signature),
        "line": lines.printed_line(
            signature,
            letter.list_format,
            language=letter.language,
            on=clock.brussels_day(signature.signed_at),
        ),
        "signed_at": brussels(signature.signed_at),
        "closed_at": brussels(letter.closed_at) if letter.closed_at and printing.is_late(signature, letter) else "",
        "digest": signature.signed_text.digest,
        "withdraw": links.absolute("signing.withdraw", secret=withdrawal_secret(signature)),
    }


def _minutes() -> int:
    return onetime.MINUTES
