"""The `campaign` command: gathers each feature's commands."""

import threading
from pathlib import Path

import click
from alembic import command
from alembic.config import Config
from dotenv import load_dotenv
from flask import Flask
from flask.cli import FlaskGroup, with_appcontext

from campaign import clock, config, create_app, heartbeat, journal
from campaign.acting import cli as acting
from campaign.archiving import cli as archiving
from campaign.archiving import witnessing
from campaign.claims import cli as claims
from campaign.db import database, reading, transaction
from campaign.delivering import cli as delivering
from campaign.demo import cli as demo
from campaign.handover import cli as handover
from campaign.health import cli as health
from campaign.inviting import cli as inviting
from campaign.open_data import cli as webhooks
from campaign.organisers import cli as organisers
from campaign.outbox import cli as outbox
from campaign.privacy import cli as privacy
from campaign.revising import cli as revising
from campaign.roster import cli as roster
from campaign.signing import auditing
from campaign.signing import cli as signing
from campaign.statements import cli as statements


def _app() -> Flask:
    load_dotenv()
    try:
        return create_app()
    except config.SettingsError as error:
        raise click.ClickException(str(error)) from error


def _on_the_application(made: click.Command) -> click.Command:
    """Give the command, or each command of the group, the application's context when it runs."""
    if isinstance(made, click.Group):
        for each in made.commands.values():
            _on_the_application(each)
    elif made.callback:
        made.callback = with_appcontext(made.callback)
    return made


main = FlaskGroup(
    name="campaign",
    help="Runs an installation of Undersigned. Settings come from the environment; docs/settings.md lists them.",
    create_app=_app,
    add_default_commands=False,  # a development server and a shell are no business of an operator
    add_version_option=False,
    set_debug_flag=False,
)
for _feature in (organisers, roster, outbox, inviting, demo):
    main.add_command(_on_the_application(_feature.commands))
for _commands in (privacy.person_commands, privacy.retention_commands):
    main.add_command(_on_the_application(_commands))
main.add_command(_on_the_application(health.status))
main.add_command(delivering.check_file)  # needs neither settings nor database
main.add_command(archiving.commands)  # its verify neither


@main.command("worker")
def worker() -> None:
    """Do all that is due, again and again: deliver mails, remind, settle what is ripe, forget. Several may run."""
    outbox.keep_doing(jobs())


def jobs() -> list[outbox.Job]:
    """What the worker does in each round."""
    return [
        outbox.deliver_some,
        outbox.seldom(beat, seconds=30),
        outbox.seldom(inviting.remind_some, seconds=600),
        outbox.seldom(signing.forget_some, seconds=600),
        outbox.seldom(statements.forget_some, seconds=600),
        outbox.seldom(statements.print_some, seconds=600),
        outbox.seldom(privacy.forget_some, seconds=3600),
        outbox.seldom(witnessing.tell_daily, seconds=600),
        outbox.seldom(claims.ripen_some, seconds=60),
        outbox.seldom(revising.show_missed, seconds=60),
        outbox.seldom(acting.end_some, seconds=3600),
        outbox.seldom(webhooks.hear_some, seconds=5),
        webhooks.tell_some,
        outbox.seldom(handover.tell_some, seconds=3600),
    ]


def beat(_stop: threading.Event) -> None:
    """Note what time it is, so that a clock that is set back is noticed; a job of the worker. Raises clock.RanBack."""
    with transaction() as session:
        clock.refuse_before(journal.reached(session))
        heartbeat.beat(session, now=clock.now())


@main.group("clock")
def clock_commands() -> None:
    """What to do when the clock was wrong; `campaign status` shows it beside what events have reached."""


@clock_commands.command("accept")
@click.confirmation_option(prompt="Is it certain that the clock of this machine is right?")
def accept_clock() -> None:
    """Go on from now although events reach beyond it, because the clock was ahead. The journal keeps that it was so."""
    with transaction() as session:
        journal.accept_clock(session, by="operator", now=clock.now())
    click.echo("Noted in the journal. The website takes signatures again.")


@main.group("db")
def db_commands() -> None:
    """The database's shape."""


@db_commands.command("upgrade")
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the database to the newest shape (or to REVISION); creates it where there is none."""
    Path(config.current().instance_folder).mkdir(parents=True, exist_ok=True)
    command.upgrade(_alembic(), revision)


@db_commands.command("downgrade")
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the database back to an older shape."""
    command.downgrade(_alembic(), revision)


@main.group("journal")
def journal_commands() -> None:
    """The append-only record of what happened."""


@journal_commands.command("verify")
@click.option("--expect", metavar="NUMBER:DIGEST", help="The end of the chain as `journal anchor` gave it earlier.")
def verify(expect: str | None) -> None:
    """Recompute the chain, compare every signature with it, and name the first broken event or altered signature."""
    try:
        kept = journal.Anchor.of(expect) if expect else None
    except ValueError as error:
        raise click.BadParameter("Give it as `campaign journal anchor` printed it.", param_hint="--expect") from error
    broken = journal.verify(reading(), kept=kept)
    if broken:
        raise click.ClickException(f"The journal is broken at event {broken.number}: {broken.reason}.")
    if altered := auditing.first_altered(reading()):
        sentence = f"The journal is whole, but the signature {altered.public_id} was changed past it"
        raise click.ClickException(f"{sentence}: {altered.fault}.")
    newest = journal.newest(reading())
    last = f": {newest.number} events, the last with digest {newest.digest}" if newest else ", and empty"
    click.echo(f"The journal is whole{last}.")


@journal_commands.command("anchor")
@click.option("--mail", "by_mail", is_flag=True, help="Mail it to JOURNAL_WITNESS as well.")
def anchor(by_mail: bool) -> None:
    """Print the end of the chain as NUMBER:DIGEST, to be kept outside this machine.

    `campaign journal verify --expect NUMBER:DIGEST` then notices cut-off ends and rewritten chains.
    """
    if by_mail and not config.current().journal_witness:
        raise click.ClickException("Set JOURNAL_WITNESS to the mailbox of whoever keeps the digests.")
    newest = journal.newest(reading())
    if newest is None:
        raise click.ClickException("The journal is empty: there is nothing to keep yet.")
    click.echo(journal.Anchor(newest.number, newest.digest))
    if by_mail:
        with transaction() as session:
            witnessing.tell(session, now=clock.now())


def _alembic() -> Config:
    settings = Config()
    settings.set_main_option("script_location", "campaign:migrations")
    settings.attributes["engine"] = database.engine
    return settings
