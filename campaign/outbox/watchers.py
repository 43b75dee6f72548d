"""Features watch over their own mails: may it still leave, and what follows when it has left.

The outbox knows neither invitations nor letters; a feature registers a watcher for its template when the application
is wired.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from campaign.outbox.models import OutgoingMail


class HasLeft(Protocol):
    """Called in the transaction that settles a sent mail."""

    def __call__(self, session: Session, mail: OutgoingMail, *, now: datetime) -> None:
        """Do what follows from the mail having left."""


@dataclass(frozen=True, kw_only=True)
class Watcher:
    """What a feature wants to know about its mails."""

    why_not: Callable[[Session, OutgoingMail, datetime], str | None]
    """Asked just before the mail leaves: why it must not leave any more, or None."""
    has_left: HasLeft
    """Told once the mail has left."""
    has_failed: HasLeft | None = None
    """Told once it is settled that the mail did not leave, or that it came back."""


_watchers: dict[str, Watcher] = {}


def register(template: str, watcher: Watcher) -> None:
    """Let this watcher look after all mails of a template; the last one counts."""
    _watchers[template] = watcher


def of(mail: OutgoingMail) -> Watcher | None:
    """Who watches over this mail."""
    return _watchers.get(mail.template)
