"""What a translation says, and the normalised text its digest is of; docs/revision-text.md tells strangers."""

import hashlib
from dataclasses import asdict, dataclass, replace
from itertools import zip_longest
from typing import Any

from campaign.drafting import content as contents
from campaign.drafting.content import AddresseeBlock, Content
from campaign.drafting.normal import Normalised

HEADING = "Undersigned translation text, format 1"
AUTHENTIC = "Authentic text, SHA-256"


@dataclass(frozen=True, kw_only=True)
class Block(Normalised):
    """An addressee in the language of the translation; what is empty stands as in the authentic text."""

    name: str = ""
    office: str = ""
    postal: str = ""
    salutation: str = ""


@dataclass(frozen=True, kw_only=True)
class Wording(Normalised):
    """All that is written anew in a translation."""

    place: str = ""
    subject: str = ""
    body: str = ""
    closing: str = ""
    cc: str = ""
    addressees: tuple[Block, ...] = ()


def to_dict(wording: Wording) -> dict[str, Any]:
    """The wording as JSON can hold it."""
    return asdict(wording)


def from_dict(stored: dict[str, Any]) -> Wording:
    """The wording again."""
    return Wording(**stored | {"addressees": tuple(Block(**each) for each in stored["addressees"])})


def of(authentic: Content, wording: Wording, language: str) -> Content:
    """The whole letter in this language: what is not translated stands as in the authentic text."""
    pairs = zip_longest(authentic.addressees, wording.addressees[: len(authentic.addressees)], fillvalue=None)
    return replace(
        authentic,
        language=language,
        place=wording.place or authentic.place,
        subject=wording.subject,
        body=wording.body,
        closing=wording.closing,
        cc=wording.cc or authentic.cc,
        addressees=tuple(_block(one, other or Block()) for one, other in pairs if one is not None),
    )


def canonical_text(content: Content, authentic_digest: str) -> str:
    """The normalised text: which text is authentic comes first, so no translation can pass for what Members signed."""
    parts = contents.canonical_text(content).partition("\n")[2]
    return f"{HEADING}\n{AUTHENTIC}\n{contents.INDENT}{authentic_digest}\n{parts}"


def digest(text: str) -> str:
    """The SHA-256, in hex, of the normalised text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def paragraphs(body: str) -> list[str]:
    """The paragraphs of a body, for a check side by side."""
    return [each.strip("\n") for each in body.split("\n\n") if each.strip()]


def pairs(authentic: str, translated: str) -> list[tuple[str, str]]:
    """Each paragraph with the one that stands at its place in the translation."""
    return list(zip_longest(paragraphs(authentic), paragraphs(translated), fillvalue=""))


def _block(one: AddresseeBlock | Block, other: AddresseeBlock | Block) -> AddresseeBlock:
    assert isinstance(one, AddresseeBlock), "the authentic text's blocks come first"
    return replace(
        one,
        name=other.name or one.name,
        office=other.office or one.office,
        postal=other.postal or one.postal,
        salutation=other.salutation or one.salutation,
        language="",
    )
