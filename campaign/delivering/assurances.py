"""How sure each name is, in words that are printed and shown."""

from collections.abc import Sequence

from flask_babel import force_locale
from flask_babel import lazy_gettext as _

from campaign import clock
from campaign.delivering import wording
from campaign.drafting import dates
from campaign.signing import lines
from campaign.signing.models import Assurance, Signature
from letters.document import Span, Table

SENTENCES = {
    Assurance.LINK_AND_CODE: _("confirmed from the Member's mailbox with a code"),
    Assurance.LINK: _("given through the Member's personal link"),
    Assurance.MAIL_REPLY: _("by a mail from the Member's mailbox, checked by two people"),
    Assurance.AUTHORISED_ASSISTANT: _("by an assistant whom the Member's office authorised; the Member was told"),
    Assurance.PAPER_SHEET: _("in ink on a printed sheet, the scan checked by two people"),
    Assurance.IN_PERSON: _("in person before a witness, then confirmed from the Member's mailbox"),
    Assurance.PDF_SIGNATURE: _("by the Member's own electronic signature on the letter"),
    Assurance.PUBLIC_SOURCE: _("as published by others; not confirmed to us"),
}


def sentence(signature: Signature) -> str:
    """How sure this name is, in the reader's language."""
    return str(SENTENCES[signature.assurance])


def table(signatures: Sequence[Signature], language: str) -> tuple[str, Table]:
    """The archive edition's last pages: each name, how the signature was given, the day."""
    heading, columns = wording.assurance_table(language)
    with force_locale(language.replace("-", "_")):
        said = [sentence(each) for each in signatures]
    rows = [
        (lines.full_name(each), words, dates.written(clock.brussels_day(each.signed_at), language))
        for each, words in zip(signatures, said, strict=True)
    ]
    return heading, Table(header=_cells(columns), rows=tuple(_cells(row) for row in rows))


def _cells(texts: Sequence[str]) -> tuple[tuple[Span, ...], ...]:
    return tuple((Span(text=text),) for text in texts)
