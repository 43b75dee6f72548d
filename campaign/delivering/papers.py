"""Plain papers that go with a letter: written questions, cover notes, pocket lists. Set like a letter, never signed."""

import hashlib
from collections.abc import Sequence
from datetime import date

import letters
from campaign.delivering import blocks, documents, wording
from campaign.drafting import dates, markdown
from letters.document import Addressee, Document


def paper(
    text: str,
    *,
    title: str,
    number: str,
    dated_on: date,
    subject: str = "",
    language: str = "en",
    address: Sequence[str] = (),
    draft: bool = False,
) -> bytes:
    """The text, in the letters' Markdown, as a tagged PDF; its foot shows `number` and the text's own SHA-256.

    The lines of an address stand where a letter has its addressee.

    Raises Refusal where it cannot be printed.
    """
    body = blocks.body(markdown.tokens(text))
    document = Document(
        language=language,
        title=title,
        document_id=number,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        dated_on=dated_on,
        date_text=dates.written(dated_on, language),
        addressees=(Addressee(name=address[0], postal=tuple(address[1:])),) if address else (),
        subject=subject,
        body=body.blocks,
        notes=body.notes,
        draft=draft,
        words=wording.words(language),
    )
    with documents.told():
        return letters.typeset(document)
