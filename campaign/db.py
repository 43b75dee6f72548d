"""The database: models' base, aware times, one transaction per request.

SQLite (WAL, synchronous FULL: an acknowledged signature survives a power cut) is the embedded default, PostgreSQL the
engine for many machines; nothing outside this module knows which one it is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import StrEnum
from inspect import iscoroutinefunction
from threading import RLock
from typing import Any

from flask import Flask
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import (
    JSON,
    Connection,
    Date,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    Text,
    TypeDecorator,
    event,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Session

from campaign.config import Settings

BUSY_TIMEOUT_MS = 15_000
_WRITERS = RLock()


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC; a naive time is refused rather than guessed at."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive time: pass an aware one")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give aware UTC times back (SQLite keeps no zone)."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of all models; every constraint has a name, so that migrations can speak of it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        datetime: UtcDateTime,
        date: Date,
        str: Text,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        StrEnum: Enum(
            StrEnum, native_enum=False, length=32, values_callable=lambda kind: [each.value for each in kind]
        ),
    }


database = SQLAlchemy()


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its engine; nothing is opened yet."""
    options: dict[str, Any] = {"url": settings.database, "hide_parameters": True}  # names and mailboxes, in an error
    if settings.database.startswith("postgresql"):
        options |= {"pool_pre_ping": True}
    app.config["SQLALCHEMY_ENGINES"] = {"default": options}
    database.init_app(app)
    _leave_out_async(app)
    with app.app_context():
        if database.engine.dialect.name == "sqlite":
            _tune_sqlite(database.engine)


@contextmanager
def transaction() -> Iterator[Session]:
    """The one transaction of a request, command or job: committed at the end, or nothing of it happened.

    What was read before is read again inside: a decision must not rest on an older snapshot.
    """
    session = database.session
    session.rollback()
    with _turn(session):
        session.connection(execution_options={"writes": True})
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


@contextmanager
def snapshot() -> Iterator[Session]:
    """One unchanging view of the database for many questions, however long they take; nothing is written in it."""
    session = database.session
    session.rollback()
    if session.get_bind().dialect.name == "postgresql":  # SQLite's readers see one state anyway
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    try:
        yield session
    finally:
        session.rollback()


@contextmanager
def _turn(session: Session) -> Iterator[None]:
    """SQLite's writers of this process queue here: its own waiting is polling, which keeps some of them very long.

    Who waited as long as SQLite would have lets SQLite decide.
    """
    if session.get_bind().dialect.name != "sqlite":
        yield
        return
    mine = _WRITERS.acquire(timeout=BUSY_TIMEOUT_MS / 1000)
    try:
        yield
    finally:
        if mine:
            _WRITERS.release()


def one_at_a_time(session: Session, what: str) -> None:
    """Let only one transaction at a time do this until it ends; SQLite's writers come one by one anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:what))"), {"what": what})


def reading() -> Session:
    """The session for queries outside a transaction(); it is rolled back when the request ends."""
    session: Session = database.session
    return session


def _leave_out_async(app: Flask) -> None:
    """Drop the extension's async clean-up: there are no async sessions, and it starts an event loop per request."""
    app.teardown_appcontext_funcs = [each for each in app.teardown_appcontext_funcs if not iscoroutinefunction(each)]


def _tune_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connected(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy emits BEGIN itself, see below
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _began(connection: Connection) -> None:
        # A reader that turns into a writer fails at once under WAL: writers take the lock when they begin.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
