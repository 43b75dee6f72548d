"""Chromium, kept open between rounds and driven by Playwright: tags, no PDF/A."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.pdf_peers.markup import html


def prepare(folder: Path, drawn: bool) -> Callable[[], bytes]:
    letter = json.loads((folder / ("drawn.json" if drawn else "text.json")).read_text())
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    browser = sync_playwright().start().chromium.launch(executable_path=program, args=["--no-sandbox"])
    source = folder / f"chromium-{'drawn' if drawn else 'text'}.html"

    def make() -> bytes:
        source.write_text(html(letter, folder))
        page = browser.new_page()
        page.goto(source.as_uri())
        made = page.pdf(format="A4", tagged=True, prefer_css_page_size=True)
        page.close()
        return made

    return make
