"""A drawn signature becomes curves once, and nothing else ever does."""

import math

import pytest

import letters
from letters.document import Strokes
from letters.errors import BadAutograph
from tests.letters.samples import autograph


def wave(points: int = 60) -> list[tuple[float, float]]:
    return [(10 + 280 * t / points, 50 + 30 * math.sin(t / 6)) for t in range(points)]


def point_on(curve: list[complex], t: float) -> complex:
    s = 1 - t
    return s**3 * curve[0] + 3 * s * s * t * curve[1] + 3 * s * t * t * curve[2] + t**3 * curve[3]


def test_the_curves_stay_within_a_pixel_of_the_points() -> None:
    fitted = letters.fit_strokes([wave()], width=300, height=100)
    path = [complex(*fitted.paths[0][at : at + 2]) for at in range(0, len(fitted.paths[0]), 2)]
    curves = [path[at : at + 4] for at in range(0, len(path) - 1, 3)]
    drawn = [point_on(curve, step / 400) for curve in curves for step in range(401)]
    start = complex(*wave()[0]) * 4
    for x, y in wave():
        wanted = complex(x, y) * 4 - start + path[0]
        assert min(abs(wanted - point) for point in drawn) < 5


def test_a_signature_takes_less_than_a_kilobyte() -> None:
    kept = [len(letters.strokes_as_text(autograph(seed))) for seed in range(20)]
    assert sum(kept) / len(kept) < 1000


def test_strokes_come_back_as_they_were_kept() -> None:
    fitted = autograph(3)
    assert letters.strokes_from_text(letters.strokes_as_text(fitted)) == fitted


def test_more_than_two_values_a_point_are_allowed_and_ignored() -> None:
    plain = letters.fit_strokes([wave()], width=300, height=100)
    timed = letters.fit_strokes([[(x, y, 0.5, 17) for x, y in wave()]], width=300, height=100)
    assert timed == plain


@pytest.mark.parametrize(
    "strokes",
    [
        [],
        [[]],
        [[(10, 10)]],
        [[(10, 10), (10, 10)]],
        [[(float("nan"), 1), (2, 2)]],
        [[(1e300, 1), (2, 2)]],
        [[(-500, 1), (2, 2)]],
        [["ab", "cd"]],
        ["strokes"],
        [[(1,), (2,)]],
        [[None, None]],
        [wave()] * 81,
        [wave(6001)],
    ],
)
def test_what_is_no_signature_is_refused(strokes: object) -> None:
    with pytest.raises(BadAutograph):
        letters.fit_strokes(strokes, width=300, height=100)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "[1,2,3]",
        '[480,150,7,[["Q q",1]]]',
        "[480,150,7,[[1,2,3]]]",
        "[480,150,7,[[1.5,2]]]",
        "[480,150,7,[[1,999999]]]",
        "[0,150,7,[[1,2]]]",
        "[true,150,7,[[1,2]]]",
    ],
)
def test_kept_text_that_is_not_strokes_is_refused(text: str) -> None:
    with pytest.raises(BadAutograph):
        letters.strokes_from_text(text)


def test_strokes_that_were_never_fitted_cannot_reach_a_page() -> None:
    from tests.letters.samples import letter, members

    forged = Strokes(paths=(("0 0 m Q BT", 1),), width=480, height=150)  # type: ignore[arg-type]
    signed = letter(1, initiators=members(1, autograph=forged))
    with pytest.raises(BadAutograph):
        letters.typeset(signed)
