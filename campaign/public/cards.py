"""Pictures that others show: the card of a shared link and the chamber of a letter, drawn here and nowhere else.

In the house's own faces, which hold Latin, Greek and Cyrillic; other scripts in those that letters are printed with.
No emblem of Parliament, nor anything like one.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from campaign.charts import Hemicycle
from campaign.parliament import groups
from campaign.web import fonts
from letters import faces

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
#: The tokens of the light pages: pictures have no style sheet.
PAPER, INK, SOFT, LINE, ACCENT = "#faf9f6", "#1d1c1a", "#57534c", "#dcd7cb", "#23395b"
CHAMBER_WIDTH = 300
FINER = 3
"""Dots are drawn larger and made smaller, so that their edges are smooth."""
TITLE_SIZES = (66, 58, 50, 44, 38)
BOLD = 600
SUMMARY_SIZES = (32, 28, 25)
LINES_AT_MOST = 3
ROWS, COLUMNS = 5, 2
_DOT = re.compile(r"M(-?[\d.]+) (-?[\d.]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All that the card of a shared link says; equal cards are drawn once."""

    eyebrow: str
    title: str
    summary: str
    names: tuple[str, ...]
    more: str
    """What stands in the place of the names for which there is no room; empty where all are shown."""
    foot: str
    chamber: Hemicycle | None


@lru_cache(maxsize=32)
def card(told: Card) -> bytes:
    """The card as PNG, 1200 by 630."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, WIDTH, 10), fill=ACCENT)
    right, below = WIDTH - MARGIN, 0
    if told.chamber is not None:
        drawn = chamber_picture(told.chamber, CHAMBER_WIDTH)
        picture.paste(drawn, (right - CHAMBER_WIDTH, 58), drawn)
        right -= CHAMBER_WIDTH + 40
        below = 58 + drawn.height
    small, whole = _face("sans", 25, 400), WIDTH - 2 * MARGIN
    pen.text((MARGIN, 56), _fitted(told.eyebrow, small, right - MARGIN), SOFT, small)
    y = max(_title(pen, told.title, right - MARGIN) + 12, below + 12)  # the line runs below the chamber, not through it
    summary = _smaller(told.summary, whole)
    pen.text((MARGIN, y), _fitted(told.summary, summary, whole), INK, summary)
    _names(pen, told, top=max(y + 68, 330))
    pen.text((MARGIN, HEIGHT - 58), _fitted(told.foot, small, whole), SOFT, small, anchor="ls")
    return _png(picture)


@lru_cache(maxsize=8)
def chamber(drawn: Hemicycle, width: int = 1600) -> bytes:
    """The chamber alone as PNG on white, with each group's name."""
    scale = width / (drawn.width + 2 * 96)
    picture = Image.new("RGB", (width, round((drawn.height + 60) * scale)), "#ffffff")
    dots = chamber_picture(drawn, round(drawn.width * scale))
    picture.paste(dots, (round(96 * scale), round(36 * scale)), dots)
    pen = ImageDraw.Draw(picture)
    for each in drawn.wedges:
        at = ((each.label_x + 96) * scale, (each.label_y + 36) * scale)
        anchor = {"start": "ls", "middle": "ms", "end": "rs"}[each.anchor]
        pen.text(at, groups.get(each.code).official, INK, _face("sans", round(17 * scale), 400), anchor=anchor)
    signed = sum(each.signed for each in drawn.wedges)
    middle = (drawn.width / 2 + 96) * scale
    pen.text(
        (middle, (drawn.height - 2) * scale), str(signed), INK, _face("serif", round(76 * scale), 400), anchor="ms"
    )
    return _png(picture)


def dots(path: str) -> Iterator[tuple[float, float]]:
    """Where the dots of a chart's path stand."""
    return ((float(x), float(y)) for x, y in _DOT.findall(path))


def chamber_picture(drawn: Hemicycle, width: int) -> Image.Image:
    """The seats without words on a clear ground."""
    scale = width * FINER / drawn.width
    picture = Image.new("RGBA", (width * FINER, round(drawn.height * scale)), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    for each in drawn.wedges:
        colour = groups.get(each.code).colour
        for path, part in ((each.other_path, 0.45), (each.signed_path, 1.0)):
            radius = drawn.dot * part * scale / 2
            for x, y in dots(path):
                at = (x * scale - radius, y * scale - radius, x * scale + radius, y * scale + radius)
                pen.ellipse(at, fill=colour if part == 1.0 else f"{colour}8c")
    return picture.resize((width, round(drawn.height * width / drawn.width)), Image.Resampling.LANCZOS)


def _title(pen: ImageDraw.ImageDraw, title: str, width: int) -> int:
    """Set the title as large as it fits; gives where it ends."""
    for size in TITLE_SIZES:
        face = _face("serif", size, 600, title)
        lines = list(_broken(title, face, width))
        if (len(lines) == 1 and size >= TITLE_SIZES[2]) or (len(lines) <= 2 and size < TITLE_SIZES[1]):
            break
    if len(lines) > LINES_AT_MOST:
        lines = [*lines[: LINES_AT_MOST - 1], _fitted(" ".join(lines[LINES_AT_MOST - 1 :]), face, width)]
    y = 104
    for line in lines:
        pen.text((MARGIN, y), line, INK, face)
        y += round(size * 1.18)
    return y


def _names(pen: ImageDraw.ImageDraw, told: Card, *, top: int) -> None:
    """The first names in two columns under a hairline, the last place for how many more there are."""
    pen.line((MARGIN, top - 16, WIDTH - MARGIN, top - 16), fill=LINE, width=2)
    width = (WIDTH - 2 * MARGIN - 40) // COLUMNS
    shown = [*told.names, told.more] if told.more else list(told.names)
    rows = -(-len(shown) // COLUMNS)
    for at, name in enumerate(shown):
        column, row = divmod(at, max(rows, 1))
        colour = SOFT if told.more and at == len(shown) - 1 else INK
        face = _face("serif", 27, 400, name)
        pen.text((MARGIN + column * (width + 40), top + row * 41), _fitted(name, face, width), colour, face)


def places(names: Sequence[str]) -> int:
    """How many of these names the card shows: all, or one place fewer than there are."""
    return len(names) if len(names) <= ROWS * COLUMNS else ROWS * COLUMNS - 1


def _broken(text: str, face: FreeTypeFont, width: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and face.getlength(longer) > width:
            yield line
            line = word
        else:
            line = longer
    yield line


def _smaller(text: str, width: int) -> FreeTypeFont:
    """The largest of three faces in which the text fits one line, or the smallest."""
    text = " ".join(text.split())
    sizes = [_face("serif", size, 400, text) for size in SUMMARY_SIZES]
    return next((each for each in sizes if each.getlength(text) <= width), sizes[-1])


def _fitted(text: str, face: FreeTypeFont, width: int) -> str:
    """The text in one line, or as much of it as fits before an ellipsis. The type setter refuses any line break."""
    text = " ".join(text.split())
    if face.getlength(text) <= width:
        return text
    while text and face.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _face(face: str, size: int, weight: int, text: str = "") -> FreeTypeFont:
    """The house's face, or for a text it has no letters for the first of those of letters that has them all."""
    wanted = set("".join(text.split()))
    for source in faces.chain(italic=False, bold=weight >= BOLD, language=""):
        spare = faces.load(source)
        if spare is not None and wanted <= spare.characters:
            return _own(face, size, weight) if source is faces.ROMAN[0] else _spare(source, size, weight)
    return _own(face, size, weight)


@lru_cache(maxsize=32)
def _spare(source: faces.Source, size: int, weight: int) -> FreeTypeFont:
    font = ImageFont.truetype(str(source.path), size)
    loaded = faces.load(source)
    if loaded is not None and loaded.axes:
        axes = font.get_variation_axes()
        font.set_variation_by_axes([weight if each["name"] == b"Weight" else each["default"] or 0 for each in axes])
    return font


@lru_cache(maxsize=32)
def _own(face: str, size: int, weight: int) -> FreeTypeFont:
    font = ImageFont.truetype(str(fonts.file_of(face)), size)
    optical = min(max(size, 8), 60)
    font.set_variation_by_axes([weight, optical] if "serif" in face else [weight])
    return font


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
