"""Counting signatures: the published example of 2017, and what must hold for any list."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign import tally
from campaign.parliament import countries, groups
from campaign.tally import Goal


@dataclass(frozen=True)
class Snapshot:
    country: str
    group_code: str
    party: str | None = None


#: The record of December 2017, as numbers only (DOMAIN §12).
RECORD_OF_2017 = [
    Snapshot("PT", "SD"),
    Snapshot("EE", "EPP"),
    Snapshot("CZ", "EPP"),
    Snapshot("EE", "GREENS"),
    Snapshot("PL", "ECR"),
    Snapshot("UK", "SD"),
    Snapshot("CZ", "EPP"),
]

snapshots = st.lists(
    st.builds(
        Snapshot,
        country=st.sampled_from([each.code for each in countries.ALL]),
        group_code=st.sampled_from([each.code for each in groups.ALL]),
        party=st.sampled_from([None, "Labour", "Parti socialiste", "Independent"]),
    ),
    max_size=60,
)


def test_the_record_of_2017_counts_as_it_was_published() -> None:
    counted = tally.of(RECORD_OF_2017)
    assert dict(counted.by_group) == {"EPP": 3, "SD": 2, "ECR": 1, "GREENS": 1}
    assert list(counted.by_country.items()) == [("CZ", 2), ("EE", 2), ("PL", 1), ("PT", 1), ("UK", 1)]
    assert counted.by_group_and_country[("EPP", "CZ")] == 2
    assert tally.line(counted) == "7 Members from 4 political groups and 5 Member States"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "No signatures yet"),
        ([Snapshot("FR", "LEFT")], "1 Member from 1 political group and 1 Member State"),
        ([Snapshot("FR", "NI")], "1 Member, 1 of them non-attached, from 1 Member State"),
        (
            [Snapshot("FR", "NI"), Snapshot("DE", "SD"), Snapshot("DE", "EPP")],
            "3 Members, 1 of them non-attached, from 2 political groups and 2 Member States",
        ),
    ],
)
def test_non_attached_members_are_no_group(rows: list[Snapshot], said: str) -> None:
    assert tally.line(tally.of(rows)) == said


def test_two_parties_of_one_name_in_two_countries_are_two() -> None:
    counted = tally.of([Snapshot("BE", "SD", "Parti socialiste"), Snapshot("FR", "SD", "Parti socialiste")])
    assert len(counted.by_party) == 2


def test_a_goal_names_groups_and_countries_that_are_still_open() -> None:
    goals = tally.progress(
        tally.of(RECORD_OF_2017),
        members=10,
        groups=6,
        countries=5,
        open_groups=["EPP", "NI", "ALDE", "GUENGL", "EFDD", "ENF"],
        open_countries=["DE", "FR"],
    )
    assert [(each.goal, each.missing) for each in goals] == [(Goal.MEMBERS, 3), (Goal.GROUPS, 2), (Goal.COUNTRIES, 0)]
    assert goals[1].examples == ("ALDE", "GUENGL", "EFDD")


def test_goals_that_were_not_set_are_not_shown() -> None:
    goals = tally.progress(tally.of([]), members=None, groups=3, countries=None)
    assert [each.goal for each in goals] == [Goal.GROUPS]


@given(snapshots)
def test_every_way_of_counting_adds_up_to_the_same_number(rows: list[Snapshot]) -> None:
    counted = tally.of(rows)
    assert sum(counted.by_group.values()) == len(rows)
    assert sum(counted.by_country.values()) == len(rows)
    assert sum(counted.by_group_and_country.values()) == len(rows)
    assert sum(counted.by_party.values()) == sum(1 for each in rows if each.party)


@given(snapshots, st.randoms())
def test_the_order_of_signing_changes_no_count(rows: list[Snapshot], chance: object) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert repr(tally.of(shuffled)) == repr(tally.of(rows))


@given(snapshots, st.integers(1, 60), st.integers(1, 10), st.integers(1, 28))
def test_a_goal_is_reached_exactly_when_nothing_is_missing(
    rows: list[Snapshot], members: int, groups_wanted: int, countries_wanted: int
) -> None:
    counted = tally.of(rows)
    for each in tally.progress(counted, members=members, groups=groups_wanted, countries=countries_wanted):
        assert (each.missing == 0) == (each.reached >= each.wanted)
        assert each.reached + each.missing >= each.wanted


@given(snapshots)
def test_examples_never_name_somebody_who_signed(rows: list[Snapshot]) -> None:
    counted = tally.of(rows)
    codes = [each.code for each in groups.ALL]
    for each in tally.progress(
        counted, members=None, groups=9, countries=27, open_groups=codes, open_countries=["DE", "FR", "IT", "ES"]
    ):
        assert not set(each.examples) & (set(counted.by_group) | set(counted.by_country) | {"NI"})
