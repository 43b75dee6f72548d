"""campaign roster import: lists from files or addresses, with a preview before anything is written."""

import getpass
from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from campaign import clock
from campaign.db import reading, transaction
from campaign.roster import operations, queries, words
from campaign.roster.plans import Effect, Plan
from campaign.roster.sources import archives, columns, fetching, recognition
from campaign.roster.sources.cells import Table
from campaign.roster.sources.columns import ColumnMap, Field
from campaign.roster.sources.recognition import File
from campaign.web.refusals import Refusal

commands = AppGroup("roster", help="Who is a Member of the European Parliament.")
_SHOWN = 12


@commands.command("import")
@click.argument("sources", nargs=-1, required=True, metavar="FILE-OR-URL...")
@click.option("--dry-run", is_flag=True, help="Show what would change; change nothing.")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="The day the list shows; without it, today."
)
@click.option(
    "--complete/--partial",
    "whole",
    default=None,
    help="Say that the list shows all sitting Members (those missing have left), or only some. "
    "Without it a list is judged by its seats, countries and groups.",
)
@click.option(
    "--column",
    "wishes",
    multiple=True,
    metavar="FIELD=HEADING",
    help=f"Which column of a table holds what: {', '.join(Field)}.",
)
def import_(
    sources: tuple[str, ...], dry_run: bool, as_of: datetime | None, whole: bool | None, wishes: tuple[str, ...]
) -> None:
    """Take over lists of Members: the Parliament's XML or JSON, HowTheyVote tables, CSV or XLSX.

    Sources are merged by the Parliament's person number; nothing is deleted, mandates only end.
    """
    now = clock.now()
    day = as_of.date() if as_of else clock.brussels_day(now)
    try:
        files = _files(sources)
        brought = recognition.sort(files)
        maps = {table.file: _map(table, wishes) for table in brought.tables}
        read = recognition.sources(brought, day=day, maps=maps)
        if dry_run:
            _show(queries.plan(reading(), read, day=day, whole=whole))
            click.echo("Nothing was changed (--dry-run).")
            return
        with transaction() as session:
            by = f"command line, {getpass.getuser()}"
            _, plan = operations.import_lists(session, read, files=files, day=day, by=by, now=now, whole=whole)
            _show(plan)
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.sentence} Nothing was changed.") from None
    click.echo("The roster is up to date.")


def _files(sources: tuple[str, ...]) -> list[File]:
    """Read every source, folders too, with a bar that moves."""
    found: list[File] = []
    with click.progressbar(_flat(sources), label="Reading", item_show_func=lambda each: each or "") as bar:
        for source in bar:
            found.append(fetching.fetch(source) if fetching.is_address(source) else _file(Path(source)))
    return found


def _flat(sources: tuple[str, ...]) -> list[str]:
    flat: list[str] = []
    for source in sources:
        folder = Path(source)
        inside = sorted(folder.iterdir()) if not fetching.is_address(source) and folder.is_dir() else []
        flat += [str(each) for each in inside if each.is_file()] or [source]
    return flat


def _file(path: Path) -> File:
    """A file's bytes, no more of them than a list can have."""
    try:
        with path.open("rb") as opened:
            content = opened.read(archives.MAX_BYTES + 1)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be read: {error.strerror}. Nothing was changed.") from None
    if len(content) > archives.MAX_BYTES:
        raise archives.too_large(path.name)
    return path.name, content


def _map(table: Table, wishes: tuple[str, ...]) -> ColumnMap:
    wanted: dict[Field, str] = {}
    for wish in wishes:
        name, _, heading = wish.partition("=")
        try:
            wanted[Field(name.strip().lower())] = heading.strip()
        except ValueError:
            raise click.BadParameter(f"“{name}” is no field. Use one of: {', '.join(Field)}.") from None
    return columns.named(table, columns.guess(table), wanted)


def _show(plan: Plan) -> None:
    """The preview, as sentences and short lists."""
    click.echo(words.coverage(plan))
    for effect in Effect:
        entries = plan.of(effect)
        sitting = sum(entry.state.sits for entry in entries)
        former = f" ({len(entries) - sitting} of them former Members)" if effect is Effect.NEW and sitting else ""
        click.echo(f"{words.EFFECTS[effect]}: {len(entries)}{former}")
        for entry in entries[:_SHOWN]:
            details = "; ".join(words.change(change) for change in entry.changes) if effect is not Effect.NEW else ""
            click.echo(f"  {entry.state.name} ({entry.state.ep_id}){': ' if details else ''}{details}")
        if len(entries) > _SHOWN:
            click.echo(f"  … and {len(entries) - _SHOWN} more")
    click.echo(f"{words.CONFLICTING}: {len(plan.conflicts)}")
    for conflict in plan.conflicts[:_SHOWN]:
        click.echo(f"  {words.disagreement(conflict)}")
    if len(plan.conflicts) > _SHOWN:
        click.echo(f"  … and {len(plan.conflicts) - _SHOWN} more")
    for kind, number in plan.left_out.items():
        click.echo(words.left_out(kind, number))
