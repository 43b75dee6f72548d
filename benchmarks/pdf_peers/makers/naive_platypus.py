"""What one writes first with ReportLab: a Paragraph for everything, a Table with a Paragraph in each cell."""

import io
import json
from collections.abc import Callable
from html import escape
from pathlib import Path

from reportlab.lib.fonts import addMapping
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from benchmarks.pdf_peers.drawing import operators

BODY = ParagraphStyle("body", fontName="regular", fontSize=10.5, leading=14, spaceAfter=5, alignment=4)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=8.5, leading=11, alignment=0)


class Drawn(Flowable):
    def __init__(self, strokes: dict) -> None:
        super().__init__()
        self.strokes = strokes
        self.width, self.height = 60, 24

    def draw(self) -> None:
        path = operators(self.strokes)
        self.canv._code.append(f"q .03 0 0 -.03 0 24 cm 10 w 1 J 1 j {path} S Q")


def prepare(folder: Path, drawn: bool) -> Callable[[], bytes]:
    letter = json.loads((folder / ("drawn.json" if drawn else "text.json")).read_text())
    for name in ("regular", "italic", "bold"):
        pdfmetrics.registerFont(TTFont(name, folder / f"{name}.ttf"))
    for bold, italic, face in ((0, 0, "regular"), (0, 1, "italic"), (1, 0, "bold"), (1, 1, "bold")):
        addMapping("regular", bold, italic, face)

    def make() -> bytes:
        output = io.BytesIO()
        document = SimpleDocTemplate(output, title=letter["title"], leftMargin=79, rightMargin=79, invariant=1)
        document.build(_story(letter), onFirstPage=_footer(letter), onLaterPages=_footer(letter))
        return output.getvalue()

    return make


def _footer(letter: dict) -> Callable:
    def draw(canvas, document) -> None:
        canvas.setFont("regular", 8)
        canvas.drawString(79, 40, f"{letter['footer']} · {document.page}")

    return draw


def _story(letter: dict) -> list:
    story = [Paragraph("<br/>".join(map(escape, letter["head"])), SMALL)]
    story.append(Table([[Paragraph("<br/>".join(map(escape, each)), SMALL) for each in letter["addressees"]]]))
    story += [Paragraph(escape(each), BODY) for each in (letter["date"], letter["subject"], *letter["salutations"])]
    for block in letter["blocks"]:
        story.append(Paragraph("".join(_span(each) for each in block["spans"]), BODY))
    story.append(Paragraph(escape(letter["closing"]), BODY))
    rows = [letter["names"][at : at + 3] for at in range(0, len(letter["names"]), 3)]
    story.append(Table([[_cell(each) for each in row] + [""] * (3 - len(row)) for row in rows], repeatRows=0))
    story += [Paragraph(escape(each), SMALL) for each in (letter["summary"], *letter["cc"], *letter["notes"])]
    return story


def _cell(member: dict) -> list:
    words = [Paragraph(escape(member["name"]), SMALL), Paragraph(escape(member["affiliation"]), SMALL)]
    return [Drawn(member["strokes"]), *words] if member["strokes"] else words


def _span(span: dict) -> str:
    text = escape(span["text"])
    text = f"<b>{text}</b>" if span["bold"] else text
    text = f"<i>{text}</i>" if span["italic"] else text
    return text + (f"<super>{span['note']}</super>" if span["note"] else "")
