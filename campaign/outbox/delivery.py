"""The worker's round: take due mails, hand them over one by one, write down what came of each.

No transaction is open while a server is spoken to. A mail is settled before the next one is touched, so that a worker
killed at any moment leaves at most one mail whose fate is unknown; it is sent again under the same Message-ID.
"""

import logging
import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from campaign import clock, config, faults
from campaign.db import reading, transaction
from campaign.outbox import operations, queries, rendering
from campaign.outbox.folder import Letterbox
from campaign.outbox.models import OutgoingMail
from campaign.outbox.rules import Outcome, Told
from campaign.outbox.smtp import Smtp

logger = logging.getLogger(__name__)

BATCH = 10
STEPS = 6  # a mail takes at most so many answers of the server: EHLO or RSET, MAIL, RCPT, DATA, the mail, QUIT


class Way(Protocol):
    """How mails leave."""

    is_well: bool
    """Whether it is worth trying the next mail now."""

    def send(self, built: EmailMessage, *, return_path: str) -> Outcome:
        """Hand one mail over."""

    def close(self) -> None:
        """End it."""


def deliver_due(
    *, now: Callable[[], datetime] = lambda: clock.now(), stop: threading.Event | None = None
) -> Counter[Told]:
    """Deliver everything that is due and allowed now; stops early when the server is in trouble or when told to."""
    outcomes: Counter[Told] = Counter()
    way = _way()
    try:
        while not (stop and stop.is_set()) and _batch(way, outcomes, now):
            pass
    finally:
        way.close()
    return outcomes


def _batch(way: Way, outcomes: Counter[Told], now: Callable[[], datetime]) -> bool:
    """Take and deliver one batch; False when nothing is left to do, or the server is in trouble."""
    if not queries.anything_due(reading(), now=now()):
        reading().rollback()
        return False
    longest = timedelta(seconds=STEPS * config.current().mail_timeout)
    until = now() + 2 * longest + timedelta(minutes=1)
    with transaction() as session:
        taken = operations.lease(session, now=now(), until=until, limit=BATCH)
    in_hand = list(taken)
    try:
        for mail in taken:
            if now() + longest > until:
                break  # another worker may take the rest over before this one is done
            outcome = _deliver(way, mail, until=until, now=now)
            in_hand.remove(mail)
            outcomes[outcome.told] += 1
            if not way.is_well:
                return False
    finally:
        if in_hand:
            with transaction() as session:
                operations.release(session, in_hand, until=until)
    return bool(taken)


def _deliver(way: Way, mail: int, *, until: datetime, now: Callable[[], datetime]) -> Outcome:
    session = reading()
    row = session.get_one(OutgoingMail, mail)
    try:
        built, return_path = rendering.message(row), rendering.return_path(row)
    except Exception as error:
        # One mail that cannot be made (another key, a missing font) must not hold up the others; it is tried again.
        logger.error("mail %s cannot be made%s", row.public_id, faults.told(error))
        outcome = Outcome(Told.NOT_MADE, "the mail could not be made; the operator's log says why")
        session.rollback()
    else:
        session.rollback()
        outcome = way.send(built, return_path=return_path)
    with transaction() as session:
        row = session.get_one(OutgoingMail, mail, with_for_update=True)
        if row.leased_until == until:
            operations.settle(session, row, outcome, now=now())
    return outcome


def _way() -> Way:
    folder = config.current().mail_folder
    return Letterbox(Path(folder)) if folder else Smtp()
