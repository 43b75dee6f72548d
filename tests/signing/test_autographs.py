"""Autographs that come in: what is taken is harmless and can be printed, what is refused says why."""

import contextlib
import io
import json
import struct
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image, ImageDraw

from campaign.signing import autographs, inking
from campaign.signing.autographs import BadAutograph, Trouble
from letters import clean_picture, strokes_from_text

STROKES = [[[10, 10], [200, 300], [400, 20]], [[500, 100], [500, 101]]]


def field(strokes: Any = None, **changes: Any) -> str:
    return json.dumps({"width": 1200, "height": 600, "strokes": STROKES if strokes is None else strokes} | changes)


def ink(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (600, 200), **options: Any) -> bytes:
    """A picture of a pen's line on white paper."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).line([(40, 150), (200, 40), (500, 160)], fill=(20, 30, 90), width=8)
    written = io.BytesIO()
    image.convert(mode).save(written, kind, **options)
    return written.getvalue()


def test_strokes_are_kept_as_they_were_drawn() -> None:
    kept = autographs.drawn(field())
    assert (kept["width"], kept["height"], kept["strokes"]) == (1200, 600, STROKES)


def test_points_that_repeat_are_left_out() -> None:
    kept = autographs.drawn(field([[[1, 1], [1, 1], [2, 2], [2, 2]]]))
    assert kept["strokes"] == [[[1, 1], [2, 2]]]


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("", Trouble.NO_INK),
        (field([]), Trouble.NO_INK),
        (field([[]]), Trouble.NO_INK),
        (field([[[5, 5]]]), Trouble.NO_INK),
        ("{", Trouble.UNREADABLE),
        ("[]", Trouble.UNREADABLE),
        ("null", Trouble.UNREADABLE),
        ("[" * 100_000, Trouble.UNREADABLE),
        (field("x"), Trouble.UNREADABLE),
        (field(["x"]), Trouble.UNREADABLE),
        (field([[["1", 1], [2, 2]]]), Trouble.UNREADABLE),
        (field([[[1, 1, 1], [2, 2]]]), Trouble.UNREADABLE),
        (field([[[1.5, 1], [2, 2]]]), Trouble.UNREADABLE),
        (field([[[True, 1], [2, 2]]]), Trouble.UNREADABLE),
        (field([[[-1, 1], [2, 2]]]), Trouble.UNREADABLE),
        (field([[[1201, 1], [2, 2]]]), Trouble.UNREADABLE),
        (field([[[1, 601], [2, 2]]]), Trouble.UNREADABLE),
        (field(width=10**9), Trouble.UNREADABLE),
        (field(width=0), Trouble.UNREADABLE),
        (field([[[1, 1], [float("nan"), 2]]]), Trouble.UNREADABLE),
        (field([[[1, 1], [2, 2]]] * 81), Trouble.TOO_MUCH),
        (field([[[at % 1000, 1] for at in range(6001)]]), Trouble.TOO_MUCH),
        (" " * 150_001, Trouble.TOO_MUCH),
    ],
)
def test_what_is_no_drawing_is_refused(text: str, trouble: Trouble) -> None:
    with pytest.raises(BadAutograph) as refused:
        autographs.drawn(text)
    assert refused.value.trouble is trouble


@given(
    some.text(max_size=300) | some.recursive(some.integers() | some.text() | some.none(), some.lists).map(json.dumps)
)
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(BadAutograph):
        autographs.drawn(text)


def test_what_is_taken_can_be_printed() -> None:
    kept = autographs.drawn(field())
    assert strokes_from_text(kept["curves"]).paths


def test_the_path_on_screen_stands_in_its_own_box() -> None:
    shown = inking.path(autographs.drawn(field()))
    assert shown is not None
    assert shown.view_box == "-6 -6 522 322"
    assert shown.path == "M10 10Q200 300 300 160L400 20 M500 100L500 101"


@pytest.mark.parametrize("text", ["Ada Tester", "A. T.", "Żółć", "Ада", "O'Néill-Þór"])
def test_names_are_taken_as_typed(text: str) -> None:
    assert autographs.typed(f" {text} ") == {"text": text}


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("", Trouble.NO_NAME),
        ("   ", Trouble.NO_NAME),
        ("x" * 81, Trouble.NAME_TOO_LONG),
        ("123", Trouble.NO_LETTERS),
        ("Ada\u202eTester", Trouble.NO_LETTERS),
        ("Ada\u200bTester", Trouble.NO_LETTERS),
        ("Ada\x00", Trouble.NO_LETTERS),
    ],
)
def test_what_is_no_name_is_refused(text: str, trouble: Trouble) -> None:
    with pytest.raises(BadAutograph) as refused:
        autographs.typed(text)
    assert refused.value.trouble is trouble


@pytest.mark.parametrize(
    "content",
    [
        ink(),
        ink(mode="RGBA"),
        ink(mode="P"),
        ink(mode="1"),
        ink(mode="L"),
        ink("JPEG"),
        ink("JPEG", "CMYK"),
        ink("JPEG", size=(4000, 3000)),
        ink(size=(3000, 2000)),
    ],
)
def test_a_picture_is_written_anew_in_grey_and_can_be_printed(content: bytes) -> None:
    kept = autographs.picture(content)
    image = Image.open(io.BytesIO(kept))
    assert (image.format, image.mode) == ("PNG", "L")
    assert image.width <= autographs.KEPT_SIZE[0]
    assert image.height <= autographs.KEPT_SIZE[1]
    assert clean_picture(kept).png


def test_a_transparent_ground_becomes_white() -> None:
    image = Image.new("RGBA", (300, 100), (0, 0, 0, 0))
    ImageDraw.Draw(image).line([(10, 50), (290, 50)], fill=(0, 0, 0, 255), width=6)
    written = io.BytesIO()
    image.save(written, "PNG")
    kept = Image.open(io.BytesIO(autographs.picture(written.getvalue())))
    assert kept.getpixel((0, 0)) == 255


def test_nothing_but_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at a secret place"
    assert b"secret place" not in autographs.picture(ink("JPEG", exif=exif))


def test_a_picture_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = Image.open(io.BytesIO(autographs.picture(ink("JPEG", exif=exif, size=(400, 200)))))
    assert kept.height > kept.width


def bomb(width: int, height: int) -> bytes:
    """A PNG of few bytes that claims so many pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"", Trouble.NO_PICTURE),
        (b"not a picture", Trouble.UNREADABLE),
        (SVG, Trouble.UNREADABLE),
        (ink("GIF", "P"), Trouble.UNREADABLE),
        (ink("WEBP"), Trouble.UNREADABLE),
        (ink()[:300], Trouble.UNREADABLE),
        (bomb(5000, 5000), Trouble.TOO_MANY_PIXELS),
        (bomb(12000, 12000), Trouble.TOO_MANY_PIXELS),
        (bomb(100_000, 100_000), Trouble.UNREADABLE),
        (b"\x89PNG" + b"x" * 5_000_000, Trouble.FILE_TOO_LARGE),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes, trouble: Trouble) -> None:
    with pytest.raises(BadAutograph) as refused:
        autographs.picture(content)
    assert refused.value.trouble is trouble


def test_an_empty_sheet_is_refused() -> None:
    written = io.BytesIO()
    Image.new("RGB", (300, 100), "white").save(written, "PNG")
    with pytest.raises(BadAutograph) as refused:
        autographs.picture(written.getvalue())
    assert refused.value.trouble is Trouble.BLANK_PICTURE
