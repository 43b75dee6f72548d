"""Pages end where nothing is left alone."""

import pytest

from letters.composing import Composer, Slab, gap
from letters.errors import DoesNotFit
from letters.styles import Geometry

PAGE = Geometry(width=300, height=200, left=10, right=10, top=190, bottom=90, footer=10)
"""Room for ten lines of ten points."""


class Recorder(Composer):
    """Remembers on which page each slab came to stand."""

    def __init__(self, note_lines: int = 1) -> None:
        self.pages: dict[int, int] = {}
        super().__init__(PAGE, lambda number: [Slab(10.0) for _ in range(note_lines)])

    def place(self, slab: Slab) -> None:
        self.pages[id(slab)] = len(self.sheets)
        super().place(slab)


def lines(count: int, *, keep: tuple[int, ...] = ()) -> list[Slab]:
    return [Slab(10.0, keep=index in keep) for index in range(count)]


def placed(slabs: list[Slab], note_lines: int = 1) -> list[int]:
    composer = Recorder(note_lines)
    composer.flow(slabs)
    composer.finish()
    return [composer.pages[id(slab)] for slab in slabs]


def test_a_page_is_filled_before_the_next_begins() -> None:
    assert placed(lines(23)) == [1] * 10 + [2] * 10 + [3] * 3


def test_what_is_kept_together_moves_together() -> None:
    assert placed(lines(12, keep=(8, 9))) == [1] * 8 + [2] * 4


def test_a_heading_is_never_the_last_on_a_page() -> None:
    text = lines(9)
    heading = Slab(10.0, keep=True)
    following = lines(2, keep=(0,))
    assert placed([*text, heading, *following])[9] == 2


def test_white_space_vanishes_at_the_top_of_a_page() -> None:
    composer = Recorder()
    composer.flow([*lines(10), gap(5.0), *lines(10)])
    assert len(composer.sheets) == 2


def test_a_footnote_takes_its_room_on_the_page_of_its_mark() -> None:
    marked = lines(12)
    marked[3].notes.append(1)
    assert placed(marked).count(1) == 7  # ten lines less the note and the room of its rule


def test_a_mark_whose_note_does_not_fit_goes_to_the_next_page() -> None:
    marked = lines(10)
    marked[9].notes.append(1)
    assert placed(marked) == [1] * 9 + [2]


def test_a_very_long_note_goes_on_below_the_next_page() -> None:
    marked = lines(3)
    marked[2].notes.append(1)
    composer = Recorder(note_lines=14)
    composer.flow(marked)
    composer.finish()
    assert len(composer.sheets) > 1
    assert composer.pages[id(marked[2])] == 1


def test_what_is_higher_than_a_page_is_refused() -> None:
    with pytest.raises(DoesNotFit, match="smaller parts"):
        placed([Slab(101.0)])


def test_too_much_kept_together_is_cut_rather_than_lost() -> None:
    assert placed(lines(15, keep=tuple(range(14)))) == [1] * 10 + [2] * 5


def test_a_note_with_two_marks_is_printed_once() -> None:
    marked = lines(10)
    marked[2].notes.append(1)
    marked[4].notes.append(1)
    twice = placed(marked).count(1)
    marked[4].notes.clear()
    assert placed(marked).count(1) == twice


def test_the_heading_of_a_table_takes_room_on_each_page_where_the_table_goes_on() -> None:
    heading = Slab(20.0, keep=True)
    rows = [Slab(10.0, above=heading) for _ in range(20)]
    assert placed([heading, *rows]) == [1] + [1] * 8 + [2] * 8 + [3] * 4


def test_a_row_as_high_as_the_page_stands_without_the_heading() -> None:
    heading = Slab(20.0, keep=True)
    rows = [Slab(10.0, above=heading), Slab(95.0, above=heading)]
    assert placed([heading, *rows]) == [1, 1, 2]
