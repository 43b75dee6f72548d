"""Several workers share one queue; the command does what it says."""

import errno
import signal
import threading
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from campaign import clock
from campaign.cli import main
from campaign.db import database, reading, transaction
from campaign.outbox import cli, delivery, operations, queries
from campaign.outbox.models import MailState, OutgoingMail
from campaign.outbox.operations import Mail
from tests.outbox.test_bounces import report
from tests.smtp import Relay, Relays


def queue(number: int, now: datetime) -> None:
    values = {"name": "Ada", "link": "http://localhost/x"}
    mails = [
        Mail(template="password_changed", to=f"m{each}@example.org", about="x", values=values) for each in range(number)
    ]
    with transaction() as session:
        operations.enqueue_all(session, mails, now=now)


def test_four_workers_share_the_queue_and_send_each_mail_once(
    app: Flask, relays: Relays, relay: Relay, now: datetime
) -> None:
    relays.use(mail_timeout=20)
    queue(60, now)

    def work() -> None:
        with app.app_context():
            delivery.deliver_due(now=lambda: now)
            database.session.close()

    workers = [threading.Thread(target=work) for _each in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    times = Counter(each.recipient for each in relay.taken)
    assert (len(times), set(times.values())) == (60, {1})
    reading().rollback()
    assert set(reading().scalars(select(OutgoingMail.state))) == {MailState.SENT}


def test_deliver_once_empties_the_queue_and_ends(app: Flask, relay: Relay) -> None:
    queue(3, clock.now())
    said = app.test_cli_runner().invoke(main, ["outbox", "deliver", "--once"])
    assert said.exit_code == 0, said.output
    assert said.output == "3 accepted\n"
    assert len(relay.taken) == 3


def test_bounces_are_read_by_command(app: Flask, relay: Relay, tmp_path: Path) -> None:
    queue(1, clock.now())
    delivery.deliver_due()
    (tmp_path / "report.eml").write_bytes(report(message_id=relay.taken[0].message_id))
    said = app.test_cli_runner().invoke(main, ["outbox", "bounces", str(tmp_path / "report.eml")])
    assert said.output == "1 reports of failed delivery, 1 mails newly marked as refused.\n"
    lifted = app.test_cli_runner().invoke(main, ["outbox", "lift", "m0@example.org"])
    assert lifted.output == "m0@example.org can be invited again.\n"
    assert app.test_cli_runner().invoke(main, ["outbox", "lift", "m0@example.org"]).exit_code == 1
    reading().rollback()
    assert queries.suppressed(reading(), ["m0@example.org"]) == {}


@pytest.mark.parametrize(("first", "second"), [("ada@example.org", "ADA@example.org")])
def test_a_members_own_wish_weighs_more_than_a_bounce(app: Flask, now: datetime, first: str, second: str) -> None:
    with transaction() as session:
        operations.suppress(session, first, operations.Suppressed.BOUNCED, now=now)
        operations.suppress(session, second, operations.Suppressed.UNSUBSCRIBED, now=now)
        operations.suppress(session, first, operations.Suppressed.BOUNCED, now=now)
        assert queries.suppressed(session, [first])[first].reason == "unsubscribed"


def test_the_worker_goes_on_after_a_failure_and_ends_when_told(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(cli, "PAUSE", 0)
    handlers = [signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)]
    rounds: list[str] = []

    def job(_stop: threading.Event) -> None:
        rounds.append("round")
        if len(rounds) == 1:
            raise OSError(errno.ENOSPC, "disk full")
        signal.raise_signal(signal.SIGTERM)

    try:
        cli.keep_doing([job, cli.seldom(lambda _stop: rounds.append("seldom"), seconds=3600)])
    finally:
        for number, handler in zip((signal.SIGTERM, signal.SIGINT), handlers, strict=True):
            signal.signal(number, handler)
    assert rounds == ["round", "seldom", "round"]
    assert "No space left on device" in caplog.text
