"""Autographs on the page: drawn strokes as curves, uploaded pictures, typed names, as large as fits."""

from __future__ import annotations

from functools import lru_cache

from letters.document import Autograph, Picture, Strokes, Typed
from letters.inline import Setter
from letters.pictures import PictureBook
from letters.sheet import Sheet
from letters.strokes import require_drawable
from letters.structure import Element
from letters.styles import TYPED_AUTOGRAPH


def draw_autograph(
    autograph: Autograph,
    sheet: Sheet,
    setter: Setter,
    pictures: PictureBook,
    figure: Element,
    box: tuple[float, float, float, float],
) -> None:
    """Draw into the box (left, bottom, width, height), standing on its lower left corner."""
    left, bottom, width, height = box
    corners = f"{left:.1f} {bottom:.1f} {left + width:.1f} {bottom + height:.1f}"
    figure.entries += f"/A<</O/Layout/Placement/Block/BBox[{corners}]>>"
    match autograph:
        case Strokes():
            require_drawable(autograph)
            scale = min(width / autograph.width, height / autograph.height)
            sheet.raw(figure, strokes_code(autograph, left, bottom + autograph.height * scale, scale))
        case Picture():
            stored = pictures.autograph(autograph)
            scale = min(width / stored.width, height / stored.height)
            sheet.picture(figure, stored.name, left, bottom, stored.width * scale, stored.height * scale)
        case Typed():
            natural = max(1.0, setter.width(autograph.text, TYPED_AUTOGRAPH))
            size = TYPED_AUTOGRAPH.size * min(1.0, width / natural * 0.995)
            for line in setter.fitted(autograph.text, TYPED_AUTOGRAPH._replace(size=size), figure, width)[:1]:
                sheet.line(line, left, bottom + 4)


def strokes_code(strokes: Strokes, left: float, top: float, scale: float) -> str:
    """The strokes as path operators; y grows downwards in strokes and upwards on a page."""
    parts = [f"q {scale:.4f} 0 0 -{scale:.4f} {left:.2f} {top:.2f} cm {int(strokes.pen)} w 1 J 1 j"]
    for path in strokes.paths:
        # A lone point becomes a line without length, which the round pen draws as a dot.
        drawn = path if len(path) > 2 else path * 2
        parts.append(_operators(len(path)) % drawn)
    parts.append("S Q")
    return "\n".join(parts)


@lru_cache(maxsize=1024)
def _operators(length: int) -> str:
    """The operators of a path with so many numbers, to be filled in at once."""
    curves = " %d %d %d %d %d %d c" * ((length - 2) // 6)
    return "%d %d m" + (curves or " %d %d l")
