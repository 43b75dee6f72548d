"""Which mail a Member gets: the covering text filled in, with the personal link and the way to unsubscribe."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext

from campaign import config, links
from campaign.drafting.models import Letter
from campaign.inviting import covering
from campaign.inviting.models import CoveringText, Invitation, MailKind
from campaign.notices import queries as notices
from campaign.outbox.operations import Mail
from campaign.parliament import countries, groups
from campaign.roster.models import Member
from campaign.roster.queries import Place
from campaign.web.templating import brussels


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The covering text of one mail."""

    subject: str
    text: str


def wording(text: CoveringText, kind: MailKind) -> Wording:
    """The wording for this kind of mail."""
    if kind is MailKind.REMINDER:
        return Wording(subject=text.reminder_subject, text=text.reminder_text)
    return Wording(subject=text.subject, text=text.text)


def placeholders(letter: Letter, place: Place, sender: str) -> dict[str, str]:
    """What each placeholder stands for in a mail to this Member, the link left out."""
    named = [", ".join(filter(None, (each.name, each.office))) for each in letter.addressees]
    return {
        "name": place.member.name,
        "given": place.member.given,
        "surname": place.member.surname,
        "country": countries.get(place.mandate.country).label(),
        "group": groups.get(place.group).english if place.group else "",
        "party": place.mandate.party or "",
        "letter": letter.title,
        "addressees": "; ".join(filter(None, named)) or gettext("the authorities named in it"),
        "deadline": f"{brussels(letter.ends_at)} ({gettext('Brussels time')})" if letter.ends_at else "",
        "sender": sender,
    }


def sender_of(letter: Letter) -> str:
    """In whose name a letter's mails go out: its letterhead, or the operator."""
    return letter.letterhead_name or config.current().operator_name


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A mail as a Member would read it; an empty paragraph marks the place of the link, which it does not hold."""

    kind: MailKind
    to: Member
    sender: str
    subject: str
    paragraphs: list[str]


def preview(letter: Letter, text: CoveringText, place: Place, kind: MailKind) -> Preview:
    """What this Member would read, made without any secret."""
    sender = sender_of(letter)
    words, values = wording(text, kind), placeholders(letter, place, sender)
    subject = covering.fill(words.subject, {**values, covering.LINK: ""})
    parts = paragraphs(words.text, values)
    return Preview(kind=kind, to=place.member, sender=sender, subject=subject, paragraphs=parts)


def unsubscribe_secret(secret: str) -> str:
    """The unsubscribe secret of a personal link: does not lead back to the link, and needs no row of its own."""
    return base64.urlsafe_b64encode(hashlib.sha256(f"unsubscribe {secret}".encode()).digest()).decode().rstrip("=")


def personal(
    invitation: Invitation, text: CoveringText, kind: MailKind, *, values: Mapping[str, str], secret: str
) -> Mail:
    """The mail with this secret in its link, for the outbox."""
    words, letter = wording(text, kind), invitation.letter
    return Mail(
        template=kind.value,
        to=str(invitation.member.mailbox),
        to_name=invitation.member.name,
        about=f"invitation:{invitation.public_id}",
        values={
            "subject": covering.fill(words.subject, {**values, covering.LINK: ""}),
            "paragraphs": paragraphs(words.text, values),
            "link": links.absolute("signing.read", secret=secret),
            "notice": notices.link_of(letter.campaign),
        },
        sender_name=values["sender"],
        reply_to=text.reply_to,
        unsubscribe=links.absolute("inviting.unsubscribe", secret=unsubscribe_secret(secret)),
        pace=f"letter:{letter.public_id}",
        per_hour=text.mails_per_hour,
    )


def paragraphs(text: str, values: Mapping[str, str]) -> list[str]:
    """The filled paragraphs of a covering text; an empty one marks where the link stands.

    A text without the placeholder gets the link after its last paragraph but one, before the closing formula.
    """
    mark = "\0"
    parts = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    if not covering.holds_link(text):
        parts.insert(max(len(parts) - 1, 1), "{link}")
    filled = [covering.fill(part, {**values, covering.LINK: mark}) for part in parts]
    return [piece for each in filled for piece in _around(each, mark)]


def _around(paragraph: str, mark: str) -> list[str]:
    """The paragraph cut where the link stands, the link as an empty paragraph of its own."""
    pieces = [piece.strip() for piece in paragraph.split(mark)]
    joined = [each for piece in pieces for each in ("", piece)][1:]
    return [each for at, each in enumerate(joined) if each or at % 2]
