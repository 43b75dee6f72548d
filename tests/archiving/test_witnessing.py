"""The end of the journal is told to somebody outside, once a day."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from campaign import clock, create_app, journal
from campaign.archiving import witnessing
from campaign.cli import main
from campaign.db import database, reading, transaction
from tests import mailbox
from tests.factories import settings

WITNESS = "witness@elsewhere.example"


@pytest.fixture
def app(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    """An installation that names a witness."""
    made = create_app(settings(tmp_path, database_url=database_url, journal_witness=WITNESS))
    with made.app_context():
        yield made
        database.session.close()
        database.engine.dispose()


def _happen(now: datetime) -> str:
    with transaction() as session:
        journal.record(session, "test.happened", "letter:1", now=now)
        newest = journal.newest(session)
        assert newest is not None
        return f"{newest.number}:{newest.digest}"


def _tell_daily() -> int:
    witnessing.tell_daily(threading.Event())
    return len(mailbox.waiting(reading(), WITNESS))


def test_the_witness_gets_what_verify_expects(app: Flask, now: datetime) -> None:
    end = _happen(now)
    assert _tell_daily() == 1
    words = mailbox.plain(mailbox.only_mail(reading(), WITNESS)).split()
    assert words[words.index("--expect") - 3 :][:4] == ["campaign", "journal", "verify", "--expect"]
    assert words[words.index("--expect") + 1] == end
    assert app.test_cli_runner().invoke(main, ["journal", "verify", "--expect", end]).exit_code == 0


def test_the_witness_is_told_once_a_day(app: Flask, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    _happen(now)
    assert _tell_daily() == 1
    _happen(now)
    assert _tell_daily() == 1
    tomorrow = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    assert _tell_daily() == 2


def test_an_empty_journal_has_no_end_to_tell(app: Flask) -> None:
    assert _tell_daily() == 0
    assert app.test_cli_runner().invoke(main, ["journal", "anchor"]).exit_code == 1


def test_the_command_mails_the_end_it_prints(app: Flask, now: datetime) -> None:
    end = _happen(now)
    told = app.test_cli_runner().invoke(main, ["journal", "anchor", "--mail"])
    assert told.output.strip() == end
    assert end in mailbox.plain(mailbox.only_mail(reading(), WITNESS))
