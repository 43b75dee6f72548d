"""campaign organiser: accounts are made at the command line, never by strangers on a page."""

import click
from email_validator import EmailNotValidError, validate_email
from flask.cli import AppGroup

from campaign import clock
from campaign.db import reading, transaction
from campaign.organisers import factors, operations, queries
from campaign.organisers.models import Organiser
from campaign.web.refusals import Refusal

commands = AppGroup("organiser", help="Accounts of those who run letters.")


@commands.command("add")
@click.argument("email")
@click.option("--name", default="", help="How the person is called; without it the part before the @.")
@click.option(
    "--operator", is_flag=True, help="The person runs this installation: imports Members, sees what happened."
)
def add(email: str, name: str, operator: bool) -> None:
    """Make an account for EMAIL and send it a link that sets the password."""
    address = _address(email)
    try:
        with transaction() as session:
            organiser = operations.add(session, address, name=name or address.partition("@")[0], now=clock.now())
            if operator:
                operations.make_operator(session, organiser, now=clock.now())
    except Refusal as refusal:
        raise click.ClickException(
            f"{refusal.sentence} To send a new link: campaign organiser link {address}"
        ) from None
    click.echo(
        f"A link to set the password waits for {address}; it leaves with the mail worker and works for 72 hours."
    )


@commands.command("link")
@click.argument("email")
def link(email: str) -> None:
    """Send EMAIL a new link that sets the password; opens a closed account again."""
    with transaction() as session:
        operations.reopen(session, _account(email), now=clock.now())
    click.echo(f"A new link waits for {email}; it leaves with the mail worker and works for 72 hours.")


@commands.command("operator")
@click.argument("email")
@click.option("--no-more", is_flag=True, help="Take the role away instead.")
def operator(email: str, no_more: bool) -> None:
    """Let EMAIL run this installation: import Members and their mailboxes, see what happened everywhere."""
    change = operations.end_operator if no_more else operations.make_operator
    with transaction() as session:
        change(session, _account(email), now=clock.now())
    click.echo(f"{email} is no operator any more." if no_more else f"{email} is an operator of this installation.")


@commands.command("forget-factors")
@click.argument("email")
def forget_factors(email: str) -> None:
    """Take passkeys, app and recovery codes from EMAIL, who lost them all; the password alone logs in then.

    Be sure who asks: by telephone or face to face, never by a mail alone.
    """
    with transaction() as session:
        factors.forget_all(session, _account(email), now=clock.now())
    click.echo(f"The second factors of {email} are gone and its sessions have ended; a mail says so.")


@commands.command("close")
@click.argument("email")
def close(email: str) -> None:
    """Close the account of EMAIL: its sessions and links end at once."""
    with transaction() as session:
        operations.close(session, _account(email), now=clock.now())
    click.echo(f"The account of {email} is closed.")


def _account(email: str) -> Organiser:
    organiser = queries.by_email(reading(), email)
    if organiser is None:
        raise click.ClickException(f"There is no account for {email}. To make one: campaign organiser add {email}")
    return organiser


def _address(email: str) -> str:
    try:
        return str(validate_email(email, check_deliverability=False, test_environment=True).normalized).lower()
    except EmailNotValidError as error:
        raise click.ClickException(f"{email} is not an e-mail address: {error}") from None
