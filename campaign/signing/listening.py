"""Features above hear what happens to a signature, in the transaction in which it happens.

Signing knows nothing of editions; a feature registers a listener when the application is wired.
"""

from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from campaign.signing.models import Signature


class Listener(Protocol):
    """Called after the event is in the journal."""

    def __call__(self, session: Session, kind: str, signature: Signature, *, now: datetime) -> None:
        """Do what follows; the caller commits."""


_listeners: dict[str, Listener] = {}


def register(name: str, listener: Listener) -> None:
    """Let this listener hear all events; under one name the last one counts."""
    _listeners[name] = listener


def tell(session: Session, kind: str, signature: Signature, *, now: datetime) -> None:
    """Tell every listener."""
    for each in _listeners.values():
        each(session, kind, signature, now=now)
