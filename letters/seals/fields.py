"""Which signature field a seal goes into: one that waits in the letter, else a new invisible one."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


def next_field(writer: IncrementalPdfFileWriter) -> tuple[str, bool]:
    """Give the name of the field to fill and whether the file carries no signature yet."""
    from pyhanko.sign.fields import enumerate_sig_fields

    filled = {name: value is not None for name, value, _ in enumerate_sig_fields(writer)}
    free = next(name for at in itertools.count(1) if not filled.get(name := f"Seal{at}", False))
    return free, not any(filled.values())


def time_stamp_field(writer: IncrementalPdfFileWriter) -> str:
    """Give the name of the field for the next time stamp over the whole file."""
    from pyhanko.sign.fields import enumerate_sig_fields

    filled = {name for name, value, _ in enumerate_sig_fields(writer) if value is not None}
    return next(name for at in itertools.count(1) if (name := f"TimeStamp{at}") not in filled)
