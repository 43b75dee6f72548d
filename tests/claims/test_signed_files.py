"""What a signed copy shows: real certificates, real signatures, and what an attacker would try with them."""

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from flask import Flask

from campaign.claims import signed_files
from campaign.claims.signed_files import Check, Qualified, Signed
from letters import typeset
from tests.claims.certificates import QUALIFIED, Authority
from tests.factories import NOON, settings
from tests.letters import samples
from tests.letters.blanks import blank

pytestmark = pytest.mark.one_engine


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def copy() -> bytes:
    return bytes(blank())


@pytest.fixture
def trusting(tmp_path: Path, authority: Authority) -> Iterator[None]:
    """An installation that trusts the test's authority."""
    from campaign import create_app

    roots = tmp_path / "roots.pem"
    roots.write_bytes(authority.pem)
    app = create_app(settings(tmp_path, seal_roots_file=str(roots)))
    with app.app_context():
        yield


def examine(pdf: bytes, copy: bytes) -> Signed:
    return signed_files.examine(pdf, copy=copy, member_name="Ada TESTER", now=NOON)


def failing(found: Signed) -> set[Check]:
    return {check for check, held in found.checks.items() if not held}


def test_a_members_own_signature_under_a_trusted_authority_leaves_nothing_to_judge(
    trusting: None, authority: Authority, copy: bytes
) -> None:
    found = examine(authority.signed(copy, qualified=QUALIFIED), copy)
    assert (failing(found), found.plain) == (set(), True)
    assert found.signature is not None
    assert (found.signature.person, found.signature.qualified) == ("Ada Tester", Qualified.IN_A_DEVICE)


def test_an_unknown_authority_is_for_a_second_person_to_judge(app: Flask, authority: Authority, copy: bytes) -> None:
    found = examine(authority.signed(copy), copy)
    assert (failing(found), found.good, found.plain) == ({Check.TRUSTED}, True, False)


def test_another_persons_name_is_for_a_second_person_to_judge(app: Flask, authority: Authority, copy: bytes) -> None:
    found = examine(authority.signed(copy, "Boris", "Other"), copy)
    assert failing(found) == {Check.TRUSTED, Check.NAME}


def test_a_certificate_for_seals_is_no_persons(app: Flask, authority: Authority, copy: bytes) -> None:
    found = examine(authority.signed(copy, purpose="0.4.0.1862.1.6.2"), copy)
    assert Check.A_PERSONS in failing(found)
    assert not found.good


def test_a_lapsed_certificate_is_not_in_force(app: Flask, authority: Authority, copy: bytes) -> None:
    from datetime import timedelta

    assert Check.IN_FORCE in failing(examine(authority.signed(copy, ends_at=NOON - timedelta(days=1)), copy))


def changed(pdf: bytes) -> bytes:
    """The file with another page appended as an update, as a program does that only adds."""
    from pyhanko.pdf_utils.generic import NameObject, NumberObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    page[NameObject("/Rotate")] = NumberObject(180)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_text_that_was_changed_before_signing_is_noticed(app: Flask, authority: Authority, copy: bytes) -> None:
    found = examine(authority.signed(changed(copy)), copy)
    assert Check.NOTHING_ELSE_ADDED in failing(found)
    assert not found.good


def test_the_picture_of_a_signature_does_not_stand_over_words(app: Flask, authority: Authority) -> None:
    copy = typeset(samples.letter(0))
    with pypdfium2.PdfDocument(copy) as document:
        text = document[0].get_textpage()
        text.count_rects()
        left, bottom, _right, top = (int(side) for side in text.get_rect(8))
    assert examine(authority.signed(copy, box=(5, 300, 60, 330)), copy).good
    over = examine(authority.signed(copy, box=(left, bottom, left + 20, top + 1)), copy)
    assert failing(over) >= {Check.NOTHING_ELSE_ADDED}
    assert not over.good


def test_a_file_changed_after_signing_is_noticed(app: Flask, authority: Authority, copy: bytes) -> None:
    found = examine(changed(authority.signed(copy)), copy)
    assert not found.good


def test_a_flipped_byte_breaks_the_signature(app: Flask, authority: Authority, copy: bytes) -> None:
    signed = authority.signed(copy)
    found = examine(signed.replace(b"/Adobe.PPKLite", b"/Adobe.PPKLitf"), copy)
    assert Check.INTACT in failing(found)


def test_a_signature_over_another_texts_copy_is_not_one_over_ours(
    app: Flask, authority: Authority, copy: bytes
) -> None:
    other = io.BytesIO()
    with pikepdf.open(io.BytesIO(copy)) as opened:
        opened.add_blank_page()
        opened.save(other)
    found = examine(authority.signed(other.getvalue()), copy)
    assert Check.OUR_COPY in failing(found)
    assert not found.good


def test_our_copy_alone_is_not_signed(app: Flask, copy: bytes) -> None:
    assert {Check.OUR_COPY, Check.SIGNED} <= failing(examine(copy, copy))


@pytest.mark.parametrize("tail", [b"PK\x03\x04" + b"\0" * 100, b"%PDF-1.7\n" + b"1 0 obj\n" * 5000, b"\n%%EOF\n"])
def test_rubbish_behind_our_copy_is_no_signature(app: Flask, copy: bytes, tail: bytes) -> None:
    assert not examine(copy + tail, copy).good


@pytest.mark.parametrize(
    ("certified", "same"),
    [
        ("Ada Tester", True),
        ("TESTER, Ada", True),
        ("Ada Maria Tester", True),
        ("Ada", False),
        ("Boris Tester", False),
        ("Boris Ada", False),
        ("", False),
    ],
)
def test_names_are_compared_by_their_words(certified: str, same: bool) -> None:
    assert signed_files.is_same_person(certified, "Ada TESTER") is same
