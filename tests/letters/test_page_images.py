"""The pages look as they did when somebody last looked at them and was content.

A page that differs leaves what was printed, what was expected and the difference in out/pages. After looking at
them, PAGES=keep makes what is printed now the expected picture.
"""

import io
import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

import letters
from tests.letters.gallery import GALLERY, pictures

EXPECTED = Path(__file__).parents[1] / "data" / "pages"
LEFT = Path(__file__).parents[2] / "out" / "pages"
RESOLUTION = 50
PAGES = [
    ("signatories-007", 1),
    ("signatories-050", 2),
    ("autographs-7", 2),
    ("template-bilingual", 1),
    ("template-logo", 1),
    ("by-group", 2),
    ("long-letter", 2),
    ("table-and-lists", 1),
    ("draft", 1),
    ("seal-block", 2),
    ("script-ar", 1),
    ("script-ja", 1),
]


def printed(name: str, number: int) -> Image.Image:
    png = pictures(letters.typeset(GALLERY[name]()), RESOLUTION)[number - 1]
    return Image.open(io.BytesIO(png)).convert("L")


@pytest.mark.parametrize(("name", "number"), PAGES)
def test_a_page_looks_as_before(name: str, number: int) -> None:
    path = EXPECTED / f"{name}-{number}.png"
    actual = printed(name, number)
    if os.environ.get("PAGES") == "keep":
        EXPECTED.mkdir(parents=True, exist_ok=True)
        actual.quantize(16).save(path, optimize=True)
    expected = Image.open(path).convert("L")
    assert actual.size == expected.size
    difference = ImageChops.difference(actual, expected)
    # Sixteen greys are kept, and another version of the renderer smooths edges a little differently.
    far = sum(difference.histogram()[96:]) / (actual.width * actual.height)
    if far > 0.001 or ImageStat.Stat(difference).mean[0] > 4:
        LEFT.mkdir(parents=True, exist_ok=True)
        for kind, image in (("actual", actual), ("expected", expected), ("difference", difference)):
            image.save(LEFT / f"{name}-{number}-{kind}.png")
        pytest.fail(f"{name}, page {number}, looks different: compare the pictures in {LEFT}")
