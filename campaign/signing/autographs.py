"""Autographs as they come in: drawn strokes, an uploaded picture, a typed name; checked, bounded, made harmless.

Strokes stay vectors: whole numbers in a field of known size, y downwards; the curves that are printed are fitted to
them here, once, since that costs more than to draw them. A picture is decoded and written anew, so
that nothing of the file that was sent is kept but its grey pixels.
"""

import io
import json
import unicodedata
import warnings
from enum import StrEnum
from typing import Any

from PIL import Image, ImageOps

import letters
import letters.errors
from campaign.parliament import names

MOST_STROKES = 80
MOST_POINTS = 6000
LARGEST_FIELD = 4000
LONGEST_JSON = 150_000
LARGEST_FILE = 5_000_000
LARGEST_PIXELS = 24_000_000
KEPT_SIZE = (1440, 480)
LEAST_CONTRAST = 48
LONGEST_NAME = 80


class Trouble(StrEnum):
    """What is wrong with an autograph."""

    NO_INK = "no_ink"
    TOO_MUCH = "too_much"
    UNREADABLE = "unreadable"
    NO_PICTURE = "no_picture"
    FILE_TOO_LARGE = "file_too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    BLANK_PICTURE = "blank_picture"
    NO_NAME = "no_name"
    NAME_TOO_LONG = "name_too_long"
    NO_LETTERS = "no_letters"


class BadAutograph(ValueError):
    """An autograph that cannot be taken."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def typed(text: str) -> dict[str, Any]:
    """A typed autograph: letters and what names are written with, nothing invisible.

    Raises BadAutograph.
    """
    text = names.tidy(text)
    if not text:
        raise BadAutograph(Trouble.NO_NAME)
    if len(text) > LONGEST_NAME:
        raise BadAutograph(Trouble.NAME_TOO_LONG)
    kinds = [unicodedata.category(letter)[0] for letter in text]
    if "C" in kinds or "L" not in kinds:
        raise BadAutograph(Trouble.NO_LETTERS)
    return {"text": text}


def drawn(text: str) -> dict[str, Any]:
    """A drawn autograph from the page's JSON: {"width", "height", "strokes": [[[x, y], …], …]}, whole numbers.

    Points that repeat the one before are left out; "curves" is added for the printer. Raises BadAutograph.
    """
    if len(text) > LONGEST_JSON:
        raise BadAutograph(Trouble.TOO_MUCH)
    try:
        sent = json.loads(text) if text else {}
        width, height, strokes = sent["width"], sent["height"], sent["strokes"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadAutograph(Trouble.UNREADABLE if text else Trouble.NO_INK) from error
    if not (_is_whole(width, 1, LARGEST_FIELD) and _is_whole(height, 1, LARGEST_FIELD) and isinstance(strokes, list)):
        raise BadAutograph(Trouble.UNREADABLE)
    kept = _strokes(strokes, width, height)
    if not any(len(stroke) > 1 for stroke in kept):
        raise BadAutograph(Trouble.NO_INK)
    return {"width": width, "height": height, "strokes": kept, "curves": _curves(kept, width, height)}


def _curves(strokes: list[list[list[int]]], width: int, height: int) -> str:
    try:
        return letters.strokes_as_text(letters.fit_strokes(strokes, width=width, height=height))
    except letters.errors.BadAutograph as error:
        raise BadAutograph(Trouble.TOO_MUCH) from error


def _strokes(strokes: list[Any], width: int, height: int) -> list[list[list[int]]]:
    if len(strokes) > MOST_STROKES:
        raise BadAutograph(Trouble.TOO_MUCH)
    kept, points = [], 0
    for stroke in strokes:
        if not isinstance(stroke, list):
            raise BadAutograph(Trouble.UNREADABLE)
        points += len(stroke)
        if points > MOST_POINTS:
            raise BadAutograph(Trouble.TOO_MUCH)
        kept.append(_stroke(stroke, width, height))
    return [stroke for stroke in kept if stroke]


def _stroke(stroke: list[Any], width: int, height: int) -> list[list[int]]:
    kept: list[list[int]] = []
    for point in stroke:
        whole = isinstance(point, list) and len(point) == 2
        if not (whole and _is_whole(point[0], 0, width) and _is_whole(point[1], 0, height)):
            raise BadAutograph(Trouble.UNREADABLE)
        if not kept or kept[-1] != point:
            kept.append(point)
    return kept


def _is_whole(value: Any, least: int, most: int) -> bool:
    return type(value) is int and least <= value <= most


def picture(content: bytes) -> bytes:
    """An uploaded PNG or JPEG as a new grey PNG: upright, on white, bounded, without transparency or metadata.

    Bytes and pixels are bounded before anything is decoded. Raises BadAutograph; SVG and all else is unreadable here.
    """
    if not content:
        raise BadAutograph(Trouble.NO_PICTURE)
    if len(content) > LARGEST_FILE:
        raise BadAutograph(Trouble.FILE_TOO_LARGE)
    try:
        grey = _grey(content)
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError) as error:
        if isinstance(error, BadAutograph):
            raise
        raise BadAutograph(Trouble.UNREADABLE) from error
    grey.thumbnail(KEPT_SIZE)
    darkest, lightest = grey.getextrema()
    if lightest - darkest < LEAST_CONTRAST:  # type: ignore[operator]
        raise BadAutograph(Trouble.BLANK_PICTURE)
    written = io.BytesIO()
    grey.save(written, "PNG", optimize=True)
    return written.getvalue()


def _grey(content: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own bound below is much lower
        image: Image.Image = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
    if image.width * image.height > LARGEST_PIXELS:
        raise BadAutograph(Trouble.TOO_MANY_PIXELS)
    image.draft("L", (KEPT_SIZE[0] * 2, KEPT_SIZE[1] * 2))  # a JPEG is decoded at a fraction of its size
    image = ImageOps.exif_transpose(image)
    if image.mode in ("L", "1"):
        return image.convert("L")
    image.thumbnail((KEPT_SIZE[0] * 2, KEPT_SIZE[1] * 2))  # before the copies that transparency takes
    solid = image.convert("RGBA")
    white = Image.new("RGBA", solid.size, "white")
    return Image.alpha_composite(white, solid).convert("L")
