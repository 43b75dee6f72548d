"""Terms: their days and seats."""

from datetime import date

import pytest

from campaign.parliament import groups, terms


@pytest.mark.parametrize(
    ("day", "number"),
    [((2014, 7, 1), 8), ((2019, 7, 1), 8), ((2019, 7, 2), 9), ((2024, 7, 15), 9), ((2024, 7, 16), 10)],
)
def test_each_day_belongs_to_one_term(day: tuple[int, int, int], number: int) -> None:
    assert [term.number for term in terms.ALL if term.holds(date(*day))] == [number]


def test_before_the_first_known_term_there_is_none() -> None:
    assert terms.on(date(2014, 6, 30)) is None
    with pytest.raises(KeyError):
        terms.get(7)


@pytest.mark.parametrize(
    ("day", "seats"), [((2017, 12, 13), 751), ((2020, 1, 31), 751), ((2020, 2, 1), 705), ((2026, 8, 15), 720)]
)
def test_the_parliament_has_the_seats_of_that_day(day: tuple[int, int, int], seats: int) -> None:
    term = terms.on(date(*day))
    assert term is not None
    assert term.total_on(date(*day)) == seats


def test_only_countries_of_that_day_have_seats() -> None:
    for term in terms.ALL:
        for first, _ in term.allocations:
            assert all(country.was_member_on(first) for country in term.seats_on(first))
    assert {country.code: seats for country, seats in terms.get(10).seats_on(date(2026, 1, 1)).items()}["ES"] == 61


def test_every_term_seats_exactly_the_groups_that_stood_in_it_and_puts_ni_last() -> None:
    for term in terms.ALL:
        stood = {
            group.code
            for group in groups.ALL
            if group.stood_on(term.first_day)
            or (group.first_day >= term.first_day and (term.last_day is None or group.first_day <= term.last_day))
        }
        assert set(term.seating) == set(term.by_size) == stood
        assert term.seating[-1] == term.by_size[-1] == "NI"
