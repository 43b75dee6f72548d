"""Drawn autographs on screen: the field's size, strokes as the form carries them, strokes as an SVG path."""

import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campaign.signing import autographs


@dataclass(frozen=True, slots=True)
class Sheet:
    """The field to sign in, in its own units, and what fits into it."""

    width: int = 1200
    height: int = 600
    most_strokes: int = autographs.MOST_STROKES
    most_points: int = autographs.MOST_POINTS


@dataclass(frozen=True, slots=True)
class Ink:
    """An autograph as an SVG path, cropped to its ink."""

    view_box: str
    path: str


MARGIN = 16


def sheet() -> Sheet:
    """The field of the signing form."""
    return Sheet()


def as_field(autograph: Mapping[str, Any]) -> str:
    """A drawn autograph as the form carries it."""
    return json.dumps(autograph, separators=(",", ":"))


def path(autograph: Mapping[str, Any] | None) -> Ink | None:
    """The drawn autograph as a smooth path through the middles of its points; None for any other kind."""
    if not autograph or "strokes" not in autograph:
        return None
    strokes: list[list[list[int]]] = autograph["strokes"]
    xs = [x for stroke in strokes for x, _y in stroke]
    ys = [y for stroke in strokes for _x, y in stroke]
    left, top = min(xs) - MARGIN, min(ys) - MARGIN
    width, height = max(xs) + MARGIN - left, max(ys) + MARGIN - top
    return Ink(f"{left} {top} {width} {height}", " ".join(_stroke(stroke) for stroke in strokes))


def _stroke(points: list[list[int]]) -> str:
    """Quadratic curves from middle to middle: the same line that the page draws under the pen."""
    (x, y), rest = points[0], points[1:]
    if not rest:
        return f"M{x} {y}h0.1"
    parts = [f"M{x} {y}"]
    for (ax, ay), (bx, by) in itertools.pairwise(rest):
        parts.append(f"Q{ax} {ay} {(ax + bx) / 2:g} {(ay + by) / 2:g}")
    last_x, last_y = rest[-1]
    parts.append(f"L{last_x} {last_y}")
    return "".join(parts)
