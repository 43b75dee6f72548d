"""campaign archive: pack what proves a letter, and check such an archive on any computer."""

import getpass
import tempfile
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import func, select

from campaign import clock, db
from campaign.archiving import operations, verify
from campaign.db import reading, transaction
from campaign.drafting.models import Letter
from campaign.journal import Event
from campaign.web.refusals import Refusal

commands = click.Group("archive", help="What proves a letter to a stranger.")


@commands.command("export")
@click.argument("letter_id", metavar="LETTER")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def export(letter_id: str, file: Path) -> None:
    """Pack the archive of LETTER (its code, as in its address) into FILE, which must not be there yet.

    Exit code 1, and a word, where the archive would not convince an outsider; it is written all the same.
    """
    if file.exists():
        raise click.ClickException(f"{file} is there already. Choose another name.")
    letter = reading().scalar(select(Letter).where(Letter.public_id == letter_id))
    if letter is None:
        raise click.ClickException(f"There is no letter {letter_id}. Its code stands in the address of its pages.")
    _pack(letter, file)
    digest = operations.digest_of(file)
    with transaction() as session:
        by = f"command line, {getpass.getuser()}"
        operations.note(session, session.merge(letter), digest=digest, by=by, now=clock.now())
    if problem := operations.first_problem(file):
        raise click.ClickException(f"{file} was written, but an outsider would not be convinced: {problem}")
    click.echo(f"{file}: {digest}")


def _pack(letter: Letter, file: Path) -> None:
    """Write the archive beside its place, then move it there."""
    with tempfile.NamedTemporaryFile(dir=file.resolve().parent, delete=False) as packed:
        try:
            with db.snapshot() as session:
                events = session.scalar(select(func.count()).select_from(Event)) or 0
                with click.progressbar(length=events, label="Packing") as bar:
                    operations.export(session, session.merge(letter), packed.file, now=clock.now(), progress=bar.update)
        except Refusal as refusal:
            Path(packed.name).unlink()
            raise click.ClickException(str(refusal.sentence)) from None
    Path(packed.name).replace(file)


@commands.command("verify")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--fingerprint", "fingerprints", multiple=True, metavar="SHA-256", help="Of the published certificate.")
def check(file: Path, fingerprints: tuple[str, ...]) -> None:
    """Check the archive FILE (a zip, or the folder it was unpacked into) with the verifier that archives carry.

    Needs neither settings nor database. Exit code: 0 everything fits, 1 something does not, 2 unreadable.
    """
    named = [part for each in fingerprints for part in ("--fingerprint", each)]
    click.get_current_context().exit(verify.main([str(file), *named]))
