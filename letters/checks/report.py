"""What a check found, as plain frozen values; `sentences` says it, `exit_code` answers scripts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """The whole in one word."""

    GENUINE = "genuine"
    ALTERED = "altered"
    UNREADABLE = "unreadable"
    UNKNOWN_SEALER = "unknown-sealer"
    UNSEALED = "unsealed"


EXIT_CODES = {
    Verdict.GENUINE: 0,
    Verdict.ALTERED: 1,
    Verdict.UNREADABLE: 2,
    Verdict.UNKNOWN_SEALER: 3,
    Verdict.UNSEALED: 4,
}


class Obstacle(StrEnum):
    """Why a file could not be checked."""

    NOT_A_PDF = "not-a-pdf"
    TOO_LARGE = "too-large"
    TOO_COSTLY = "too-costly"
    LOCKED = "locked"
    BROKEN = "broken"


class Kind(StrEnum):
    """What a signature in the file is for."""

    SEAL = "seal"
    SIGNATURE = "signature"
    TIME_STAMP = "time-stamp"


class Standing(StrEnum):
    """Who vouches for the key behind a signature."""

    TRUSTED = "trusted"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REVOKED = "revoked"


class Since(StrEnum):
    """What was done to the file after a signature was made."""

    NOTHING = "nothing"
    PROOFS = "proofs"
    SIGNATURES = "signatures"
    FORBIDDEN = "forbidden"


class Qualified(StrEnum):
    """What a certificate says of itself under eIDAS."""

    NOT_SAID = "not-said"
    SAID = "said"
    IN_A_DEVICE = "in-a-device"
    """Qualified, and its key rests in a qualified device: what a qualified signature is made with."""


class Purpose(StrEnum):
    """What a certificate says it is for."""

    NOT_SAID = "not-said"
    SIGNATURE = "signature"
    SEAL = "seal"
    WEBSITE = "website"


@dataclass(frozen=True, kw_only=True)
class SealFound:
    """One seal, signature or time stamp in the file."""

    field: str
    kind: Kind
    holder: str
    issuer: str
    self_issued: bool
    fingerprint: str
    intact: bool
    standing: Standing
    since: Since
    claimed_at: datetime | None
    """What the sealer's own clock said."""
    attested_at: datetime | None
    """What a trusted timestamp authority said."""
    person: str = ""
    """Whose certificate it is, by given name and surname where it has them."""
    qualified: Qualified = Qualified.NOT_SAID
    purpose: Purpose = Purpose.NOT_SAID
    covers_file: bool = False
    """Whether it covers every byte of the file as it stands now."""


@dataclass(frozen=True, kw_only=True)
class NamesFound:
    """The names printed against the names in the embedded list."""

    printed: int
    listed: int
    only_printed: tuple[str, ...]
    only_listed: tuple[str, ...]
    same_order: bool

    @property
    def agree(self) -> bool:
        """Whether both say exactly the same."""
        return not (self.only_printed or self.only_listed) and self.same_order


@dataclass(frozen=True, kw_only=True)
class ListFound:
    """What the embedded machine-readable list says about the letter."""

    letter: str
    title: str
    revision: int
    digest: str
    names: NamesFound
    digest_printed: bool
    """Whether the short digest in the footer of each page is the beginning of this one."""
    digest_expected: bool | None
    """Whether it is the digest the asker gave; None when none was given."""
    translation_of: str | None = None
    """The digest of the text that was signed, where the letter says that it is a translation."""


@dataclass(frozen=True, kw_only=True)
class SealReport:
    """Everything a check found."""

    verdict: Verdict
    obstacle: Obstacle | None = None
    seals: tuple[SealFound, ...] = ()
    contents: ListFound | None = None
    since_base: Since | None = None
    """What was added to the file of ours that it begins with; None where nobody asked."""

    @property
    def exit_code(self) -> int:
        """0 genuine, 1 altered, 2 unreadable, 3 sealed by an unknown key, 4 not sealed."""
        return EXIT_CODES[self.verdict]


def judge(seals: tuple[SealFound, ...], contents: ListFound | None) -> Verdict:
    """Decide from what was found; the first seal speaks for the issuing office."""
    broken = any(not each.intact or each.since is Since.FORBIDDEN for each in seals)
    if broken or (contents is not None and _contradicts_itself(contents)):
        return Verdict.ALTERED
    issuing = next((each for each in seals if each.kind is not Kind.TIME_STAMP), None)
    if issuing is None:
        return Verdict.UNSEALED
    return Verdict.GENUINE if issuing.standing is Standing.TRUSTED else Verdict.UNKNOWN_SEALER


def _contradicts_itself(contents: ListFound) -> bool:
    wrong_digest = contents.digest_expected is False or not contents.digest_printed
    return wrong_digest or not contents.names.agree
