"""Words are divided where their language allows it."""

import pyphen
import pytest

from letters.hyphenation import hyphenation_points

WORDS = {
    "en": "undersigned representatives independence communication unless physicians lawfulness",
    "fr": "respectueusement indépendance détention gouvernement rapporteur",
    "pl": "niezależność przetrzymywany dziennikarz sprawozdawczyni",
    "cs": "nezávislost novinářka zadržování spravedlivý",
    "ru": "независимость задержание журналиста расследование",
    "de": "Unabhängigkeit Freilassung Menschenrechtsverteidigerin Bundesregierung",
    "hu": "függetlenség újságíró fogvatartás",
}


@pytest.mark.parametrize("language", WORDS)
def test_words_are_divided_as_the_patterns_say(language: str) -> None:
    judge = pyphen.Pyphen(lang={"en": "en_GB", "de": "de_DE"}.get(language, language), left=2, right=3)
    for word in WORDS[language].split():
        expected = tuple(int(place) for place in judge.positions(word) if place.data is None)
        assert (word, hyphenation_points(word, language)) == (word, expected)


@pytest.mark.parametrize("word", ["EEAS-ODIHR", "UNHCHR", "S&D", "short", "2026/1234", "İSTANBULLU"])
def test_abbreviations_numbers_and_short_words_stay_whole(word: str) -> None:
    assert hyphenation_points(word, "en") == ()


def test_a_language_without_patterns_is_not_divided() -> None:
    assert hyphenation_points("undersigned", "x-nowhere") == ()
