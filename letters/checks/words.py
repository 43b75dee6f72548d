"""A report in plain English sentences, for the command line; pages translate the same findings by their keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from letters.checks.report import (
    Kind,
    ListFound,
    NamesFound,
    Obstacle,
    SealFound,
    SealReport,
    Since,
    Standing,
    Verdict,
)

VERDICTS = {
    Verdict.GENUINE: "Genuine: the seal is intact, its key is one you trust, and the names agree with the list.",
    Verdict.ALTERED: "ALTERED: this is not the file that was sealed. Do not rely on it; ask the sender for another.",
    Verdict.UNREADABLE: "Could not be checked.",
    Verdict.UNKNOWN_SEALER: "Intact, but nobody you trust vouches for the key that sealed it.",
    Verdict.UNSEALED: "Not sealed: nothing shows where this file comes from or whether it was changed.",
}
OBSTACLES = {
    Obstacle.NOT_A_PDF: "This is not a PDF file. Choose the PDF as you received it.",
    Obstacle.TOO_LARGE: "The file is larger than any letter this program makes. Check that it is the right file.",
    Obstacle.TOO_COSTLY: "The file takes more time or memory than any letter would, so the check was stopped.",
    Obstacle.LOCKED: "The file is locked with a password. Letters never are; ask the sender for the original.",
    Obstacle.BROKEN: "The file is damaged or incomplete. Download it again.",
}
KINDS = {Kind.SEAL: "Seal", Kind.SIGNATURE: "Signature", Kind.TIME_STAMP: "Time stamp"}
SINCE = {
    Since.NOTHING: "Nothing was changed after it.",
    Since.PROOFS: "After it only proofs for the archive were added, which is allowed.",
    Since.SIGNATURES: "After it only further signatures were added, which is allowed.",
    Since.FORBIDDEN: "AFTER IT THE FILE WAS CHANGED in a way the seal does not allow.",
}
MOST_NAMES = 10


def sentences(report: SealReport) -> Iterator[str]:
    """Say everything that was found, the verdict first."""
    yield VERDICTS[report.verdict]
    if report.obstacle is not None:
        yield OBSTACLES[report.obstacle]
    for seal in report.seals:
        yield from _about_seal(seal)
    if report.contents is not None:
        yield from _about_contents(report.contents)
    elif report.verdict is not Verdict.UNREADABLE:
        yield "No machine-readable list of signatories is embedded, so names could not be compared."
    if report.seals:
        yield "A seal shows where a file comes from and that it is unchanged. It is not the Members' signature."


def _about_seal(seal: SealFound) -> Iterator[str]:
    state = "intact" if seal.intact else "BROKEN: the file does not match it"
    yield f"{KINDS[seal.kind]} {seal.field} by {seal.holder}: {state}."
    yield _about_time(seal)
    yield _about_key(seal)
    if seal.intact:
        yield SINCE[seal.since]


def _about_time(seal: SealFound) -> str:
    if seal.attested_at is not None:
        return f"A trusted timestamp authority saw it at {_moment(seal.attested_at)}."
    if seal.claimed_at is not None:
        return f"Its maker says it was made at {_moment(seal.claimed_at)}; no trusted authority attests the time."
    return "It does not say when it was made."


def _about_key(seal: SealFound) -> str:
    match seal.standing:
        case Standing.TRUSTED if seal.self_issued:
            return f"Its self-issued key is one you named as trusted ({seal.fingerprint})."
        case Standing.TRUSTED:
            return f"Its certificate, issued by {seal.issuer}, leads to a root you trust."
        case Standing.REVOKED:
            return "ITS CERTIFICATE HAS BEEN REVOKED. Ask the office that sent the letter."
        case Standing.EXPIRED:
            return (
                "Its certificate was not valid at that time, or has expired since and no trusted time stamp shows "
                "that the seal is older. Compare the file with the office that sent it."
            )
        case Standing.UNKNOWN if seal.self_issued:
            return (
                "Its key is self-issued: anybody can make one in any name. Compare this fingerprint with the one "
                f"the office publishes: {seal.fingerprint}"
            )
        case Standing.UNKNOWN:
            return f"Its certificate, issued by {seal.issuer}, does not lead to a root you trust."


def _about_contents(found: ListFound) -> Iterator[str]:
    yield f"Letter {found.letter}, revision {found.revision}: {found.title}"
    yield f"Digest of the wording: {found.digest}"
    if found.translation_of:
        yield f"This is a translation. The text that was signed is another file's; its digest is {found.translation_of}"
    if found.digest_expected is False:
        yield "THIS IS NOT THE DIGEST you asked for: the wording is another one."
    elif found.digest_expected:
        yield "This is the digest you asked for."
    if not found.digest_printed:
        yield "THE DIGEST PRINTED on the pages is not the one in the embedded list."
    yield from _about_names(found.names)


def _about_names(names: NamesFound) -> Iterator[str]:
    if names.agree:
        yield f"All {names.printed} printed names are in the embedded list, in the same order, and no others."
        return
    yield f"THE NAMES DISAGREE: {names.printed} are printed, {names.listed} are in the embedded list."
    for label, only in (("Only printed", names.only_printed), ("Only in the list", names.only_listed)):
        if only:
            more = f" and {len(only) - MOST_NAMES} more" if len(only) > MOST_NAMES else ""
            yield f"{label}: {'; '.join(only[:MOST_NAMES])}{more}."
    if not names.same_order:
        yield "The printed order is not the order of the list."


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
