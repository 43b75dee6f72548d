"""Many write at once: in one process they take turns by themselves, whatever patience the database has."""

import threading
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import event, func, select

from campaign import clock
from campaign.db import database, reading, transaction
from campaign.web import limits
from campaign.web.limits import Attempt


def test_nobody_who_writes_is_turned_away_by_another_writer(app: Flask) -> None:
    impatient()

    def write() -> None:
        with app.app_context():
            for _each in range(5):
                with transaction() as session:
                    limits.count(session, "x", "y", at_most=100, within=timedelta(hours=1), now=clock.now())
            database.session.close()

    writers = [threading.Thread(target=write) for _each in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert reading().scalar(select(func.count(Attempt.id))) == 20


def impatient() -> None:
    """From now on SQLite says at once that somebody else is writing."""

    def end_waiting(connection: Any, _record: Any) -> None:
        if database.engine.dialect.name == "sqlite":
            connection.execute("PRAGMA busy_timeout = 0")

    event.listen(database.engine, "connect", end_waiting)
