"""When a mail is tried again, when it is given up, how many may leave now. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from campaign.outbox.models import MailState

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440, 1440))
"""How long to wait after the first, second, … failed attempt; after the last one the mail is given up: three days."""
SLICE = timedelta(minutes=6)
"""An hour's allowance is spread: at most a tenth of it within any six minutes, so that it never leaves in one gust."""
HOUR = timedelta(hours=1)


class Suppressed(StrEnum):
    """Why a mailbox gets no more bulk mail."""

    BOUNCED = "bounced"
    UNSUBSCRIBED = "unsubscribed"


class Told(StrEnum):
    """What the mail server told us about one mail; NOT_MADE: it never got that far."""

    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REFUSED = "refused"
    NO_MAILBOX = "no_mailbox"
    NOT_MADE = "not_made"


@dataclass(frozen=True)
class Outcome:
    """What came of one attempt, and the server's own words."""

    told: Told
    words: str = ""


@dataclass(frozen=True)
class Allowance:
    """So many mails within so long."""

    number: int
    within: timedelta

    def left(self, used: int) -> int:
        """How many more may leave now."""
        return max(0, self.number - used)


def allowance(per_hour: int) -> Allowance:
    """What a limit per hour means for the next mails; keeping it slice by slice keeps it for every hour."""
    if per_hour < HOUR // SLICE:
        return Allowance(max(0, per_hour), HOUR)
    return Allowance(per_hour // (HOUR // SLICE), SLICE)


def next_try(attempts: int, *, now: datetime) -> datetime | None:
    """When to try again after so many failed attempts; None: give it up."""
    return now + PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def state_after(outcome: Outcome) -> MailState | None:
    """Where the mail ends with this outcome; None: it waits for another try."""
    if outcome.told in (Told.DEFERRED, Told.NOT_MADE):
        return None
    return MailState.SENT if outcome.told is Told.ACCEPTED else MailState.REFUSED


def refusal(code: int, words: str) -> Told:
    """What a server's "no" to a mailbox means: wait, refused, or there is no such mailbox.

    RFC 3463: 5.1.x is about the address and 5.2.1 a closed mailbox; 5.2.2 (full) and 5.7.x (policy) say nothing
    against the mailbox, so it is not suppressed for them. Without such a code, 550, 551 and 553 mean the mailbox.
    """
    if code < 500:
        return Told.DEFERRED
    status = re.search(r"\b5\.(\d{1,3})\.(\d{1,3})\b", words)
    if status:
        closed = status.group(1) == "1" or status.groups() == ("2", "1")
        return Told.NO_MAILBOX if closed else Told.REFUSED
    return Told.NO_MAILBOX if code in (550, 551, 553) else Told.REFUSED


def mailbox_key(address: str) -> str:
    """The form in which mailboxes are compared: capitals do not matter (the Parliament writes some)."""
    return address.strip().casefold()
