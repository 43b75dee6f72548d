"""What changed, as it is read: whole words, in one flow, with nothing lost."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from campaign.drafting import changes
from campaign.drafting.changes import Kind, Run
from tests.drafting.test_content import LETTER

words = st.lists(st.sampled_from(["a", "the", "release", "him", "now", "\n", ". ", "  "]), max_size=60).map(" ".join)


@given(words, words)
def test_both_texts_can_be_read_from_the_runs(before: str, after: str) -> None:
    runs = changes.runs(before, after)
    assert "".join(run.text for run in runs if run.kind is not Kind.NEW) == before
    assert "".join(run.text for run in runs if run.kind is not Kind.GONE) == after


def test_a_phrase_is_replaced_as_a_phrase() -> None:
    assert changes.runs("He was held in March by them.", "He was freed on Friday by them.") == [
        Run(Kind.SAME, "He was "),
        Run(Kind.GONE, "held in March"),
        Run(Kind.NEW, "freed on Friday"),
        Run(Kind.SAME, " by them."),
    ]


def test_what_stays_is_left_out_but_for_the_words_around() -> None:
    long = "word " * 200
    kinds = [run.kind for run in changes.runs(f"{long}old {long}", f"{long}new {long}")]
    assert kinds == [Kind.SKIPPED, Kind.SAME, Kind.GONE, Kind.NEW, Kind.SAME, Kind.SKIPPED]


def test_only_parts_that_differ_are_named() -> None:
    assert changes.between(LETTER, LETTER) == ()
    changed = replace(LETTER, framing="Another story.", cc="")
    assert [each.part for each in changes.between(LETTER, changed)] == ["framing", "cc"]
