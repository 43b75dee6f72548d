"""campaign check: is this file what it says it is? Works offline, on any computer, without a database."""

from pathlib import Path

import click
from cryptography import x509

from campaign import clock
from campaign.delivering import sealing
from letters.checking import check
from letters.checks import bounds, words
from letters.seals.authorities import read_roots

WIDTH = 100


@click.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--trust",
    "trusted",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="PEM file with certificates to trust: an issuer's root, or the office's own self-issued one.",
)
@click.option(
    "--fingerprint",
    "fingerprints",
    multiple=True,
    metavar="SHA-256",
    help="Trust the seal key with this fingerprint, as the office publishes it.",
)
@click.option("--own", is_flag=True, help="Trust this installation's own seal; needs its settings.")
@click.option("--digest", metavar="SHA-256", help="The digest of the wording that the file should carry.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def check_file(
    file: Path, trusted: tuple[Path, ...], fingerprints: tuple[str, ...], own: bool, digest: str | None, as_json: bool
) -> None:
    """Check the letter in FILE: its seal, what changed after it, its names and its wording.

    Exit code: 0 genuine, 1 altered, 2 unreadable, 3 intact but sealed by an unknown key, 4 not sealed.
    """
    now = clock.now()
    roots = tuple(root for path in trusted for root in _roots(path))
    if own:
        roots += (_own_certificate(),)
    report = check(
        file.read_bytes(), now=now, roots=roots, fingerprints=frozenset(fingerprints), expected_digest=digest
    )
    if as_json:
        click.echo(bounds.to_json(report))
    else:
        for sentence in words.sentences(report):
            click.echo(click.wrap_text(sentence, WIDTH, subsequent_indent="  "))
    click.get_current_context().exit(report.exit_code)


def _roots(path: Path) -> tuple[x509.Certificate, ...]:
    try:
        return read_roots(path.read_bytes())
    except ValueError as error:
        raise click.BadParameter(f"{path} holds no certificate in PEM form.", param_hint="--trust") from error


def _own_certificate() -> x509.Certificate:
    from flask.cli import ScriptInfo

    with click.get_current_context().ensure_object(ScriptInfo).load_app().app_context():
        return sealing.sealer(now=clock.now()).certificate
