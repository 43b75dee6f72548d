"""pyHanko's writer and signer with the two habits removed that a reproducible letter cannot have."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.signers.pdf_signer import PdfSigner, PdfSigningSession

from letters.seals.reading import QuickReader


class QuietWriter(IncrementalPdfFileWriter):
    """Adds to a file and leaves its title, dates and XMP as the letter has them."""

    def _update_meta(self) -> None:
        """Keep the metadata; pyHanko would write its own name and the wall clock into it."""


def quiet_writer(file: BytesIO) -> QuietWriter:
    """Open a file to add to it."""
    return QuietWriter(file, prev=QuickReader(file))


class DatedSigner(PdfSigner):
    """Seals as of the given moment instead of reading the wall clock."""

    def __init__(self, now: datetime, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._now = now

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        """Begin one signature; pyHanko calls this."""
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._now
        return session
