"""Countries: the Union's codes, protocol order, names at a day."""

from datetime import date

import pytest

from campaign.parliament import countries, languages

PROTOCOL = "BE BG CZ DK DE EE IE EL ES FR HR IT CY LV LT LU HU MT NL AT PL PT RO SI SK FI SE UK"


def test_countries_stand_in_protocol_order_with_the_united_kingdom_last() -> None:
    assert " ".join(country.code for country in countries.ALL) == PROTOCOL


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("EL", "EL"), ("GR", "EL"), ("gr", "EL"), ("GRC", "EL"), ("Ελλάδα", "EL"), ("gb", "UK"),
        ("United Kingdom", "UK"),
        ("Czech Republic", "CZ"), ("Czechia", "CZ"), ("Tchéquie", "CZ"), ("Tschechische Republik", "CZ"),
        ("The Netherlands", "NL"), ("Slovak Republic", "SK"), (" estonia ", "EE"), ("Eesti", "EE"),
    ],
)  # fmt: skip
def test_a_country_is_found_by_any_code_or_name(written: str, code: str) -> None:
    found = countries.find(written)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("written", ["", "Kazakhstan", "XX", "Independent"])
def test_what_is_no_country_is_not_guessed(written: str) -> None:
    assert countries.find(written) is None


def test_every_country_has_a_name_in_every_official_language_that_leads_back_to_it() -> None:
    for country in countries.ALL:
        for language in languages.ALL:
            assert countries.find(country.label(language)) == country


def test_czechia_is_called_by_its_name_of_that_day() -> None:
    czechia = countries.get("CZ")
    assert czechia.label("en", on=date(2017, 12, 13)) == "Czech Republic"
    assert czechia.label("en", on=date(2026, 8, 15)) == "Czechia"
    assert czechia.label("en") == "Czechia"


def test_the_united_kingdom_left_and_croatia_joined() -> None:
    days = [date(2013, 6, 30), date(2013, 7, 1), date(2020, 1, 31), date(2020, 2, 1)]
    assert [len(countries.on(day)) for day in days] == [27, 28, 28, 27]


def test_the_alphabet_of_a_language_decides_in_a_list_of_that_language() -> None:
    english = [country.code for country in countries.alphabetical("en")]
    german = [country.code for country in countries.alphabetical("de")]
    assert english[:3] == ["AT", "BE", "BG"]
    assert german[:3] == ["BE", "BG", "DK"]
    assert german.index("AT") > german.index("NL")
