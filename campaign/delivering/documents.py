"""A text becomes the plain document that `letters` prints: whole, or as everybody may have it."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

import letters
from campaign import clock
from campaign.delivering import blocks, wording
from campaign.drafting import content as contents
from campaign.drafting import markdown
from campaign.drafting.content import Content
from campaign.drafting.models import Letter
from campaign.web.refusals import Refusal
from letters.document import Addressee, Document, Letterhead
from letters.errors import LettersError

_MAILBOX = re.compile(r"[^\s<>(),;:]+@[^\s<>(),;:]+")


def typeset(document: Document, **more: Any) -> bytes:
    """The document's PDF, with this changed in it.

    Raises Refusal where it cannot be printed.
    """
    with told():
        return letters.typeset(replace(document, **more))


@contextmanager
def told() -> Iterator[None]:
    """Turn what stops the printer into a Refusal whose sentence says what to do."""
    try:
        yield
    except LettersError as error:
        raise Refusal(type(error).__name__, str(error)) from error


def of(content: Content, digest: str, letter: Letter, logo: bytes | None, *, today: datetime | None = None) -> Document:
    """The document that prints this text of the letter; `digest` is what its foot shows.

    A text without a date prints none: its signatories saw none. The file's own facts still need a day.
    """
    body = blocks.body(markdown.tokens(content.body))
    return Document(
        language=content.language,
        title=content.title,
        document_id=letter.public_id,
        digest=digest,
        dated_on=content.dated_on or clock.brussels_day(today or letter.created_at),
        date_text=content.dated,
        place=content.place,
        subject=content.subject,
        letterhead=_letterhead(content, logo),
        addressees=tuple(_addressee(each) for each in content.addressees),
        body=body.blocks,
        notes=body.notes,
        closing=content.closing,
        cc=tuple(_lines(content.cc)),
        template="letterhead" if content.letterhead_name else "plain",
        words=wording.words(content.language),
    )


def _letterhead(content: Content, logo: bytes | None) -> Letterhead | None:
    if not content.letterhead_name:
        return None
    return Letterhead(name=content.letterhead_name, address=tuple(_lines(content.letterhead_address)), logo=logo)


def _addressee(block: contents.AddresseeBlock) -> Addressee:
    return Addressee(
        name=block.name,
        office=block.office,
        postal=tuple(_lines(block.postal)),
        email=block.email or None,
        salutation=block.salutation,
        language=block.language or None,
    )


def without_addresses(document: Document) -> Document:
    """The document as the public may have it: no postal address of an addressee, no mail address around the text.

    The running text stays as it was signed, word for word.
    """
    head = document.letterhead
    return replace(
        document,
        addressees=tuple(replace(each, postal=(), email=None) for each in document.addressees),
        letterhead=replace(head, address=_without_mailboxes(head.address)) if head else None,
        cc=_without_mailboxes(document.cc),
    )


def _without_mailboxes(lines: Sequence[str]) -> tuple[str, ...]:
    kept = (_MAILBOX.sub("", line).strip(" ·,;:<>()–-") if _MAILBOX.search(line) else line for line in lines)
    return tuple(line for line in kept if line)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
