"""What a letter is made of, as plain frozen values: the only thing `typeset` reads.

The caller decides every word and every order; nothing here knows a database, a translation or a clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Paper = Literal["A4", "Letter"]
Style = Literal["A", "B", "C", "D", "E", "F"]
Template = Literal["plain", "letterhead", "bilingual"]


# --- running text -------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Span:
    """A stretch of text in one manner; a span with `note` prints that footnote's mark after its text."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None
    note: int | None = None
    language: str | None = None


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """One paragraph of running text."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading inside the letter; level 1 is the highest the text can have."""

    level: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class Bullets:
    """A list whose order does not matter."""

    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """A list whose numbers are referred to: demands, points."""

    items: tuple[tuple[Block, ...], ...]
    start: int = 1


@dataclass(frozen=True, kw_only=True)
class Quote:
    """Words of somebody else, set in from both sides."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A small table with a heading row; every row has as many cells as the heading."""

    header: tuple[tuple[Span, ...], ...]
    rows: tuple[tuple[tuple[Span, ...], ...], ...]
    row_height: float = 0.0
    """The least height of a row in points: room to sign by hand, with a rule below each."""


Block = Paragraph | Heading | Bullets | Numbered | Quote | Table


@dataclass(frozen=True, kw_only=True)
class Note:
    """A footnote; `number` is what the spans refer to."""

    number: int
    blocks: tuple[Block, ...]


# --- persons ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """Who writes: an organisation or a Member's office; the Parliament's name and logo are reserved to it."""

    name: str
    address: tuple[str, ...] = ()
    logo: bytes | None = None
    """A PNG or JPEG picture."""


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """Who the letter is to. Every field is typed text: case endings and vocatives cannot be generated."""

    name: str
    office: str = ""
    postal: tuple[str, ...] = ()
    email: str | None = None
    salutation: str = ""
    language: str | None = None


@dataclass(frozen=True, kw_only=True)
class Strokes:
    """A drawn autograph as fitted curves in whole units, y downwards; made by `fit_strokes`, drawn as it is.

    Each path is flat: x y of the start, then for each curve its two handles and its end (six numbers).
    """

    paths: tuple[tuple[int, ...], ...]
    width: int
    height: int
    pen: int = 10
    """Thickness of the pen in the same units."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """An uploaded autograph, made clean by `clean_picture`: a grey PNG without transparency."""

    png: bytes


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A typed autograph: the Member's own typing of the name, set plainly, never imitating handwriting."""

    text: str


Autograph = Strokes | Picture | Typed


@dataclass(frozen=True, kw_only=True)
class SignatoryLine:
    """A Member as printed under the letter: the snapshot taken when the signature was given."""

    ep_id: int | None
    given: str
    surname: str
    """As displayed by the Parliament, usually in capitals; never changed here."""
    directory_name: tuple[str, str] | None = None
    """Given name and surname in the Parliament's directory, where `given` and `surname` are a form of this language."""
    country_code: str
    country: str
    group_code: str
    group: str
    honorific: str = ""
    party: str | None = None
    office: str | None = None
    capacity: str | None = None
    """For example "in an individual capacity", printed under the name."""
    autograph: Autograph | None = None
    assurance: str = ""
    signed_on: date | None = None
    signed_on_text: str = ""
    """The day as the letter's language writes it; printed for Members who signed after the freeze."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """Signatories under one heading: a group, a country, or all of them without a heading."""

    heading: str | None
    signatories: tuple[SignatoryLine, ...]


@dataclass(frozen=True, kw_only=True)
class SignatureList:
    """All signatories in the order to print.

    Styles: A "Given SURNAME (Country, GROUP)", B "Given Surname (GROUP)", C "Given SURNAME (GROUP, CC)",
    D "Mr Given SURNAME, Country, GROUP", E "1. Given Surname, GROUP (Country)",
    F "Given Surname MEP, office, PARTY (Country)".
    """

    sections: tuple[Section, ...] = ()
    style: Style = "A"
    supplement: tuple[SignatoryLine, ...] = ()
    """Members who signed after the freeze, printed apart with the day."""
    summary: str = ""
    """For example "7 Members from 4 political groups and 5 Member States"."""
    notes: tuple[str, ...] = ()
    """Printed below all names: what has changed since an earlier edition was delivered."""


# --- the whole ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class SecondText:
    """The same letter in a second language, printed beside the first by the bilingual template."""

    language: str
    subject: str
    body: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    salutations: tuple[str, ...] = ()
    closing: str = ""


@dataclass(frozen=True, kw_only=True)
class Annex:
    """A PDF printed behind the letter with its own page numbers."""

    title: str
    pdf: bytes


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A QR code in the margin of every page, by which a machine knows a scanned page again."""

    text: str
    """What it says; "{page}" becomes the page's number in two digits."""
    x: float
    """Of its lower left corner, in millimetres from the page's."""
    y: float
    size: float


@dataclass(frozen=True, kw_only=True)
class Record:
    """What the embedded machine-readable list says beside the names."""

    letter: str
    """The public id of the letter."""
    revision: int
    edition: str = "public"
    frozen_at: str | None = None
    """ISO 8601, UTC."""
    merkle_root: str | None = None
    """The root over all signatures, 64 hexadecimal digits."""
    translates: AuthenticText | None = None
    """With it the letter is a translation, and its digest that of the translation."""


@dataclass(frozen=True, kw_only=True)
class AuthenticText:
    """The text that was signed, of which a letter is a translation."""

    language: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class Words:
    """Every fixed word that is printed or read aloud, in the letter's language; English if not given."""

    signatories: str = "Signatories"
    initiators: str = "Initiated by"
    supplement: str = "Signed after the letter was closed"
    signed_on: str = "signed on {day}"
    copy_to: str = "Copy to:"
    page: str = "page {page} of {pages}"
    annex: str = "Annex {number}"
    annex_page: str = "Annex {number}, page {page} of {pages}"
    digest: str = "text {digest}"
    check: str = "Check this letter at {address}"
    signature_of: str = "Signature of {name}"
    logo_of: str = "Logo of {name}"
    note: str = "Note {number}"
    draft: str = "DRAFT"
    member: str = "MEP"
    machine_list: str = "Machine-readable list of signatories"
    seal_heading: str = "Electronic seal"
    seal_sentences: tuple[str, ...] = (
        "This file carries an electronic seal. It shows that the file comes from the office named in it and "
        "has not been changed since.",
        "It is not the signature of any Member: the Members' signatures are recorded one by one and can be "
        "checked at the address below.",
    )
    seal_field: str = "Electronic seal of the issuing office"
    signature_field: str = "Place for a Member's own electronic signature"
    time_stamp_field: str = "Place for a time stamp of the archive"


@dataclass(frozen=True, kw_only=True)
class Document:
    """One letter, ready to print. The same values always give the same bytes."""

    language: str
    title: str
    document_id: str
    digest: str
    """SHA-256 of the revision's text, 64 hexadecimal digits."""
    dated_on: date
    date_text: str
    """The day as the letter's language writes it: "13 December 2017"."""
    body: tuple[Block, ...]
    place: str = ""
    mark: str = ""
    """What stands above date and addressees, and again in the footer of every page: that this is a translation."""
    subject: str = ""
    subject_first: bool = True
    """Before the salutation; otherwise after it."""
    check_url: str | None = None
    code: str = ""
    """What the QR code in the footer says where that is more than the address; "{page}" as in `marks`."""
    marks: tuple[Mark, ...] = ()
    letterhead: Letterhead | None = None
    addressees: tuple[Addressee, ...] = ()
    notes: tuple[Note, ...] = ()
    closing: str = ""
    initiators: tuple[SignatoryLine, ...] = ()
    signatures: SignatureList = field(default_factory=SignatureList)
    cc: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    appendix_title: str = ""
    appendix: tuple[Block, ...] = ()
    """What is told about the letter on pages of its own behind it, before any annex."""
    second: SecondText | None = None
    template: Template = "plain"
    """Plain prints no letterhead; bilingual sets `second` beside the text."""
    paper: Paper = "A4"
    draft: bool = False
    seal_block: bool = False
    record: Record | None = None
    """With it the list of signatories is embedded as JSON."""
    words: Words = field(default_factory=Words)
