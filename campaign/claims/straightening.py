"""A picture of printed sheets becomes straight pages: the codes in the corners say which page, and how it lies.

Runs only in the process that `scans` starts: everything here looks at what somebody sent.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import zxingcpp
from PIL import Image, ImageFilter

from campaign.claims import marks
from campaign.claims.marks import Corner

WIDTH = 1500
"""Pixels of a kept page: 180 to the inch of A4, enough to compare ink."""
HEIGHT = round(WIDTH * marks.PAGE[1] / marks.PAGE[0])
MOST_CODES = 40
"""In one picture; more are no sheets on a table."""
MOST_SHEETS = 3
"""That lie side by side in one picture."""
LEAST_CORNERS = 3
"""Without which the page's perspective is a guess."""
ASKEW = 0.02
"""How far a code may lie from where the others put it, as a part of the page's width: a bent page, or a false code."""
SMALL = 8_000_000
"""Pixels of a picture that is made twice as large where not all codes were read at once."""
NOISE = 2.0
"""Pixels by which it is softened then."""

_QR = zxingcpp.BarcodeFormats((zxingcpp.BarcodeFormat.QRCode,))

Point = tuple[float, float]
Points = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Seen:
    """One code as it lies in the picture: its text and its four corners, clockwise from its own upper left."""

    text: str
    points: Points


@dataclass(frozen=True, slots=True)
class Straight:
    """A page laid straight; the sheet and page its codes name."""

    sheet: str
    page: int
    picture: Image.Image


def codes(picture: Image.Image) -> list[Seen]:
    """Every QR code in the picture once; a noisy one is looked at again, softened."""
    found = _read(picture)
    if sum(marks.corner(text) is not None for text in found) not in (4, 8, 12):
        found = _read_again(picture) | found
    return list(found.values())[:MOST_CODES]


def straighten(picture: Image.Image, seen: list[Seen]) -> Iterator[Straight]:
    """Each page of which enough corners are seen, at most three, in the order of sheet and page."""
    corners = [(corner, each.points) for each in seen if (corner := marks.corner(each.text))]
    corners.sort(key=lambda found: (found[0].sheet, found[0].page, found[0].corner))
    sheets = 0
    for (sheet, page), group in groupby(corners, key=lambda found: (found[0].sheet, found[0].page)):
        bends = _bends(list(group), picture.width)
        if bends is not None and sheets < MOST_SHEETS:
            sheets += 1
            yield Straight(sheet, page, _laid(picture, bends))


def turned(picture: Image.Image, seen: list[Seen]) -> Image.Image:
    """The whole picture turned by quarters, so that its codes stand upright."""
    if not seen:
        return picture
    upper_left, upper_right = seen[0].points[:2]
    across, down = upper_right[0] - upper_left[0], upper_right[1] - upper_left[1]
    if abs(across) >= abs(down):
        return picture if across >= 0 else picture.transpose(Image.Transpose.ROTATE_180)
    return picture.transpose(Image.Transpose.ROTATE_90 if down > 0 else Image.Transpose.ROTATE_270)


def _read_again(picture: Image.Image) -> dict[str, Seen]:
    """What is read of the same picture once it is larger and its noise softened: half as many photos stay unread."""
    larger = 2 if picture.width * picture.height <= SMALL else 1
    soft = picture.resize((picture.width * larger, picture.height * larger), Image.Resampling.BICUBIC)
    found = _read(soft.filter(ImageFilter.GaussianBlur(NOISE * larger / 2)))
    return {text: Seen(text, _shrunk(each.points, larger)) for text, each in found.items()}


def _shrunk(points: Points, by: int) -> Points:
    one, two, three, four = ((x / by, y / by) for x, y in points)
    return one, two, three, four


def on_page(corner: Corner) -> Points:
    """The corners of this code on the straight page, in pixels, clockwise."""
    scale = WIDTH / marks.PAGE[0]
    left, top = (edge * scale for edge in marks.place(corner.corner))
    right, bottom = left + marks.SIZE * scale, top + marks.SIZE * scale
    return (left, top), (right, top), (right, bottom), (left, bottom)


def solved(pairs: list[tuple[Point, Point]]) -> tuple[float, ...] | None:
    """The perspective that fits these points best (least squares over its eight numbers)."""
    unit = float(WIDTH)
    rows: list[tuple[list[float], float]] = []
    for (x, y), (u, v) in pairs:
        x, y, u, v = x / unit, y / unit, u / unit, v / unit
        rows.append(([x, y, 1, 0, 0, 0, -u * x, -u * y], u))
        rows.append(([0, 0, 0, x, y, 1, -v * x, -v * y], v))
    square = [[sum(row[i] * row[j] for row, _to in rows) for j in range(8)] for i in range(8)]
    found = _eliminated(square, [sum(row[i] * to for row, to in rows) for i in range(8)])
    if found is None:
        return None
    a, b, c, d, e, f, g, h = found
    return a, b, c * unit, d, e, f * unit, g / unit, h / unit


def _read(picture: Image.Image) -> dict[str, Seen]:
    found = {}
    for each in zxingcpp.read_barcodes(picture, formats=_QR, try_invert=False):
        at = each.position
        around = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        one, two, three, four = ((float(point.x), float(point.y)) for point in around)
        found[each.text] = Seen(each.text, (one, two, three, four))
    return found


def _bends(found: list[tuple[Corner, tuple[Point, ...]]], width: int) -> tuple[float, ...] | None:
    """The eight numbers that lead from the straight page to the picture; None where the codes do not say it."""
    if len(found) < LEAST_CORNERS:
        return None
    pairs = [pair for corner, points in found for pair in zip(on_page(corner), points, strict=True)]
    bends = solved(pairs)
    if bends is None or min(1 + bends[6] * x + bends[7] * y for x in (0, WIDTH) for y in (0, HEIGHT)) < 0.2:
        return None
    size = max(abs(_led(bends, (WIDTH, 0))[axis] - _led(bends, (0, 0))[axis]) for axis in (0, 1))
    off = max(abs(_led(bends, page)[axis] - seen[axis]) for page, seen in pairs for axis in (0, 1))
    return bends if size > width * 0.1 and off < size * ASKEW else None


def _eliminated(square: list[list[float]], right: list[float]) -> list[float] | None:
    """The solution of these linear equations by Gauss; None where there is no one solution."""
    size = len(right)
    rows = [[*row, to] for row, to in zip(square, right, strict=True)]
    for at in range(size):
        best = max(range(at, size), key=lambda row: abs(rows[row][at]))
        if abs(rows[best][at]) < 1e-12:
            return None
        rows[at], rows[best] = rows[best], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for row in range(size):
            if row != at:
                factor = rows[row][at]
                rows[row] = [value - factor * over for value, over in zip(rows[row], rows[at], strict=True)]
    return [row[size] for row in rows]


def _led(bends: tuple[float, ...], point: Point) -> Point:
    a, b, c, d, e, f, g, h = bends
    x, y = point
    below = g * x + h * y + 1
    return (a * x + b * y + c) / below, (d * x + e * y + f) / below


def _laid(picture: Image.Image, bends: tuple[float, ...]) -> Image.Image:
    return picture.transform(
        (WIDTH, HEIGHT), Image.Transform.PERSPECTIVE, bends, Image.Resampling.BICUBIC, fillcolor="white"
    )
