import io
import json
import random
import zlib
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from letters import typeset
from letters.checking import check, inspect
from letters.checks import bounds, words
from letters.checks.report import Kind, Obstacle, Since, Standing, Verdict
from letters.sealing import Level, seal
from letters.seals import keys, sealers
from tests.letters import samples
from tests.letters.blanks import blank
from tests.letters.gallery import GALLERY
from tests.letters.trust_services import PASSWORD


@pytest.fixture(scope="module")
def letter():
    """An unsealed letter with three invented Members and a place for the seal."""
    return typeset(samples.letter(3, seal_block=True))


@pytest.fixture(scope="module")
def sealed(letter, own, now):
    return seal(letter, own, now=now)


def edited(pdf, edit):
    """The file rewritten after an edit, as somebody with a PDF library would."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        edit(opened)
        saved = io.BytesIO()
        opened.save(saved)
    return saved.getvalue()


def appended(pdf, edit):
    """The file with an edit appended as an incremental update, which leaves the sealed bytes alone."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    edit(writer)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def embedded_list(opened):
    return opened.Root.AF[0].EF.F


def change_list(change):
    def edit(opened):
        stream = embedded_list(opened)
        whole = json.loads(stream.read_bytes())
        change(whole)
        stream.write(json.dumps(whole, ensure_ascii=False).encode())

    return edit


# --- genuine


def test_a_sealed_letter_is_genuine_to_whoever_trusts_the_key(sealed, own, now):
    report = check(sealed, now=now, roots=(own.certificate,), expected_digest=samples.DIGEST)
    (found,) = report.seals
    assert report.verdict is Verdict.GENUINE
    assert report.exit_code == 0
    assert (found.kind, found.intact, found.standing, found.since) == (
        Kind.SEAL,
        True,
        Standing.TRUSTED,
        Since.NOTHING,
    )
    assert found.claimed_at == now
    assert report.contents.names.printed == report.contents.names.listed == 3


def test_the_process_of_its_own_finds_what_this_process_finds(sealed, own, now):
    question = {"now": now, "roots": (own.certificate,), "expected_digest": samples.DIGEST}
    assert check(sealed, **question) == inspect(sealed, **question)


def test_a_fingerprint_read_over_the_telephone_is_enough_to_trust_a_seal(sealed, own, now):
    spoken = keys.fingerprint(own.certificate).lower().replace(":", " ")
    assert inspect(sealed, now=now, fingerprints=frozenset({spoken})).verdict is Verdict.GENUINE


def test_a_seal_that_leads_to_a_trusted_root_is_genuine(letter, trust, now):
    report = inspect(seal(letter, trust.sealer("seal"), now=now), now=now, roots=(trust.root,))
    assert report.verdict is Verdict.GENUINE
    assert not report.seals[0].self_issued


@pytest.mark.parametrize("level", [Level.B_T, Level.B_LT, Level.B_LTA])
def test_a_time_stamp_lets_a_seal_outlive_its_certificate(letter, trust, now, level):
    sealed = seal(letter, trust.sealer("seal"), now=now, level=level, outside=trust.outside)
    report = inspect(sealed, now=now + timedelta(days=600), roots=(trust.root,))
    assert report.verdict is Verdict.GENUINE
    assert abs(report.seals[0].attested_at - now) < timedelta(minutes=10)


def test_without_a_time_stamp_a_seal_does_not_outlive_its_certificate(letter, trust, now):
    sealed = seal(letter, trust.sealer("seal"), now=now)
    report = inspect(sealed, now=now + timedelta(days=600), roots=(trust.root,))
    assert report.verdict is Verdict.UNKNOWN_SEALER
    assert report.seals[0].standing is Standing.EXPIRED


def test_a_second_seal_is_reported_and_changes_nothing_for_the_first(sealed, own, trust, now):
    report = inspect(seal(sealed, trust.sealer("seal"), now=now), now=now, roots=(own.certificate,))
    assert report.verdict is Verdict.GENUINE
    assert [each.since for each in report.seals] == [Since.SIGNATURES, Since.NOTHING]
    assert [each.standing for each in report.seals] == [Standing.TRUSTED, Standing.UNKNOWN]


@pytest.mark.parametrize("field", ["Signature1", "Member"])
def test_a_member_signing_the_sealed_file_leaves_it_genuine(sealed, own, trust, now, field):
    """In the field that waits for it, as strict readers want, or in a new one."""
    member = signers.SimpleSigner.load_pkcs12_data(trust.pkcs12("curve"), [], PASSWORD.encode())
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    signed = signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name=field), signer=member)
    report = inspect(signed.getvalue(), now=now, roots=(own.certificate,))
    assert report.verdict is Verdict.GENUINE
    assert report.seals[1].kind is Kind.SIGNATURE
    assert report.seals[1].holder == "Invented Trust Services, The curve"


@pytest.mark.parametrize("style", ["A", "B", "C", "D", "E", "F"])
def test_names_agree_in_every_format_of_the_list(own, now, style):
    document = samples.letter(40)
    letter = typeset(replace(document, signatures=replace(document.signatures, style=style)))
    names = inspect(letter, now=now).contents.names
    assert names.agree
    assert names.printed == 40


def test_a_name_written_from_right_to_left_agrees(now):
    document = samples.letter(0)
    member = samples.member(0, given="ליאורה", surname="בן-דויד")
    section = samples.Section(heading=None, signatories=(member, samples.member(1)))
    letter = typeset(replace(document, signatures=replace(document.signatures, sections=(section,))))
    assert inspect(letter, now=now).contents.names.agree


# --- altered


def test_one_flipped_bit_anywhere_shows(sealed, own, now):
    dice = random.Random(20261122)
    for place in [dice.randrange(len(sealed)) for _ in range(60)] + [len(sealed) - 1_000]:
        flipped = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        verdict = inspect(flipped, now=now, roots=(own.certificate,)).verdict
        assert verdict not in (Verdict.GENUINE, Verdict.UNKNOWN_SEALER), f"byte {place} of {len(sealed)}"


def test_a_rewritten_file_has_a_broken_seal(sealed, own, now):
    def retitle(opened):
        opened.docinfo["/Title"] = "Another letter"

    report = inspect(edited(sealed, retitle), now=now, roots=(own.certificate,))
    assert report.verdict is Verdict.ALTERED
    assert report.exit_code == 1
    assert not report.seals[0].intact


def test_new_page_content_appended_after_the_seal_shows(sealed, own, now):
    from pyhanko.pdf_utils import generic

    def overprint(writer):
        page_ref, _ = writer.find_page_for_modification(0)
        extra = writer.add_object(generic.StreamObject(stream_data=b"0 0 300 300 re f"))
        page = page_ref.get_object()
        page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), extra])
        writer.mark_update(page_ref)

    report = inspect(appended(sealed, overprint), now=now, roots=(own.certificate,))
    assert report.verdict is Verdict.ALTERED
    assert report.seals[0].intact
    assert report.seals[0].since is Since.FORBIDDEN


def test_a_note_stuck_over_the_letter_after_the_seal_shows(sealed, own, now):
    from letters.seals.objects import as_pdf

    def stick(writer):
        page_ref, _ = writer.find_page_for_modification(0)
        note = {"/Type": "/Annot", "/Subtype": "/Square", "/Rect": [0, 0, 500, 500], "/IC": [1, 1, 1]}
        page = page_ref.get_object()
        page["/Annots"] = as_pdf([*page.get("/Annots", []), writer.add_object(as_pdf(note))])
        writer.mark_update(page_ref)

    assert inspect(appended(sealed, stick), now=now, roots=(own.certificate,)).verdict is Verdict.ALTERED


def test_a_signature_drawn_over_the_letter_after_the_seal_shows(sealed, own, trust, now):
    stranger = signers.SimpleSigner.load_pkcs12_data(trust.pkcs12("curve"), [], PASSWORD.encode())
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    over = fields.SigFieldSpec("Over", on_page=0, box=(50, 300, 500, 800))
    signed = signers.sign_pdf(
        writer, signers.PdfSignatureMetadata(field_name="Over"), signer=stranger, new_field_spec=over
    )
    assert inspect(signed.getvalue(), now=now, roots=(own.certificate,)).verdict is Verdict.ALTERED


def test_a_name_missing_from_the_embedded_list_shows_even_under_a_seal(letter, own, now):
    without = edited(letter, change_list(lambda whole: whole["signatories"].pop()))
    report = inspect(seal(without, own, now=now), now=now, roots=(own.certificate,))
    assert report.verdict is Verdict.ALTERED
    assert len(report.contents.names.only_printed) == 1


def test_a_name_added_to_the_embedded_list_shows(letter, now):
    extra = {"given": "Invented", "surname": "PERSON"}
    report = inspect(edited(letter, change_list(lambda whole: whole["signatories"].append(extra))), now=now)
    assert report.contents.names.only_listed == ("Invented PERSON",)
    assert report.verdict is Verdict.ALTERED


def test_names_in_another_order_show(letter, now):
    report = inspect(edited(letter, change_list(lambda whole: whole["signatories"].reverse())), now=now)
    assert not report.contents.names.same_order


def test_another_wording_shows_by_its_digest(sealed, own, now):
    report = inspect(sealed, now=now, roots=(own.certificate,), expected_digest="0" * 64)
    assert report.verdict is Verdict.ALTERED
    assert report.contents.digest_expected is False


def test_a_list_for_another_wording_than_the_printed_one_shows(letter, now):
    def other(whole):
        whole["revision"]["sha256"] = "f" * 64

    assert not inspect(edited(letter, change_list(other)), now=now).contents.digest_printed


# --- unknown and unsealed


def test_a_forger_with_a_key_in_the_same_name_is_not_taken_for_the_office(letter, own, now):
    forged = keys.make_seal_key("Invented Office for Letters", "letters.example", now=now)
    report = inspect(
        seal(letter, sealers.SelfIssued(forged.pkcs12, forged.password), now=now),
        now=now,
        roots=(own.certificate,),
    )
    assert report.verdict is Verdict.UNKNOWN_SEALER
    assert report.exit_code == 3
    assert report.seals[0].holder == inspect(seal(letter, own, now=now), now=now).seals[0].holder


def test_an_unsealed_letter_is_called_unsealed(letter, now):
    report = inspect(letter, now=now)
    assert report.verdict is Verdict.UNSEALED
    assert report.exit_code == 4
    assert report.contents.names.agree


def test_a_pdf_that_is_no_letter_has_no_list_to_compare(now):
    assert inspect(blank(), now=now).contents is None


# --- hostile


@pytest.mark.parametrize(
    ("pdf", "obstacle"),
    [
        (b"", Obstacle.NOT_A_PDF),
        (b"PK\x03\x04 a letter from a word processor", Obstacle.NOT_A_PDF),
        (b"%PDF-1.7\n", Obstacle.BROKEN),
        (b"%PDF-1.7\n" + b"\xff" * 10_000, Obstacle.BROKEN),
        (b"%PDF-1.7\nxref\n0 99999999\ntrailer<</Size 99999999/Prev 9/Root 1 0 R>>\nstartxref\n9", Obstacle.BROKEN),
        (b"%PDF-1.7\n" + b"[" * 200_000 + b"\nstartxref\n9\n%%EOF", Obstacle.BROKEN),
        (b"%PDF-" + bytes(64_000_001), Obstacle.TOO_LARGE),
    ],
    ids=["empty", "word", "header", "noise", "loop", "nested", "large"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_by_its_reason(pdf, obstacle, now):
    report = check(pdf, now=now)
    assert report.verdict is Verdict.UNREADABLE
    assert report.exit_code == 2
    assert report.obstacle is obstacle


def test_half_a_download_is_unreadable(sealed, now):
    assert check(sealed[: len(sealed) // 2], now=now).verdict is Verdict.UNREADABLE


def test_a_file_with_a_password_says_so(letter, now):
    with pikepdf.open(io.BytesIO(letter)) as opened:
        saved = io.BytesIO()
        opened.save(saved, encryption=pikepdf.Encryption(owner="owner", user="secret"))
    assert inspect(saved.getvalue(), now=now).obstacle is Obstacle.LOCKED


def test_a_bomb_of_nothing_but_zeros_is_stopped(letter, now):
    def plant(opened):
        stream = embedded_list(opened)
        packer = zlib.compressobj(9)
        start, again = (packer.compress(bytes(10_000_000)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
        stream.write(start + again * 400, filter=Name.FlateDecode)

    report = check(edited(letter, plant), now=now)
    assert report.verdict is Verdict.UNREADABLE


def test_a_tree_that_bites_its_own_tail_is_stopped(letter, now):
    def loop(opened):
        root = opened.Root.StructTreeRoot
        child = opened.make_indirect(Dictionary(S=Name.Sect, P=root))
        child.K = Array([child, child])
        root.K = Array([child])

    assert check(edited(letter, loop), now=now).obstacle is Obstacle.TOO_COSTLY


def test_a_check_that_takes_too_long_is_stopped(sealed, now):
    assert bounds.ask(sealed, bounds.Question(now), seconds=0).obstacle is Obstacle.TOO_COSTLY


@pytest.mark.parametrize("content", [b"not json", b"[]", b'{"signatories": 7}', b"[" * 100_000])
def test_a_list_that_is_none_is_called_broken(letter, now, content):
    broken = edited(letter, lambda opened: embedded_list(opened).write(content))
    assert inspect(broken, now=now).obstacle is Obstacle.BROKEN


# --- words


def test_the_report_says_of_a_translation_which_text_was_signed(own, now):
    translated = seal(typeset(GALLERY["translation"]()), own, now=now)
    report = inspect(translated, now=now, roots=(own.certificate,))
    assert report.verdict is Verdict.GENUINE
    assert f"This is a translation. The text that was signed is another file's; its digest is {samples.DIGEST}" in list(
        words.sentences(report)
    )


def test_the_report_says_in_plain_words_what_a_seal_is_not(sealed, own, now):
    said = " ".join(words.sentences(inspect(sealed, now=now, roots=(own.certificate,))))
    assert said.startswith("Genuine")
    assert "not the Members' signature" in said
    assert "All 3 printed names" in said


def test_the_report_gives_the_fingerprint_to_compare_for_a_self_issued_key(sealed, own, now):
    said = " ".join(words.sentences(inspect(sealed, now=now)))
    assert "anybody can make one" in said
    assert keys.fingerprint(own.certificate) in said


def test_the_report_names_the_names_that_disagree(letter, now):
    extra = {"given": "Invented", "surname": "PERSON"}
    altered = edited(letter, change_list(lambda whole: whole["signatories"].append(extra)))
    assert "Only in the list: Invented PERSON." in list(words.sentences(inspect(altered, now=now)))


@pytest.mark.parametrize("obstacle", list(Obstacle))
def test_every_obstacle_has_a_sentence(obstacle):
    assert words.OBSTACLES[obstacle]
