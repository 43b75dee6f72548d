"""Annexes are printed behind the letter, or refused with advice."""

import io

import pikepdf
import pymupdf
import pytest

import letters
from letters.document import Annex, Document
from letters.errors import BadAnnex
from tests.letters.gallery import annexed
from tests.letters.samples import letter


def with_annex(pdf: bytes) -> Document:
    return letter(1, annexes=(Annex(title="Report", pdf=pdf),))


def a_pdf_with_an_unembedded_font() -> bytes:
    with pymupdf.open() as made:
        made.new_page().insert_text((72, 72), "Helvetica is not embedded", fontname="helv")
        return bytes(made.tobytes())


def test_each_annex_has_its_own_page_numbers() -> None:
    with pymupdf.open(stream=letters.typeset(annexed())) as opened:
        feet = [page.get_text()[-160:] for page in opened]
    assert [f"page {n} of 2" in foot for n, foot in zip((1, 2, 1, 2, 1, 2), feet, strict=True)] == [True] * 6
    assert "Annex 2, page 1 of 2" in feet[4]


def test_the_original_of_an_annex_is_attached() -> None:
    inner = letters.typeset(letter(0))
    with pikepdf.open(io.BytesIO(letters.typeset(with_annex(inner)))) as opened:
        assert opened.attachments["annex-1.pdf"].get_file().read_bytes() == inner


@pytest.mark.parametrize(
    ("pdf", "reason"),
    [
        (b"no PDF at all", "cannot be opened"),
        (b"%PDF-1.7\n" + bytes(31_000_000), "larger than 30 MB"),
        (a_pdf_with_an_unembedded_font(), "cannot be archived"),
    ],
)
def test_an_annex_that_cannot_be_archived_is_refused_with_advice(pdf: bytes, reason: str) -> None:
    with pytest.raises(BadAnnex, match=reason):
        letters.typeset(with_annex(pdf))


def test_nothing_that_acts_is_carried_over_from_an_annex() -> None:
    with pikepdf.open(io.BytesIO(letters.typeset(letter(0)))) as source:
        source.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        source.pages[0].AA = pikepdf.Dictionary(O=source.Root.OpenAction)
        written = io.BytesIO()
        source.save(written)
    with pikepdf.open(io.BytesIO(letters.typeset(with_annex(written.getvalue())))) as opened:
        assert "/OpenAction" not in opened.Root
        assert not any(isinstance(it, pikepdf.Dictionary) and "/JS" in it for it in opened.objects)
