"""Political groups: labels recur, so the day decides."""

from datetime import date

import pytest

from campaign.parliament import groups

ON_LIGHT, ON_DARK = "#ffffff", "#16181d"


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("label", "day", "code"),
    [
        ("PPE", (2017, 12, 13), "EPP"),
        ("EPP", (2017, 12, 13), "EPP"),
        ("Group of the European People’s Party", (2025, 9, 28), "EPP"),
        ("GUE/NGL", (2017, 12, 13), "GUENGL"),
        ("GUE/NL", (2017, 12, 13), "GUENGL"),
        ("GUE/NGL", (2021, 1, 1), "LEFT"),
        ("GUE_NGL", (2020, 12, 31), "GUENGL"),
        ("The Left group in the European Parliament - GUE/NGL", (2026, 8, 15), "LEFT"),
        ("The Left group in the European Parliament – GUE/NGL", (2026, 8, 15), "LEFT"),
        ("EFD", (2014, 6, 30), "EFD"),
        ("EFD", (2014, 7, 1), "EFDD"),
        ("NA/NI", (2017, 12, 17), "NI"),
        ("Non-inscrits", (2026, 8, 15), "NI"),
        ("RE", (2020, 1, 1), "RENEW"),
        ("GREEN_EFA", (2020, 1, 1), "GREENS"),
        ("Verts/ALE", (2017, 12, 13), "GREENS"),
        ("SD", (2026, 8, 15), "SD"),
        ("ALDE", (2019, 6, 20), "ALDE"),
        ("ID", (2024, 7, 15), "ID"),
    ],
)  # fmt: skip
def test_a_label_means_the_group_that_bore_it_that_day(label: str, day: tuple[int, int, int], code: str) -> None:
    found = groups.on(label, date(*day))
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("label", "day"),
    [("ALDE", (2026, 8, 15)), ("PfE", (2017, 12, 13)), ("Independent", (2017, 12, 13)), ("", (2017, 12, 13))],
)
def test_a_label_nobody_bore_that_term_is_not_guessed(label: str, day: tuple[int, int, int]) -> None:
    assert groups.on(label, date(*day)) is None


def test_a_membership_runs_through_a_change_of_name() -> None:
    through = groups.spells("GUE_NGL", date(2019, 7, 2), date(2024, 7, 15))
    assert [(spell.group.code, spell.first_day, spell.last_day) for spell in through] == [
        ("GUENGL", date(2019, 7, 2), date(2020, 12, 31)),
        ("LEFT", date(2021, 1, 1), date(2024, 7, 15)),
    ]


def test_a_membership_that_ended_before_the_change_stays_in_the_old_group() -> None:
    assert [spell.group.code for spell in groups.spells("GUE/NGL", date(2017, 1, 1), date(2019, 7, 1))] == ["GUENGL"]


def test_a_running_membership_of_an_unknown_group_has_no_spells() -> None:
    assert groups.spells("Independent", date(2024, 7, 16), None) == ()


def test_the_three_styles_of_one_group() -> None:
    epp = groups.get("EPP")
    assert [epp.label(style) for style in groups.Style] == [
        "PPE", "EPP", "Group of the European People's Party (Christian Democrats)",
    ]  # fmt: skip
    assert epp.label("english") == "EPP"


def test_no_two_groups_bear_one_label_on_one_day() -> None:
    for group in groups.ALL:
        for label in (group.code, group.official, group.english, group.full, *group.aliases):
            for other in groups.called(label):
                assert other is group or not other.stood_on(group.first_day), (label, group.code, other.code)


def test_groups_of_a_day_stand_from_left_to_right_and_by_size() -> None:
    then = date(2017, 12, 13)
    assert [group.code for group in groups.in_force(then)] == [
        "GUENGL", "SD", "GREENS", "ALDE", "EPP", "ECR", "EFDD", "ENF", "NI",
    ]  # fmt: skip
    assert [group.code for group in groups.by_size(then) if group.stood_on(then)] == [
        "EPP", "SD", "ECR", "ALDE", "GUENGL", "GREENS", "EFDD", "ENF", "NI",
    ]  # fmt: skip


def test_non_attached_members_are_no_group() -> None:
    assert [group.code for group in groups.ALL if not group.is_group] == ["NI"]


def test_group_colours_can_be_seen_on_both_grounds() -> None:
    for group in groups.ALL:
        assert contrast(group.colour, ON_LIGHT) >= 3, group.code
        assert contrast(group.colour_dark, ON_DARK) >= 3, group.code


def test_groups_that_sit_together_differ_in_colour() -> None:
    for day in (date(2017, 12, 13), date(2022, 1, 1), date(2026, 8, 15)):
        colours = [group.colour for group in groups.in_force(day)]
        assert len(set(colours)) == len(colours)
