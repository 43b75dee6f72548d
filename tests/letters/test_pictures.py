"""Uploaded pictures are made clean, or refused with advice."""

import io

import pytest
from PIL import Image

import letters
from letters.errors import BadPicture
from tests.letters.gallery import logo, photographed_ink
from tests.letters.samples import letter, letterhead


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def saved(image: Image.Image, kind: str = "PNG") -> bytes:
    written = io.BytesIO()
    image.save(written, kind)
    return written.getvalue()


def test_photographed_ink_becomes_black_on_white_without_transparency() -> None:
    clean = opened(letters.clean_picture(photographed_ink()).png)
    assert clean.mode == "1"
    assert "transparency" not in clean.info
    assert clean.getpixel((0, 0)) == 255


def test_a_clean_picture_is_cropped_to_its_ink_and_bounded() -> None:
    wide = Image.new("L", (4000, 3000), 255)
    wide.paste(0, (1000, 1000, 3000, 1200))
    clean = opened(letters.clean_picture(saved(wide)).png)
    assert clean.width <= 720
    assert clean.width / clean.height > 5


def test_transparent_ink_is_laid_on_white() -> None:
    drawn = Image.new("RGBA", (300, 100), (0, 0, 0, 0))
    drawn.paste((0, 0, 0, 255), (50, 40, 250, 60))
    clean = opened(letters.clean_picture(saved(drawn)).png)
    assert clean.getpixel((clean.width // 2, clean.height // 2)) == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        saved(Image.new("L", (200, 80), 255)),
        bytes(5_000_001),
        saved(Image.new("1", (6000, 6000))),
    ],
    ids=["empty", "gif", "broken", "blank", "large file", "many pixels"],
)
def test_what_shows_no_ink_or_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(BadPicture):
        letters.clean_picture(content)


def test_a_picture_that_was_not_cleaned_cannot_reach_a_page() -> None:
    from letters.document import Picture
    from tests.letters.samples import members

    coloured = Picture(png=saved(Image.new("RGB", (30, 10))))
    with pytest.raises(BadPicture, match="clean_picture"):
        letters.typeset(letter(1, initiators=members(1, autograph=coloured)))


def test_a_logo_is_stored_once_and_without_transparency() -> None:
    from dataclasses import replace

    pdf = letters.typeset(letter(50, letterhead=replace(letterhead(), logo=logo())))
    assert pdf.count(b"/ColorSpace/DeviceRGB") == 1
    assert b"/SMask" not in pdf
