"""The migrations make what the models say, on an empty database and on rows, up and down, on both engines."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, func, inspect, select, text

from campaign import cli, create_app
from campaign.db import Base, database, transaction
from campaign.drafting.models import Letter, Revision, RevisionKind
from campaign.journal import Event
from campaign.organisers.models import Organiser
from campaign.signing.models import ActorRole, Channel, Signature
from tests import databases, factories

#: Rows as the first release wrote them.
FIRST_RELEASE = (
    "INSERT INTO organisers (id, public_id, email, name, active, fs_uniquifier, created_at) "
    "VALUES (1, 'o', 'o@example.org', 'O', true, 'u', :now)",
    "INSERT INTO campaigns (id, public_id, title, story, created_at) VALUES (1, 'c', 'C', '', :now)",
    "INSERT INTO team_places (campaign_id, organiser_id, role) VALUES (1, 1, 'owner')",
    "INSERT INTO members (ep_id, given, surname, sort_name, sort_key, folded, updated_at) "
    "VALUES (9000001, 'Ada', 'TESTER', 'TESTER', 'x', 'ada', :now)",
    "INSERT INTO letters (id, public_id, campaign_id, state, version, title, language, place, letterhead_name, "
    "letterhead_address, subject, body, closing, cc, list_format, list_order, initiators_first, code_required, "
    "created_at, saved_at, opened_at) VALUES (1, 'l', 1, 'open', 1, 'L', 'en', '', '', '', 'S', 'B', '', '', 'A', "
    "'alphabetical', true, true, :now, :now, :now)",
    "INSERT INTO revisions (id, public_id, letter_id, number, text, digest, content, frozen_at, frozen_by_id) "
    "VALUES (1, 'r', 1, 1, 't', 'd', '{}', :now, 1)",
    "INSERT INTO signatures (id, public_id, letter_id, revision_id, ep_id, standing, signed_at, assurance, given, "
    "surname, sort_name, sort_key, country, group_code, in_individual_capacity, autograph_kind, consent_version, "
    "evidence) VALUES (1, 's', 1, 1, 9000001, true, :now, 'link_and_code', 'Ada', 'TESTER', 'TESTER', 'x', 'SE', "
    "'SD', false, 'none', '1', '{}')",
)


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


def test_every_check_of_the_models_holds_in_the_migrated_database(nothing: None) -> None:
    command.upgrade(cli._alembic(), "head")
    found = inspect(database.engine)
    lacking = {
        f"{table.name}: {each.name}"
        for table in Base.metadata.sorted_tables
        for each in table.constraints
        if isinstance(each, CheckConstraint)
        and each.name not in {held["name"] for held in found.get_check_constraints(table.name)}
    }
    assert lacking == set()


def test_a_database_of_the_first_release_is_brought_up_with_its_rows(nothing: None) -> None:
    settings = cli._alembic()
    command.upgrade(settings, "0001")
    with database.engine.connect().execution_options(writes=True) as connection:
        for statement in FIRST_RELEASE:
            connection.execute(text(statement), {"now": factories.NOON})
        connection.commit()
    command.upgrade(settings, "head")
    with transaction() as session:
        (letter,) = session.scalars(select(Letter))
        assert (letter.revision_number, letter.is_public) == (1, True)
        (revision,) = session.scalars(select(Revision))
        assert (revision.kind, revision.basis) == (RevisionKind.FIRST, 1)
        (signature,) = session.scalars(select(Signature))
        assert (signature.role, signature.channel) == (ActorRole.MEMBER, Channel.PERSONAL_LINK)
    database.session.close()


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
