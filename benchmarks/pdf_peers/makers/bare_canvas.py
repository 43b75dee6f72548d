"""The floor for anything on ReportLab: every string of our own file in its place through drawString. No tags."""

import io
import json
from collections.abc import Callable
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas


def prepare(folder: Path, drawn: bool) -> Callable[[], bytes]:
    pages = json.loads((folder / ("places-drawn.json" if drawn else "places-text.json")).read_text())
    for name in ("regular", "italic", "bold"):
        pdfmetrics.registerFont(TTFont(name, folder / f"{name}.ttf"))

    def make() -> bytes:
        output = io.BytesIO()
        canvas = Canvas(output, pagesize=(595, 842), pageCompression=1, invariant=1)
        for page in pages:
            for font, size, x, y, text in page["strings"]:
                canvas.setFont(font, size)
                canvas.drawString(x, y, text)
            canvas._code.extend(page["paths"])
            canvas.showPage()
        canvas.save()
        return output.getvalue()

    return make
