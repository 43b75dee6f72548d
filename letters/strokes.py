"""A drawn autograph as it is submitted becomes curves: checked, bounded, and fitted once.

The fit follows Philip J. Schneider, "An Algorithm for Automatically Fitting Digitized Curves", Graphics Gems
(1990), with complex numbers for points: one cubic curve where it stays near the points, else two.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Sequence
from itertools import chain
from typing import Any

from letters.document import Strokes
from letters.errors import BadAutograph

UNITS = 1200
"""The field's width in the whole units that are stored: a quarter of a pixel of a 300 pixel field."""
_MOST_STROKES = 80
_MOST_POINTS = 6000
_TOLERANCE = 3.2
"""How far a curve may leave the points, in units: 0.8 pixels, a twentieth of a millimetre in print."""
_NARROWEST, _LOWEST = 480, 150
_MARGIN = 12
_PEN = 7
_AGAIN = "The drawn signature could not be read: clear the field and sign again."
_TOO_MUCH = "The drawn signature has too many strokes: clear the field and sign again, more simply."


def fit_strokes(strokes: Sequence[Sequence[Sequence[float]]], *, width: float, height: float) -> Strokes:
    """Curves for strokes given as points (x, y, whatever else) in a field of the given size, y downwards.

    Raises BadAutograph when there is no ink, too much of it, or points that are no points of the field.
    """
    points = _checked(strokes, width, height)
    scale = UNITS / width
    paths = [_fit_path([point * scale for point in stroke]) for stroke in points]
    return _cropped(paths)


def _checked(strokes: Sequence[Sequence[Sequence[float]]], width: float, height: float) -> list[list[complex]]:
    if not (1 <= width <= 10_000 and 1 <= height <= 10_000 and isinstance(strokes, Sequence)):
        raise BadAutograph(_AGAIN)
    if len(strokes) > _MOST_STROKES or sum(map(_length, strokes)) > _MOST_POINTS:
        raise BadAutograph(_TOO_MUCH)
    checked = [[_point(point, width, height) for point in stroke] for stroke in strokes]
    inked = [_without_repeats(stroke) for stroke in checked if stroke]
    if not any(len(stroke) > 1 for stroke in inked):
        raise BadAutograph("The field is empty: sign with a finger, a pen or the mouse, or type your name.")
    return inked


def _length(stroke: object) -> int:
    if isinstance(stroke, str) or not isinstance(stroke, Sequence):
        raise BadAutograph(_AGAIN)
    return len(stroke)


def _point(point: Any, width: float, height: float) -> complex:
    """A point of the field; a pen may slip a little over its edge."""
    try:
        x, y = float(point[0]), float(point[1])
    except (TypeError, ValueError, IndexError, KeyError) as error:
        raise BadAutograph(_AGAIN) from error
    slip = 0.1 * max(width, height)
    if not (math.isfinite(x) and math.isfinite(y) and -slip <= x <= width + slip and -slip <= y <= height + slip):
        raise BadAutograph(_AGAIN)
    return complex(min(max(x, 0.0), width), min(max(y, 0.0), height))


def _without_repeats(stroke: list[complex]) -> list[complex]:
    kept = stroke[:1]
    for point in stroke[1:]:
        if abs(point - kept[-1]) > 0.01:
            kept.append(point)
    return kept


def _fit_path(points: list[complex]) -> list[complex]:
    """Start, then two handles and an end for each curve."""
    path = [points[0]]
    if len(points) < 2:
        return path
    waiting = [(points, _unit(points[1] - points[0]), _unit(points[-2] - points[-1]))]
    while waiting:
        part, leaving, arriving = waiting.pop()
        curve, worst, where = _fit_part(part, leaving, arriving)
        if worst <= _TOLERANCE**2 or len(part) <= 2:
            path += curve[1:]
            continue
        tangent = _unit(part[where - 1] - part[where + 1]) or _unit(part[where - 1] - part[where])
        waiting.append((part[where:], -tangent, arriving))
        waiting.append((part[: where + 1], leaving, tangent))
    return path


def _fit_part(points: list[complex], leaving: complex, arriving: complex) -> tuple[list[complex], float, int]:
    """The best curve through the part's ends, its worst squared distance, and the point where that is."""
    parameters = _chord_lengths(points)
    curve = _bezier(points, parameters, leaving, arriving)
    worst, where = _worst(points, curve, parameters)
    for _ in range(3):
        if worst <= _TOLERANCE**2 or worst > 30 * _TOLERANCE**2:
            break
        parameters = [_nearer(curve, point, at) for point, at in zip(points, parameters, strict=True)]
        curve = _bezier(points, parameters, leaving, arriving)
        worst, where = _worst(points, curve, parameters)
    return curve, worst, min(max(where, 1), len(points) - 2) if len(points) > 2 else 1


def _chord_lengths(points: list[complex]) -> list[float]:
    lengths = [0.0]
    for before, after in itertools.pairwise(points):
        lengths.append(lengths[-1] + abs(after - before))
    return [length / lengths[-1] for length in lengths]


def _bezier(points: list[complex], parameters: list[float], leaving: complex, arriving: complex) -> list[complex]:
    """Least squares for the lengths of the two handles."""
    first, last = points[0], points[-1]
    c00 = c01 = c11 = x0 = x1 = 0.0
    for point, t in zip(points, parameters, strict=True):
        s = 1 - t
        b0, b1, b2, b3 = s * s * s, 3 * t * s * s, 3 * t * t * s, t * t * t
        a0, a1 = leaving * b1, arriving * b2
        c00 += _dot(a0, a0)
        c01 += _dot(a0, a1)
        c11 += _dot(a1, a1)
        rest = point - (first * (b0 + b1) + last * (b2 + b3))
        x0 += _dot(a0, rest)
        x1 += _dot(a1, rest)
    determinant = c00 * c11 - c01 * c01
    chord = abs(last - first)
    if abs(determinant) > 1e-9:
        alpha, beta = (x0 * c11 - x1 * c01) / determinant, (c00 * x1 - c01 * x0) / determinant
    else:
        alpha = beta = 0.0
    if not (chord * 1e-6 < alpha < chord * 4 and chord * 1e-6 < beta < chord * 4):
        alpha = beta = chord / 3
    return [first, first + leaving * alpha, last + arriving * beta, last]


def _at(curve: list[complex], t: float) -> complex:
    s = 1 - t
    return curve[0] * s**3 + curve[1] * 3 * s * s * t + curve[2] * 3 * s * t * t + curve[3] * t**3


def _worst(points: list[complex], curve: list[complex], parameters: list[float]) -> tuple[float, int]:
    worst, where = 0.0, len(points) // 2
    for index, (point, t) in enumerate(zip(points, parameters, strict=True)):
        gap = _at(curve, t) - point
        distance = _dot(gap, gap)
        if distance > worst:
            worst, where = distance, index
    return worst, where


def _nearer(curve: list[complex], point: complex, t: float) -> float:
    """One Newton step towards the parameter of the nearest point of the curve."""
    first = [3 * (after - before) for before, after in itertools.pairwise(curve)]
    second = [2 * (after - before) for before, after in itertools.pairwise(first)]
    s = 1 - t
    gap = _at(curve, t) - point
    slope = first[0] * s * s + first[1] * 2 * s * t + first[2] * t * t
    bend = second[0] * s + second[1] * t
    divisor = _dot(slope, slope) + _dot(gap, bend)
    return min(max(t - _dot(gap, slope) / divisor, 0.0), 1.0) if abs(divisor) > 1e-9 else t


def _dot(left: complex, right: complex) -> float:
    return left.real * right.real + left.imag * right.imag


def _unit(vector: complex) -> complex:
    return vector / abs(vector) if vector else 0j


def _cropped(paths: list[list[complex]]) -> Strokes:
    """The field cut to the ink, but never so small that a dot would fill the line."""
    points = [point for path in paths for point in path]
    left, right = min(p.real for p in points), max(p.real for p in points)
    top, bottom = min(p.imag for p in points), max(p.imag for p in points)
    width = max(_NARROWEST, math.ceil(right - left) + 2 * _MARGIN)
    height = max(_LOWEST, math.ceil(bottom - top) + 2 * _MARGIN)
    # Ink stands on the line below it: what is added goes above and to the right.
    origin = complex(left - _MARGIN, bottom + _MARGIN - height)
    whole = tuple(
        tuple(round(value) for point in path for value in ((point - origin).real, (point - origin).imag))
        for path in paths
    )
    return Strokes(paths=whole, width=width, height=height, pen=_PEN)


def strokes_as_text(strokes: Strokes) -> str:
    """For keeping: the same strokes come back from `strokes_from_text`."""
    return json.dumps([strokes.width, strokes.height, strokes.pen, strokes.paths], separators=(",", ":"))


def strokes_from_text(text: str) -> Strokes:
    """Strokes as they were kept. Raises BadAutograph when the text is something else."""
    try:
        width, height, pen, paths = json.loads(text)
        strokes = Strokes(paths=tuple(tuple(path) for path in paths), width=width, height=height, pen=pen)
    except (TypeError, ValueError) as error:
        raise BadAutograph(_AGAIN) from error
    require_drawable(strokes)
    return strokes


def require_drawable(strokes: Strokes) -> None:
    """Raise BadAutograph unless these strokes are whole numbers of a bounded field, and bounded in number."""
    numbers = [strokes.width, strokes.height, strokes.pen, *chain.from_iterable(strokes.paths)]
    whole = set(map(type, numbers)) == {int} and min(numbers) >= -UNITS and max(numbers) <= 4 * UNITS
    shaped = all(len(path) >= 2 and len(path) % 6 == 2 for path in strokes.paths)
    if not whole or not shaped or min(numbers[:3]) < 1 or len(numbers) > 6 * _MOST_POINTS:
        raise BadAutograph(_AGAIN)
