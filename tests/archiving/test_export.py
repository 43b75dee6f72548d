"""What an archive holds and keeps to itself; the command and the button that make it."""

import hashlib
import io
import json
import re
import time
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from campaign import clock, journal
from campaign.archiving import verify
from campaign.campaigns.models import Role, TeamPlace
from campaign.cli import main
from campaign.db import reading, transaction
from campaign.delivering import operations as delivering
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.privacy import tombstones
from campaign.privacy.removing import Removed
from campaign.signing import leaves
from campaign.signing.models import Signature
from tests import factories
from tests.archiving.conftest import PEOPLE, Genuine, give, make_history, pack, take_back, zipped
from tests.browser import Browser
from tests.delivering.conftest import everything_in
from tests.factories import NOON

pytestmark = pytest.mark.usefixtures("tomorrow")


@pytest.fixture
def tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the history tells is over."""
    later = NOON + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: later)


def files_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def everything(files: dict[str, bytes]) -> bytes:
    """All that can be read in an archive, inside the PDFs too."""
    return b"\n".join(everything_in(content) if name.endswith(".pdf") else content for name, content in files.items())


def problem(content: bytes, folder: Path) -> str:
    (folder / "a.zip").write_bytes(content)
    return " ".join(verify.check(verify.files_at(folder / "a.zip")).problems)


def test_the_same_state_gives_the_same_bytes(app: Flask) -> None:
    with transaction() as session:
        letter, _organiser = make_history(session)
    one = pack(letter)
    time.sleep(1.1)  # a seal that named the time of packing would name another second
    assert pack(letter) == one


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "leak",
    [
        r"member\d+@europarl", r"organiser\d+@example\.org", r"198\.51\.100", r"EARLYGONE", r"through Ms Secret",
        r"a reason of her own", r"decline", r"invitation", r"unsubscribe", r"link_mailbox", r"confirmation",
    ],
)  # fmt: skip
def test_an_archive_tells_nothing_about_who_did_not_sign_and_no_address(genuine: Genuine, leak: str) -> None:
    readable = everything({name: content for name, content in genuine.files.items() if name != "verify.py"})
    assert b"ACKERSTEIN" in readable
    assert not re.search(leak.encode(), readable, re.IGNORECASE)


@pytest.mark.one_engine
def test_what_happened_elsewhere_is_told_by_digests_alone(genuine: Genuine) -> None:
    events = [json.loads(line) for line in genuine.files["journal.jsonl"].splitlines()]
    hidden = [each for each in events if "event" not in each]
    assert hidden, "the decline is there, as a link of the chain"
    assert all(set(each) == {"number", "previous", "digest", "content"} for each in hidden)


@pytest.mark.one_engine
def test_who_took_the_signature_back_before_the_delivery_is_a_tombstone(genuine: Genuine) -> None:
    entries = json.loads(genuine.files["signatures.json"])
    stones = [each for each in entries if "facts" not in each]
    assert len(stones) == 1
    assert set(stones[0]) == {"public_id", "revision", "state", "signed_on", "ended_on"}
    assert stones[0]["state"] == "withdrawn"
    named = {each["facts"]["surname"]: each["state"] for each in entries if "facts" in each}
    assert set(named) == {surname for _given, surname, _country, _group in PEOPLE} - {"EARLYGONE"}
    assert named["LATERGONE"] == "withdrawn"


def test_an_edition_that_nobody_got_does_not_name_who_left_it(app: Flask, tmp_path: Path) -> None:
    with transaction() as session:
        organiser = factories.make_organiser(session)
        letter = factories.make_open_letter(session, factories.make_campaign(session, organiser))
        given = [give(session, letter, person) for person in PEOPLE[:3]]
        drafting.close(session, letter, by=organiser, now=NOON + timedelta(hours=2))
        delivering.issue_edition(session, letter, by=organiser, now=NOON + timedelta(hours=3))
        take_back(session, given[0], hours=4)
        delivering.issue_edition(session, letter, by=organiser, now=NOON + timedelta(hours=5))
    content = pack(letter)
    files = files_of(content)
    assert b"ACKERSTEIN" not in everything(files)
    assert [each for each in files if each.endswith("addressee.pdf")] == ["editions/2-addressee.pdf"]
    assert problem(content, tmp_path) == ""


def test_a_letter_that_is_still_open_has_an_archive(app: Flask, tmp_path: Path) -> None:
    with transaction() as session:
        letter = factories.make_open_letter(session)
        give(session, letter, PEOPLE[0])
    assert problem(pack(letter), tmp_path) == ""


def test_a_database_changed_by_hand_does_not_convince_an_outsider(app: Flask, tmp_path: Path) -> None:
    with transaction() as session:
        letter = factories.make_open_letter(session)
        give(session, letter, PEOPLE[0])
        factories.make_signature(session, letter, factories.make_member(session, given="Eve", surname="ADDED"))
    assert "The signature of Eve ADDED" in problem(pack(letter), tmp_path)


@pytest.mark.one_engine
def test_the_command_packs_and_checks_an_archive(app: Flask, tmp_path: Path) -> None:
    with transaction() as session:
        letter, _organiser = make_history(session)
        letter_id = letter.public_id
    file = tmp_path / "letter.zip"
    done = app.test_cli_runner().invoke(main, ["archive", "export", letter_id, str(file)])
    assert done.exit_code == 0, done.output
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert digest in done.output
    assert journal.history(reading(), letter_id)[-1].facts["file"] == digest
    checked = app.test_cli_runner().invoke(main, ["archive", "verify", str(file)])
    assert checked.exit_code == 0
    assert "Everything fits: Release Ilja Brandt" in checked.output
    assert app.test_cli_runner().invoke(main, ["archive", "verify", str(file), "--fingerprint", "AB:CD"]).exit_code == 1
    assert "is there already" in app.test_cli_runner().invoke(main, ["archive", "export", letter_id, str(file)]).output


@pytest.mark.one_engine
def test_a_draft_has_no_archive(app: Flask, tmp_path: Path) -> None:
    with transaction() as session:
        letter_id = factories.make_letter(session).public_id
    done = app.test_cli_runner().invoke(main, ["archive", "export", letter_id, str(tmp_path / "x.zip")])
    assert done.exit_code == 1
    assert "open the letter for signature first" in done.output
    assert list(tmp_path.glob("*.zip")) == []


@pytest.mark.one_engine
def test_checking_an_archive_needs_no_settings(genuine: Genuine, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(genuine.content)
    from click.testing import CliRunner

    done = CliRunner().invoke(main, ["archive", "verify", str(tmp_path / "a.zip")])
    assert done.exit_code == 0, done.output


def _history_of(organiser: Organiser) -> str:
    with transaction() as session:
        letter, _other = make_history(session)
        letter.campaign.team.append(TeamPlace(organiser=session.merge(organiser), role=Role.EDITOR))
        return letter.public_id


def test_the_button_hands_over_an_archive_that_holds(
    organiser_browser: Browser, organiser: Organiser, tmp_path: Path
) -> None:
    letter_id = _history_of(organiser)
    page = organiser_browser.open("delivering.editions", letter_id=letter_id)
    content = page.press("Take the archive").response.data
    assert problem(content, tmp_path) == ""
    reading().rollback()
    noted = journal.history(reading(), letter_id)[-1]
    assert (noted.kind, noted.facts["by"]) == ("archive.exported", organiser.public_id)
    assert noted.facts["file"] == hashlib.sha256(content).hexdigest()


@pytest.mark.one_engine
def test_who_only_looks_on_gets_no_archive(organiser_browser: Browser, organiser: Organiser) -> None:
    letter_id = _history_of(organiser)
    with transaction() as session:
        place = session.query(TeamPlace).filter_by(organiser_id=organiser.id).one()
        place.role = Role.VIEWER
    page = organiser_browser.open("delivering.editions", letter_id=letter_id)
    assert "Take the archive" not in page.text
    token = page.tree.xpath("//input[@name='csrf_token']/@value")[0]
    answer = organiser_browser.post(f"/letters/{letter_id}/archive", data={"csrf_token": token})
    assert answer.status == 403


@pytest.mark.one_engine
def test_an_archive_that_does_not_hold_is_not_handed_over(organiser_browser: Browser, organiser: Organiser) -> None:
    letter_id = _history_of(organiser)
    page = organiser_browser.open("delivering.editions", letter_id=letter_id)
    with transaction() as session:
        letter = session.query(Letter).filter_by(public_id=letter_id).one()
        factories.make_signature(session, letter, factories.make_member(session, given="Eve", surname="ADDED"))
    answer = page.press("Take the archive")
    assert answer.status == 409
    assert "The signature of Eve ADDED" in answer.text


@pytest.mark.one_engine
def test_anybody_gets_the_verifier(genuine: Genuine, browser: Browser) -> None:
    page = browser.open("checking.ask")
    with page.follow("the verifier").response as answer:
        assert answer.data == genuine.files["verify.py"]


@pytest.mark.one_engine
def test_the_check_page_publishes_the_fingerprint_of_the_seal(app: Flask, browser: Browser) -> None:
    with transaction() as session:
        letter, _organiser = make_history(session)
    certificate = next(content for name, content in files_of(pack(letter)).items() if name.startswith("certificates/"))
    assert verify.fingerprint(certificate) in browser.open("checking.ask").text


def test_an_edition_from_before_roots_were_printed_is_told_as_such_and_all_else_still_proved(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with transaction() as session:
        organiser = factories.make_organiser(session)
        letter = factories.make_open_letter(session, factories.make_campaign(session, organiser))
        given = [give(session, letter, person) for person in PEOPLE[:3]]
        drafting.close(session, letter, by=organiser, now=NOON + timedelta(hours=3))
        with monkeypatch.context() as before:
            before.setattr(leaves, "root", lambda _signatures: None)
            delivering.issue_edition(session, letter, by=organiser, now=NOON + timedelta(hours=4))
        take_back(session, given[0], hours=5)
        delivering.issue_edition(session, letter, by=organiser, now=NOON + timedelta(hours=6))
    (tmp_path / "a.zip").write_bytes(pack(letter))
    told = "\n".join(verify.report(verify.check(verify.files_at(tmp_path / "a.zip")), named=False))
    assert told.startswith("Everything fits")
    assert "in edition 1 are those of that day: it was made before roots were printed" in told
    assert "edition 2 are those of that day" not in told


@pytest.mark.one_engine
def test_a_root_that_was_taken_out_is_missed(genuine: Genuine, tmp_path: Path) -> None:
    editions = json.loads(genuine.files["editions.json"])
    editions[0]["root"] = None
    changed = zipped({**genuine.files, "editions.json": json.dumps(editions).encode()})
    assert problem(changed, tmp_path).startswith("Edition 1 has another text or root than it was issued with")


def test_an_archive_made_after_an_early_withdrawal_was_erased_still_convinces(app: Flask, tmp_path: Path) -> None:
    with transaction() as session:
        letter, _organiser = make_history(session)
        early = session.scalars(select(Signature).where(Signature.surname == "EARLYGONE")).all()
        assert tombstones.ended(session, Signature.letter_id == letter.id) == list(early)
        tombstones.bury(session, list(early), Removed(), now=NOON + timedelta(hours=7, minutes=30))
    packed = pack(letter)
    assert problem(packed, tmp_path) == ""
    assert b"EARLYGONE" not in everything(files_of(packed))
