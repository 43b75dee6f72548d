"""Database rows become PDFs: an edition for one audience and language, the draft, a Member's copy."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache

from campaign import links
from campaign.delivering import assurances, documents, listing, translated, wording
from campaign.delivering.models import Audience
from campaign.drafting import content as contents
from campaign.drafting.models import Letter, Revision
from campaign.signing.models import Signature
from campaign.translating.models import TranslationRevision
from letters.document import AuthenticText, Document, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What one file of an edition says about itself."""

    number: int
    audience: Audience = Audience.ADDRESSEE
    code: str | None = None
    """The file's own code, to which the printed address leads; without one it leads to the letter's."""
    notes: tuple[str, ...] = ()
    merkle_root: str | None = None
    listed_at: datetime
    translated: TranslationRevision | None = None
    """Which translation to print instead of the authentic text."""
    names: listing.Names = field(default_factory=listing.Names)
    """How the list writes names, where not in the letter's own language."""


def edition(letter: Letter, revision: Revision, signatures: Sequence[Signature], issue: Issue) -> bytes:
    """The closed letter with its signatories for one audience, ready to be sealed.

    Raises Refusal where the text cannot be printed.
    """
    closed_at = letter.closed_at or issue.listed_at
    document = _text(letter, revision, issue)
    if issue.audience is Audience.PUBLIC:
        document = documents.without_addresses(document)
    if issue.audience is Audience.ARCHIVE:
        heading, table = assurances.table(signatures, document.language)
        document = replace(document, appendix_title=heading, appendix=(table,))
    about = wording.record(
        document.language,
        number=issue.number,
        audience=issue.audience,
        closed_at=closed_at,
        listed_at=issue.listed_at,
        root=issue.merkle_root,
    )
    below = (*issue.notes, translated.provenance(issue.translated)) if issue.translated else issue.notes
    words = replace(document.words, seal_sentences=(*document.words.seal_sentences, *about))
    return documents.typeset(
        replace(document, words=words),
        signatures=listing.of(letter, signatures, below, issue.names),
        seal_block=True,
        record=Record(
            letter=letter.public_id,
            revision=revision.number,
            edition=f"edition {issue.number} ({issue.audience.value})",
            frozen_at=closed_at.isoformat(timespec="seconds"),
            merkle_root=issue.merkle_root,
            translates=_authentic(revision) if issue.translated else None,
        ),
        check_url=links.absolute("checking.result", code=issue.code or letter.public_id),
    )


def draft(letter: Letter, revision: Revision | None, signatures: Sequence[Signature], *, now: datetime) -> bytes:
    """How the letter would print now, DRAFT across every page.

    Raises Refusal where the text cannot be printed.
    """
    content = contents.of_revision(revision) if revision else contents.of_letter(letter)
    digest = revision.digest if revision else contents.digest(content)
    document = documents.of(content, digest, letter, revision.logo if revision else letter.logo, today=now)
    return documents.typeset(document, signatures=listing.of(letter, signatures), draft=True)


def copy(letter: Letter, revision: Revision) -> bytes:
    """The text as a Member signed it, without any names: what a receipt brings along."""
    return _printed(documents.of(contents.of_revision(revision), revision.digest, letter, revision.logo))


_printed = lru_cache(maxsize=16)(documents.typeset)  # every signatory's receipt brings the same copy


def _text(letter: Letter, revision: Revision, issue: Issue) -> Document:
    if issue.translated:
        return translated.document(letter, issue.translated)
    return documents.of(contents.of_revision(revision), revision.digest, letter, revision.logo)


def _authentic(revision: Revision) -> AuthenticText:
    return AuthenticText(language=contents.of_revision(revision).language, digest=revision.digest)


def file_name(letter: Letter) -> str:
    """The letter's title as a file name: every script stays, separators and controls go."""
    tidy = re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]+', " ", letter.title)
    return re.sub(r"\s+", " ", tidy).strip(" .")[:80] or "Letter"
