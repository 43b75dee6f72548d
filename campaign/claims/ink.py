"""Which rows of a straight page hold no ink: what is dark in the picture and white in the print. Only ever a hint."""

import io

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from campaign.claims.papers import SIDES, Place
from campaign.outbox import attachments

DARK = 0.85
"""Of the paper around it: fainter is shadow, the other side shining through, or noise."""
SLACK = 11
"""Pixels around what is printed that are not looked at: a page is laid straight to about a millimetre."""
PAPER = 40
"""Pixels around, over which the paper's own brightness is taken."""
SOFT = 1.5
LEAST = 90
"""Dark pixels that may be dust: under two square millimetres."""


def empty_rows(picture: bytes, paper_id: str, places: dict[int, Place]) -> list[int]:
    """The numbers of those rows of this straight page in which nothing was written."""
    if not places:
        return []
    page = next(iter(places.values())).page
    with Image.open(io.BytesIO(picture), formats=("PNG",)) as opened:
        seen = opened.convert("L")
    written = _written(seen, _printed(paper_id, page, seen.size))
    return [number for number, place in places.items() if _amount(written, place) < LEAST]


def _printed(paper_id: str, page: int, size: tuple[int, int]) -> Image.Image:
    with pypdfium2.PdfDocument(attachments.made(f"paper-sheet:{paper_id}").content) as document:
        printed = document[page - 1]
        drawn: Image.Image = printed.render(scale=size[0] / printed.get_width(), grayscale=True).to_pil()
    return drawn.convert("L").resize(size)


def _written(seen: Image.Image, printed: Image.Image) -> Image.Image:
    """White where something dark was added to the print, black elsewhere."""
    soft = seen.filter(ImageFilter.GaussianBlur(SOFT))
    paper = soft.filter(ImageFilter.BoxBlur(PAPER)).point(lambda grey: int(grey * DARK))
    dark = ImageChops.subtract(paper, soft).point(lambda more: 255 if more else 0)
    print_around = ImageChops.invert(printed).filter(ImageFilter.BoxBlur(SLACK)).point(lambda grey: 255 if grey else 0)
    return ImageChops.subtract(dark, print_around)


def _amount(written: Image.Image, place: Place) -> int:
    left, right = (side * written.width // 1000 for side in SIDES)
    top, bottom = (edge * written.height // 1000 for edge in (place.top, place.bottom))
    return written.crop((left, top, right, bottom)).histogram()[255]
