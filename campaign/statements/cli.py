"""What the worker does for statements: what nobody confirmed is not kept, and no made one stays without its file."""

import threading

import click

from campaign import clock
from campaign.db import reading, transaction
from campaign.statements import operations, printing, queries


def forget_some(_stop: threading.Event) -> None:
    """Forget statements that were asked for and not made within two days; a job of the worker."""
    with transaction() as session:
        number = operations.forget_unconfirmed(session, now=clock.now())
    if number:
        click.echo(f"{number} unconfirmed statements forgotten")


def print_some(stop: threading.Event) -> None:
    """Make the sealed PDFs that could not be made at once; a job of the worker."""
    for public_id in [each.public_id for each in queries.without_file(reading())]:
        if stop.is_set():
            return
        if printing.provide(public_id, now=clock.now()):
            click.echo("a statement was printed")
