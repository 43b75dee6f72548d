"""The journal tells of every change that was made by hand."""

import hashlib
import json
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from campaign import journal
from campaign.cli import main
from campaign.db import transaction


def _three_events(session: Session, now: datetime) -> None:
    for number in range(3):
        journal.record(session, "test.happened", f"letter:{number}", now=now + timedelta(seconds=number), count=number)


def _unguarded(session: Session, statement: str) -> None:
    """Change a row as somebody with the database's owner rights would: triggers off first."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ALTER TABLE journal DISABLE TRIGGER ALL"))
    else:
        session.execute(text("DROP TRIGGER journal_no_update"))
        session.execute(text("DROP TRIGGER journal_no_delete"))
    session.execute(text(statement))
    session.expire_all()


def test_a_whole_journal_verifies(session: Session, now: datetime) -> None:
    _three_events(session, now)
    assert journal.verify(session) is None


@pytest.mark.parametrize("statement", ["UPDATE journal SET kind = 'x'", "DELETE FROM journal"])
def test_the_database_refuses_to_change_the_journal(session: Session, now: datetime, statement: str) -> None:
    _three_events(session, now)
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "number", "reason"),
    [
        ("UPDATE journal SET subject = 'letter:9' WHERE number = 2", 2, "altered"),
        ("DELETE FROM journal WHERE number = 2", 2, "missing"),
        ("UPDATE journal SET previous = 'x' WHERE number = 3", 3, "follow"),
    ],
)
def test_a_row_changed_by_hand_is_named(
    session: Session, now: datetime, statement: str, number: int, reason: str
) -> None:
    _three_events(session, now)
    _unguarded(session, statement)
    broken = journal.verify(session)
    assert broken is not None
    assert broken.number == number
    assert reason in broken.reason


def test_the_journal_cannot_be_emptied_at_one_go(session: Session, now: datetime) -> None:
    _three_events(session, now)
    is_postgresql = session.get_bind().dialect.name == "postgresql"  # SQLite has no TRUNCATE
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text("TRUNCATE journal" if is_postgresql else "DELETE FROM journal"))


def test_an_event_older_than_the_salt_still_verifies(session: Session, now: datetime) -> None:
    content = [1, now.isoformat(timespec="microseconds"), "test.happened", "letter:1", {"count": 1}, journal.GENESIS]
    digest = hashlib.sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()
    old = journal.Event(
        number=1, happened_at=now, kind="test.happened", subject="letter:1", facts={"count": 1}, salt=""
    )
    old.previous, old.digest = journal.GENESIS, digest
    session.add(old)
    session.flush()
    journal.record(session, "test.happened", "letter:2", now=now)
    assert journal.verify(session) is None
    _unguarded(session, "UPDATE journal SET subject = 'letter:9' WHERE number = 1")
    assert journal.verify(session) == journal.Break(1, "this event was altered")


def test_the_same_event_twice_has_two_content_digests(session: Session, now: datetime) -> None:
    journal.record_all(session, [("decline.given", "letter:1", {})] * 2, now=now)
    one, other = journal.history(session, "letter:1")
    assert journal.content_digest(one) != journal.content_digest(other)


def test_a_cut_off_end_is_noticed_by_who_kept_the_last_digest(app: Flask, now: datetime) -> None:
    with transaction() as session:
        _three_events(session, now)
    kept = app.test_cli_runner().invoke(main, ["journal", "anchor"]).output.strip()
    assert app.test_cli_runner().invoke(main, ["journal", "verify", "--expect", kept]).exit_code == 0
    with transaction() as session:
        _unguarded(session, "DELETE FROM journal WHERE number = 3")
    assert app.test_cli_runner().invoke(main, ["journal", "verify"]).exit_code == 0
    told = app.test_cli_runner().invoke(main, ["journal", "verify", "--expect", kept])
    assert told.exit_code == 1
    assert "broken at event 3: the journal ends before this event" in told.output


def test_a_rewritten_chain_is_noticed_by_who_kept_a_digest(session: Session, now: datetime) -> None:
    _three_events(session, now)
    kept = journal.Anchor(2, "a" * 64)
    assert journal.verify(session) is None
    broken = journal.verify(session, kept=kept)
    assert broken is not None
    assert broken.number == 2
    assert "rewritten" in broken.reason


@pytest.mark.parametrize("written", ["", "3", "x:" + "a" * 64, "3:abc", "-1:" + "a" * 64])
def test_what_is_no_anchor_is_not_taken_for_one(written: str) -> None:
    with pytest.raises(ValueError, match="^" + written):
        journal.Anchor.of(written)


def test_the_command_tells_the_last_digest(app: Flask, now: datetime) -> None:
    with transaction() as session:
        _three_events(session, now)
        newest = journal.newest(session)
        assert newest is not None
        digest = newest.digest
    output = app.test_cli_runner().invoke(main, ["journal", "verify"]).output
    assert output == f"The journal is whole: 3 events, the last with digest {digest}.\n"
