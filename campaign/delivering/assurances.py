"""How sure each name is, in words that are printed and shown."""

from collections.abc import Sequence

from flask_babel import force_locale

from campaign import clock
from campaign.delivering import wording
from campaign.drafting import dates
from campaign.signing import assurances, lines
from campaign.signing.models import Signature
from letters.document import Span, Table


def sentence(signature: Signature) -> str:
    """How sure this name is, in the reader's language."""
    return str(assurances.PUBLIC[signature.assurance])


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
