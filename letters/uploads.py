"""Uploaded pictures made fit to print: opened with care, flat, bounded, without anything that was hidden in them."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from letters.document import Picture
from letters.errors import BadPicture

_LARGEST_FILE = 5_000_000
_LARGEST_PIXELS = 24_000_000
_AUTOGRAPH_BOX = (720, 240)
_LOGO_BOX = (1200, 600)


def logo_in_colour(content: bytes) -> Image.Image:
    """A PNG or JPEG laid on white, no larger than a letterhead needs. Raises BadPicture."""
    image = _flat(_opened(content)).convert("RGB")
    image.thumbnail(_LOGO_BOX)
    return image


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
