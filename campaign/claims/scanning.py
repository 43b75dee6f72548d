"""The process that decodes one scan from anybody; started by `scans.pages`, ends after one answer."""

import io
import resource
import struct
import sys
import warnings
from collections.abc import Iterator

import pypdfium2
from PIL import Image, ImageOps

WIDTH = 1500
"""Pixels of a kept page: 180 to the inch of A4, enough to compare ink."""
MOST_PIXELS = 60_000_000
MOST_PAGES = 12
BYTES = 1_500_000_000


def main() -> None:
    """Read the file from standard input, write each page as a grey PNG with its length before it."""
    _limit(int(sys.argv[1]))
    content = sys.stdin.buffer.read()
    for page in _of_pdf(content) if content.startswith(b"%PDF-") else _of_picture(content):
        written = io.BytesIO()
        page.save(written, "PNG")
        sys.stdout.buffer.write(struct.pack(">I", len(written.getvalue())) + written.getvalue())


def _of_pdf(content: bytes) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(content) as document:
        if not 0 < len(document) <= MOST_PAGES:
            raise SystemExit(2)
        for page in document:
            width, height = page.get_size()
            if not (0 < height <= 4 * width and width <= 4 * height):
                raise SystemExit(2)  # no page of ours: a ribbon that only costs memory
            yield page.render(scale=WIDTH / width, grayscale=True).to_pil().convert("L")


def _of_picture(content: bytes) -> Iterator[Image.Image]:
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own bound is lower
    opened = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
    if opened.width * opened.height > MOST_PIXELS or not 0 < opened.height <= 4 * opened.width:
        raise SystemExit(2)
    opened.draft("L", (WIDTH * 2, WIDTH * 3))  # a JPEG is decoded at a fraction of its size
    upright = ImageOps.exif_transpose(opened).convert("L")
    upright.thumbnail((WIDTH, WIDTH * 4))
    yield upright


def _limit(seconds: int) -> None:
    """Let this process use no more than its share and write no file."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
