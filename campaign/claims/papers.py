"""Where each row of a printed sheet stands: found in the very file that is printed, by the codes in it.

A straightened scan shows the same page, so a row is cut out of it by proportion; where no code could be read and the
page lies askew, an organiser shifts the cut.
"""

import ctypes
import io
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from campaign.outbox import attachments

ROW_HEIGHT = 46.0
"""Of a printed row, in points: room for a signature."""
ABOVE = 12.0
CODE_LENGTH = 5
MOST_ROWS = 120
SIDES = (100, 904)
"""Of the width, in thousandths: a straight page's rows with its margins, without the codes in its corners."""
WHOLE = (0, 1000)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands on its page, in thousandths of the page's height from the top."""

    page: int
    top: int
    bottom: int


@lru_cache(maxsize=64)  # a sheet is made once and never changed, and each picture of a row asks
def places(paper_id: str, codes: tuple[str, ...]) -> dict[str, Place]:
    """The place of each of these row codes on the sheet as it is printed."""
    printed = attachments.made(f"paper-sheet:{paper_id}").content
    found: dict[str, Place] = {}
    with pypdfium2.PdfDocument(printed) as document:
        for number in range(len(document)):
            page = document[number]
            height, text = page.get_height(), page.get_textpage()
            for code in codes:
                if code not in found and (top := _top(text, code, height)) is not None:
                    found[code] = _place(number + 1, top, height)
    return found


def crop(page: bytes, place: Place, *, shift: int = 0, sides: tuple[int, int] = WHOLE) -> bytes:
    """The row cut out of a scanned page as PNG; `shift` moves the cut down, in thousandths of the height."""
    with Image.open(io.BytesIO(page), formats=("PNG",)) as opened:
        top = min(max(place.top + shift, 0), 980) * opened.height // 1000
        bottom = min(max(place.bottom + shift, 20), 1000) * opened.height // 1000
        left, right = (side * opened.width // 1000 for side in sides)
        row = opened.crop((left, top, right, max(bottom, top + 1)))
    written = io.BytesIO()
    row.save(written, "PNG")
    return written.getvalue()


def _place(page: int, top: float, height: float) -> Place:
    first, last = top - ABOVE, top + ROW_HEIGHT
    return Place(page, max(0, round(first / height * 1000)), min(1000, round(last / height * 1000)))


def _top(text: pypdfium2.PdfTextPage, code: str, height: float) -> float | None:
    """How far below the page's upper edge this code is printed, in points."""
    searcher = text.search(code, match_case=True, match_whole_word=True)
    found = searcher.get_next()
    if found is None:
        return None
    sides = [ctypes.c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(text, found[0], *map(ctypes.byref, sides))
    return float(height - sides[3].value)
