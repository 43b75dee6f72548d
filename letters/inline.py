"""Running text becomes lines: spans to boxes and glue, breaks chosen for the whole paragraph, words drawn in place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from letters import bidi, shaping, tokens
from letters.breaking import INFINITE, Glue, Penalty, break_lines
from letters.document import Span
from letters.fontbook import FontBook
from letters.hyphenation import hyphenation_points
from letters.shaping import SOFT_HYPHEN, Cut, Word
from letters.structure import Element
from letters.styles import Manner
from letters.text import is_safe_link, require_printable

Align = Literal["justify", "left", "right", "center"]


_MIRRORED: dict[Align, Align] = {"left": "right", "right": "left"}
"""In right-to-left languages "left" is where lines begin, and that is the right edge."""


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


_HANGING = f".,-–’”{SOFT_HYPHEN}"


class Box:
    """A word or a part of one, with everything needed to draw it."""

    __slots__ = (
        "cut",
        "language",
        "level",
        "manner",
        "note",
        "overhang",
        "owner",
        "target",
        "text",
        "token",
        "width",
        "word",
    )

    def __init__(self, text: str, style: _Style, level: int, token: int) -> None:
        self.text = text
        self.manner = style.manner
        self.cut = style.cut
        self.language = style.language
        self.owner = style.owner
        self.target: str | int | None = style.target
        self.note: int | None = None
        self.level = level
        self.token = token
        self.reshape()

    def reshape(self) -> None:
        """Take the width from the text as it now is."""
        self.word: Word = shaping.shape(self.text, self.cut, self.language, self.level % 2 == 1)
        size = self.manner.size
        self.width = self.word.width * size / 1000
        # Points and hyphens hang a little into the margin, so that the edge looks straight.
        self.overhang = size * 0.12 if self.text[-1] in _HANGING and self.level == 0 else 0.0


class _Style(NamedTuple):
    manner: Manner
    cut: Cut
    language: str
    owner: Element
    target: str | int | None = None
    whole_words: bool = False
    """Whether a line may only end at a space, as in names."""


class _Styled(NamedTuple):
    text: str
    style: _Style
    mark: Box | None


class Setter:
    """Sets spans as lines for one document, gathering its fonts."""

    def __init__(self, fonts: FontBook, language: str) -> None:
        self.fonts = fonts
        self.language = language
        self.note_owners: dict[int, Element] = {}
        """The element of each footnote, below the paragraph that first refers to it."""
        self._strict = True
        """Whether words that belong together still stay on one line."""
        self.note_offset = 0
        """Added to footnote numbers: a second text counts its notes from 1 as well."""
        self.headings: list[tuple[int, str, Element]] = []
        """Level, text and element of each heading, for the outline."""
        self._token = 0

    def width(self, text: str, manner: Manner) -> float:
        """How wide a text is on one line."""
        return shaping.shape(require_printable(text), manner.cut(), self.language).width * manner.size / 1000

    def lines(
        self,
        spans: tuple[Span, ...],
        manner: Manner,
        measure: float,
        owner: Element,
        *,
        align: Align = "justify",
        language: str | None = None,
        whole_words: bool = False,
    ) -> list[Line]:
        """The lines of a paragraph. Raises MissingGlyphs for a character that cannot be printed."""
        language = language or self.language
        runs = [(span, require_printable(span.text)) for span in spans]
        whole = "".join(text for _, text in runs)
        base = bidi.base_level(language, whole) if bidi.has_rtl(whole) else 0
        levels = bidi.levels(whole, base) if base or bidi.has_rtl(whole) else None
        styled = [self._styled(span, text, manner, owner, language, whole_words) for span, text in runs]
        if bidi.is_rtl(language) and align in _MIRRORED:
            align = _MIRRORED[align]
        elif base and align == "left":
            align = "right"
        items, breaks = self._broken(styled, levels, measure, align)
        lines: list[Line] = []
        start = 0
        for end in breaks:
            last = end == len(items)
            lines.append(self._line(items, start, end, measure, manner, align, base, last))
            start = end + (not last and type(items[end]) is Glue)
        return lines

    def words(self, text: str, manner: Manner, owner: Element, measure: float, **how: Any) -> list[Line]:
        """A plain text as lines."""
        return self.lines((Span(text=text),), manner, measure, owner, **how) if text.strip() else []

    def fitted(self, text: str, manner: Manner, owner: Element, measure: float) -> list[Line]:
        """A name or a short phrase: on one line where it fits, without weighing breaks."""
        line = self._on_one_line(text, manner, owner, measure)
        return [line] if line is not None else self.words(text, manner, owner, measure, align="left", whole_words=True)

    def name(self, given: str, surname: str, manner: Manner, owner: Element, measure: float) -> list[Line]:
        """A person's name: on one line, or the surname below the given name, or broken where it must be."""
        whole = self._on_one_line(f"{given} {surname}".strip(), manner, owner, measure)
        if whole is not None:
            return [whole]
        return self.spaced(self.fitted(given, manner, owner, measure)) + self.fitted(surname, manner, owner, measure)

    def spaced(self, lines: list[Line]) -> list[Line]:
        """Lines after which the same paragraph goes on: read aloud, their last word does not join the next."""
        for line in lines[-1:]:
            last = line.segments[-1]
            line.segments[-1] = last._replace(code=last.code + self._space_in(last.font))
        return lines

    def _space_in(self, font: str) -> str:
        """The space of a font that is in use; nothing where a face has none."""
        piece = self.fonts.space_of(font)
        return piece.code if piece is not None else ""

    def _on_one_line(self, text: str, manner: Manner, owner: Element, measure: float) -> Line | None:
        word = shaping.phrase(text, manner.cut(), self.language)
        if word is None:
            return None
        width = word.width * manner.size / 1000
        return self._single(word, manner, owner, width) if width <= measure else None

    def _single(self, word: Word, manner: Manner, owner: Element, width: float) -> Line:
        line = Line(manner.leading, width=width)
        x = 0.0
        for piece in word.pieces:
            code = _scaled(piece.code, manner.size) if piece.raised else piece.code
            line.segments.append(Segment(owner, self.fonts.use(piece), manner.size, manner.grey, x, code))
            x += piece.width * manner.size / 1000
        return line

    def _styled(
        self, span: Span, text: str, manner: Manner, owner: Element, language: str, whole_words: bool
    ) -> _Styled:
        style = self._style(span, manner, owner, language)._replace(whole_words=whole_words)
        if span.note is None:
            return _Styled(text, style, None)
        return _Styled(text, style, self._mark(style, span.note))

    def _style(self, span: Span, manner: Manner, owner: Element, language: str) -> _Style:
        spoken = span.language or language
        link = span.link if span.link and is_safe_link(span.link) else None
        if link:
            owner = owner.inline("Link", language=span.language)
        elif span.language and span.language != language:
            owner = owner.inline("Span", language=span.language)
        return _Style(manner, manner.cut(bold=span.bold, italic=span.italic), spoken, owner, link)

    def _broken(
        self,
        styled: list[_Styled],
        levels: list[int] | None,
        measure: float,
        align: Align,
    ) -> tuple[list[Any], list[int]]:
        """First without hyphens, then with them, then with whatever stretch it takes, at last anywhere."""
        ragged = align != "justify"
        for hyphenate, tolerance, anywhere in (
            (False, 1.0, False), (True, 2.0, False), (True, INFINITE, False), (True, INFINITE, True),
        ):  # fmt: skip
            if hyphenate and ragged and tolerance == 2.0:
                continue
            self._strict = tolerance < INFINITE
            items = list(self._items(styled, levels, measure, hyphenate=hyphenate and not ragged, anywhere=anywhere))
            if not items:
                return [], []
            breaks = break_lines(items, measure, tolerance=tolerance, ragged=ragged)
            if breaks is not None:
                return items, breaks
        raise AssertionError("a paragraph that may break anywhere always fits")

    def _items(
        self,
        styled: list[_Styled],
        levels: list[int] | None,
        measure: float,
        *,
        hyphenate: bool,
        anywhere: bool,
    ) -> Iterator[Any]:
        at = 0
        spaced = True
        bound = False
        pending: Glue | None = None
        for text, style, mark in styled:
            for token in tokens.TOKEN.findall(text):
                level = levels[at] if levels else 0
                if token[0] in " \u00a0":
                    if not spaced:
                        pending = self._glue(style, level, token[0] == " " and not (bound and self._strict))
                        spaced = True
                else:
                    if pending is not None:
                        yield pending
                        pending = None
                    spaced = False
                    bound = tokens.is_bound(token)
                    yield from self._token_items(token, style, levels, at, measure, hyphenate, anywhere)
                at += len(token)
            if mark is not None:
                mark.level = levels[at - 1] if levels and at else 0
                spaced = False
                yield mark

    def _token_items(
        self,
        token: str,
        style: _Style,
        levels: list[int] | None,
        at: int,
        measure: float,
        hyphenate: bool,
        anywhere: bool,
    ) -> Iterator[Any]:
        self._token += 1
        whole = style.whole_words and self._strict and self.width(token, style.manner) <= measure
        parts = [token] if whole else tokens.breakable_parts(token)
        for index, part in enumerate(parts):
            if index:
                yield _thin_glue(style) if tokens.is_east_asian(part[0]) else Penalty(40)
            runs = tokens.level_runs(part, levels, at) if levels else [(part, 0)]
            for run, level in runs:
                yield from self._run_items(run, style, level, measure, hyphenate, anywhere)
            at += len(part)

    def _run_items(
        self, text: str, style: _Style, level: int, measure: float, hyphenate: bool, anywhere: bool
    ) -> Iterator[Any]:
        box = Box(text, style, level, self._token)
        if box.width > measure or (anywhere and len(text) > 1):
            room = max(1, int(len(text) * measure / box.width * 0.8)) if not anywhere else 1
            for start in range(0, len(text), room):
                if start:
                    yield Penalty(200)
                yield Box(text[start : start + room], style, level, self._token)
            return
        points = hyphenation_points(text, style.language) if hyphenate and not style.target else ()
        if not points:
            yield box
            return
        hyphen = Box("-", style, level, self._token)
        for start, end in zip((0, *points), (*points, len(text)), strict=True):
            if start:
                yield Penalty(60, hyphen.width, True, hyphen)
            yield Box(text[start:end], style, level, self._token)

    def _glue(self, style: _Style, level: int, breakable: bool) -> Glue:
        space = Box(" ", style, level, 0)
        return Glue(space.width, space.width * 0.55, space.width * 0.28, space, breakable, level)

    def _mark(self, style: _Style, note: int) -> Box:
        """The raised figure that refers to a footnote, and leads to it."""
        reference = style.owner.inline("Reference")
        owner = reference.inline("Link")
        key = note + self.note_offset
        if key not in self.note_owners:
            self.note_owners[key] = style.owner.child("Note", identifier=f"note-{key}")
            style.owner.kids.remove(self.note_owners[key])
            reference.followers.append(self.note_owners[key])
        features = ("sups", *(f for f in style.cut.features if f not in ("onum", "pnum")))
        cut = Cut(False, 400, style.cut.optical_size, features)
        box = Box(str(note), _Style(style.manner, cut, style.language, owner, key), 0, 0)
        box.note = key
        return box

    def _line(
        self,
        items: list[Any],
        start: int,
        end: int,
        measure: float,
        manner: Manner,
        align: Align,
        base: int,
        last: bool,
    ) -> Line:
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
        self._place(line, content, ratio, x, _space_at_end(items, end) if align == "justify" or not last else None)
        return line

    def _place(self, line: Line, content: list[Any], ratio: float, x: float, space: Box | None) -> None:
        """Turn boxes and glue into segments; a segment ends where the font or the owner changes.

        The space at which the line was broken is drawn behind it: readers would else join the words.
        """
        run = _Run(line)
        for item in content:
            if type(item) is Glue:
                width = item.width + (item.stretch if ratio > 0 else item.shrink) * ratio
                run.space(item.box, self.fonts, x, width)
                x += width
                continue
            size = item.manner.size
            for piece in item.word.pieces:
                run.begin((item.owner, self.fonts.use(piece), size, item.manner.grey), x)
                run.parts.append(_scaled(piece.code, size) if piece.raised else piece.code)
                x += piece.width * size / 1000
            _note_links(line, item, x)
        if space is not None and not any(item.level for item in content):
            run.space(space, self.fonts, x, space.width)
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


def _thin_glue(style: _Style) -> Glue:
    size = style.manner.size
    return Glue(0.0, size * 0.06, size * 0.02, _Nothing(style))


class _Nothing:
    """A place of no width between two East Asian characters."""

    __slots__ = ("manner", "owner", "word")

    def __init__(self, style: _Style) -> None:
        self.manner = style.manner
        self.owner = style.owner
        self.word = Word((), 0)


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


def _scaled(code: str, size: float) -> str:
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
