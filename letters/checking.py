"""Checking: is this file what it says it is? Offline, without the database, within bounds of time and memory."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace
from datetime import datetime

from cryptography import x509

from letters.checks import bounds
from letters.checks.report import Obstacle, SealFound, SealReport, Verdict, judge

LARGEST = 64_000_000
# The ways in which the libraries that read PDF stumble over a damaged or hostile file.
STUMBLES = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RuntimeError,
    EOFError,
    OSError,
    zlib.error,
    struct.error,
)


def check(
    pdf: bytes,
    *,
    now: datetime,
    roots: tuple[x509.Certificate, ...] = (),
    fingerprints: frozenset[str] = frozenset(),
    expected_digest: str | None = None,
    base: int | None = None,
) -> SealReport:
    """Check a file from anybody: it is opened in a process of its own that has little memory and little time.

    `roots` are the certificates to trust, the installation's own among them; `fingerprints` trusts seal
    certificates by their SHA-256 digest; `expected_digest` is the digest of the wording it should carry; `base` is how
    long the file of ours is that it begins with, to learn what was added.
    Takes about a second, several for hundreds of Members with later seals: too long for a page, right for a job.
    """
    if reason := _refused_unopened(pdf):
        return SealReport(verdict=Verdict.UNREADABLE, obstacle=reason)
    question = bounds.Question(now, roots, fingerprints, expected_digest, base)
    return bounds.ask(pdf, question)


def inspect(
    pdf: bytes,
    *,
    now: datetime,
    roots: tuple[x509.Certificate, ...] = (),
    fingerprints: frozenset[str] = frozenset(),
    expected_digest: str | None = None,
    base: int | None = None,
) -> SealReport:
    """Check a file in this process, for files we made ourselves and for the process that `check` starts."""
    if reason := _refused_unopened(pdf):
        return SealReport(verdict=Verdict.UNREADABLE, obstacle=reason)
    from letters.checks import additions, seals

    try:
        found = seals.examine_file(pdf, roots, fingerprints, now=now)
        since_base = additions.since(pdf, base) if base is not None else None
    except seals.Locked:
        return SealReport(verdict=Verdict.UNREADABLE, obstacle=Obstacle.LOCKED)
    except seals.TooManySignatures:
        return SealReport(verdict=Verdict.UNREADABLE, obstacle=Obstacle.TOO_COSTLY)
    except STUMBLES:
        return SealReport(verdict=Verdict.UNREADABLE, obstacle=Obstacle.BROKEN)
    return replace(_with_contents(pdf, found, expected_digest), since_base=since_base)


def _with_contents(pdf: bytes, found: tuple[SealFound, ...], expected_digest: str | None) -> SealReport:
    """Add what the pages and the list say; where they cannot be read, a broken seal still tells the story."""
    import pikepdf

    from letters.checks import contents, printed

    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            listed = contents.examine(opened, expected_digest=expected_digest)
    except printed.TooMuch:
        obstacle = Obstacle.TOO_COSTLY
    except (contents.NoSoundList, pikepdf.PdfError, *STUMBLES):
        obstacle = Obstacle.BROKEN
    else:
        return SealReport(verdict=judge(found, listed), seals=found, contents=listed)
    if judge(found, None) is Verdict.ALTERED:
        return SealReport(verdict=Verdict.ALTERED, seals=found)
    return SealReport(verdict=Verdict.UNREADABLE, obstacle=obstacle, seals=found)


def _refused_unopened(pdf: bytes) -> Obstacle | None:
    if len(pdf) > LARGEST:
        return Obstacle.TOO_LARGE
    # ISO 32000-1, Annex H: readers look for the header within the first 1 024 bytes.
    return None if b"%PDF-" in pdf[:1024] else Obstacle.NOT_A_PDF
