"""kill -9 of a real worker in the middle of sending: nothing is lost, and at most the one in flight comes twice."""

import os
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import fields
from datetime import timedelta

import pytest
from flask import Flask

from campaign import clock
from campaign.db import reading, transaction
from campaign.outbox import delivery, operations
from campaign.outbox.models import MailState, OutgoingMail
from campaign.outbox.operations import Mail
from tests.smtp import OK, Relay, Relays

MAILS = 25
COMMAND = "from campaign.cli import main; main()"


def start_worker(app: Flask) -> subprocess.Popen[bytes]:
    """A worker of its own process on this test's database and relay."""
    settings = app.extensions["settings"]
    environment = {each.name.upper(): str(getattr(settings, each.name)) for each in fields(settings)}
    return subprocess.Popen(  # the checkout is the working directory
        [sys.executable, "-c", COMMAND, "outbox", "deliver", "--once"], env={**os.environ, **environment}
    )


@pytest.mark.slow
@pytest.mark.real_time
@pytest.mark.parametrize("moment", ["server has taken the mail", "server has not taken it yet"])
def test_a_killed_worker_loses_nothing_and_repeats_at_most_the_mail_in_flight(
    app: Flask, relays: Relays, relay: Relay, moment: str
) -> None:
    relays.use(mail_timeout=20)
    with transaction() as session:
        values = {"name": "Ada", "link": "http://localhost/x"}
        mails = [
            Mail(template="password_changed", to=f"m{each}@example.org", about="x", values=values)
            for each in range(MAILS)
        ]
        operations.enqueue_all(session, mails, now=clock.now())
    worker: list[subprocess.Popen[bytes]] = []

    def kill() -> None:
        os.kill(worker[0].pid, signal.SIGKILL)
        worker[0].wait()

    def kill_after_seven() -> None:
        if len(relay.taken) == 7 and worker[0].poll() is None:
            kill()

    def kill_before_the_eighth(_recipient: str) -> str:
        if len(relay.taken) == 7 and worker[0].poll() is None:
            kill()
        return OK

    if moment == "server has taken the mail":
        relay.after_data = kill_after_seven
    else:
        relay.at_rcpt = kill_before_the_eighth
    worker.append(start_worker(app))
    assert worker[0].wait(60) == -signal.SIGKILL
    assert len(relay.taken) == 7

    later = clock.now() + timedelta(minutes=10)
    delivery.deliver_due(now=lambda: later)
    times = Counter(each.message_id for each in relay.taken)
    twice = [each for each, number in times.items() if number > 1]
    assert {each.recipient for each in relay.taken} == {f"m{each}@example.org" for each in range(MAILS)}
    assert len(times) == MAILS
    assert len(twice) == (1 if moment == "server has taken the mail" else 0)
    reading().rollback()
    assert {each.state for each in reading().query(OutgoingMail)} == {MailState.SENT}
