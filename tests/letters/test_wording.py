"""Members are written as each format asks, and never with changed letters."""

import pytest

from letters.document import Style, Words
from letters.shaping import small_capitals
from letters.wording import line_of
from tests.letters.samples import member

MEMBER = member(
    1, given="Ana", surname="BRANDÃO", country_code="PT", country="Portugal", group="S&D", honorific="Ms",
    party="Northern Harbours", office="Chair of the Delegation",
)  # fmt: skip


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("A", "Ana BRANDÃO (Portugal, S&D)"),
        ("B", "Ana BRANDÃO (S&D)"),
        ("C", "Ana BRANDÃO (S&D, PT)"),
        ("D", "Ms Ana BRANDÃO, Portugal, S&D"),
        ("E", "Ana BRANDÃO, S&D (Portugal)"),
        ("F", "Ana BRANDÃO MEP, Chair of the Delegation, Northern Harbours (Portugal)"),
    ],
)
def test_each_format_reads_as_in_print(style: Style, printed: str) -> None:
    assert " ".join(line_of(MEMBER, style, Words())) == printed


@pytest.mark.parametrize(
    ("name", "large"),
    [("GOMES", "G"), ("McGUINNESS", "McG"), ("D'AMATO", "D'A"), ("VAN DER BERG", "V D B"), ("Kelam", "Kelam")],
)
def test_surnames_keep_the_large_capitals_that_tell_how_they_are_spelt(name: str, large: str) -> None:
    small = {index for start, end in small_capitals(name) for index in range(start, end)}
    assert "".join(character for index, character in enumerate(name) if index not in small) == large
