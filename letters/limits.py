"""How large a letter may be: beyond these sizes nothing is laid out, so that time and memory stay bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from letters.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Numbered,
    Paragraph,
    SignatoryLine,
    Span,
    Table,
)
from letters.errors import DoesNotFit

MOST_CHARACTERS = 400_000
"""About a hundred pages."""
MOST_SIGNATORIES = 20_000
DEEPEST = 8
LONGEST_FIELD = 400
"""Of a name, an office, a line of an address."""
LONGEST_HEADING = 2_000


def require_within_limits(document: Document) -> None:
    """Raise DoesNotFit, saying what to shorten, when any part is larger than a letter can be."""
    second = document.second
    texts = [document.body, document.appendix, *(note.blocks for note in document.notes)]
    if second is not None:
        texts += [second.body, *(note.blocks for note in second.notes)]
    total = 0
    for blocks in texts:
        for span in _spans(blocks, 1):
            total += len(span.text)
            if total > MOST_CHARACTERS:
                raise DoesNotFit(f"The letter has more than {MOST_CHARACTERS:,} characters: move parts into an annex.")
    _require_short(_fields(document), LONGEST_FIELD)
    headings = (document.title, document.subject, document.closing, document.appendix_title)
    _require_short((*headings, *document.signatures.notes), LONGEST_HEADING)
    members = list(_members(document))
    if len(members) > MOST_SIGNATORIES:
        raise DoesNotFit(f"More than {MOST_SIGNATORIES:,} signatories: print the list in several letters.")
    for member in members:
        _require_short(_printed(member), LONGEST_FIELD)


def _spans(blocks: Iterable[Block], depth: int) -> Iterator[Span]:
    if depth > DEEPEST:
        raise DoesNotFit(f"Lists and quotes are nested in more than {DEEPEST} levels: make them flatter.")
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield from block.spans
        elif isinstance(block, Table):
            yield from (span for row in (block.header, *block.rows) for cell in row for span in cell)
        else:
            for inner in block.items if isinstance(block, Bullets | Numbered) else (block.blocks,):
                yield from _spans(inner, depth + 1)


def _members(document: Document) -> Iterator[SignatoryLine]:
    yield from document.initiators
    for section in document.signatures.sections:
        yield from section.signatories
    yield from document.signatures.supplement


def _fields(document: Document) -> Iterator[str]:
    yield from (
        document.document_id,
        document.mark,
        document.place,
        document.date_text,
        document.check_url or "",
        *document.cc,
    )
    for addressee in document.addressees:
        yield from (addressee.name, addressee.office, addressee.email or "", addressee.salutation, *addressee.postal)
    if document.letterhead is not None:
        yield from (document.letterhead.name, *document.letterhead.address)


def _printed(member: SignatoryLine) -> tuple[str, ...]:
    optional = (member.party or "", member.office or "", member.capacity or "")
    return (member.honorific, member.given, member.surname, member.country, member.group, *optional)


def _require_short(texts: Iterable[str], limit: int) -> None:
    for text in texts:
        if len(text) > limit:
            raise DoesNotFit(f"“{text[:40]}…” has more than {limit} characters: shorten it.")
