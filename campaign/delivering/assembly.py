"""Database rows become the plain document that `letters` prints."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

import letters
from campaign import clock, links
from campaign.delivering import assurances, blocks, listing, wording
from campaign.delivering.models import Audience
from campaign.drafting import content as contents
from campaign.drafting import dates, markdown
from campaign.drafting.content import Content
from campaign.drafting.models import Letter, Revision
from campaign.parliament.names import PersonName
from campaign.signing.models import Signature
from campaign.translating import words as marks
from campaign.translating.models import TranslationRevision
from campaign.web.refusals import Refusal
from letters.document import Addressee, Document, Letterhead, Paragraph, Record, SecondText, Span
from letters.errors import LettersError

_MAILBOX = re.compile(r"[^\s<>(),;:]+@[^\s<>(),;:]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What one edition says about itself."""

    number: int
    audience: Audience = Audience.ADDRESSEE
    code: str | None = None
    """The file's own code, to which the printed address leads; without one it leads to the letter's."""
    notes: tuple[str, ...] = ()
    merkle_root: str | None = None
    listed_at: datetime


def edition(letter: Letter, revision: Revision, signatures: Sequence[Signature], issue: Issue) -> bytes:
    """The closed letter with its signatories for one audience, ready to be sealed.

    Raises Refusal where the text cannot be printed.
    """
    closed_at = letter.closed_at or issue.listed_at
    content = contents.of_revision(revision)
    document = _document(content, revision.digest, letter, revision.logo)
    if issue.audience is Audience.PUBLIC:
        document = without_addresses(document)
    if issue.audience is Audience.ARCHIVE:
        heading, table = assurances.table(signatures, content.language)
        document = replace(document, appendix_title=heading, appendix=(table,))
    about = wording.record(
        content.language,
        number=issue.number,
        audience=issue.audience,
        closed_at=closed_at,
        listed_at=issue.listed_at,
        root=issue.merkle_root,
    )
    words = replace(document.words, seal_sentences=(*document.words.seal_sentences, *about))
    return _print(
        replace(document, words=words),
        signatures=listing.of(letter, signatures, issue.notes),
        seal_block=True,
        record=Record(
            letter=letter.public_id,
            revision=revision.number,
            edition=f"edition {issue.number} ({issue.audience.value})",
            frozen_at=closed_at.isoformat(timespec="seconds"),
            merkle_root=issue.merkle_root,
        ),
        check_url=links.absolute("checking.result", code=issue.code or letter.public_id),
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


def draft(letter: Letter, revision: Revision | None, signatures: Sequence[Signature], *, now: datetime) -> bytes:
    """How the letter would print now, DRAFT across every page.

    Raises Refusal where the text cannot be printed.
    """
    content = contents.of_revision(revision) if revision else contents.of_letter(letter)
    digest = revision.digest if revision else contents.digest(content)
    document = _document(content, digest, letter, revision.logo if revision else letter.logo, today=now)
    return _print(document, signatures=listing.of(letter, signatures), draft=True)


def translation(
    letter: Letter,
    translated: TranslationRevision,
    signatures: Sequence[Signature],
    *,
    beside: bool,
    is_draft: bool,
    forms: Mapping[int, PersonName],
) -> bytes:
    """A translation with the names under the letter, marked as what it is; `beside` sets it next to the authentic text.

    `forms` holds names as the translation's language writes them, by EP id.

    Raises Refusal where the text cannot be printed.
    """
    authentic, content = contents.of_revision(translated.revision), contents.from_dict(translated.content)
    mark = marks.mark(content.language, authentic.language)
    spoken = authentic.language if beside else content.language
    about = f"{mark} SHA-256: {translated.revision.digest}"
    names = listing.of(letter, signatures, (about,), language=spoken, forms={} if beside else forms)
    if beside:
        document = _document(authentic, translated.revision.digest, letter, translated.revision.logo)
        return _print(
            replace(document, template="bilingual", second=_second(content, mark)), signatures=names, draft=is_draft
        )
    document = _document(content, translated.digest, letter, translated.revision.logo)
    marked = (Paragraph(spans=(Span(text=mark, italic=True),)), *document.body)
    return _print(replace(document, body=marked), signatures=names, draft=is_draft)


def _second(content: Content, mark: str) -> SecondText:
    body = blocks.body(markdown.tokens(content.body))
    return SecondText(
        language=content.language,
        subject=f"{content.subject} ({mark.rstrip('.')})",
        body=body.blocks,
        notes=body.notes,
        salutations=content.salutations,
        closing=content.closing,
    )


def copy(letter: Letter, revision: Revision) -> bytes:
    """The text as a Member signed it, without any names: what a receipt brings along."""
    return _printed(_document(contents.of_revision(revision), revision.digest, letter, revision.logo))


def _print(document: Document, **more: Any) -> bytes:
    with told():
        return letters.typeset(replace(document, **more))


_printed = lru_cache(maxsize=16)(_print)  # every signatory's receipt brings the same copy


@contextmanager
def told() -> Iterator[None]:
    """Turn what stops the printer into a Refusal whose sentence says what to do."""
    try:
        yield
    except LettersError as error:
        raise Refusal(type(error).__name__, str(error)) from error


def _document(
    content: Content, digest: str, letter: Letter, logo: bytes | None, *, today: datetime | None = None
) -> Document:
    dated_on = content.dated_on or clock.brussels_day(today or letter.created_at)
    body = blocks.body(markdown.tokens(content.body))
    return Document(
        language=content.language,
        title=content.title,
        document_id=letter.public_id,
        digest=digest,
        dated_on=dated_on,
        date_text=content.dated or dates.written(dated_on, content.language),
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


def file_name(letter: Letter) -> str:
    """The letter's title as a file name: every script stays, separators and controls go."""
    tidy = re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]+', " ", letter.title)
    return re.sub(r"\s+", " ", tidy).strip(" .")[:80] or "Letter"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
