"""The words that go with a letter: placeholders in braces, filled by plain replacement and never evaluated."""

from collections.abc import Mapping, Sequence

from campaign import clock, config, links
from campaign.delivering.models import Edition, TranslatedEdition
from campaign.drafting import content as contents
from campaign.drafting import dates
from campaign.drafting.models import Letter
from campaign.handover.models import CoverText
from campaign.handover.whereabouts import Party
from campaign.inviting import covering, mails
from campaign.organisers.models import Organiser
from campaign.translating.queries import language_name

NAMES = (
    "salutation",
    "name",
    "office",
    "letter",
    "subject",
    "date",
    "members",
    "code",
    "check",
    "translations",
    "sender",
)
"""Every placeholder there is; the page explains each."""

SUBJECT = "{letter}"
TEXT = """\
{salutation}

Please find attached the letter “{letter}” of {date}, signed by {members} Members of the European Parliament.

The PDF is sealed: whoever changes it breaks its seal. Its names can be checked at {check} with the code {code}.

{translations}

We would be grateful for an acknowledgement and for your answer.

Yours faithfully,
{sender}"""
NOTE = """\
{salutation}

We have the honour to transmit the enclosed letter “{letter}” of {date}, signed by {members} Members of the European \
Parliament.

Its names can be checked at {check} with the code {code}.

{translations}

We would be grateful for an acknowledgement of receipt and for your answer.

Yours faithfully,

{sender}"""


def default(letter: Letter, by: Organiser) -> CoverText:
    """Words to begin with, not kept yet; answers go to whoever writes them."""
    return CoverText(
        letter_id=letter.id,
        subject=SUBJECT,
        text=TEXT,
        note=NOTE,
        sender_name=mails.sender_of(letter),
        reply_to=by.email,
    )


def placeholders(
    edition: Edition, translations: Sequence[TranslatedEdition], party: Party, cover: CoverText
) -> dict[str, str]:
    """What each placeholder stands for in the words to this party, when these translations go along."""
    content = contents.of_revision(edition.revision)
    return {
        "salutation": party.salutation or "Dear Sir or Madam,",
        "name": party.person,
        "office": " ".join(party.office.split()),
        "letter": content.title,
        "subject": content.subject or content.title,
        "date": content.dated or dates.written(clock.brussels_day(edition.issued_at), content.language),
        "members": str(len(edition.signature_ids)),
        "code": edition.public_id,
        "check": links.absolute("checking.ask"),
        "translations": _named(translations, content.language),
        "sender": cover.sender_name or config.current().operator_name,
    }


def _named(translations: Sequence[TranslatedEdition], authentic: str) -> str:
    """Which translations go along, and that they are not what was signed; in English like the words to begin with."""
    if not translations:
        return ""
    spoken = "; ".join(f"{language_name(each.language, 'en')} (code {each.public_id})" for each in translations)
    signed = language_name(authentic, "en")
    return f"With it goes a translation into {spoken}. The Members signed the {signed} text, which alone is authentic."


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with each placeholder replaced once."""
    return covering.fill(text, values)


def stray(text: str) -> str | None:
    """The first thing in braces that is no placeholder, or None where all is well."""
    return covering.stray(text, NAMES)


def paragraphs(text: str, values: Mapping[str, str]) -> list[str]:
    """The filled paragraphs of a mail."""
    parts = (part.strip() for part in text.replace("\r\n", "\n").split("\n\n"))
    return [filled for part in parts if part and (filled := fill(part, values).strip())]
