"""Running text becomes lines: spans to boxes and glue, breaks chosen for the whole paragraph, lines set in place."""

from __future__ import annotations

from typing import Any

from letters import bidi, shaping
from letters.boxes import Box, Itemizer, Style, Styled
from letters.breaking import INFINITE, Glue, break_lines
from letters.document import Span
from letters.fontbook import FontBook
from letters.lines import Align, Line, Segment, scaled, set_line
from letters.shaping import Cut, Word
from letters.structure import Element
from letters.styles import Manner
from letters.text import is_safe_link, require_printable

_MIRRORED: dict[Align, Align] = {"left": "right", "right": "left"}
"""In right-to-left languages "left" is where lines begin, and that is the right edge."""


class Setter:
    """Sets spans as lines for one document, gathering its fonts."""

    def __init__(self, fonts: FontBook, language: str) -> None:
        self.fonts = fonts
        self.language = language
        self.note_owners: dict[int, Element] = {}
        """The element of each footnote, below the paragraph that first refers to it."""
        self.note_offset = 0
        """Added to footnote numbers: a second text counts its notes from 1 as well."""
        self.headings: list[tuple[int, str, Element]] = []
        """Level, text and element of each heading, for the outline."""

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
            lines.append(set_line(items, start, end, measure, manner, align, base, last, self.fonts))
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
            code = scaled(piece.code, manner.size) if piece.raised else piece.code
            line.segments.append(Segment(owner, self.fonts.use(piece), manner.size, manner.grey, x, code))
            x += piece.width * manner.size / 1000
        return line

    def _styled(
        self, span: Span, text: str, manner: Manner, owner: Element, language: str, whole_words: bool
    ) -> Styled:
        style = self._style(span, manner, owner, language)._replace(whole_words=whole_words)
        if span.note is None:
            return Styled(text, style, None)
        return Styled(text, style, self._mark(style, span.note))

    def _style(self, span: Span, manner: Manner, owner: Element, language: str) -> Style:
        spoken = span.language or language
        link = span.link if span.link and is_safe_link(span.link) else None
        if link:
            owner = owner.inline("Link", language=span.language)
        elif span.language and span.language != language:
            owner = owner.inline("Span", language=span.language)
        return Style(manner, manner.cut(bold=span.bold, italic=span.italic), spoken, owner, link)

    def _broken(
        self,
        styled: list[Styled],
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
            itemizer = Itemizer(levels, measure, hyphenate and not ragged, tolerance < INFINITE, anywhere)
            items = list(itemizer.items(styled))
            if not items:
                return [], []
            breaks = break_lines(items, measure, tolerance=tolerance, ragged=ragged)
            if breaks is not None:
                return items, breaks
        raise AssertionError("a paragraph that may break anywhere always fits")

    def _mark(self, style: Style, note: int) -> Box:
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
        box = Box(str(note), Style(style.manner, cut, style.language, owner, key), 0, 0)
        box.note = key
        return box
