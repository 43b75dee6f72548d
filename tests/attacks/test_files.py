"""Files that are something else than they claim, or too much of it."""

import io
import struct
import zipfile
import zlib

import pytest
from flask import Flask

from campaign.drafting import logo
from campaign.drafting.logo import NoLogo
from campaign.signing import autographs
from campaign.signing.autographs import BadAutograph
from tests.browser import Browser
from tests.signing.conftest import Asked, Asking


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG whose head claims this size."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    packed = zlib.compress(rows or b"\0" * 1000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="evil()"><script>evil()</script></svg>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>'
FILES = {
    "an SVG with a script": SVG,
    "an SVG with entities": LAUGHS,
    "a PNG that claims 100,000 by 100,000": png(100_000, 100_000),
    "a PNG whose pixels never come": png(4_000, 4_000),
    "a page called PNG": b"<html><script>evil()</script></html>",
    "a GIF that is a script": b"GIF89a/*" + b"\0" * 20 + b"*/=1;evil()",
    "a PDF": b"%PDF-1.7\n1 0 obj<</S/JavaScript/JS(evil())>>endobj",
    "a ZIP": zipped("x.png", b"\0" * 100_000),
    "a program": b"\x7fELF" + b"\0" * 100,
    "nothing": b"",
}


@pytest.mark.parametrize("what", FILES)
def test_what_is_no_harmless_picture_becomes_no_autograph(what: str) -> None:
    with pytest.raises(BadAutograph):
        autographs.picture(FILES[what])


@pytest.mark.parametrize("what", FILES)
@pytest.mark.one_engine
def test_the_form_refuses_it_with_a_sentence_and_nothing_is_signed(
    app: Flask, asked: Asked, ask: Asking, what: str
) -> None:
    page = Browser(app).open("signing.read", secret=asked.secret)
    files = {"image": (io.BytesIO(FILES[what]), "signature.png", "image/png")}
    refused = page.fill("Sign this letter", files=files, agreed="y", kind="image")
    assert refused.status == 200
    assert refused.errors
    assert ask.signatures() == []


@pytest.mark.parametrize("what", [each for each in FILES if each != "nothing"])
def test_what_is_no_harmless_picture_becomes_no_logo(what: str) -> None:
    with pytest.raises(NoLogo):
        logo.redrawn(io.BytesIO(FILES[what]))


def test_a_picture_that_is_also_an_archive_keeps_its_pixels_only() -> None:
    from PIL import Image, ImageDraw

    made = Image.new("L", (200, 80), 255)
    ImageDraw.Draw(made).line([(10, 40), (190, 30)], fill=0, width=5)
    packed = io.BytesIO()
    made.save(packed, "PNG")
    both = packed.getvalue() + zipped("evil.html", b"<script>evil()</script>")
    assert zipfile.is_zipfile(io.BytesIO(both))
    kept = autographs.picture(both)
    assert not zipfile.is_zipfile(io.BytesIO(kept))
    assert b"evil" not in kept
