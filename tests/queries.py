"""Counts what is asked of the database: a page must not ask more often when there is more to show."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from campaign.db import database


@contextmanager
def count_queries() -> Iterator[list[str]]:
    """The statements that are sent inside the block: `with count_queries() as sent: …; len(sent)`."""
    sent: list[str] = []

    def listen(connection: object, cursor: object, statement: str, *rest: object) -> None:
        sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", listen)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", listen)
