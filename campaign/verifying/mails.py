"""The mail that asks, and the receipt of an objection."""

from datetime import datetime
from typing import Any

from campaign import clock, links
from campaign.drafting.models import Letter
from campaign.outbox.operations import Mail
from campaign.signing import lines
from campaign.signing.mails import sender
from campaign.signing.models import Signature
from campaign.web.templating import brussels


def ask(signature: Signature, letter: Letter, *, to: str, secret: str, wait_until: datetime) -> Mail:
    """Your name stands under this: nothing to do if that is right, one button if not."""
    values = _about(signature, letter) | {
        "signed_on": brussels(signature.signed_at, "d MMMM yyyy"),
        "until": brussels(wait_until),
        "addressees": [_authority(each) for each in signature.signed_text.content["addressees"]],
        "link": links.absolute("objecting.look", secret=secret),
    }
    return _mail("verify", signature, letter, to=to, values=values)


def name_off(signature: Signature, letter: Letter, *, to: str, now: datetime) -> Mail:
    """The receipt: the name is off since then."""
    values = _about(signature, letter) | {"at": brussels(now)}
    return _mail("name_off", signature, letter, to=to, values=values)


def _authority(block: dict[str, Any]) -> str:
    return ", ".join(" ".join(part.split()) for part in (block["name"], block["office"]) if part)


def _about(signature: Signature, letter: Letter) -> dict[str, Any]:
    return {
        "title": letter.title,
        "sender": sender(letter),
        "name": lines.full_name(signature),
        "line": lines.printed_line(
            signature, letter.list_format, language=letter.language, on=clock.brussels_day(signature.signed_at)
        ),
        "digest": signature.signed_text.digest,
    }


def _mail(template: str, signature: Signature, letter: Letter, *, to: str, values: dict[str, Any]) -> Mail:
    return Mail(
        template=template, to=to, about=f"signature:{signature.public_id}", values=values, sender_name=sender(letter)
    )
