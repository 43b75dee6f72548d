"""campaign demo: an invented state, an invented case and about 150 invented Members to try everything with."""

import click
from flask.cli import AppGroup

from campaign import clock
from campaign.demo import loading

commands = AppGroup("demo", help="An invented case to try everything with.")


@commands.command("load")
def load() -> None:
    """Load the demo unless it is there already, and print a new password for its organiser."""
    with click.progressbar(length=5, label="Loading the demo") as bar:
        password = loading.load(now=clock.now(), tell=lambda _what: bar.update(1))
        bar.finish()
    click.echo(f"Log in as {loading.LOGIN} with the password {password}")
