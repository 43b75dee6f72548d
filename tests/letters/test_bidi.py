"""Right-to-left text comes to stand as the Unicode algorithm says; capitals stand for Hebrew letters."""

import pytest

from letters import bidi

HEBREW = {chr(ord("A") + index): chr(0x05D0 + index) for index in range(26)}
LATIN = {value: key for key, value in HEBREW.items()}


def shown(text: str, base: int) -> str:
    logical = "".join(HEBREW.get(character, character) for character in text)
    levels = bidi.levels(logical, base)
    return "".join(LATIN.get(character, character) for character in bidi.visual(list(logical), levels))


@pytest.mark.parametrize(
    ("typed", "base", "seen"),
    [
        ("abc DEF ghi", 0, "abc FED ghi"),
        ("ABC def GHI", 1, "IHG def CBA"),
        ("ABC 123 DEF", 1, "FED 123 CBA"),
        ("ABC 1.5 DEF", 1, "FED 1.5 CBA"),
        ("abc (DEF) ghi", 0, "abc (FED) ghi"),
        ("price AB 50% off", 0, "price 50% BA off"),
        ("ABC, DEF.", 1, ".FED ,CBA"),
        ("abc", 1, "abc"),
    ],
)
def test_a_line_is_seen_in_the_right_order(typed: str, base: int, seen: str) -> None:
    assert shown(typed, base) == seen


@pytest.mark.parametrize(
    ("language", "text", "level"),
    [("ar", "abc", 1), ("he", "", 1), ("en", "שלום", 1), ("en", "abc שלום", 0), ("fr", "12 !", 0)],
)
def test_a_paragraph_runs_as_its_language_or_its_first_letter(language: str, text: str, level: int) -> None:
    assert bidi.base_level(language, text) == level


def test_latin_text_takes_the_quick_way() -> None:
    assert not bidi.has_rtl("Łukasz ŻÓŁĆ, Қазақстан, Ελλάδα")
    assert bidi.has_rtl("abc ש")
