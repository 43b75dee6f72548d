"""Logos: drawn anew within bounds, or refused."""

import io
import struct
import zlib

import pytest
from PIL import Image

from campaign.drafting import logo


def picture(mode: str, size: tuple[int, int], kind: str, **rest: object) -> io.BytesIO:
    file = io.BytesIO()
    Image.new(mode, size).save(file, kind, **rest)
    file.seek(0)
    return file


def claiming(width: int, height: int) -> io.BytesIO:
    """A PNG whose header claims this size, with next to nothing in it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b""))


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGB", "JPEG"), ("RGBA", "PNG"), ("P", "PNG"), ("CMYK", "JPEG"), ("LA", "PNG")]
)
def test_a_logo_becomes_a_plain_picture(mode: str, kind: str) -> None:
    made = Image.open(io.BytesIO(logo.redrawn(picture(mode, (60, 30), kind))))
    assert (made.format, made.mode, made.size) == ("PNG", "RGB", (60, 30))


def test_a_large_logo_is_made_smaller() -> None:
    made = Image.open(io.BytesIO(logo.redrawn(picture("RGB", (3000, 1200), "PNG"))))
    assert made.size == (1200, 480)


def test_nothing_else_in_the_file_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret description"
    assert b"secret" not in logo.redrawn(picture("RGB", (60, 30), "JPEG", exif=exif))


def test_transparency_becomes_white() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(file, "PNG")
    file.seek(0)
    assert Image.open(io.BytesIO(logo.redrawn(file))).getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize(
    "file",
    [
        claiming(60_000, 60_000),
        claiming(4000, 4000),
        claiming(100, 100),
        picture("RGB", (10, 10), "GIF"),
        picture("RGB", (10, 10), "TIFF"),
        io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        io.BytesIO(b""),
        io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"\0" * (2 * 1024 * 1024)),
    ],
    ids=["bomb", "too many points", "cut short", "gif", "tiff", "svg", "empty", "too large"],
)
def test_what_is_no_logo_is_refused(file: io.BytesIO) -> None:
    with pytest.raises(logo.NoLogo):
        logo.redrawn(file)
