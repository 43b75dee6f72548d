"""What was added to a file of ours before somebody signed it: nothing but signatures, or more."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from letters.checks.report import Since

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.diff_analysis import StandardDiffPolicy


def since(pdf: bytes, base: int) -> Since:
    """What was done to the file after its first `base` bytes, which were a whole file of ours.

    A signature covers whatever was added before it, so that what it says about later changes is not enough: somebody
    could have changed the text first and signed then. Raises ValueError and whatever a broken file makes pyHanko raise.
    """
    from pyhanko.pdf_utils.misc import PdfError

    from letters.seals.reading import QuickReader

    try:
        return _since(QuickReader(io.BytesIO(pdf)), base)
    except PdfError as error:
        raise ValueError from error


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


def _policy() -> StandardDiffPolicy:
    """pyHanko's rules for what may be added after a signature; the first one also sets the flag that there is one."""
    from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, FormUpdatingRule, StandardDiffPolicy

    usual = DEFAULT_DIFF_POLICY.form_rule
    assert usual is not None
    forms = FormUpdatingRule(usual.field_rules, ignored_acroform_keys=usual.ignored_acroform_keys | {"/SigFlags"})
    return StandardDiffPolicy(DEFAULT_DIFF_POLICY.global_rules, forms)
