"""What the worker does for webhooks: look what is new, send what is due."""

import threading
from typing import Any

from flask import current_app

from campaign import clock
from campaign.db import transaction
from campaign.open_data import hearing, sending

_rounds: list[threading.Thread] = []


def hear_some(_stop: threading.Event) -> None:
    """Write messages about what became public, changed or went; a job of the worker."""
    with transaction() as session:
        hearing.hear(session, now=clock.now())


def tell_some(stop: threading.Event) -> None:
    """Send what is due in a thread of its own, unless the last round still goes on; a job of the worker.

    Mails and all other jobs go on meanwhile: an address that answers slowly is its owner's trouble alone.
    """
    if _rounds and _rounds[-1].is_alive():
        return
    app: Any = current_app._get_current_object()  # type: ignore[attr-defined]
    round_ = threading.Thread(target=_round, args=(app, stop), daemon=True, name="webhooks")
    _rounds[:] = [round_]
    round_.start()


def _round(app: Any, stop: threading.Event) -> None:
    with app.app_context():
        sending.deliver(stop)
