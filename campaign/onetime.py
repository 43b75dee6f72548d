"""When a one-time code counts: six digits from a mailbox are short, so they live for minutes and few tries.

The one rule for every code that is mailed: for signing, taking back, an office's acts and statements. Pure.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from campaign import tokens

LIVES = timedelta(minutes=10)
MINUTES = int(LIVES.total_seconds() // 60)
TRIES = 5


class WhyNoCode(StrEnum):
    """Why a typed code does not count."""

    NONE = "none"
    EXPIRED = "expired"
    SPENT = "spent"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a code that waits: its digest, its end, how often it was tried."""

    digest: str
    expires_at: datetime
    tries: int


def why_refused(kept: Kept, *, digest: str, now: datetime) -> WhyNoCode | None:
    """The reason why the typed code, given as its digest, does not count, or None. Tries before this one count."""
    if now >= kept.expires_at:
        return WhyNoCode.EXPIRED
    if kept.tries >= TRIES:
        return WhyNoCode.SPENT
    return None if tokens.same(kept.digest, digest) else WhyNoCode.WRONG
