"""The card for shared links holds whatever names and titles hold."""

from dataclasses import replace

import pytest

from campaign.public import cards
from campaign.public.cards import Card

WIDEST = "720 Members, 33 of them non-attached, from 8 political groups and 27 Member States"

PLAIN = Card(
    eyebrow="Letter",
    title="A case",
    summary="1 Member",
    names=("Ada TESTER",),
    more="",
    foot="example.org",
    chamber=None,
)


@pytest.mark.parametrize("between", ["\r\n", "\n", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\t"])
def test_a_line_break_in_any_part_is_set_as_a_space(between: str) -> None:
    broken = replace(PLAIN, title=f"A{between}case", summary=f"1{between}Member", names=(f"Ada{between}TESTER",))
    assert cards.card(broken) == cards.card(PLAIN)


def test_the_longest_line_of_counts_stands_whole() -> None:
    """The tally is what a reader of the card takes away: it is set smaller before it is cut."""
    assert cards._fitted(WIDEST, cards._smaller(WIDEST, 1056), 1056) == WIDEST


@pytest.mark.parametrize("title", ["გათავისუფლება", "Ազատություն", "الحرية", "חופש", "释放", "석방"])
def test_a_title_in_another_script_has_its_own_letters(title: str) -> None:
    """The house's face would print one and the same box for each of them."""
    box = "\ue000"  # a letter that no face has
    assert cards.card(replace(PLAIN, title=title)) != cards.card(replace(PLAIN, title=box * len(title)))
    assert cards._face("serif", 50, 600, title).getname() != cards._face("serif", 50, 600, "A").getname()
