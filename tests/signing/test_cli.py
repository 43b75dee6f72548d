"""The worker does what signing needs."""

import threading
from datetime import timedelta

from campaign import cli, clock
from campaign.db import reading, transaction
from campaign.signing import operations, queries
from campaign.signing.wishes import Wish
from tests.signing.conftest import Asked


def test_the_worker_forgets_what_was_never_confirmed(asked: Asked) -> None:
    yesterday, today = clock.now() - timedelta(hours=25), clock.now()
    for filled_in_at, stays in ((yesterday, False), (today, True)):
        with transaction() as session:
            case = queries.case_by_secret(session, asked.secret, now=filled_in_at)
            assert case
            operations.fill_in(session, case, Wish(digest=case.text.digest), now=filled_in_at)
        for job in cli.jobs():
            job(threading.Event())
        assert bool(queries.pending_of(reading(), asked.invitation)) is stays
