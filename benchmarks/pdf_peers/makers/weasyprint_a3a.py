"""WeasyPrint as PDF/A-3a (it cannot be PDF/UA-1 in the same file)."""

import json
from collections.abc import Callable
from pathlib import Path

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from benchmarks.pdf_peers.markup import html


def prepare(folder: Path, drawn: bool) -> Callable[[], bytes]:
    letter = json.loads((folder / ("drawn.json" if drawn else "text.json")).read_text())
    fonts = FontConfiguration()

    def make() -> bytes:
        document = weasyprint.HTML(string=html(letter, folder), base_url=str(folder))
        return document.write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True, font_config=fonts)

    return make
