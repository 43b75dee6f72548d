"""What keeps an installation from doing its work, decided from a few figures."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from campaign import clock

PATIENCE = timedelta(minutes=15)
"""Codes and receipts leave within seconds; one that is as old as this, nobody sends."""

SPACE = 500 * 1024 * 1024
"""With less free than this the next large scan, backup or database file may no longer fit."""


class Trouble(StrEnum):
    """What an operator has to look after."""

    MAIL_STANDS = "mail_stands"
    DISK_FULL = "disk_full"
    CLOCK_BEHIND = "clock_behind"
    """The clock is behind what events have reached, and nothing is taken from anybody (see campaign/journal.py)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """How an installation stands."""

    waiting: int
    """Mails that are due: codes, receipts and bulk mail within its pace."""
    urgent_since: datetime | None
    """When the oldest code, receipt or notice that still waits was written."""
    last_error: str
    """What the mail server said last about one that waits."""
    left: int
    """Mails that left within a day."""
    given_up: int
    """Mails that were given up within a day."""
    free: int
    """Bytes free where the instance folder is."""
    reached: datetime | None
    """The latest moment that the journal or the worker's beat has seen."""


def troubles(figures: Figures, *, now: datetime) -> list[Trouble]:
    """What keeps this installation from its work; none where all is well."""
    found = []
    if figures.urgent_since is not None and figures.urgent_since < now - PATIENCE:
        found.append(Trouble.MAIL_STANDS)
    if figures.free < SPACE:
        found.append(Trouble.DISK_FULL)
    if figures.reached is not None and now < figures.reached - clock.SKEW:
        found.append(Trouble.CLOCK_BEHIND)
    return found
