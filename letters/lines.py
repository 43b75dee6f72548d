"""A line of a paragraph once its breaks are known: what it holds, and every glyph in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from letters import bidi
from letters.boxes import Box
from letters.breaking import Glue, Penalty
from letters.fontbook import FontBook
from letters.shaping import SOFT_HYPHEN
from letters.structure import Element
from letters.styles import Manner

Align = Literal["justify", "left", "right", "center"]


class Segment(NamedTuple):
    """Glyphs of one font and one owner, drawn from one starting point."""

    owner: Element
    font: str
    size: float
    grey: float
    x: float
    code: str


class LinkArea(NamedTuple):
    """Where on a line a link can be clicked: an address, or the number of a footnote."""

    owner: Element
    start: float
    end: float
    target: str | int


@dataclass(slots=True)
class Line:
    """One set line; `x` counts from the left edge of its column."""

    height: float
    segments: list[Segment] = field(default_factory=list)
    links: list[LinkArea] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    width: float = 0.0
    aligned: bool = False
    """Whether its place in the column's width is already part of it."""

    def start(self, room: float, *, rtl: bool) -> float:
        """Where it begins in a column of that width."""
        return room - self.width if rtl and not self.aligned else 0.0


def set_line(
    items: list[Any],
    start: int,
    end: int,
    measure: float,
    manner: Manner,
    align: Align,
    base: int,
    last: bool,
    fonts: FontBook,
) -> Line:
    """The line between two breaks, its glue stretched or shrunk to the measure where it is justified."""
    content = _joined(items[start:end])
    if end < len(items) and type(items[end]) is Penalty and items[end].flagged and content:
        final = content[-1]
        final.text += SOFT_HYPHEN
        final.reshape()
    while content and type(content[0]) is Glue:
        content.pop(0)
    while content and type(content[-1]) is Glue:
        content.pop()
    line = Line(manner.leading)
    if not content:
        return line
    natural = sum(item.width for item in content)
    overhang = content[-1].overhang if align == "justify" else 0.0
    ratio = _ratio(content, measure + overhang - natural, justify=align == "justify" and not last)
    if any(item.level for item in content):
        content = bidi.visual(content, [item.level for item in content])
    x = _offset(align, base, measure - natural, ratio, last)
    line.width, line.aligned = natural, True
    _place(line, fonts, content, ratio, x, _space_at_end(items, end) if align == "justify" or not last else None)
    return line


def _place(line: Line, fonts: FontBook, content: list[Any], ratio: float, x: float, space: Box | None) -> None:
    """Turn boxes and glue into segments; a segment ends where the font or the owner changes.

    The space at which the line was broken is drawn behind it: readers would else join the words.
    """
    run = _Run(line)
    for item in content:
        if type(item) is Glue:
            width = item.width + (item.stretch if ratio > 0 else item.shrink) * ratio
            run.space(item.box, fonts, x, width)
            x += width
            continue
        size = item.manner.size
        for piece in item.word.pieces:
            run.begin((item.owner, fonts.use(piece), size, item.manner.grey), x)
            run.parts.append(scaled(piece.code, size) if piece.raised else piece.code)
            x += piece.width * size / 1000
        _note_links(line, item, x)
    if space is not None and not any(item.level for item in content):
        run.space(space, fonts, x, space.width)
    run.close()


class _Run:
    """Glyphs gathered for one segment of a line."""

    __slots__ = ("key", "line", "parts", "start")

    def __init__(self, line: Line) -> None:
        self.line = line
        self.key: tuple[Element, str, float, float] | None = None
        self.start = 0.0
        self.parts: list[str] = []

    def begin(self, key: tuple[Element, str, float, float], x: float) -> None:
        """Go on in the same segment if it is the same font and owner, else in a new one from x."""
        if key != self.key:
            self.close()
            self.key, self.start, self.parts = key, x, []

    def space(self, box: Any, fonts: FontBook, x: float, width: float) -> None:
        """A space of a certain width, kept as a character so that words stay apart when copied."""
        size = box.manner.size
        for piece in box.word.pieces:
            font = fonts.use(piece)
            if self.key is None or self.key[1] != font:
                self.begin((box.owner, font, size, box.manner.grey), x)
            self.parts.append(piece.code)
        if self.key is not None:
            self.parts.append(_shift(box.word.width - 1000 * width / size))

    def close(self) -> None:
        """Hand the segment to the line."""
        if self.key is not None and self.parts:
            self.line.segments.append(Segment(*self.key, self.start, "".join(self.parts)))


def _joined(items: list[Any]) -> list[Any]:
    """Boxes and glue of a line, with the parts of a hyphenated word shaped as one again."""
    content: list[Any] = []
    for item in items:
        kind = type(item)
        if kind is Penalty:
            continue
        last = content[-1] if content else None
        if (
            kind is Box and type(last) is Box and last.token == item.token and item.token
            and last.level == item.level == 0 and last.owner is item.owner
        ):  # fmt: skip
            last.text += item.text
            last.reshape()
        else:
            content.append(item)
    return content


def _space_at_end(items: list[Any], end: int) -> Box | None:
    if end < len(items) and type(items[end]) is Glue and type(items[end].box) is Box:
        space: Box = items[end].box
        return space
    return None


def _ratio(content: list[Any], missing: float, *, justify: bool) -> float:
    """How much of its stretch (or, negative, its shrink) each glue gives."""
    if missing >= 0 and not justify:
        return 0.0
    room = sum((item.stretch if missing > 0 else item.shrink) for item in content if type(item) is Glue)
    if room <= 0:
        return 0.0
    return missing / room if missing > 0 else max(-1.0, missing / room)


def _offset(align: Align, base: int, missing: float, ratio: float, last: bool) -> float:
    if align == "right" or (align == "justify" and base and last and ratio == 0.0):
        return missing
    return missing / 2 if align == "center" else 0.0


def _shift(thousandths: float) -> str:
    rounded = round(thousandths)
    return str(rounded) if rounded else ""


def scaled(code: str, size: float) -> str:
    """Fill in the rise of marks, which PDF measures in points and fonts in thousandths of the size."""
    return re.sub(r"\{(-?\d+)\}", lambda found: f"{int(found[1]) * size / 1000:.2f}", code)


def _note_links(line: Line, box: Box, end: float) -> None:
    if box.note is not None:
        line.notes.append(box.note)
    if box.target is None:
        return
    start = end - box.width
    if line.links and line.links[-1].owner is box.owner:
        previous = line.links[-1]
        line.links[-1] = previous._replace(start=min(previous.start, start), end=max(previous.end, end))
    else:
        line.links.append(LinkArea(box.owner, start, end, box.target))
