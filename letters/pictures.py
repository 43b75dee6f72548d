"""Pictures in a letter: logos, uploaded autographs and the QR code; flat, without transparency, each stored once."""

from __future__ import annotations

import hashlib
import sys
import zlib
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import NamedTuple

from letters.document import Picture
from letters.errors import BadPicture
from letters.pdffile import PdfFile

_LARGEST_FILE = 5_000_000


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
        # Only letters with a logo pay for loading what reads pictures.
        from letters.uploads import logo_in_colour

        image = logo_in_colour(content)
        entries = "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode"
        return self._store(zlib.compress(image.tobytes(), 9), image.width, image.height, entries)

    def qr_code(self, address: str) -> Stored:
        """The address as a QR code of one pixel a module, without its quiet zone."""
        width, packed = _qr_rows(address)
        entries = "/ColorSpace/DeviceGray/BitsPerComponent 1/Decode[1 0]/Filter/FlateDecode"
        return self._store(packed, width, width, entries)

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


@lru_cache(maxsize=256)
def _qr_rows(address: str) -> tuple[int, bytes]:
    """How many modules wide the code is, and its rows as deflated bits."""
    rows = [bytes(row) for row in _qr_encoder().encode(address, error="m", micro=False).matrix]
    length = -(-len(rows) // 8)
    bits = ("".join("01"[module] for module in row).ljust(length * 8, "0") for row in rows)
    return len(rows), zlib.compress(b"".join(int(row, 2).to_bytes(length, "big") for row in bits), 9)


@lru_cache(maxsize=1)
def _qr_encoder() -> ModuleType:
    """The encoder of segno without its writers, which load the network's modules: a tenth of a cold start."""
    found = find_spec("segno")
    if found is None or found.submodule_search_locations is None:
        return import_module("segno.encoder")
    alone = ModuleType("letters_segno")
    alone.__path__ = list(found.submodule_search_locations)
    sys.modules[alone.__name__] = alone
    return import_module("letters_segno.encoder")


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
