"""Database rows become the plain document that `letters` prints."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

import letters
from campaign import clock, links, tally
from campaign.delivering import autographs, blocks, wording
from campaign.drafting import content as contents
from campaign.drafting import dates, markdown
from campaign.drafting.content import Content
from campaign.drafting.models import Letter, ListOrder, Revision
from campaign.parliament import countries, groups
from campaign.signing.models import Signature
from campaign.web.refusals import Refusal
from letters.document import Addressee, Document, Letterhead, Record, Section, SignatoryLine, SignatureList
from letters.errors import LettersError

BY_COUNTRY = (ListOrder.COUNTRY_PROTOCOL, ListOrder.COUNTRY_ALPHABET)
BY_GROUP = (ListOrder.GROUP_SIZE, ListOrder.GROUP_ALPHABET)


def edition(
    letter: Letter, revision: Revision, signatures: Sequence[Signature], *, number: int, now: datetime
) -> bytes:
    """The closed letter with its signatories, ready to be sealed.

    Raises Refusal where the text cannot be printed.
    """
    frozen_at = (letter.closed_at or now).isoformat(timespec="seconds")
    record = Record(letter=letter.public_id, revision=revision.number, edition=f"edition {number}", frozen_at=frozen_at)
    document = _document(contents.of_revision(revision), revision.digest, letter, revision.logo)
    check_url = links.absolute("checking.result", code=letter.public_id)
    names = _list(letter, signatures)
    return _print(document, signatures=names, seal_block=True, record=record, check_url=check_url)


def draft(letter: Letter, revision: Revision | None, signatures: Sequence[Signature], *, now: datetime) -> bytes:
    """How the letter would print now, DRAFT across every page.

    Raises Refusal where the text cannot be printed.
    """
    content = contents.of_revision(revision) if revision else contents.of_letter(letter)
    digest = revision.digest if revision else contents.digest(content)
    document = _document(content, digest, letter, revision.logo if revision else letter.logo, today=now)
    return _print(document, signatures=_list(letter, signatures), draft=True)


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


def _list(letter: Letter, signatures: Sequence[Signature]) -> SignatureList:
    lines = [(each, _line(each, letter.language)) for each in signatures]
    return SignatureList(
        style=letter.list_format,  # type: ignore[arg-type]
        sections=tuple(_sections(letter, lines)),
        summary=tally.line(tally.of(signatures)) if signatures and letter.language == "en" else "",
    )


def _sections(letter: Letter, lines: Sequence[tuple[Signature, SignatoryLine]]) -> Iterator[Section]:
    """One section without a heading, or one for each country or group, as the letter's list order has it."""
    if letter.list_order not in BY_COUNTRY + BY_GROUP:
        yield Section(heading=None, signatories=tuple(line for _, line in lines))
        return

    def heading(pair: tuple[Signature, SignatoryLine]) -> str:
        signature, line = pair
        return line.country if letter.list_order in BY_COUNTRY else groups.get(signature.group_code).full

    for title, members in groupby(lines, key=heading):
        yield Section(heading=title, signatories=tuple(line for _, line in members))


def _line(signature: Signature, language: str) -> SignatoryLine:
    day = clock.brussels_day(signature.signed_at)
    capacity = wording.capacity(language) if signature.in_individual_capacity else None
    return SignatoryLine(
        ep_id=signature.ep_id,
        given=signature.given,
        surname=signature.surname,
        country_code=signature.country,
        country=countries.get(signature.country).label(language, on=day),
        group_code=signature.group_code,
        group=groups.get(signature.group_code).official,
        party=signature.party,
        capacity=capacity,
        autograph=autographs.printed(signature),
        assurance=str(signature.assurance),
        signed_on=day,
    )


def file_name(letter: Letter) -> str:
    """The letter's title as a file name: every script stays, separators and controls go."""
    tidy = re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]+', " ", letter.title)
    return re.sub(r"\s+", " ", tidy).strip(" .")[:80] or "Letter"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
