"""The migrations make what the models say, on an empty database and on rows, up and down, on both engines."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, inspect, select, text

from campaign import cli, create_app
from campaign.db import Base, database, transaction
from campaign.journal import Event
from campaign.organisers.models import Organiser
from tests import databases, factories


@pytest.fixture
def nothing(tmp_path: Path, engine_name: str, request: pytest.FixtureRequest) -> Iterator[None]:
    """An application on a database without any table."""
    url = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    if engine_name == "postgresql":
        url = databases.make_postgresql(request.getfixturevalue("postgresql"), "migrations", with_tables=False)
    app = create_app(factories.settings(tmp_path, database_url=url))
    with app.app_context():
        yield
        database.session.close()
        database.engine.dispose()


def _tables() -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def test_the_migrations_make_what_the_models_say(nothing: None) -> None:
    command.upgrade(cli._alembic(), "head")
    assert _tables() == set(Base.metadata.tables)
    command.check(cli._alembic())


def test_every_step_goes_down_and_up_again_with_rows(nothing: None) -> None:
    settings = cli._alembic()
    command.upgrade(settings, "head")
    with transaction() as session:
        factories.make_signature(session, factories.make_open_letter(session))
    database.session.close()
    steps = [each.revision for each in ScriptDirectory.from_config(settings).walk_revisions()]
    for _step in steps[:-1]:
        command.downgrade(settings, "-1")
    command.upgrade(settings, "head")
    with transaction() as session:
        assert session.scalar(select(func.count()).select_from(Organiser)) == 1
    database.session.close()
    command.downgrade(settings, "base")
    assert _tables() == set()
    command.upgrade(settings, "head")
    assert _tables() == set(Base.metadata.tables)


def test_a_migrated_journal_is_append_only(nothing: None) -> None:
    command.upgrade(cli._alembic(), "head")
    with database.engine.connect() as connection:
        now = factories.NOON
        row = {
            "number": 1,
            "happened_at": now,
            "kind": "a",
            "subject": "b",
            "facts": {},
            "previous": "c",
            "digest": "d",
        }
        connection.execution_options(writes=True).execute(Event.__table__.insert(), row)
        with pytest.raises(Exception, match="append-only"):
            connection.execute(text("DELETE FROM journal"))


def test_there_is_one_newest_revision(nothing: None) -> None:
    assert len(ScriptDirectory.from_config(cli._alembic()).get_heads()) == 1
    with database.engine.connect() as connection:
        assert MigrationContext.configure(connection).get_current_heads() == ()
