"""All parts of a letter as plain data, and the normalised text whose SHA-256 is the digest Members sign.

docs/revision-text.md describes the text for strangers who want to compute the digest themselves; keep both in step.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from markupsafe import Markup

from campaign.drafting import dates, markdown, normal
from campaign.drafting.models import Addressee, Letter, Revision
from campaign.drafting.normal import Normalised

FORMAT = 2
READABLE = frozenset({1, 2})
"""Format 1 had no framing; texts that were frozen in it keep it, and with it their digest."""
HEADING = "Undersigned letter text, format {}"
INDENT = "  "


@dataclass(frozen=True, kw_only=True)
class AddresseeBlock(Normalised):
    """One addressee as the letter prints it."""

    name: str = ""
    office: str = ""
    postal: str = ""
    email: str = ""
    salutation: str = ""
    language: str = ""

    @property
    def authority(self) -> str:
        """How consent names this addressee: name and office in one line."""
        return ", ".join(part for part in (self.name, normal.line(self.office)) if part)


@dataclass(frozen=True, kw_only=True)
class Content(Normalised):
    """All that a letter says and names.

    The initiators are not among it: no Member is named before he or she has signed. They only come first in the list.
    """

    language: str
    campaign: str
    framing: str = ""
    """The campaign's story: what the letter is said to be part of."""
    title: str
    letterhead_name: str = ""
    letterhead_address: str = ""
    logo_digest: str = ""
    place: str = ""
    dated_on: date | None = None
    addressees: tuple[AddresseeBlock, ...] = ()
    subject: str = ""
    body: str = ""
    closing: str = ""
    cc: str = ""
    list_format: str = "A"
    list_order: str = "alphabetical"
    initiators_first: bool = True
    format: int = FORMAT

    @property
    def authorities(self) -> tuple[str, ...]:
        """Everybody the letter goes to, by name, as the consent must list them: addressees, then copies."""
        copies = (line for line in map(normal.line, self.cc.split("\n")) if line)
        return (*(each.authority for each in self.addressees if each.authority), *copies)

    @property
    def salutations(self) -> tuple[str, ...]:
        """Each salutation once, in the order of the addressees."""
        return tuple(dict.fromkeys(each.salutation for each in self.addressees if each.salutation))

    @property
    def dated(self) -> str:
        """The date as the letter's language writes it; empty while there is none."""
        return dates.written(self.dated_on, self.language) if self.dated_on else ""

    def body_as_html(self, prefix: str = "") -> Markup:
        """The body as safe HTML; `prefix` keeps footnotes apart where a page shows two letters."""
        return markdown.to_html(self.body, prefix)


def of_letter(letter: Letter) -> Content:
    """What the letter says now."""
    return Content(
        language=letter.language,
        campaign=letter.campaign.title,
        framing=letter.campaign.story,
        title=letter.title,
        letterhead_name=letter.letterhead_name,
        letterhead_address=letter.letterhead_address,
        logo_digest=hashlib.sha256(letter.logo).hexdigest() if letter.logo else "",
        place=letter.place,
        dated_on=letter.dated_on,
        addressees=tuple(map(block, letter.addressees)),
        subject=letter.subject,
        body=letter.body,
        closing=letter.closing,
        cc=letter.cc,
        list_format=letter.list_format,
        list_order=letter.list_order,
        initiators_first=letter.initiators_first,
    )


def block(addressee: Addressee) -> AddresseeBlock:
    """One addressee's row as plain data."""
    return AddresseeBlock(
        name=addressee.name,
        office=addressee.office,
        postal=addressee.postal,
        email=addressee.email,
        salutation=addressee.salutation,
        language=addressee.language,
    )


def of_revision(revision: Revision) -> Content:
    """What the frozen revision says."""
    return from_dict(revision.content)


def to_dict(content: Content) -> dict[str, Any]:
    """The content as JSON can hold it."""
    return asdict(content) | {"dated_on": content.dated_on.isoformat() if content.dated_on else None}


def from_dict(stored: dict[str, Any]) -> Content:
    """The content again.

    Raises ValueError for another format than this program knows.
    """
    if stored.get("format") not in READABLE:
        raise ValueError(f"a letter text of format {stored.get('format')!r}; this program reads up to {FORMAT}")
    values = dict(stored)
    values["dated_on"] = date.fromisoformat(values["dated_on"]) if values["dated_on"] else None
    values["addressees"] = tuple(AddresseeBlock(**each) for each in values["addressees"])
    return Content(**values)


def in_format(content: Content, number: int) -> Content:
    """The same content as a text of this format has it: format 1 knows no framing."""
    return replace(content, format=number, framing=content.framing if number > 1 else "")


def canonical_text(content: Content) -> str:
    """The normalised text: each part's label at the margin, its lines indented by two spaces, parts in fixed order.

    No typed line can pass for a label, so two letters that differ in anything have two texts.
    """
    return (
        "\n".join([HEADING.format(content.format), *(_part(label, value) for label, value in _parts(content))]) + "\n"
    )


def digest(content: Content) -> str:
    """The SHA-256, in hex, of the normalised text in UTF-8."""
    return hashlib.sha256(canonical_text(content).encode()).hexdigest()


def _part(label: str, value: str) -> str:
    shown = [INDENT + line if line else "" for line in value.split("\n")] if value else []
    return "\n".join([label, *shown])


def _parts(content: Content) -> Iterator[tuple[str, str]]:
    yield "Language", content.language
    yield "Campaign", content.campaign
    if content.format > 1:
        yield "Campaign, framing", content.framing
    yield "Title", content.title
    yield "Letterhead, name", content.letterhead_name
    yield "Letterhead, address", content.letterhead_address
    yield "Letterhead, SHA-256 of the logo", content.logo_digest
    yield "Place", content.place
    yield "Date", content.dated_on.isoformat() if content.dated_on else ""
    for number, addressee in enumerate(content.addressees, 1):
        for name in ("name", "office", "postal", "email", "salutation", "language"):
            yield f"Addressee {number}, {name}", getattr(addressee, name)
    yield "Subject", content.subject
    yield "Body", content.body
    yield "Closing", content.closing
    yield "Copies to", content.cc
    yield "List of signatories, format", content.list_format
    yield "List of signatories, order", content.list_order
    yield "List of signatories, initiators first", "yes" if content.initiators_first else "no"
