"""How long 719 invitations take: queued in one transaction, then delivered over a real local SMTP connection.

python benchmarks/invitations.py [--members N] [--database URL] [--workers N]

The page where Members are chosen is timed too. Everything runs on invented Members; nothing leaves this machine.
"""

import argparse
import socket
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import event

from campaign import clock, create_app
from campaign.db import Base, database, reading, transaction
from campaign.drafting.models import Letter
from campaign.inviting import operations
from campaign.organisers.models import Organiser
from campaign.outbox import delivery
from campaign.roster.models import Member
from tests import factories
from tests.conftest import settings

MEMBERS = 719


class Relay:
    """Takes everything and counts."""

    taken = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.taken += 1
        return "250 taken"


@dataclass(frozen=True, order=True)
class Took:
    """Seconds by the clock on the wall, and of this process (of all its threads)."""

    wall: float
    cpu: float


def seconds(act: Callable[[], Any]) -> Took:
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return Took(time.perf_counter() - wall, time.process_time() - cpu)


def prepare(members: int) -> tuple[int, int]:
    """A letter open for signature and a roster; their organiser's and letter's numbers."""
    countries, groups = ["BE", "DE", "FR", "PL", "SE"], ["EPP", "SD", "GREENS", "NI"]
    with transaction() as session:
        letter = factories.make_open_letter(session, letterhead_name="Sarovia Watch")
        letter.deadline_at = clock.now() + timedelta(days=14)
        for at in range(members):
            factories.make_member(session, country=countries[at % 5], group=groups[at % 4])
        return letter.campaign.team[0].organiser_id, letter.id


def invite(organiser: int, letter: int) -> None:
    with transaction() as session:
        everybody = session.query(Member).all()
        by = session.get_one(Organiser, organiser)
        operations.invite(session, session.get_one(Letter, letter), everybody, by=by, now=clock.now())
    with transaction() as session:
        operations.word(session, session.get_one(Letter, letter), {"mails_per_hour": 100_000}, by=by, now=clock.now())


def queries_of(act: Callable[[], Any]) -> int:
    number = 0

    def count(*_rest: Any) -> None:
        nonlocal number
        number += 1

    event.listen(database.engine, "before_cursor_execute", count)
    act()
    event.remove(database.engine, "before_cursor_execute", count)
    return number


def deliver(app: Flask, workers: int) -> None:
    def work() -> None:
        with app.app_context():
            delivery.deliver_due()
            database.session.close()

    threads = [threading.Thread(target=work) for _each in range(workers)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def main() -> None:
    """Measure and print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--members", type=int, default=MEMBERS)
    asked.add_argument("--database", default="")
    asked.add_argument("--workers", type=int, default=1)
    options = asked.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        made = settings(Path(folder), database_url=options.database, mail_folder="", mail_server="127.0.0.1")
        made = replace(made, mail_port=port, mail_security="none", mails_per_hour=100_000)
        app = create_app(made)
        with app.app_context():
            Base.metadata.create_all(database.engine)
            measure(app, port, options)
            Base.metadata.drop_all(database.engine)


def measure(app: Flask, port: int, options: argparse.Namespace) -> None:
    relay = Relay()
    controller = Controller(relay, hostname="127.0.0.1", port=port)
    controller.start()
    organiser, letter = prepare(options.members)
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = reading().get_one(Organiser, organiser).fs_uniquifier
        session["_fresh"] = True
    address = f"/letters/{reading().get_one(Letter, letter).public_id}/invitations"
    client.get(address)
    page = min(seconds(lambda: client.get(address)) for _each in range(5))
    asks = queries_of(lambda: client.get(address))
    queued = seconds(lambda: invite(organiser, letter))
    sent = seconds(lambda: deliver(app, options.workers))
    controller.stop()
    rows = [
        (f"page to choose among {options.members} Members ({asks} queries)", page, 1),
        (f"{options.members} invitations queued", queued, options.members),
        (f"{relay.taken} delivered over SMTP, {options.workers} worker(s)", sent, relay.taken),
    ]
    print(f"{'step':<50}{'seconds':>9}{'CPU':>8}{'a second':>10}")
    for label, taken, number in rows:
        print(f"{label:<50}{taken.wall:>9.3f}{taken.cpu:>8.3f}{number / taken.wall:>10.0f}")


if __name__ == "__main__":
    main()
