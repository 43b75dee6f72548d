"""Pictures in a letter: logos, uploaded autographs and the QR code; flat, without transparency, each stored once."""

from __future__ import annotations

import hashlib
import io
import zlib
from typing import NamedTuple

import segno
from PIL import Image, ImageOps

from letters.document import Picture
from letters.errors import BadPicture
from letters.pdffile import PdfFile

_LARGEST_FILE = 5_000_000
_LARGEST_PIXELS = 24_000_000
_AUTOGRAPH_BOX = (720, 240)
_LOGO_BOX = (1200, 600)


class Stored(NamedTuple):
    """A picture of the document: its name on the page and its proportions."""

    name: str
    width: int
    height: int


class PictureBook:
    """The pictures of one document."""

    def __init__(self) -> None:
        self._stored: dict[bytes, tuple[Stored, bytes, str]] = {}

    def autograph(self, picture: Picture) -> Stored:
        """A grey PNG as `clean_picture` makes it, put in without being decoded."""
        width, height, bits, content = _grey_png(picture.png)
        entries = (
            f"/ColorSpace/DeviceGray/BitsPerComponent {bits}/Filter/FlateDecode/DecodeParms"
            f"<</Predictor 15/Colors 1/BitsPerComponent {bits}/Columns {width}>>"
        )
        return self._store(content, width, height, entries)

    def logo(self, content: bytes) -> Stored:
        """A PNG or JPEG in colour, laid on white. Raises BadPicture."""
        image = _flat(_opened(content)).convert("RGB")
        image.thumbnail(_LOGO_BOX)
        entries = "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode"
        return self._store(zlib.compress(image.tobytes(), 9), image.width, image.height, entries)

    def qr_code(self, address: str) -> Stored:
        """The address as a QR code of one pixel a module, without its quiet zone."""
        rows = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
        packed = b"".join(
            int("".join("01"[module] for module in row).ljust(-(-len(row) // 8) * 8, "0"), 2).to_bytes(
                -(-len(row) // 8), "big"
            )
            for row in rows
        )
        entries = "/ColorSpace/DeviceGray/BitsPerComponent 1/Decode[1 0]/Filter/FlateDecode"
        return self._store(zlib.compress(packed, 9), len(rows), len(rows), entries)

    def write(self, file: PdfFile) -> dict[str, int]:
        """Write all pictures; the object of each name."""
        return {
            stored.name: file.stream(
                content,
                f"/Type/XObject/Subtype/Image/Width {stored.width}/Height {stored.height}{entries}",
                plain=True,
            )
            for stored, content, entries in self._stored.values()
        }

    def _store(self, content: bytes, width: int, height: int, entries: str) -> Stored:
        key = hashlib.sha256(entries.encode() + content).digest()
        if key not in self._stored:
            stored = Stored(f"P{len(self._stored) + 1}", width, height)
            self._stored[key] = (stored, content, entries)
        return self._stored[key][0]


def clean_picture(content: bytes) -> Picture:
    """An uploaded picture of ink made printable: black on clean white, cropped, bounded, without transparency.

    Raises BadPicture when it is no PNG or JPEG, too large, or shows no ink.
    """
    grey = _flat(_opened(content)).convert("L")
    grey.thumbnail((_AUTOGRAPH_BOX[0] * 2, _AUTOGRAPH_BOX[1] * 2))
    grey = ImageOps.autocontrast(grey, cutoff=1)
    limit = _ink_limit(grey.histogram())
    ink = grey.point([255 if level <= limit else 0 for level in range(256)])
    box = ink.getbbox()
    if box is None:
        raise BadPicture("No ink can be seen in the picture: photograph the signature on white paper.")
    cropped = ImageOps.expand(grey.crop(box), border=2, fill=255)
    cropped.thumbnail(_AUTOGRAPH_BOX)
    flat = cropped.point([0 if level <= limit else 255 for level in range(256)]).convert("1", dither=Image.Dither.NONE)
    written = io.BytesIO()
    flat.save(written, "PNG", optimize=True)
    return Picture(png=written.getvalue())


def _opened(content: bytes) -> Image.Image:
    if len(content) > _LARGEST_FILE:
        raise BadPicture("The picture is larger than 5 MB: save it smaller.")
    try:
        image = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
        if image.width * image.height > _LARGEST_PIXELS:
            raise BadPicture("The picture has more than 24 million pixels: save it smaller.")
        image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadPicture("The picture cannot be read: save it as PNG or JPEG and try again.") from error
    return ImageOps.exif_transpose(image) or image


def _flat(image: Image.Image) -> Image.Image:
    """On white: PDF/A readers show transparency differently, so none is left."""
    rgba = image.convert("RGBA")
    white = Image.new("RGBA", rgba.size, "white")
    return Image.alpha_composite(white, rgba)


def _ink_limit(histogram: list[int]) -> int:
    """The grey that best divides ink from paper (Otsu 1979)."""
    total = sum(histogram)
    everything = sum(level * count for level, count in enumerate(histogram))
    best, limit = -1.0, 127
    below = weight = 0
    for level, count in enumerate(histogram):
        weight += count
        below += level * count
        if weight in (0, total):
            continue
        between = weight * (total - weight) * (below / weight - (everything - below) / (total - weight)) ** 2
        if between > best:
            best, limit = between, level
    return limit


def _grey_png(png: bytes) -> tuple[int, int, int, bytes]:
    """Width, height, bits and the deflated rows of a grey PNG (PNG specification, 5 and 11)."""
    refusal = BadPicture("An autograph's picture must be a grey PNG without transparency: use clean_picture first.")
    if png[:8] != b"\x89PNG\r\n\x1a\n" or len(png) > _LARGEST_FILE:
        raise refusal
    header = png[16:29]
    width, height = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big")
    bits, colour, interlaced = header[8], header[9], header[12]
    if colour != 0 or interlaced or bits > 8 or not width or not height:
        raise refusal
    at, content = 8, b""
    while at + 8 <= len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            content += png[at + 8 : at + 8 + length]
        at += 12 + length
    return width, height, bits, content
