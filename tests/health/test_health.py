"""An operator asks whether the installation works; a stranger learns no more than that it does."""

from collections import namedtuple
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from campaign.cli import main
from campaign.db import transaction
from campaign.health import queries, rules
from campaign.health.rules import Trouble
from campaign.outbox.operations import Mail, enqueue
from tests.browser import Browser

Disk = namedtuple("Disk", "free")


def wait(session: Session, now: datetime, *, bulk: bool = False, tried: int = 0) -> None:
    mail = Mail(template="code", to="a@example.org", about="test", values={})
    row = enqueue(session, mail, now=now - timedelta(minutes=16))
    row.is_bulk, row.attempts, row.last_error = bulk, tried, "Connection refused" if tried else None
    row.due_at = now + timedelta(minutes=30) if tried else row.due_at


@pytest.mark.parametrize("tried", [0, 3])
def test_a_code_that_does_not_leave_is_trouble(session: Session, now: datetime, tried: int) -> None:
    wait(session, now, tried=tried)
    assert Trouble.MAIL_STANDS in rules.troubles(queries.figures(session, now=now), now=now)


def test_bulk_mail_that_keeps_its_pace_is_no_trouble(session: Session, now: datetime) -> None:
    wait(session, now, bulk=True)
    figures = queries.figures(session, now=now)
    assert (figures.waiting, figures.urgent_since) == (1, None)


def test_a_full_disk_is_trouble(session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: Disk(rules.SPACE - 1))
    assert rules.troubles(queries.figures(session, now=now), now=now) == [Trouble.DISK_FULL]


@pytest.mark.one_engine
def test_monitoring_learns_that_there_is_trouble_and_not_which(app: Flask, browser: Browser, now: datetime) -> None:
    client = app.test_client()
    assert (client.get("/health").status_code, client.get("/health").text) == (200, "ok\n")
    with transaction() as session:
        wait(session, now, tried=3)
    assert (client.get("/health").status_code, client.get("/health").text) == (503, "trouble\n")


@pytest.mark.one_engine
def test_the_operator_reads_what_to_do(app: Flask, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaign.health.cli._is_newest", lambda: True)  # tests make tables without migrations
    well = app.test_cli_runner().invoke(main, ["status"])
    assert well.exit_code == 0, well.output
    with transaction() as session:
        wait(session, now, tried=3)
    ill = app.test_cli_runner().invoke(main, ["status"])
    assert ill.exit_code == 1
    assert "Connection refused" in ill.output
    assert "See that the worker runs" in ill.output


@pytest.mark.one_engine
def test_a_database_of_an_older_release_is_named(app: Flask) -> None:
    told = app.test_cli_runner().invoke(main, ["status"])
    assert told.exit_code == 1
    assert "campaign db upgrade" in told.output
