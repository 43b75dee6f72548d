"""Plain papers that go with a letter: written questions, cover notes, pocket lists. Set like a letter, never signed."""

import hashlib
from datetime import date

import letters
from campaign.delivering import assembly, blocks, wording
from campaign.drafting import dates, markdown
from letters.document import Document


def paper(
    text: str, *, title: str, number: str, dated_on: date, subject: str = "", language: str = "en", draft: bool = False
) -> bytes:
    """The text, in the letters' Markdown, as a tagged PDF; its foot shows `number` and the text's own SHA-256.

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
        subject=subject,
        body=body.blocks,
        notes=body.notes,
        draft=draft,
        words=wording.words(language),
    )
    with assembly.told():
        return letters.typeset(document)
