"""Words become boxes and the white between them glue, with every place where a line might end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from letters import shaping, tokens
from letters.breaking import Glue, Penalty
from letters.hyphenation import hyphenation_points
from letters.shaping import SOFT_HYPHEN, Cut, Word
from letters.structure import Element
from letters.styles import Manner

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

    def __init__(self, text: str, style: Style, level: int, token: int) -> None:
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


class Style(NamedTuple):
    """How a span is set, in which language, and which element of the tree owns it."""

    manner: Manner
    cut: Cut
    language: str
    owner: Element
    target: str | int | None = None
    whole_words: bool = False
    """Whether a line may only end at a space, as in names."""


class Styled(NamedTuple):
    """The text of a span with its style, and the mark of the footnote after it."""

    text: str
    style: Style
    mark: Box | None


@dataclass(slots=True)
class Itemizer:
    """Makes the items of one paragraph, once for each way of breaking it that is tried."""

    levels: list[int] | None
    """The direction of each character, where any runs from right to left."""
    measure: float
    hyphenate: bool
    strict: bool
    """Whether words that belong together still stay on one line."""
    anywhere: bool
    """Whether a line may end between any two letters, when nothing else fits."""
    count: int = 0
    """Words so far: the parts of one word are joined again on their line."""

    def items(self, styled: list[Styled]) -> Iterator[Any]:
        """Boxes, glue and penalties in the order of the text."""
        levels = self.levels
        at = 0
        spaced = True
        bound = False
        pending: Glue | None = None
        for text, style, mark in styled:
            for token in tokens.TOKEN.findall(text):
                level = levels[at] if levels else 0
                if token[0] in " \u00a0":
                    if not spaced:
                        pending = _glue(style, level, token[0] == " " and not (bound and self.strict))
                        spaced = True
                else:
                    if pending is not None:
                        yield pending
                        pending = None
                    spaced = False
                    bound = tokens.is_bound(token)
                    yield from self._token_items(token, style, at)
                at += len(token)
            if mark is not None:
                mark.level = levels[at - 1] if levels and at else 0
                spaced = False
                yield mark

    def _token_items(self, token: str, style: Style, at: int) -> Iterator[Any]:
        self.count += 1
        whole = style.whole_words and self.strict and Box(token, style, 0, 0).width <= self.measure
        parts = [token] if whole else tokens.breakable_parts(token)
        hyphenate = self.hyphenate and not style.target and not tokens.is_address(token)
        for index, part in enumerate(parts):
            if index:
                yield _thin_glue(style) if tokens.is_east_asian(part[0]) else Penalty(40)
            runs = tokens.level_runs(part, self.levels, at) if self.levels else [(part, 0)]
            for run, level in runs:
                yield from self._run_items(run, style, level, hyphenate=hyphenate)
            at += len(part)

    def _run_items(self, text: str, style: Style, level: int, *, hyphenate: bool) -> Iterator[Any]:
        box = Box(text, style, level, self.count)
        if box.width > self.measure or (self.anywhere and len(text) > 1):
            room = max(1, int(len(text) * self.measure / box.width * 0.8)) if not self.anywhere else 1
            for start in range(0, len(text), room):
                if start:
                    yield Penalty(200)
                yield Box(text[start : start + room], style, level, self.count)
            return
        points = hyphenation_points(text, style.language) if hyphenate else ()
        if not points:
            yield box
            return
        hyphen = Box("-", style, level, self.count)
        for start, end in zip((0, *points), (*points, len(text)), strict=True):
            if start:
                yield Penalty(60, hyphen.width, True, hyphen)
            yield Box(text[start:end], style, level, self.count)


def _glue(style: Style, level: int, breakable: bool) -> Glue:
    space = Box(" ", style, level, 0)
    return Glue(space.width, space.width * 0.55, space.width * 0.28, space, breakable, level)


def _thin_glue(style: Style) -> Glue:
    size = style.manner.size
    return Glue(0.0, size * 0.06, size * 0.02, Nothing(style))


class Nothing:
    """A place of no width between two East Asian characters."""

    __slots__ = ("manner", "owner", "word")

    def __init__(self, style: Style) -> None:
        self.manner = style.manner
        self.owner = style.owner
        self.word = Word((), 0)
