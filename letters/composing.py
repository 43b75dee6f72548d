"""Slabs of set matter become pages: no widow, no orphan, no heading alone, each footnote on the page of its mark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from letters.errors import DoesNotFit
from letters.lines import Line
from letters.sheet import Sheet
from letters.styles import Geometry

Paint = Callable[[Sheet, float, float], None]
"""Draws on a sheet, given the left edge and the top."""


@dataclass(slots=True)
class Slab:
    """Something of full width that is not cut by the end of a page."""

    height: float
    lines: list[tuple[float, float, Line]] = field(default_factory=list)
    """Lines with their distance from the left edge and of their top from the slab's top."""
    keep: bool = False
    """Whether the next slab must follow on the same page."""
    is_gap: bool = False
    """White space: it vanishes at the top of a page."""
    notes: list[int] = field(default_factory=list)
    paint: Paint | None = None
    above: Slab | None = None
    """What is printed once more above it where it begins a page: the heading row of its table."""


def gap(height: float, *, keep: bool = False) -> Slab:
    """White space between slabs."""
    return Slab(height, keep=keep, is_gap=True)


BASELINE = 0.735
"""Where the baseline stands in a line's height, from the top."""
_NOTE_RULE_ROOM = 15.0
_LONG_NOTE = 0.4
"""A note higher than this part of the page may be continued on the next one."""


class Composer:
    """Fills pages from top to bottom."""

    def __init__(self, geometry: Geometry, notes: Callable[[int], list[Slab]]) -> None:
        self.geometry = geometry
        self.sheets: list[Sheet] = []
        self.y = 0.0
        self._notes = notes
        self._printed: set[int] = set()
        self._set_notes: dict[int, list[Slab]] = {}
        self._foot: list[tuple[int, Slab]] = []
        self._carried: list[tuple[int, Slab]] = []
        self.fresh = True
        self.next_page()

    @property
    def sheet(self) -> Sheet:
        """The page being filled."""
        return self.sheets[-1]

    @property
    def room(self) -> float:
        """Height that is left on the page above its footnotes."""
        return self.y - self.geometry.bottom - self._foot_height()

    def next_page(self) -> None:
        """Finish the page with its footnotes and begin another."""
        if self.sheets:
            self._draw_foot()
        self.sheets.append(Sheet(len(self.sheets), self.geometry.width, self.geometry.height))
        self.y = self.geometry.top
        self.fresh = True
        self._foot, self._carried = self._carried, []

    def add_sheet(self, label: str) -> None:
        """A page outside the letter's own count, with its own words in the footer."""
        self.sheets.append(Sheet(len(self.sheets), self.geometry.width, self.geometry.height))
        self.sheet.label = label

    def finish(self) -> None:
        """Draw the footnotes of the last page, and pages for what is left of them."""
        self._draw_foot()
        while self._carried:
            self.next_page()
            self._draw_foot()

    def flow(self, slabs: list[Slab]) -> None:
        """Place slabs one below the other, on as many pages as it takes."""
        index = 0
        while index < len(slabs):
            if self.fresh:
                self._repeat_above(slabs[index])
            end = self._end_of_page(slabs, index)
            if end == index and not self.fresh:
                self.next_page()
                continue
            if end == index:
                raise DoesNotFit("A part of the letter is higher than a page: divide it into smaller parts.")
            for slab in slabs[index:end]:
                self.place(slab)
            index = end
            if index < len(slabs):
                self.next_page()

    def place(self, slab: Slab) -> None:
        """Draw one slab at the cursor."""
        if slab.is_gap:
            if not self.fresh:
                self.y -= slab.height
            return
        left = self.geometry.left
        if slab.paint is not None:
            slab.paint(self.sheet, left, self.y)
        draw(slab, self.sheet, left, self.y)
        self.y -= slab.height
        self.fresh = False
        for number in self._new(slab.notes):
            self._printed.add(number)
            self._foot += [(number, note) for note in self._note(number)]
        if slab.notes:
            # The second of two texts counts from 1 again: its notes follow those of the first.
            self._foot.sort(key=lambda entry: entry[0])

    def advance(self, height: float) -> None:
        """Move down after something was drawn at the cursor."""
        self.y -= height
        self.fresh = False

    def _repeat_above(self, slab: Slab) -> None:
        """Print once more what belongs above the slab, where that leaves room for the slab itself.

        It is read aloud where it first stood: here it is an artifact of pagination (PDF/UA-1, 7.1).
        """
        above, needed = slab.above, self._needed(self._new(slab.notes), first=not self._foot)
        if above is None or above.height + slab.height + needed > self.room:
            return
        left = self.geometry.left
        if above.paint is not None:
            above.paint(self.sheet, left, self.y)
        self.sheet.begin_artifact("Pagination")
        for dx, dy, line in above.lines:
            self.sheet.artifact_line(line, left + dx, self.y - dy - line.height * BASELINE)
        self.sheet.end_artifact()
        self.y -= above.height

    def _end_of_page(self, slabs: list[Slab], start: int) -> int:
        """The best index to end the page before; `start` when nothing may be placed here."""
        room = self.room
        legal, forced = start, start
        height = notes = 0.0
        seen: set[int] = set()
        fresh = self.fresh
        for index in range(start, len(slabs)):
            slab = slabs[index]
            if slab.is_gap and fresh:
                if legal == index:
                    legal = forced = index + 1
                continue
            fresh = False
            height += slab.height
            fresh_notes = [number for number in self._new(slab.notes) if number not in seen]
            seen.update(fresh_notes)
            notes += self._needed(fresh_notes, first=not self._foot and notes == 0.0)
            if height + notes > room + 0.01 and not slab.is_gap:
                return legal if legal > start or not self.fresh else forced
            if not slab.is_gap:
                forced = index + 1
                if not slab.keep:
                    legal = index + 1
        return len(slabs)

    def _new(self, numbers: list[int]) -> list[int]:
        """The notes not printed yet: one that is referred to twice stands where it was first needed."""
        return [number for number in dict.fromkeys(numbers) if number not in self._printed]

    def _needed(self, numbers: list[int], *, first: bool) -> float:
        needed = _NOTE_RULE_ROOM if numbers and first else 0.0
        for number in numbers:
            slabs = self._note(number)
            height = sum(slab.height for slab in slabs)
            limit = (self.geometry.top - self.geometry.bottom) * _LONG_NOTE
            needed += height if height <= limit else sum(slab.height for slab in slabs[:2])
        return needed

    def _note(self, number: int) -> list[Slab]:
        if number not in self._set_notes:
            self._set_notes[number] = self._notes(number)
        return self._set_notes[number]

    def _foot_height(self) -> float:
        return _NOTE_RULE_ROOM + sum(slab.height for _, slab in self._foot) if self._foot else 0.0

    def _draw_foot(self) -> None:
        room = self.y - self.geometry.bottom - _NOTE_RULE_ROOM
        placed: list[tuple[int, Slab]] = []
        for entry in self._foot:
            room -= entry[1].height
            if room < -0.01 or self._carried:
                self._carried.append(entry)
            else:
                placed.append(entry)
        if not placed:
            return
        y = self.geometry.bottom + sum(slab.height for _, slab in placed)
        self.sheet.rule(self.geometry.left, y + 6.5, 54, 0.4)
        for number, slab in placed:
            self.sheet.destinations.setdefault(number, y)
            draw(slab, self.sheet, self.geometry.left, y)
            y -= slab.height
        self._foot = []


def draw(slab: Slab, sheet: Sheet, left: float, top: float) -> None:
    """Draw the lines of a slab."""
    for dx, dy, line in slab.lines:
        sheet.line(line, left + dx, top - dy - line.height * BASELINE)
