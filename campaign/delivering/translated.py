"""A translation in print: marked in its own language as what it is, with the digest of the text that was signed."""

from collections.abc import Sequence
from dataclasses import replace

from campaign.delivering import blocks, documents, listing
from campaign.drafting import content as contents
from campaign.drafting import markdown
from campaign.drafting.content import Content
from campaign.drafting.models import Letter
from campaign.signing.models import Signature
from campaign.translating import words as marks
from campaign.translating.models import TranslationRevision
from letters.document import Document, SecondText


def document(letter: Letter, translated: TranslationRevision) -> Document:
    """The translation's text under its mark."""
    content = contents.from_dict(translated.content)
    made = documents.of(content, translated.digest, letter, translated.revision.logo)
    return replace(made, mark=_mark(translated, content))


def provenance(translated: TranslationRevision) -> str:
    """What stands below the names: that nobody signed this text, and which one was signed, by its digest."""
    return f"{_mark(translated, contents.from_dict(translated.content))} SHA-256: {translated.revision.digest}"


def draft(
    letter: Letter,
    translated: TranslationRevision,
    signatures: Sequence[Signature],
    names: listing.Names,
    *,
    beside: bool,
) -> bytes:
    """How the translation would print now, DRAFT across every page; `beside` sets it next to the authentic text.

    Raises Refusal where the text cannot be printed.
    """
    about = (provenance(translated),)
    if not beside:
        listed = listing.of(letter, signatures, about, names)
        return documents.typeset(document(letter, translated), signatures=listed, draft=True)
    authentic, content = contents.of_revision(translated.revision), contents.from_dict(translated.content)
    first = documents.of(authentic, translated.revision.digest, letter, translated.revision.logo)
    second = _second(content, _mark(translated, content))
    listed = listing.of(letter, signatures, about)
    return documents.typeset(first, template="bilingual", second=second, signatures=listed, draft=True)


def _mark(translated: TranslationRevision, content: Content) -> str:
    return marks.mark(content.language, contents.of_revision(translated.revision).language)


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
