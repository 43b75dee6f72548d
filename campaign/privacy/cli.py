"""`campaign person` and `campaign retention`: access, erasure, and the job that forgets."""

import threading
from pathlib import Path

import click
from flask.cli import AppGroup

from campaign import clock
from campaign.db import reading, transaction
from campaign.privacy import erasing, exporting, holdings, persons, removing, retention
from campaign.privacy.persons import Person
from campaign.privacy.removing import Removed
from campaign.web.refusals import Refusal

person_commands = AppGroup("person", help="What is held about one person: hand it out, or erase it.")
retention_commands = AppGroup("retention", help="What is kept how long, and the job that forgets.")


@person_commands.command("export")
@click.argument("who", metavar="EP_ID|MAILBOX")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(who: str, file: Path) -> None:
    """Write everything that is held about a Member, an assistant or an organiser into FILE (a ZIP)."""
    with transaction() as session:
        packed = exporting.export(session, _find(who), now=clock.now(), by="operator")
    file.touch(mode=0o600)
    file.write_bytes(packed)
    click.echo(f"{file} holds it. It is personal: hand it to nobody but the person, over a channel you trust.")


@person_commands.command("erase")
@click.argument("who", metavar="EP_ID|MAILBOX")
@click.option("--dry-run", is_flag=True, help="Only list what would go and what would stay.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
def erase(who: str, dry_run: bool, yes: bool) -> None:
    """Erase what may be erased about a person; says what stays, and why."""
    person = _find(who)
    _erase(person, keep=True)
    if dry_run:
        return
    if not yes:
        click.confirm(f"Erase this about {person.name}? It cannot be taken back", abort=True)
    _erase(person, keep=False)
    click.echo("Done.")


@retention_commands.command("run")
@click.option("--dry-run", is_flag=True, help="Only count what would go.")
def run(dry_run: bool) -> None:
    """Remove everything whose time is over (the worker does so every hour)."""
    with transaction() as session:
        removed = retention.run(session, now=clock.now())
        if dry_run:
            session.rollback()
    if not dry_run:
        removing.forget_files(reading(), removed)
    _say(removed, "would go" if dry_run else "removed")


@retention_commands.command("table")
def table() -> None:
    """Print what each table holds, why, and how long: the table in docs/data-protection.md."""
    click.echo(holdings.as_markdown())


def forget_some(_stop: threading.Event) -> None:
    """Remove what is over; a job of the worker."""
    with transaction() as session:
        removed = retention.run(session, now=clock.now())
    removing.forget_files(reading(), removed)
    if removed.rows:
        _say(removed, "removed")


def _erase(person: Person, *, keep: bool) -> None:
    try:
        with transaction() as session:
            erased = erasing.erase(session, person, now=clock.now(), by="operator")
            if keep:
                session.rollback()
    except Refusal as refusal:
        raise click.ClickException(str(refusal.sentence)) from None
    if not keep:
        removing.forget_files(reading(), erased.removed)
        return
    _say(erased.removed, "would go")
    for name, (number, reason) in sorted(erased.kept.items()):
        click.echo(f"{name}: {number} {reason}")


def _find(who: str) -> Person:
    try:
        return persons.find(reading(), who)
    except Refusal as refusal:
        raise click.ClickException(str(refusal.sentence)) from None


def _say(removed: Removed, what: str) -> None:
    for name, number in sorted(removed.rows.items()):
        click.echo(f"{name}: {number} {what}")
    if not removed.rows:
        click.echo("Nothing goes.")
