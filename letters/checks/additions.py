"""What was added to a file of ours before somebody signed it: nothing but signatures, or more."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from letters.checks.report import Since

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.diff_analysis import StandardDiffPolicy
    from pypdfium2 import PdfPage

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""


def since(pdf: bytes, base: int) -> Since:
    """What was done to the file after its first `base` bytes, which were a whole file of ours.

    A signature covers whatever was added before it, so that what it says about later changes is not enough: somebody
    could have changed the text first and signed then. Raises ValueError and whatever a broken file makes pyHanko raise.
    """
    from pyhanko.pdf_utils.misc import PdfError

    from letters.seals.reading import QuickReader

    try:
        found = _since(QuickReader(io.BytesIO(pdf)), base)
    except PdfError as error:
        raise ValueError from error
    return Since.FORBIDDEN if found is Since.SIGNATURES and _covers_words(pdf, base) else found


def _since(reader: PdfFileReader, base: int) -> Since:
    from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel

    places = [reader.xrefs.get_startxref_for_revision(each) for each in range(reader.xrefs.total_revisions)]
    ours = sum(place < base for place in places)
    if not 0 < ours <= len(places):
        return Since.FORBIDDEN
    if ours == len(places):
        return Since.NOTHING
    found = _policy().review_file(reader, ours - 1)
    if not isinstance(found, DiffResult):
        return Since.FORBIDDEN
    levels = {
        ModificationLevel.NONE: Since.NOTHING,
        ModificationLevel.LTA_UPDATES: Since.PROOFS,
        ModificationLevel.FORM_FILLING: Since.SIGNATURES,
    }
    return levels.get(found.modification_level, Since.FORBIDDEN)


def _covers_words(pdf: bytes, base: int) -> bool:
    """Whether a field added since stands over words of the page: the picture of a signature may show other ones.

    A field's appearance is never drawn outside its rectangle (ISO 32000-1, 12.5.5).
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(pdf[:base]) as ours, pypdfium2.PdfDocument(pdf) as theirs:
            pages = [(ours[number], theirs[number]) for number in range(len(ours))]
            return any(
                _touch(word, field)
                for before, after in pages
                for field in set(_fields(after)) - set(_fields(before))
                for word in _words(before)
            )
    except pypdfium2.PdfiumError as error:
        raise ValueError from error


def _fields(page: PdfPage) -> list[Box]:
    """The rectangles of the page's fields that have an extent."""
    from pypdfium2 import raw

    found = []
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        field, box = raw.FPDFPage_GetAnnot(page, number), raw.FS_RECTF()
        if raw.FPDFAnnot_GetSubtype(field) == raw.FPDF_ANNOT_WIDGET and raw.FPDFAnnot_GetRect(field, box):
            sides = sorted((box.left, box.right)), sorted((box.bottom, box.top))
            found.append((sides[0][0], sides[1][0], sides[0][1], sides[1][1]))
        raw.FPDFPage_CloseAnnot(field)
    return [box for box in found if box[2] > box[0] and box[3] > box[1]]


def _words(page: PdfPage) -> list[Box]:
    """Where words are printed."""
    text = page.get_textpage()
    return [text.get_rect(number) for number in range(text.count_rects())]


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _policy() -> StandardDiffPolicy:
    """pyHanko's rules for what may be added after a signature; the first one also sets the flag that there is one."""
    from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, FormUpdatingRule, StandardDiffPolicy

    usual = DEFAULT_DIFF_POLICY.form_rule
    assert usual is not None
    forms = FormUpdatingRule(usual.field_rules, ignored_acroform_keys=usual.ignored_acroform_keys | {"/SigFlags"})
    return StandardDiffPolicy(DEFAULT_DIFF_POLICY.global_rules, forms)
