"""What the interface for other software answers, field by field: the one source of answers, schema and documentation.

A field is never renamed, and never means something else, within a version of the interface; fields may be added. Here
is what several answers share; `letter_shapes` and `case_shapes` have the rest.
"""

from dataclasses import dataclass, field
from typing import Annotated, Any


@dataclass(frozen=True, slots=True)
class Form:
    """What a text looks like, as JSON Schema says it."""

    keyword: str
    value: str


Url = Annotated[str, Form("format", "uri")]
Sha256 = Annotated[str, Form("pattern", "^[0-9a-f]{64}$")]
Code = Annotated[str, Form("pattern", "^[2-9a-z]{12}$")]


def says(text: str) -> Any:
    """A field with the sentence that the documentation has for it."""
    return field(metadata={"says": text})


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why there is no answer (RFC 9457)."""

    type: str = says("Always about:blank: the status says it all.")
    title: str = says("The status in words.")
    status: int = says("The HTTP status.")
    detail: str = says("What to do next.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Which part of a list this is."""

    page: int = says("Counted from 1.")
    pages: int = says("How many there are.")
    total: int = says("How many entries all pages hold.")
    next: Url | None = says("The next page.")
    previous: Url | None = says("The page before.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """The state whose voters elected the Member."""

    code: str = says("The Union's two letters: EL, and UK for the past.")
    name: str = says("In English, as the state was called on the day of signing.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A political group of the Parliament."""

    code: str = says("Our code: EPP, SD, RENEW, GREENS, ECR, LEFT, PFE, ESN, NI and those of the past.")
    official: str = says("The Parliament's abbreviation, the same in every language: PPE, Verts/ALE.")
    english: str = says("What the English-speaking press writes: EPP, Greens/EFA.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedding:
    """How to put the list of names into another page (oEmbed 1.0, rich)."""

    type: str = says("Always rich.")
    version: str = says("Always 1.0.")
    title: str = says("The letter's title.")
    provider_name: str = says("Who runs this installation.")
    provider_url: Url = says("Its first page.")
    html: str = says("An iframe; nothing in it runs.")
    width: int = says("Pixels.")
    height: int = says("Pixels.")
