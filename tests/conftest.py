"""An application on a fresh database for each test; real SMTP and the network stay closed unless a test opens them."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import hypothesis
import psycopg
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from campaign import clock, create_app
from campaign.db import database, transaction
from campaign.delivering import sealing
from campaign.organisers.models import Organiser
from tests import databases, factories, quick
from tests.browser import Browser
from tests.chromium import chromium, installation, original, windows  # noqa: F401 - fixtures
from tests.factories import settings

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


# Tests tell stories out of order, what is due tomorrow first; those about the clock ask for `time_holds`.
clock.SKEW = timedelta(days=36_500)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what touches the database on both engines, unless the test is marked one_engine."""
    if "engine_name" in metafunc.fixturenames:
        alone = metafunc.definition.get_closest_marker("one_engine")
        both = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
        metafunc.parametrize("engine_name", both[:1] if alone else both)


quick.share(Flask)

# A busy machine is slow now and then: examples are judged by what they find, not by the time they take.
hypothesis.settings.register_profile("calm", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("calm")


@pytest.fixture(autouse=True)
def noon(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test begins at NOON: what the factories make is as old, and as far from its deadline, in every year.

    A server in a process of its own has the real time, and tests that use one set their own deadlines.
    """
    if "installation" not in request.fixturenames and not request.node.get_closest_marker("real_time"):
        real, began = clock.now, clock.now()
        monkeypatch.setattr(clock, "now", lambda: NOON + (real() - began))


@pytest.fixture
def time_holds(noon: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Time does not run backwards in this test, as for users."""
    monkeypatch.setattr(clock, "SKEW", timedelta(minutes=1))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A PostgreSQL server for this run: the folder of its socket. Its database `test` has every table."""
    with databases.postgresql_server() as socket:
        databases.make_postgresql(socket)
        yield socket


@pytest.fixture(scope="session")
def cleaner(postgresql: str) -> Iterator[psycopg.Connection]:
    """The connection that empties the database between two tests."""
    with databases.cleaner(postgresql) as connection:
        yield connection


@pytest.fixture(scope="session")
def fresh_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and no row, to copy from."""
    file = tmp_path_factory.mktemp("fresh") / "fresh.sqlite3"
    databases.make_sqlite(file)
    return file


@pytest.fixture
def database_url(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Where this test's data is: every table is there and empty."""
    if engine_name == "sqlite":
        file = tmp_path / "test.sqlite3"
        shutil.copy(request.getfixturevalue("fresh_sqlite"), file)
        yield f"sqlite:///{file}"
    else:
        cleaner = request.getfixturevalue("cleaner")
        yield databases.postgresql_url(request.getfixturevalue("postgresql"))
        databases.empty_postgresql(cleaner)


@pytest.fixture
def app(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application with every table, on SQLite or PostgreSQL."""
    monkeypatch.setattr(sealing, "own_key", quick.own_key)
    made = create_app(settings(tmp_path, database_url=database_url))
    quick.weaken_passwords(made)
    with made.app_context():
        quick.share_statements(database.engine)
        yield made
        database.session.close()
        if database.engine.dialect.name == "sqlite":
            database.engine.dispose()


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
