"""The card for shared links holds whatever names and titles hold."""

from dataclasses import replace

import pytest

from campaign.public import cards
from campaign.public.cards import Card

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
