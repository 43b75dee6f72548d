"""The journal tells of every change that was made by hand."""

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


def test_the_command_tells_the_last_digest(app: Flask, now: datetime) -> None:
    with transaction() as session:
        _three_events(session, now)
        newest = journal.newest(session)
        assert newest is not None
        digest = newest.digest
    output = app.test_cli_runner().invoke(main, ["journal", "verify"]).output
    assert output == f"The journal is whole: 3 events, the last with digest {digest}.\n"
