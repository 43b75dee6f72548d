"""Names of persons: split, fold, sort."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.parliament import names

WRITTEN = st.text(
    st.characters(categories=["Lu", "Ll", "Lo", "Mn", "Zs", "Pd", "Po"], max_codepoint=0x24FF), max_size=40
)


def in_order(surnames: list[str]) -> list[str]:
    return sorted(surnames, key=names.sort_key)


@pytest.mark.parametrize(
    "right",
    [
        ["GOMES", "KELAM", "ŠTĚTINA", "TARAND", "UJAZDOWSKI", "WARD", "ZDECHOVSKÝ"],
        ["ŠIMEČKA", "SIMON"],
        ["VAN BREMPT", "VANDENDRIESSCHE", "VAN ORDEN"],
        ["ALLARD", "AL-SAHLANI"],
    ],
)
def test_names_sort_as_in_the_parliaments_own_list(right: list[str]) -> None:
    assert in_order(list(reversed(right))) == right


def test_the_same_family_name_sorts_by_given_name_and_then_by_number() -> None:
    persons = [("PHILLIPS", "Alexandra", 2), ("PHILLIPS", "Alexandra", 1), ("PHILLIPS", "Aaron", 3)]
    assert sorted(persons, key=lambda person: names.sort_key(*person)) == persons[::-1]


@pytest.mark.parametrize(
    ("printed", "family", "sorted_under"),
    [
        ("Johannes Cornelis van BAALEN", "van BAALEN", "BAALEN"),
        ("Kathleen VAN BREMPT", "VAN BREMPT", "VAN BREMPT"),
        ("Manuel dos SANTOS", "dos SANTOS", "SANTOS"),
        ("Róża Gräfin von THUN UND HOHENSTEIN", "von THUN UND HOHENSTEIN", "THUN UND HOHENSTEIN"),
        ("Ramon TREMOSA i BALCELLS", "TREMOSA i BALCELLS", "TREMOSA i BALCELLS"),
        ("David McALLISTER", "McALLISTER", "McALLISTER"),
        ("Heinz K. BECKER", "BECKER", "BECKER"),
        ("Bolesław G. PIECHA", "PIECHA", "PIECHA"),
        ("William (The Earl of) DARTMOUTH", "DARTMOUTH", "DARTMOUTH"),
        ("Rosa D'AMATO", "D'AMATO", "D'AMATO"),
        ("Gaetano PEDULLA'", "PEDULLA'", "PEDULLA'"),
        ("Irmhild BOẞDORF", "BOẞDORF", "BOẞDORF"),
        ("Aodhán Ó RÍORDÁIN", "Ó RÍORDÁIN", "Ó RÍORDÁIN"),
        ("KELAM Tunne", "KELAM", "KELAM"),
        ("VAN BREMPT Kathleen", "VAN BREMPT", "VAN BREMPT"),
        ("Kathleen Van Brempt", "Van Brempt", "Van Brempt"),
    ],
)
def test_the_family_name_is_found_whatever_way_it_is_written(printed: str, family: str, sorted_under: str) -> None:
    name = names.split(printed)
    assert name.surname == family
    assert names.sort_name(name.surname) == sorted_under
    assert sorted(str(name).split()) == sorted(printed.split())


def test_an_exception_of_the_parliaments_list_belongs_to_one_person() -> None:
    assert names.sort_name("DEL CASTILLO VERA", 28390) == "CASTILLO VERA"
    assert names.sort_name("DEL CASTILLO VERA", 9_000_001) == "DEL CASTILLO VERA"


@pytest.mark.parametrize(
    ("first", "last", "family"),
    [
        ("Manuel dos", "SANTOS", "dos SANTOS"),
        ("Bolesław", "G. PIECHA", "PIECHA"),
        ("Tunne", "Kelam", "Kelam"),
    ],
)
def test_a_bad_split_is_mended(first: str, last: str, family: str) -> None:
    assert names.rejoin(first, last).surname == family


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("Tomáš ZDECHOVSKÝ", "zdechovsky"),
        ("Jaromír ŠTĚTINA", "Stetina"),
        ("Róża Gräfin von THUN UND HOHENSTEIN", "thun"),
        ("Martin HÄUSLING", "haeusling"),
        ("Martin HÄUSLING", "Hausling"),
        ("Rosa D'AMATO", "damato"),
        ("Rosa D'AMATO", "d'amato"),
        ("Elżbieta ŁUKACIJEWSKA", "lukacijewska"),
        ("Nicolae ŞTEFĂNUȚĂ", "stefanuta"),
        ("Irmhild BOẞDORF", "bossdorf"),
        ("Morten LØKKEGAARD", "lokkegaard"),
    ],
)
def test_search_finds_a_name_typed_on_any_keyboard(printed: str, typed: str) -> None:
    assert names.fold(typed) in names.search_text(names.split(printed))


@given(WRITTEN)
def test_splitting_loses_no_letter(text: str) -> None:
    assert sorted(str(names.split(text)).split()) == sorted(names.tidy(text).split())


@given(WRITTEN)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert names.fold(names.fold(text)) == names.fold(text)


@given(WRITTEN)
def test_composed_and_decomposed_spellings_are_one(text: str) -> None:
    apart, together = unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text)
    assert names.fold(apart) == names.fold(together)
    assert names.sort_key(apart) == names.sort_key(together)


@given(st.lists(st.tuples(WRITTEN, WRITTEN, st.integers(0, 10**9)), max_size=6))
def test_two_persons_never_share_a_sort_key(persons: list[tuple[str, str, int]]) -> None:
    keys = [names.sort_key(*person) for person in persons]
    assert len(set(keys)) >= len({person[2] for person in persons})


@given(st.tuples(WRITTEN, WRITTEN), st.tuples(WRITTEN, WRITTEN))
def test_the_family_name_decides_before_the_given_name(one: tuple[str, str], other: tuple[str, str]) -> None:
    if names.sort_key(one[0]) < names.sort_key(other[0]):
        assert names.sort_key(*one) < names.sort_key(*other)
