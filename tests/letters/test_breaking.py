"""Lines end where the whole paragraph looks best."""

import random
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest

from letters.breaking import INFINITE, Glue, Penalty, break_lines


@dataclass(frozen=True)
class Word:
    width: float
    overhang: float = 0.0


SPACE = Glue(3.0, 1.5, 1.0)


def paragraph(*widths: float) -> list[Any]:
    items: list[Any] = []
    for width in widths:
        items += [SPACE, Word(width)] if items else [Word(width)]
    return items


def natural(items: list[Any], start: int, end: int) -> tuple[float, float, float]:
    line = list(items[start:end])
    while line and isinstance(line[0], Glue):
        line.pop(0)
    glue = [item for item in line if isinstance(item, Glue)]
    width = sum(item.width for item in line if not isinstance(item, Penalty))
    return width, sum(item.stretch for item in glue), sum(item.shrink for item in glue)


def lines_of(items: list[Any], breaks: list[int]) -> list[tuple[float, float, float]]:
    return [natural(items, start, end) for start, end in pairwise([0, *breaks])]


@pytest.mark.parametrize("seed", range(20))
def test_no_line_is_wider_than_the_measure(seed: int) -> None:
    dice = random.Random(seed)
    items = paragraph(*(dice.uniform(4, 30) for _ in range(120)))
    breaks = break_lines(items, 100, tolerance=INFINITE)
    assert breaks is not None
    for width, _, shrink in lines_of(items, breaks):
        assert width - shrink <= 100.001


@pytest.mark.parametrize("seed", range(10))
def test_the_whole_paragraph_is_less_ragged_than_line_by_line(seed: int) -> None:
    dice = random.Random(seed)
    items = paragraph(*(dice.uniform(4, 30) for _ in range(120)))
    best = break_lines(items, 100, tolerance=INFINITE)
    assert best is not None
    greedy, start = [], 0
    for index, item in enumerate(items):
        if isinstance(item, Glue) and natural(items, start, index + 2)[0] > 100:
            greedy.append(index)
            start = index
    assert looseness(items, best[:-1]) <= looseness(items, greedy) + 1e-6


def looseness(items: list[Any], breaks: list[int]) -> float:
    """The price of a setting as the method counts it, without the last line."""
    total = 0.0
    for width, stretch, shrink in lines_of(items, breaks):
        missing = 100 - width
        ratio = abs(missing / (stretch if missing > 0 else shrink)) if missing else 0.0
        total += (10 + 100 * ratio**3) ** 2
    return total


def test_a_hyphen_is_taken_only_where_it_helps() -> None:
    fits = [*paragraph(40, 40), SPACE, Word(10), Penalty(60, 3, True), Word(10)]
    gapes = [*paragraph(40, 30), SPACE, Word(10), Penalty(60, 3, True), Word(10)]
    assert break_lines(fits, 83, tolerance=2.0) == [3, 7]
    assert break_lines(gapes, 87, tolerance=2.0) == [5, 7]


def test_a_fixed_space_never_ends_a_line() -> None:
    fixed = SPACE._replace(breakable=False)
    items = [Word(45), SPACE, Word(45), fixed, Word(45), SPACE, Word(45)]
    breaks = break_lines(items, 100, tolerance=INFINITE)
    assert breaks is not None
    assert 3 not in breaks


def test_what_cannot_fit_is_said_so() -> None:
    assert break_lines(paragraph(40, 200, 40), 100, tolerance=INFINITE) is None


def test_points_may_hang_into_the_margin() -> None:
    tight = [Word(50), SPACE._replace(shrink=0.0), Word(50, overhang=3.0), SPACE, Word(90)]
    assert break_lines(tight, 100, tolerance=1.0) == [3, 5]
