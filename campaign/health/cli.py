"""`campaign status`: how this installation stands, for the person who runs it."""

from datetime import datetime

import click
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

from campaign import clock, journal
from campaign.db import database, reading
from campaign.health import queries, rules
from campaign.health.rules import Figures, Trouble
from campaign.web.templating import brussels

GIGABYTE = 1024**3
SENTENCES = {
    Trouble.MAIL_STANDS: "Codes and receipts do not leave. See that the worker runs and that the mail server answers.",
    Trouble.DISK_FULL: "The disk of the instance folder is nearly full. Make room before a signature is refused.",
    Trouble.CLOCK_BEHIND: "The clock is behind events, and nobody can sign. Set it right. If it is right now, and was "
    "ahead before, run: campaign clock accept",
}


@click.command("status")
def status() -> None:
    """Say how this installation stands: database, journal, mail, disk. Ends with 1 where something needs you."""
    if not _is_newest():
        raise click.ClickException("The database has not the newest shape. Run: campaign db upgrade")
    now = clock.now()
    figures = queries.figures(reading(), now=now)
    newest = journal.newest(reading())
    click.echo("Database  the newest shape")
    click.echo(f"Journal   {newest.number if newest else 0} events; `campaign journal verify` recomputes them")
    click.echo(f"Mail      {_mail(figures)}")
    click.echo(f"Disk      {figures.free / GIGABYTE:.1f} GB free")
    if figures.reached:
        click.echo(f"Clock     {_utc(now)}; events reach {_utc(figures.reached)}")
    found = rules.troubles(figures, now=now)
    for each in found:
        click.echo(SENTENCES[each], err=True)
    if found:
        raise SystemExit(1)


def _utc(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M:%S} UTC"


def _mail(figures: Figures) -> str:
    said = f"{figures.waiting} wait, {figures.left} left within a day, {figures.given_up} given up"
    if figures.urgent_since is None:
        return said
    since = f"; the oldest code or receipt since {brussels(figures.urgent_since)}"
    return said + since + (f", last error: {figures.last_error}" if figures.last_error else "")


def _is_newest() -> bool:
    """Whether the tables are those this version expects."""
    settings = Config()
    settings.set_main_option("script_location", "campaign:migrations")
    newest = ScriptDirectory.from_config(settings).get_current_head()
    try:
        with database.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() == newest
    except DBAPIError as error:
        raise click.ClickException(f"The database does not answer: {error.orig}. Check DATABASE_URL.") from error
