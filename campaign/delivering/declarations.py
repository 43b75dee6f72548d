"""A Member's own word about one thing, set like a letter and sealed: what a statement is handed on as.

The name below it stands in the embedded list too, so that a changed name is found like a changed letter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import letters
from campaign import clock, links
from campaign.delivering import documents, sealing, wording
from campaign.drafting import dates
from letters.document import (
    Document,
    Paragraph,
    Quote,
    Record,
    Section,
    SignatoryLine,
    SignatureList,
    Span,
    Table,
    Words,
)

KIND = "statement"
"""What the embedded list calls its edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """The words, each as it is printed, and who says them."""

    code: str
    digest: str
    title: str
    opening: str
    said: str
    facts: Sequence[tuple[str, str]]
    """The headings of a table of two columns, then its rows; none of all that where nothing is left to say."""
    ending: Sequence[str]
    heading: str
    """Above the Member's name."""
    check: str
    """With {address}: where the declaration is checked."""
    about_the_seal: Sequence[str]
    ep_id: int
    given: str
    surname: str
    country: str
    country_code: str
    assurance: str
    made_at: datetime


def sealed(declaration: Declaration, *, now: datetime) -> bytes:
    """The declaration as a sealed PDF, PDF/A-3a and PDF/UA-1 like a letter. Nothing in it is read as Markdown.

    Raises Refusal where it cannot be printed or sealed.
    """
    with documents.told():
        return sealing.sealed(letters.typeset(_document(declaration)), now=now)


def _document(what: Declaration) -> Document:
    made_on = clock.brussels_day(what.made_at)
    return Document(
        language="en",
        title=what.title,
        document_id=what.code,
        digest=what.digest,
        dated_on=made_on,
        date_text=dates.written(made_on, "en"),
        subject=what.title,
        body=(
            _paragraph(what.opening),
            Quote(blocks=(_paragraph(what.said),)),
            *_table(what.facts),
            *(_paragraph(each) for each in what.ending),
        ),
        signatures=SignatureList(sections=(Section(heading=None, signatories=(_line(what),)),)),
        check_url=links.absolute("checking.result", code=what.code),
        seal_block=True,
        record=Record(letter=what.code, revision=1, edition=KIND),
        words=_words(what),
    )


def _words(what: Declaration) -> Words:
    words = wording.words("en")
    return replace(words, signatories=what.heading, check=what.check, seal_sentences=tuple(what.about_the_seal))


def _line(what: Declaration) -> SignatoryLine:
    return SignatoryLine(
        ep_id=what.ep_id,
        given=what.given,
        surname=what.surname,
        country_code=what.country_code,
        country=what.country,
        group_code="",
        group="",
        assurance=what.assurance,
        signed_on=clock.brussels_day(what.made_at),
    )


def _paragraph(text: str) -> Paragraph:
    return Paragraph(spans=(Span(text=text),))


def _table(facts: Sequence[tuple[str, str]]) -> Iterator[Table]:
    if facts:
        header, *rows = (tuple((Span(text=each),) for each in row) for row in facts)
        yield Table(header=header, rows=tuple(rows))
