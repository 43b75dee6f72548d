"""A letter with a history, its archive, and an outsider who has nothing but Python."""

import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from campaign import clock, create_app, db, journal, tokens
from campaign.archiving import operations
from campaign.db import database, transaction
from campaign.delivering import operations as delivering
from campaign.delivering import queries as editions
from campaign.delivering import sealing
from campaign.delivering.models import Channel
from campaign.drafting import content as contents
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter, RevisionKind
from campaign.organisers.models import Organiser
from campaign.signing import recording
from campaign.signing.models import Decline, Signature, Withdrawal
from tests import databases, factories
from tests.factories import NOON, settings
from tests.translating.rows import make_translation

PEOPLE = (
    ("Anke", "ACKERSTEIN", "DE", "NI"),
    ("Eleni", "KARAMOUTSOS", "EL", "LEFT"),
    ("Šárka", "ŠTĚPNICKÁ", "CZ", "EPP"),
    ("Jon", "ZUIDHOEK", "NL", "SD"),
    ("Mila", "EARLYGONE", "BG", "SD"),
    ("Otto", "LATERGONE", "AT", "EPP"),
)
NETWORK = "198.51.100.0/24"


def give(session: Session, letter: Letter, person: tuple[str, str, str, str]) -> Signature:
    """A signature as the signing page gives it: the row, and its event in the journal."""
    given, surname, country, group = person
    member = factories.make_member(session, given=given, surname=surname, country=country, group=group)
    evidence = {"link": 1, "link_mailbox": tokens.keyed_digest("mailbox", str(member.mailbox)), "network": NETWORK}
    signature = factories.make_signature(session, letter, member, evidence=evidence)
    recording.event(session, "signature.given", signature, now=signature.signed_at)
    return signature


def correct(session: Session, letter: Letter, by: Organiser) -> None:
    """A typing error is mended; earlier signatures stand under the new text."""
    letter.closing = "Yours truly,"
    text = contents.of_letter(letter)
    made = drafting.freeze(session, letter, text, by=by, now=NOON, kind=RevisionKind.CORRECTION, reason="A wrong word")
    journal.record(session, "revision.published", letter.public_id, now=NOON, revision=made.digest)


def take_back(session: Session, signature: Signature, *, hours: int) -> None:
    """The Member takes it back, with proof."""
    at = NOON + timedelta(hours=hours)
    session.add(Withdrawal(signature=signature, hidden_at=at, confirmed_at=at))
    signature.standing = None
    session.flush()
    recording.event(session, "withdrawal.asked", signature, now=at)
    recording.event(session, "signature.withdrawn", signature, now=at)


def make_history(session: Session) -> tuple[Letter, Organiser]:
    """Six sign, one goes before the freeze; issued and delivered; another goes, and it is issued again."""
    organiser = factories.make_organiser(session)
    campaign = factories.make_campaign(session, organiser, story="Ilja Brandt has been held since March.")
    letter = factories.make_open_letter(session, campaign, letterhead_name="Ribbon International")
    given = [give(session, letter, person) for person in PEOPLE[:3]]
    correct(session, letter, organiser)
    make_translation(session, letter, organiser)
    given += [give(session, letter, person) for person in PEOPLE[3:]]
    declined, _secret = factories.make_invitation(session, letter)
    session.add(Decline(invitation_id=declined.id, reason="a reason of her own", declined_at=NOON))
    journal.record(session, "decline.given", letter.public_id, now=NOON)
    take_back(session, given[4], hours=2)
    drafting.close(session, letter, by=organiser, now=NOON + timedelta(hours=3))
    first = delivering.issue_edition(session, letter, by=organiser, now=NOON + timedelta(hours=4))
    delivering.record_delivery(
        session,
        first,
        addressee="H.E. Mr Anton Varga",
        position=1,
        channel=Channel.BY_HAND,
        delivered_at=NOON + timedelta(hours=5),
        by=organiser,
        now=NOON + timedelta(hours=5),
        note="through Ms Secret",
        translations=editions.offered_translations(session, first),
    )
    take_back(session, given[5], hours=6)
    delivering.issue_edition(session, letter, by=organiser, now=NOON + timedelta(hours=7))
    return letter, organiser


def pack(letter: Letter) -> bytes:
    """The archive's bytes."""
    made = io.BytesIO()
    with db.snapshot() as session:
        operations.export(session, session.merge(letter), made, now=NOON + timedelta(hours=8))
    return made.getvalue()


@dataclass(frozen=True)
class Genuine:
    """An archive as an outsider gets it, and the fingerprint that the office publishes."""

    content: bytes
    fingerprint: str
    files: dict[str, bytes] = field(repr=False)
    folder: Path


@contextmanager
def after_all_that() -> Iterator[None]:
    """The clock shows the next day for as long: what is told here lies behind it, whatever the real one shows."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clock, "now", lambda: NOON + timedelta(days=1))
        yield


@pytest.fixture(scope="module")
def installation_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application whose letter many tests look at."""
    folder = tmp_path_factory.mktemp("archived")
    made = create_app(settings(folder, database_url=databases.make_sqlite(folder / "test.sqlite3")))
    with made.app_context(), after_all_that():
        yield made
        database.session.close()
        database.engine.dispose()


@pytest.fixture(scope="module")
def genuine(installation_of_its_own: Flask, tmp_path_factory: pytest.TempPathFactory) -> Genuine:
    """The archive of a letter with a history."""
    return archived(tmp_path_factory.mktemp("outside"))


def archived(folder: Path) -> Genuine:
    """A letter's archive, made in the application at work."""
    with transaction() as session:
        letter, _organiser = make_history(session)
    content = pack(letter)
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    fingerprint = sealing.fingerprint()
    assert fingerprint is not None
    return Genuine(content, fingerprint, files, folder)


@dataclass(frozen=True)
class Answer:
    """What the verifier said."""

    code: int
    words: str

    @property
    def first(self) -> str:
        """Its first line."""
        return self.words.split("\n", 1)[0]


def ask(program: bytes, archive: bytes | dict[str, bytes], folder: Path, *arguments: str, python: Any = None) -> Answer:
    """An outsider runs the verifier: no packages, an empty folder, no network where the system can take it away."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "verify.py").write_bytes(program)
    (folder / "archive.zip").write_bytes(archive if isinstance(archive, bytes) else zipped(archive))
    command = [*_offline(), str(python or sys.executable), "-I", "-S", "verify.py", "archive.zip", *arguments]
    done = subprocess.run(
        command, cwd=folder, env={}, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    assert not done.stderr, done.stderr
    assert sorted(each.name for each in folder.iterdir()) == ["archive.zip", "verify.py"]
    return Answer(done.returncode, done.stdout)


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip with these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return made.getvalue()


def _offline() -> list[str]:
    unshare = shutil.which("unshare")
    if unshare and subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False).returncode == 0:
        return [unshare, "-rn"]
    return []
