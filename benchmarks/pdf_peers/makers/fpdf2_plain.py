"""fpdf2: no tags, no PDF/A-3a."""

import json
from collections.abc import Callable
from pathlib import Path

from fpdf import FPDF

from benchmarks.pdf_peers.drawing import operators


def prepare(folder: Path, drawn: bool) -> Callable[[], bytes]:
    letter = json.loads((folder / ("drawn.json" if drawn else "text.json")).read_text())

    class Letter(FPDF):
        def footer(self) -> None:
            self.set_y(-15)
            self.set_font("Bench", size=8)
            self.cell(0, 5, f"{letter['footer']} · {self.page_no()}")

    def make() -> bytes:
        pdf = Letter()
        pdf.set_margins(28, 25)
        for style, name in (("", "regular"), ("I", "italic"), ("B", "bold")):
            pdf.add_font("Bench", style, folder / f"{name}.ttf")
        pdf.add_page()
        pdf.set_font("Bench", size=10.5)
        for each in (*letter["head"], *[" ".join(each) for each in letter["addressees"]], letter["date"]):
            pdf.multi_cell(0, 5, each, new_x="LMARGIN", new_y="NEXT")
        for block in letter["blocks"]:
            for span in block["spans"]:
                pdf.set_font("Bench", "B" if span["bold"] else "I" if span["italic"] else "", 10.5)
                pdf.write(5, span["text"])
            pdf.ln(7)
        pdf.set_font("Bench", size=9)
        for each in (letter["closing"], *letter["notes"], letter["summary"], *letter["cc"]):
            pdf.multi_cell(0, 4.5, each, new_x="LMARGIN", new_y="NEXT")
        _names(pdf, letter["names"])
        return bytes(pdf.output())

    return make


def _names(pdf: FPDF, names: list[dict]) -> None:
    high = 18 if names and names[0]["strokes"] else 9
    for index, each in enumerate(names):
        column = index % 3
        if column == 0:
            if pdf.get_y() + high > 270:
                pdf.add_page()
            top = pdf.get_y()
        x = 28 + column * 52
        if each["strokes"]:
            place = f"{x * 72 / 25.4:.1f} {(297 - top) * 72 / 25.4:.1f}"
            pdf._out(f"q .03 0 0 -.03 {place} cm 10 w 1 J 1 j {operators(each['strokes'])} S Q")
        pdf.set_font("Bench", size=9.5)
        pdf.text(x, top + high - 5, each["name"])
        pdf.set_font("Bench", size=8)
        pdf.text(x, top + high - 1.5, each["affiliation"])
        pdf.set_y(top + high if column == 2 else top)
