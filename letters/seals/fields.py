"""Which signature field a seal goes into: the one prepared by the letter, else a new invisible one."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

PREPARED = "Seal1"


def next_field(writer: IncrementalPdfFileWriter) -> tuple[str, bool]:
    """Give the name of the field to fill and whether the file carries no signature yet."""
    from pyhanko.sign.fields import enumerate_sig_fields

    filled = {name: value is not None for name, value, _ in enumerate_sig_fields(writer)}
    if not filled.get(PREPARED, True):
        return PREPARED, not any(filled.values())
    free = next(name for at in itertools.count(1) if (name := f"Seal{at}") not in filled)
    return free, not any(filled.values())
