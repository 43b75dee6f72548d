"""Autographs on the page: drawn strokes as curves, uploaded pictures, typed names, as large as fits."""

from __future__ import annotations

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
        numbers = [str(int(value)) for value in path]
        parts.append(f"{numbers[0]} {numbers[1]} m")
        parts += [f"{' '.join(numbers[at : at + 6])} c" for at in range(2, len(numbers) - 5, 6)]
        if len(numbers) == 2:
            parts.append(f"{numbers[0]} {numbers[1]} l")
    parts.append("S Q")
    return "\n".join(parts)
