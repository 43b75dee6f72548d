"""The process that decodes scans from anybody; started by `scans.read`, ends after one answer."""

import io
import json
import resource
import struct
import sys
import warnings
from collections.abc import Iterator

import pypdfium2
from PIL import Image, ImageOps

from campaign.claims import marks, straightening
from campaign.claims.straightening import WIDTH, Seen

READ_WIDTH = 2200
"""Pixels across in which codes are looked for: two and a half to the smallest dark square of a page seen from afar."""
MOST_PIXELS = 60_000_000
MOST_PAGES = 12
BYTES = 1_500_000_000
LONGEST_TEXT = 500
TOO_MANY = 3
"""With which it ends when there are more pages than are read at once."""


def main() -> None:
    """Read the files from standard input, each with its length before it; write what each of their pages shows."""
    _limit(int(sys.argv[1]))
    pages = 0
    for content in _files(sys.stdin.buffer.read()):
        for picture in _of_pdf(content) if content.startswith(b"%PDF-") else of_picture(content):
            pages += 1
            if pages > MOST_PAGES:
                raise SystemExit(TOO_MANY)
            _tell(picture)


def _files(content: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        yield content[at + 4 : at + 4 + length]
        at += 4 + length


def _tell(picture: Image.Image) -> None:
    """What one picture shows: every page that could be laid straight, else the picture as it is."""
    seen = straightening.codes(picture)
    texts = [each.text[:LONGEST_TEXT] for each in seen]
    straight = list(straightening.straighten(picture, seen))
    for each in straight:
        _write({"sheet": each.sheet, "page": each.page, "texts": texts}, each.picture)
    if not straight:
        _write({"texts": texts}, _fitted(straightening.turned(picture, _ours(seen))))


def _ours(seen: list[Seen]) -> list[Seen]:
    return [each for each in seen if marks.corner(each.text)]


def _write(head: dict[str, object], page: Image.Image) -> None:
    written = io.BytesIO()
    page.save(written, "PNG", compress_level=4)
    for part in (json.dumps(head).encode(), written.getvalue()):
        sys.stdout.buffer.write(struct.pack(">I", len(part)) + part)


def _fitted(picture: Image.Image) -> Image.Image:
    picture.thumbnail((WIDTH, WIDTH * 4))
    return picture


def _of_pdf(content: bytes) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(content) as document:
        if not 0 < len(document) <= MOST_PAGES:
            raise SystemExit(TOO_MANY)
        for page in document:
            width, height = page.get_size()
            if not (0 < height <= 4 * width and width <= 4 * height):
                raise SystemExit(2)  # no page of ours: a ribbon that only costs memory
            yield page.render(scale=READ_WIDTH / min(width, height), grayscale=True).to_pil().convert("L")


def of_picture(content: bytes) -> Iterator[Image.Image]:
    """A scan or photo upright and small enough to be looked at."""
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own bound is lower
    opened = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
    if opened.width * opened.height > MOST_PIXELS or not 0 < opened.height <= 4 * opened.width:
        raise SystemExit(2)
    opened.draft("L", (READ_WIDTH, READ_WIDTH))  # a JPEG is decoded at a fraction of its size
    upright = ImageOps.exif_transpose(opened).convert("L")
    upright.thumbnail((READ_WIDTH * 2, READ_WIDTH * 2))
    yield upright


def _limit(seconds: int) -> None:
    """Let this process use no more than its share and write no file."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
