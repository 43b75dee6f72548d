"""What the scheduled job does: rows whose time is over go, and one event tells how many of each kind."""

from collections import Counter
from datetime import datetime

from sqlalchemy.orm import Session

from campaign import journal
from campaign.notices.rules import AFTER_CLOSING
from campaign.privacy import paths, periods, removing, tombstones
from campaign.privacy.holdings import HOLDINGS
from campaign.privacy.removing import Removed

SETTLED = "withdrawals settled"


def run(session: Session, *, now: datetime) -> Removed:
    """Remove everything whose time is over; the caller commits, and then forgets the files.

    First the signatures that ended: a withdrawal that nobody settled counts as meant, and the names go. The event in
    the journal holds counts only. Raises nothing of its own.
    """
    removed = Removed()
    settled = tombstones.settle(session, before=now - AFTER_CLOSING, now=now)
    here = removing.table("signatures")
    ended = paths.reaches(here, "letter_id", periods.ended_letters(here, before=now - AFTER_CLOSING))
    tombstones.bury(session, tombstones.ended(session, ended), removed, now=now)
    for name, holding in HOLDINGS.items():
        over = holding.kept.over(removing.table(name), now)
        if over is not None:
            removing.remove(session, name, over, removed)
    removed.rows = Counter({name: number for name, number in removed.rows.items() if number})
    if settled or removed.rows:
        counts = {**removed.rows, **({SETTLED: settled} if settled else {})}
        journal.record(session, "retention.run", "retention", now=now, **counts)
    return removed
