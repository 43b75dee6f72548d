"""What a webhook is told, when a message is tried again, and how it is signed. Pure."""

import base64
import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from campaign.open_data.facts import Fact, Kind

PAUSES = tuple(
    timedelta(seconds=each) for each in (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 57_600, 86_400)
)  # 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 16 h, 24 h: just below three days
"""How long to wait after the first, second, … failed attempt; after the last one the message is given up."""
SECRET_BYTES = 32
PREFIX = "whsec_"
GONE = 410


@dataclass(frozen=True, slots=True)
class Happening:
    """What is told: of which kind, and of which fact (none where the case itself came or went)."""

    kind: Kind
    key: str
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one attempt: a status, or why there is none."""

    status: int | None = None
    error: str = ""

    @property
    def is_good(self) -> bool:
        """Whether the other side took it."""
        return self.status is not None and 200 <= self.status < 300


def snapshot(facts: Iterable[Fact]) -> dict[str, str]:
    """What an address knows once it was told all of these."""
    return {each.key: f"{each.goes or ''}|{each.subject}|{each.digest}" for each in facts}


def happenings(told: Mapping[str, str] | None, facts: Iterable[Fact] | None) -> list[Happening]:
    """What came, changed and went since; None on either side: the case is not public.

    A case that comes or goes is one happening, whatever it holds.
    """
    if told is None or facts is None:
        if told is None and facts is None:
            return []
        return [Happening(Kind.CASE_PUBLISHED if facts is not None else Kind.CASE_TAKEN_BACK, "case")]
    known = {each.key: each for each in facts}
    found = [_of(told.get(each.key), each, snapshot([each])[each.key]) for each in known.values()]
    gone = [_gone(key, state) for key, state in told.items() if key not in known]
    return [each for each in (*found, *gone) if each is not None]


def next_try(attempts: int, *, now: datetime) -> datetime | None:
    """When to try again after so many failed attempts; None: give it up."""
    return now + PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def new_secret() -> str:
    """A signing secret as the Standard Webhooks specification writes it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def headers(secret: str, message: str, body: bytes, *, at: datetime) -> dict[str, str]:
    """The three headers of the Standard Webhooks specification: HMAC-SHA256 over id, time and body."""
    stamp = str(int(at.timestamp()))
    key = base64.b64decode(secret.removeprefix(PREFIX))
    mac = hmac.digest(key, b".".join((message.encode(), stamp.encode(), body)), "sha256")
    return {
        "webhook-id": message,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
    }


def _of(before: str | None, fact: Fact, state: str) -> Happening | None:
    if before is None:
        return Happening(fact.appears, fact.key, fact) if fact.appears else None
    if before != state and fact.changes:
        return Happening(fact.changes, fact.key, fact)
    return None


def _gone(key: str, state: str) -> Happening | None:
    goes = state.partition("|")[0]
    return Happening(Kind(goes), key) if goes else None
