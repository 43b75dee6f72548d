"""The floor for anything on ReportLab: the same strings, already broken and placed, through drawString. No tags."""

import io
import json
from collections.abc import Callable
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, LEFT, TOP, BOTTOM = 595, 79, 770, 80
MEASURE = WIDTH - 2 * LEFT


def prepare(folder: Path, drawn: bool) -> Callable[[], bytes]:
    letter = json.loads((folder / ("drawn.json" if drawn else "text.json")).read_text())
    for name in ("regular", "italic", "bold"):
        pdfmetrics.registerFont(TTFont(name, folder / f"{name}.ttf"))
    pages = _placed(letter)

    def make() -> bytes:
        output = io.BytesIO()
        canvas = Canvas(output, pagesize=(WIDTH, 842), pageCompression=1, invariant=1)
        for strings, paths in pages:
            for font, size, x, y, text in strings:
                canvas.setFont(font, size)
                canvas.drawString(x, y, text)
            canvas._code.extend(paths)
            canvas.showPage()
        canvas.save()
        return output.getvalue()

    return make


class _Pages:
    """Strings and paths with their places, page by page."""

    def __init__(self) -> None:
        self.pages: list[tuple[list[tuple], list[str]]] = [([], [])]
        self.y = TOP

    def line(self, text: str, font: str = "regular", size: float = 10.5) -> None:
        if self.y < BOTTOM:
            self.pages.append(([], []))
            self.y = TOP
        self.pages[-1][0].append((font, size, LEFT, self.y, text))
        self.y -= 14

    def paragraph(self, text: str, size: float = 10.5) -> None:
        row = ""
        for word in text.split():
            if pdfmetrics.stringWidth(f"{row} {word}", "regular", size) > MEASURE:
                self.line(row, size=size)
                row = word
            else:
                row = f"{row} {word}".strip()
        self.line(row, size=size)


def _placed(letter: dict) -> list[tuple[list[tuple], list[str]]]:
    """Break and place everything beforehand: no part of what is measured warm."""
    made = _Pages()
    for each in [*letter["head"], *[part for one in letter["addressees"] for part in one], letter["date"]]:
        made.line(each)
    made.line(letter["subject"], "bold")
    for block in letter["blocks"]:
        made.paragraph("".join(span["text"] for span in block["spans"]))
    for each in (*letter["notes"], letter["closing"], letter["summary"], *letter["cc"]):
        made.paragraph(each, 8.5)
    _place_names(letter["names"], made.pages)
    for number, (strings, _) in enumerate(made.pages, 1):
        strings.append(("regular", 8, LEFT, 40, f"{letter['footer']} · {number}/{len(made.pages)}"))
    return made.pages


def _place_names(names: list[dict], pages: list[tuple[list[tuple], list[str]]]) -> None:
    high = 56 if names and names[0]["strokes"] else 27
    rows = (TOP - BOTTOM) // high
    for index, each in enumerate(names):
        column, row = divmod(index % (rows * 3), rows)
        if index % (rows * 3) == 0:
            pages.append(([], []))
        x, y = LEFT + column * MEASURE / 3, TOP - row * high
        strings, paths = pages[-1]
        strings += [("regular", 9.5, x, y, each["name"]), ("regular", 8, x, y - 10, each["affiliation"])]
        if each["strokes"]:
            paths.append(f"q .03 0 0 -.03 {x:.1f} {y + 34:.1f} cm 10 w 1 J 1 j {operators(each['strokes'])} S Q")


def operators(strokes: dict) -> str:
    """Give the drawn signature as path operators."""
    parts = []
    for flat in strokes["paths"]:
        parts.append(f"{flat[0]} {flat[1]} m")
        parts += [" ".join(map(str, flat[at : at + 6])) + " c" for at in range(2, len(flat), 6)]
    return " ".join(parts)
