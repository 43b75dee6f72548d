"""campaign roster import."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from campaign.db import transaction
from campaign.roster import cli
from campaign.roster.models import Member
from tests.roster.material import full_list, mep, table


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "list.xml").write_bytes(full_list(mep(9_000_001, "Ada EXAMPLE"), mep(9_000_002, "Bo SAMPLE")))
    return folder


def run(app: Flask, *arguments: str | Path) -> Result:
    return app.test_cli_runner().invoke(cli.commands, ["import", *map(str, arguments)])


def members() -> int:
    with transaction() as session:
        return session.scalar(select(func.count()).select_from(Member)) or 0


def test_a_list_is_imported_and_what_changed_is_said(app: Flask, lists: Path) -> None:
    result = run(app, lists / "list.xml")
    assert result.exit_code == 0, result.output
    assert "New: 2" in result.output
    assert "Ada EXAMPLE (9000001)" in result.output
    assert members() == 2


def test_a_dry_run_shows_the_same_and_changes_nothing(app: Flask, lists: Path) -> None:
    result = run(app, lists, "--dry-run")
    assert "New: 2" in result.output
    assert "Nothing was changed" in result.output
    assert members() == 0


def test_a_wrong_file_changes_nothing_and_says_where_it_is_wrong(app: Flask, lists: Path) -> None:
    (lists / "office.csv").write_bytes(table(("id", "name", "country"), ("9000003", "Cy WRONG", "Atlantis")))
    result = run(app, lists)
    assert result.exit_code == 1
    assert "office.csv, line 2, country: “Atlantis”" in result.output
    assert "Nothing was changed." in result.output
    assert members() == 0


def test_a_missing_file_is_named(app: Flask, tmp_path: Path) -> None:
    result = run(app, tmp_path / "nowhere.xml")
    assert result.exit_code == 1
    assert "nowhere.xml cannot be read" in result.output


def test_an_inner_address_is_refused(app: Flask) -> None:
    result = run(app, "https://127.0.0.1/list.xml")
    assert result.exit_code == 1
    assert "private network" in result.output


def test_missing_members_end_only_when_the_list_is_said_to_be_complete(app: Flask, lists: Path, tmp_path: Path) -> None:
    run(app, lists)
    one = tmp_path / "one.xml"
    one.write_bytes(full_list(mep(9_000_001, "Ada EXAMPLE")))
    assert "Ended: 0" in run(app, one).output
    assert "Ended: 1" in run(app, one, "--complete").output


def test_a_column_can_be_named(app: Flask, lists: Path) -> None:
    run(app, lists)
    office = lists / "office.csv"
    office.write_bytes(table(("id", "name", "Kasten"), ("9000001", "Ada EXAMPLE", "ada@europarl.europa.eu")))
    result = run(app, office, "--column", "mailbox=Kasten")
    assert "Official address: unknown → ada@europarl.europa.eu" in result.output


def test_a_field_nobody_knows_is_refused_with_those_there_are(app: Flask, lists: Path) -> None:
    (lists / "office.csv").write_bytes(table(("id", "name"), ("9000001", "Ada EXAMPLE")))
    result = run(app, lists, "--column", "shoe=Kasten")
    assert result.exit_code == 2
    assert "mailbox" in result.output
