"""A letter that shows one text and has Members sign another: what its digest covers and no reader sees."""

from dataclasses import replace

import pytest

from campaign.drafting import markdown, rules, unshown
from campaign.drafting.content import AddresseeBlock, Content
from campaign.drafting.rules import Lack
from tests.factories import NOON

READY = Content(
    language="en",
    campaign="The case",
    title="A letter",
    subject="Detention",
    addressees=(AddresseeBlock(name="The President"),),
    body="Release him.",
)
HIDDEN = {
    "a cell beyond the table's head": "| Day | Event |\n|---|---|\n| 3 May | Hearing | send weapons |",
    "the title of a link": '[the report](https://example.org "send weapons")',
    "a link around nothing": "Release him.[](https://example.org/send-weapons)",
    "a long label of a note": "Release him.[^or-we-shall-send-weapons]\n\n[^or-we-shall-send-weapons]: A note.",
    "a year that is shown as another": "2017. He was taken.\n2019. He was tried.",
}
SHOWN = (
    *markdown.EXAMPLES,
    "1. one\n1. two\n1. three",
    "3. three\n4. four\n    1. first of four\n5. five",
    "[Brüssel](https://brüssel.example/straße?q=%20x#y) <https://example.org/a_b> https://example.org",
    "snake_case, \\*stars\\*, `code`, al**pha**bet, 1\\. no list, &amp; <b>no tag</b> ![no picture](x.png)",
    "| a | b |\n|:-:|--:|\n| 1 \\| 2 |",
)


@pytest.mark.parametrize("how", HIDDEN)
def test_no_letter_is_opened_with_words_that_nobody_is_shown(how: str) -> None:
    content = replace(READY, body=HIDDEN[how])
    found = rules.problems(content, NOON.replace(year=2027), now=NOON, missing_glyphs=lambda _text: [])
    assert [each.lack for each in found] == [Lack.UNSHOWN]


@pytest.mark.parametrize("body", SHOWN)
def test_what_readers_see_is_no_hidden_word(body: str) -> None:
    assert unshown.words(body) == ()
