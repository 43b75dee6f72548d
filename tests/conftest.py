"""An application on a fresh database for each test; real SMTP and the network stay closed unless a test opens them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from campaign import create_app
from campaign.config import Settings
from campaign.db import Base, database, transaction
from campaign.organisers.models import Organiser
from tests import factories
from tests.browser import Browser

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def settings(folder: Path, **changes: object) -> Settings:
    values: dict[str, object] = {
        "secret_key": "a key for tests only, long enough to pass",
        "public_url": "http://localhost",
        "operator_name": "Example Operator",
        "operator_email": "operator@example.org",
        "mail_from": "letters@example.org",
        "instance_folder": str(folder),
        "mail_folder": str(folder / "mails"),
    }
    return Settings(**(values | changes))  # type: ignore[arg-type]


@pytest.fixture
def app(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    """The application with every table, on SQLite or PostgreSQL."""
    made = create_app(settings(tmp_path, database_url=database_url))
    with made.app_context():
        Base.metadata.create_all(database.engine)
        yield made
        database.session.remove() if hasattr(database.session, "remove") else database.session.close()
        Base.metadata.drop_all(database.engine)
        database.engine.dispose()


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """Where this test's data is."""
    return f"sqlite:///{tmp_path / 'test.sqlite3'}"


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """One open transaction for tests of operations and queries."""
    with transaction() as opened:
        yield opened


@pytest.fixture
def now() -> datetime:
    """A Monday noon in Brussels."""
    return NOON


@pytest.fixture
def organiser(app: Flask) -> Organiser:
    """An organiser with an account, committed."""
    with transaction() as opened:
        return factories.make_organiser(opened)


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A visitor without JavaScript who is nobody yet."""
    return Browser(app)


@pytest.fixture
def organiser_browser(app: Flask, organiser: Organiser) -> Browser:
    """A logged-in organiser."""
    return Browser(app).logged_in(organiser)
