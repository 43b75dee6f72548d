"""Printed sheets with ink on them, turned into what scanners and telephones make of them."""

import io
import random
from collections.abc import Iterable, Sequence

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from campaign.claims import papers, straightening
from campaign.claims.models import Paper
from campaign.outbox import attachments

WIDTH, HEIGHT = 1654, 2339
"""A4 at 200 dots to the inch."""


def printed(paper: Paper, page: int = 1, *, ink: Iterable[int] = ()) -> Image.Image:
    """One page of the sheet with a signature in each of these rows."""
    with pypdfium2.PdfDocument(attachments.made(f"paper-sheet:{paper.public_id}").content) as document:
        picture = document[page - 1].render(scale=200 / 72).to_pil().convert("L").resize((WIDTH, HEIGHT))
    places = papers.places(paper.public_id, tuple(row.code for row in paper.rows))
    for row in paper.rows:
        place = places[row.code]
        if row.number in ink and place.page == page:
            _sign(picture, (place.top + place.bottom) * HEIGHT // 2000, row.number)
    return picture


def _sign(picture: Image.Image, middle: int, seed: int) -> None:
    shake = random.Random(seed)
    points = [(1050 + 25 * step, middle + shake.randint(-25, 25)) for step in range(12)]
    ImageDraw.Draw(picture).line(points, fill=60, width=4, joint="curve")


def photo(page: Image.Image, seed: int, *, quarters: int = 0, harsh: float = 1.0) -> bytes:
    """The page as a telephone sees it from above: perspective, shadow, blur, noise, a table around it; as JPEG."""
    by = random.Random(seed)
    wide, high = 1701, 2268
    away = 0.05 * harsh
    corners = [(0.07, 0.07), (0.93, 0.07), (0.93, 0.93), (0.07, 0.93)]
    lies = [((x + by.uniform(-away, away)) * wide, (y + by.uniform(-away, away)) * high) for x, y in corners]
    whole = [(0.0, 0.0), (WIDTH, 0.0), (WIDTH, HEIGHT), (0.0, HEIGHT)]
    bends = straightening.solved(list(zip(lies, whole, strict=True)))
    assert bends is not None
    seen = page.transform((wide, high), Image.Transform.PERSPECTIVE, bends, Image.Resampling.BICUBIC, fillcolor=110)
    shadow = Image.linear_gradient("L").rotate(by.choice((0, 90, 180, 270))).resize((wide, high))
    seen = ImageChops.multiply(seen, shadow.point(lambda grey: 150 + grey * 90 // 255))
    seen = seen.filter(ImageFilter.GaussianBlur(by.uniform(0.3, 1.2 * harsh)))
    noise = Image.effect_noise((wide, high), by.uniform(4, 18 * harsh))
    seen = ImageChops.add(seen, noise, 1, -128)
    written = io.BytesIO()
    seen.rotate(90 * quarters, expand=True).save(written, "JPEG", quality=by.randint(45, 90))
    return written.getvalue()


def scan(*pages: Image.Image, turned: Sequence[float] = (), form: str = "PDF") -> bytes:
    """Pages as a scanner sends them, each turned by so many degrees."""
    turned = list(turned) + [0.0] * len(pages)
    laid = [page.rotate(by, expand=by % 90 == 0, fillcolor=255) for page, by in zip(pages, turned, strict=False)]
    written = io.BytesIO()
    options = {"save_all": True, "append_images": laid[1:]} if form == "PDF" else {}
    laid[0].save(written, form, resolution=200, **options)
    return written.getvalue()
