"""An outsider with the archive and Python alone proves a genuine letter genuine and each forgery forged."""

import ast
import hashlib
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from campaign import create_app, merkle
from campaign.archiving import packing
from campaign.db import database
from tests import databases, tools
from tests.archiving import forging
from tests.archiving.conftest import Genuine, after_all_that, archived, ask, zipped
from tests.archiving.forging import Files
from tests.factories import settings

Forge = Callable[[Files, Files], None]
FORGERIES: list[Any] = []


def forgery(named: str) -> Callable[[Forge], Forge]:
    """A way to forge, and what the verifier's first sentence must name."""

    def remember(forge: Forge) -> Forge:
        FORGERIES.append(pytest.param(forge, named, id=forge.__name__))
        return forge

    return remember


# Each takes the genuine files, and those of another archive that the forger made with his own installation.


@forgery("The signature of Eve ADDED (zzzzzzzzzzzz) was never given")
def a_name_is_added(files: Files, _own: Files) -> None:
    facts = forging.signature_of(files, "ZUIDHOEK")["facts"] | {
        "public_id": "zzzzzzzzzzzz", "given": "Eve", "surname": "ADDED", "ep_id": 9_999_999,
    }  # fmt: skip
    entry = {"public_id": "zzzzzzzzzzzz", "revision": facts["revision"], "state": "standing", "facts": facts}
    forging.edit(files, "signatures.json", lambda all_: [*all_, entry])


@forgery("The signature of Eve ADDED (zzzzzzzzzzzz) does not stand like this in the list inside edition 2")
def a_name_is_added_and_all_digests_are_renewed(files: Files, own: Files) -> None:
    a_name_is_added(files, own)
    events = forging.lines(files)
    given = json.loads(json.dumps(forging.told(events, "signature.given", -1)))
    given["event"]["subject"] = "zzzzzzzzzzzz"
    events.insert(events.index(forging.told(events, "letter.closed")), given)
    forging.edit(
        files,
        "editions.json",
        lambda all_: all_[1]["signatures"].append("zzzzzzzzzzzz") or all_[1]["leaves"].append("0" * 64),
    )
    forging.renew_leaves(files)
    forging.write_journal(files, events, anew=True)
    forging.renew_editions(files)
    forging.renew_manifest(files)


@forgery("tells of the signature")
def a_name_is_removed(files: Files, _own: Files) -> None:
    gone = forging.signature_of(files, "ACKERSTEIN")["public_id"]
    forging.edit(files, "signatures.json", lambda all_: [each for each in all_ if each["public_id"] != gone])


@forgery("The signature of Eve OTHER")
def a_name_is_swapped(files: Files, _own: Files) -> None:
    forging.change_facts(files, "ACKERSTEIN", given="Eve", surname="OTHER")
    forging.renew_manifest(files)


@forgery("The signature of Eve OTHER")
def a_name_is_swapped_and_all_digests_are_renewed(files: Files, own: Files) -> None:
    a_name_is_swapped(files, own)
    forging.renew_leaves(files)
    forging.renew_editions(files)
    forging.renew_manifest(files)


@forgery("The signature of Anke ACKERSTEIN")
def how_sure_a_signature_is_is_raised(files: Files, _own: Files) -> None:
    forging.change_facts(files, "ACKERSTEIN", assurance="pdf_signature")
    forging.renew_manifest(files)


@forgery("The text of revision 2 (texts/2.txt) was altered")
def the_text_is_altered(files: Files, _own: Files) -> None:
    files["texts/2.txt"] = files["texts/2.txt"].replace(b"Release him.", b"Keep him.")


@forgery("The parts of revision 2 (texts/2.json) do not say what its text (texts/2.txt) says")
def the_text_is_altered_and_its_digest_renewed(files: Files, _own: Files) -> None:
    old = hashlib.sha256(files["texts/2.txt"]).hexdigest()
    files["texts/2.txt"] = files["texts/2.txt"].replace(b"Release him.", b"Keep him.")
    forging.edit(
        files, "revisions.json", lambda all_: all_[1].update(sha256=hashlib.sha256(files["texts/2.txt"]).hexdigest())
    )
    assert old != json.loads(files["revisions.json"])[1]["sha256"]


@forgery("The text that edition 1 (editions/1-addressee.pdf) prints is not the one it was issued with")
def the_text_is_altered_and_every_digest_renewed(files: Files, _own: Files) -> None:
    old = hashlib.sha256(files["texts/2.txt"]).hexdigest()
    for name in ("texts/2.txt", "texts/2.json"):
        files[name] = files[name].replace(b"Release him.", b"Keep him.")
    forging.replace_everywhere(files, old, hashlib.sha256(files["texts/2.txt"]).hexdigest())
    forging.renew_leaves(files)
    forging.renew_editions(files)
    forging.renew_manifest(files)


@forgery("is under another text than the one it was given on")
def a_signature_is_moved_to_another_text(files: Files, _own: Files) -> None:
    one, other = (forging.signature_of(files, each)["revision"] for each in ("ACKERSTEIN", "ZUIDHOEK"))
    assert one != other
    forging.change_facts(files, "ACKERSTEIN", revision=other)
    forging.for_one(
        files, forging.signature_of(files, "ACKERSTEIN")["public_id"], lambda entry: entry.update(revision=other)
    )


@forgery("was taken back or lapsed (event")
def a_signature_that_was_taken_back_stands_again(files: Files, _own: Files) -> None:
    forging.for_one(
        files, forging.signature_of(files, "LATERGONE")["public_id"], lambda entry: entry.update(state="standing")
    )
    forging.renew_leaves(files)
    forging.renew_manifest(files)


@forgery("(signature.given) was altered: it is not what its digest says")
def an_event_is_altered(files: Files, _own: Files) -> None:
    events = forging.lines(files)
    forging.told(events, "signature.given")["event"]["at"] = "2026-11-20T11:00:00.000000+00:00"
    forging.write_journal(files, events, anew=False)
    forging.renew_manifest(files)


@forgery("Event 3 of the journal is missing")
def an_event_is_removed(files: Files, _own: Files) -> None:
    events = forging.lines(files)
    del events[2]
    forging.write_journal(files, events, anew=False)
    forging.renew_manifest(files)


@forgery("Event 3 of the journal does not follow the one before it")
def a_hidden_event_is_swapped_for_another(files: Files, _own: Files) -> None:
    events = forging.lines(files)
    events[1] = {"number": 2, "content": "a" * 64, "previous": events[1]["previous"]}
    events[1]["digest"] = hashlib.sha256(f"{events[1]['previous']}\n{'a' * 64}".encode()).hexdigest()
    forging.write_journal(files, events, anew=False)


@forgery("The journal does not end where manifest.json says")
def the_end_of_the_journal_is_cut_off(files: Files, _own: Files) -> None:
    forging.write_journal(files, forging.lines(files)[:-1], anew=False)


@forgery("Edition 2 (editions/2-addressee.pdf) was altered")
def a_byte_of_a_pdf_is_flipped(files: Files, _own: Files) -> None:
    pdf = bytearray(files["editions/2-addressee.pdf"])
    pdf[len(pdf) // 3] ^= 1
    files["editions/2-addressee.pdf"] = bytes(pdf)
    forging.renew_manifest(files)


@forgery("Edition 2 has another file than the one that was issued as the journal (event")
def an_edition_is_set_anew_with_other_names(files: Files, own: Files) -> None:
    files["editions/2-addressee.pdf"] = own["editions/2-addressee.pdf"]
    digest = hashlib.sha256(files["editions/2-addressee.pdf"]).hexdigest()
    forging.edit(files, "editions.json", lambda all_: all_[1]["files"][0].update(sha256=digest))
    forging.renew_manifest(files)


@forgery("does not stand like this in the list inside edition 2 (editions/2-addressee.pdf)")
def an_edition_is_set_anew_and_all_digests_are_renewed(files: Files, own: Files) -> None:
    files["editions/2-addressee.pdf"] = own["editions/2-addressee.pdf"]
    forging.renew_editions(files)
    forging.renew_manifest(files)


@forgery("Edition 2 (editions/2-addressee.pdf) is not sealed: anybody could have made it")
def an_edition_is_put_in_without_its_seal(files: Files, _own: Files) -> None:
    files["editions/2-addressee.pdf"] = forging.unsealed(files["editions/2-addressee.pdf"])
    forging.renew_editions(files)
    forging.renew_manifest(files)


@forgery("Edition 2 (editions/2-addressee.pdf) is not sealed by the certificate")
def a_byte_of_a_pdf_is_flipped_and_all_digests_are_renewed(files: Files, own: Files) -> None:
    a_byte_of_a_pdf_is_flipped(files, own)
    forging.renew_editions(files)
    forging.renew_manifest(files)


@forgery("The root of edition 1 is not the one that its leaves give")
def the_root_is_replaced_everywhere(files: Files, _own: Files) -> None:
    for edition in json.loads(files["editions.json"]):
        forging.replace_everywhere(files, edition["root"], "b" * 64)
    forging.write_journal(files, forging.lines(files), anew=True)
    forging.renew_manifest(files)


@forgery("The signatures that stand do not give the root bbbb")
def the_root_over_all_is_replaced(files: Files, _own: Files) -> None:
    forging.edit(files, "manifest.json", lambda manifest: manifest.update(root="b" * 64))


@forgery("tells of edition 2, which is not in this archive")
def an_older_edition_passes_for_the_newest(files: Files, _own: Files) -> None:
    forging.edit(files, "editions.json", lambda all_: all_[:1])
    for name in [each for each in files if each.startswith("editions/2")]:
        del files[name]
    forging.renew_manifest(files)


@forgery("manifest.json is not sealed by the certificate")
def an_older_edition_passes_for_the_newest_and_the_journal_is_silent(files: Files, own: Files) -> None:
    events = forging.lines(files)
    for kind in ("edition.issued", "translation.issued"):
        del forging.told(events, kind, 1)["event"]
    forging.write_journal(files, events, anew=False)
    an_older_edition_passes_for_the_newest(files, own)


@forgery("The translation of edition 1 (fr) has another text")
def the_text_of_a_translation_is_altered(files: Files, _own: Files) -> None:
    files["translations/fr-1.txt"] = files["translations/fr-1.txt"].replace(b"mars", b"mai")


@forgery("is not one of the text that was signed")
def a_translation_of_another_text_is_put_in(files: Files, _own: Files) -> None:
    digest = json.loads(files["editions.json"])[0]["revision"]
    files["translations/fr-1.txt"] = files["translations/fr-1.txt"].replace(digest.encode(), b"c" * 64)
    _translations(files, sha256=hashlib.sha256(files["translations/fr-1.txt"]).hexdigest())


@forgery("tells of a translation of edition 1 that is not in this archive")
def a_translation_is_left_out(files: Files, _own: Files) -> None:
    forging.edit(files, "deliveries.json", lambda rows: [row | {"translations": []} for row in rows])
    forging.edit(files, "editions.json", lambda all_: [each | {"translations": []} for each in all_])


@forgery("The text that edition 1 (editions/1-addressee.pdf) prints is not the one it was issued with")
def a_translation_passes_for_the_text_that_was_signed(files: Files, _own: Files) -> None:
    files["editions/1-addressee.pdf"] = files["editions/1-addressee.fr-1.pdf"]
    forging.renew_editions(files)


@forgery("is not one that the journal has")
def a_translation_is_said_to_have_been_delivered(files: Files, _own: Files) -> None:
    forging.edit(files, "deliveries.json", lambda rows: [row | {"translations": ["d" * 64]} for row in rows])


def _translations(files: Files, **facts: str) -> None:
    forging.edit(
        files,
        "editions.json",
        lambda all_: [each | {"translations": [one | facts for one in each["translations"]]} for each in all_],
    )


@forgery("is not one that the journal has")
def a_delivery_is_invented(files: Files, _own: Files) -> None:
    forging.edit(files, "deliveries.json", lambda rows: [*rows, rows[0] | {"public_id": "zzzzzzzzzzzz"}])


@forgery("extra.txt does not belong to the archive")
def a_file_is_added(files: Files, _own: Files) -> None:
    files["extra.txt"] = b"more"


@forgery("README.txt was altered")
def an_explanation_is_altered(files: Files, _own: Files) -> None:
    files["README.txt"] = b"All is well.\n"


@forgery("manifest.json is not sealed by the certificate")
def the_manifest_is_renewed_over_forged_files(files: Files, own: Files) -> None:
    an_explanation_is_altered(files, own)
    forging.renew_manifest(files)


@forgery("Edition 1 (editions/1-addressee.pdf) is not sealed by the certificate")
def all_is_forged_and_the_true_certificate_put_in(files: Files, own: Files) -> None:
    certificates = {name: content for name, content in files.items() if name.startswith("certificates/")}
    files.clear()
    files |= {name: content for name, content in own.items() if not name.startswith("certificates/")} | certificates
    forging.renew_manifest(files)


@forgery("The seals are not of the certificate that you named")
def all_is_forged_with_a_certificate_of_his_own(files: Files, own: Files) -> None:
    files.clear()
    files |= own


@pytest.fixture(scope="module")
def forged(genuine: Genuine, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """What a forger makes with the same program and a key of his own."""
    folder = tmp_path_factory.mktemp("forger")
    made = create_app(settings(folder, database_url=databases.make_sqlite(folder / "test.sqlite3")))
    with made.app_context(), after_all_that():
        files = archived(folder).files
        database.session.close()
        database.engine.dispose()
    return files


def test_a_genuine_archive_is_proved_genuine(genuine: Genuine) -> None:
    answer = ask(genuine.files["verify.py"], genuine.content, genuine.folder, "--fingerprint", genuine.fingerprint)
    assert answer.code == 0, answer.words
    assert answer.first == "Everything fits: Release Ilja Brandt"
    assert "4 signatures stand" in answer.words
    assert "That certificate is the one you named." in answer.words


@pytest.mark.parametrize(("forge", "named"), FORGERIES)
def test_a_forgery_is_named(genuine: Genuine, forged: Files, forge: Forge, named: str) -> None:
    files = dict(genuine.files)
    forge(files, dict(forged))
    answer = ask(genuine.files["verify.py"], files, genuine.folder, "--fingerprint", genuine.fingerprint)
    assert answer.code == 1, answer.words
    assert answer.first.startswith("DO NOT RELY ON IT. ")
    assert named in answer.first


def test_who_names_no_certificate_is_told_to_compare_it(genuine: Genuine, forged: Files) -> None:
    answer = ask(genuine.files["verify.py"], dict(forged), genuine.folder)
    assert answer.code == 0
    assert "Compare it with the fingerprint that the issuing office publishes" in answer.words
    assert genuine.fingerprint not in answer.words


def test_an_unpacked_archive_is_checked_where_it_lies(genuine: Genuine, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(genuine.content)) as opened:
        opened.extractall(tmp_path)
    (tmp_path / ".DS_Store").write_bytes(b"left by a desktop")
    command = [tools.oldest_python("3.9"), "-I", "-S", "verify.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stdout.startswith("Everything fits"), done.stdout + done.stderr


def test_the_verifier_is_python_3_9_and_imports_the_standard_library_only(genuine: Genuine) -> None:
    tree = ast.parse(genuine.files["verify.py"], feature_version=(3, 9))
    imported = {each.module or "" for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
    imported |= {name.name for each in ast.walk(tree) if isinstance(each, ast.Import) for name in each.names}
    assert {each.partition(".")[0] for each in imported} <= sys.stdlib_module_names
    assert not imported & {"socket", "urllib.request", "http.client", "ssl", "subprocess"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"../../outside.txt": b"x"}, "dangerous name"),
        ({"/etc/x": b"x"}, "dangerous name"),
        ({"a\\b": b"x"}, "dangerous name"),
        ({"manifest.json": b"[" * 100_000}, "not JSON"),
        ({"manifest.json": b'{"format": "other"}'}, "no archive in the format"),
        ({"manifest.json": b'{"format": 1, "format": 2}'}, "not JSON"),
    ],
)
def test_what_is_no_archive_is_not_read(genuine: Genuine, change: Files, said: str) -> None:
    answer = ask(genuine.files["verify.py"], genuine.files | change, genuine.folder)
    assert answer.code == 2
    assert said in answer.first


@pytest.mark.parametrize(
    "name", ["revisions.json", "signatures.json", "editions.json", "journal.jsonl", "deliveries.json"]
)
@pytest.mark.parametrize(
    "content",
    [b"", b"[]]", b"[1]", b'[{"number": 1e999}]', b"\xff", b"[" * 200_000, b'[{"number": ' + b"9" * 5000 + b"}]"],
)
def test_odd_files_end_in_a_sentence(genuine: Genuine, name: str, content: bytes) -> None:
    from campaign.archiving import verify

    place = genuine.folder / "odd.zip"
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(zipped(genuine.files | {name: content}))
    assert verify.check(verify.files_at(place)).problems


def test_a_zip_bomb_is_not_unpacked(genuine: Genuine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from campaign.archiving import verify

    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in genuine.files.items():
            packed.writestr(name, content)
        packed.writestr("extra", bytes(5_000_000))
    (tmp_path / "bomb.zip").write_bytes(bomb.getvalue())
    monkeypatch.setattr(verify, "LARGEST_ARCHIVE", 4_000_000)
    with pytest.raises(verify.Unreadable, match="more than an archive of a letter can hold"):
        verify.files_at(tmp_path / "bomb.zip")


def test_the_verifier_computes_what_the_program_computes(genuine: Genuine) -> None:
    from campaign.archiving import verify

    entries = [b'{"a":%d}' % number for number in range(7)]
    hashes = [verify.leaf_hash(json.loads(each)) for each in entries]
    for size in range(8):
        assert verify.merkle_root(hashes[:size]) == merkle.root(entries[:size]).hex()
    assert packing.readable(json.loads(genuine.files["editions.json"])) == genuine.files["editions.json"]
