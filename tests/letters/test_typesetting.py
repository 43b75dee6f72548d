"""A letter becomes a PDF: valid, the same each time, with every name in it."""

from dataclasses import replace

import pymupdf
import pytest
from page import validate_pdf_bytes

import letters
from letters.document import Paragraph, Span
from tests.letters.samples import letter, members


def text_of(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf) as opened:
        return "\n".join(page.get_text() for page in opened)


@pytest.mark.parametrize("count", [0, 1, 7, 50])
@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_a_letter_passes_the_fast_validator(count: int, profile: str) -> None:
    report = validate_pdf_bytes(letters.typeset(letter(count)), profile=profile)
    assert not report.failures


def test_the_same_letter_gives_the_same_bytes() -> None:
    first = letters.typeset(letter(7))
    letters.typeset(letter(50, language="fr"))
    assert letters.typeset(letter(7)) == first


def test_no_hyphen_is_added_to_an_address() -> None:
    """Whoever types it off the page would type the hyphen too."""
    address = "https://undersigned.example/privacy/documentation/information"
    at_every_place = tuple(Paragraph(spans=(Span(text=f"{'it ' * words}{address}"),)) for words in range(40))
    text = text_of(letters.typeset(replace(letter(0), body=at_every_place)))
    assert "".join(text.split()).count(address) == 40


def test_every_name_of_a_long_list_can_be_copied() -> None:
    text = " ".join(text_of(letters.typeset(letter(720))).split())
    missing = [who for who in members(720) if f"{who.given} {who.surname}" not in text]
    assert missing == []
