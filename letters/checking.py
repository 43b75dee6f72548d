"""Checking: is this file what it says it is? Offline, without the database, within bounds of time and memory."""

from __future__ import annotations

import io
from datetime import datetime

from cryptography import x509

from letters.checks import bounds
from letters.checks.report import Obstacle, SealReport, Verdict, judge

LARGEST = 64_000_000


def check(
    pdf: bytes,
    *,
    now: datetime,
    roots: tuple[x509.Certificate, ...] = (),
    fingerprints: frozenset[str] = frozenset(),
    expected_digest: str | None = None,
) -> SealReport:
    """Check a file from anybody: it is opened in a process of its own that has little memory and little time.

    `roots` are the certificates to trust, the installation's own among them; `fingerprints` trusts seal
    certificates by their SHA-256 digest; `expected_digest` is the digest of the wording it should carry.
    Takes about a second, several for hundreds of Members with later seals: too long for a page, right for a job.
    """
    if reason := _refused_unopened(pdf):
        return SealReport(verdict=Verdict.UNREADABLE, obstacle=reason)
    question = bounds.Question(now, roots, fingerprints, expected_digest)
    return bounds.ask(pdf, question)


def inspect(
    pdf: bytes,
    *,
    now: datetime,
    roots: tuple[x509.Certificate, ...] = (),
    fingerprints: frozenset[str] = frozenset(),
    expected_digest: str | None = None,
) -> SealReport:
    """Check a file in this process, for files we made ourselves and for the process that `check` starts."""
    if reason := _refused_unopened(pdf):
        return SealReport(verdict=Verdict.UNREADABLE, obstacle=reason)
    import pikepdf
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    from letters.checks import contents, printed, seals

    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        if reader.encrypted:
            return SealReport(verdict=Verdict.UNREADABLE, obstacle=Obstacle.LOCKED)
        trusted = roots + seals.with_fingerprint(reader, fingerprints)
        found = seals.examine(reader, trusted, now=now)
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            listed = contents.examine(opened, expected_digest=expected_digest)
    except (printed.TooMuch, seals.TooManySignatures):
        return SealReport(verdict=Verdict.UNREADABLE, obstacle=Obstacle.TOO_COSTLY)
    except (PdfError, pikepdf.PdfError, contents.NoSoundList):
        return SealReport(verdict=Verdict.UNREADABLE, obstacle=Obstacle.BROKEN)
    return SealReport(verdict=judge(found, listed), seals=found, contents=listed)


def _refused_unopened(pdf: bytes) -> Obstacle | None:
    if len(pdf) > LARGEST:
        return Obstacle.TOO_LARGE
    # ISO 32000-1, Annex H: readers look for the header within the first 1 024 bytes.
    return None if b"%PDF-" in pdf[:1024] else Obstacle.NOT_A_PDF
