"""The signatories under a letter: in columns, down each column and then across, alone or by group or country.

What is seen (columns) and what is read aloud (one table row for each Member) are independent of each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from letters import bidi
from letters.autographs import draw_autograph
from letters.composing import BASELINE, Composer
from letters.document import Autograph, SignatoryLine, Style, Words
from letters.inline import Setter
from letters.lines import Line
from letters.pictures import PictureBook
from letters.structure import TABLE_ROW_HEADER, Element
from letters.styles import AFFILIATION, NAME
from letters.wording import full_name, line_of

_BETWEEN = 16.0
_BELOW = 6.4
_NUMBER_ROOM = 7.0


@dataclass(slots=True)
class Cell:
    """One Member, ready to draw."""

    lines: list[Line]
    height: float
    number: Line | None = None
    autograph: Autograph | None = None
    figure: Element | None = None


@dataclass(slots=True)
class Grid:
    """How the columns of a list are divided; the same for all its sections."""

    columns: int
    width: float
    ink: float
    """Height kept free for the autograph above each name."""
    numbered: bool = False
    indent: float = 0.0
    cells: list[Cell] = field(default_factory=list)

    @property
    def inner(self) -> float:
        """Width for the text of one cell."""
        return self.width - self.indent


def grid_for(members: list[SignatoryLine], style: Style, measure: float) -> Grid:
    """Two wide columns for a few Members, three for many; room for ink if anybody signed by hand."""
    ink = any(member.autograph is not None for member in members)
    columns = 2 if len(members) <= (6 if ink else 8) or (style in "DF" and len(members) <= 24) else 3
    numbered = style == "E"
    indent = _NUMBER_ROOM + 5.2 * len(str(len(members))) if numbered else 0.0
    width = (measure - _BETWEEN * (columns - 1)) / columns
    return Grid(columns, width, (38.0 if columns == 2 else 30.0) if ink else 0.0, numbered, indent)


class SignatorySetter:
    """Prints lists of Members on a composer's pages."""

    def __init__(self, composer: Composer, setter: Setter, pictures: PictureBook, words: Words, style: Style) -> None:
        self._composer = composer
        self._setter = setter
        self._pictures = pictures
        self._words = words
        self._style: Style = style
        self._rtl = bidi.is_rtl(setter.language)

    def cells(
        self,
        members: tuple[SignatoryLine, ...],
        grid: Grid,
        table: Element,
        *,
        first: int = 1,
        dated: bool = False,
    ) -> list[Cell]:
        """The cells of a list, in the given order, with their rows in the tree."""
        return [self._cell(member, grid, table, first + index, dated) for index, member in enumerate(members)]

    def _cell(self, member: SignatoryLine, grid: Grid, table: Element, number: int, dated: bool) -> Cell:
        setter, width = self._setter, grid.inner
        row = Element("TR", table)
        given, surname, affiliation = line_of(member, self._style, self._words)
        head = Element("TH", row, TABLE_ROW_HEADER)
        label = None
        if grid.numbered:
            label = setter.fitted(f"{number}.", AFFILIATION, head, grid.indent)[0]
        lines = setter.name(given, surname, NAME, head, width)
        body = Element("TD", row)
        lines += setter.fitted(affiliation, AFFILIATION, body, width)
        for extra in self._extras(member, dated):
            lines += setter.fitted(extra, AFFILIATION, body, width)
        figure = None
        if grid.ink:
            cell = row.child("TD")
            if member.autograph is not None:
                figure = cell.child("Figure", alt=self._words.signature_of.format(name=full_name(member)))
        height = grid.ink + sum([line.height for line in lines]) + _BELOW
        return Cell(lines, height, label, member.autograph, figure)

    def _extras(self, member: SignatoryLine, dated: bool) -> list[str]:
        extras = [" ".join(member.directory_name)] if member.directory_name else []
        extras += [member.capacity] if member.capacity else []
        if dated and (day := member.signed_on_text or (member.signed_on and member.signed_on.isoformat())):
            extras.append(self._words.signed_on.format(day=day))
        return extras

    def place(self, cells: list[Cell], grid: Grid) -> None:
        """Print cells on this page and as many more as it takes; the columns of each page end level."""
        index = 0
        while index < len(cells):
            rows = rows_that_fit(cells, index, grid.columns, self._composer.room)
            if not rows:
                self._composer.next_page()
                rows = rows_that_fit(cells, index, grid.columns, self._composer.room) or [cells[index].height]
            count = min(len(rows) * grid.columns, len(cells) - index)
            self._draw(cells[index : index + count], rows, grid)
            self._composer.advance(min(sum(rows), self._composer.room))
            index += count

    def _draw(self, cells: list[Cell], rows: list[float], grid: Grid) -> None:
        left, top = self._composer.geometry.left, self._composer.y
        tops = [top]
        for height in rows:
            tops.append(tops[-1] - height)
        per_column = len(rows)
        for index, cell in enumerate(cells):
            column, row = divmod(index, per_column)
            if self._rtl:
                column = grid.columns - 1 - column
            self._draw_cell(cell, grid, left + column * (grid.width + _BETWEEN), tops[row])

    def _draw_cell(self, cell: Cell, grid: Grid, x: float, y: float) -> None:
        sheet = self._composer.sheet
        y -= grid.ink
        if cell.number is not None:
            dx = grid.width - grid.indent + 4.0 if self._rtl else grid.indent - 4.0 - cell.number.width
            sheet.line(cell.number, x + dx, y - cell.lines[0].height * BASELINE)
        left = x if self._rtl else x + grid.indent
        start = y
        for line in cell.lines:
            sheet.line(line, left + line.start(grid.inner, rtl=self._rtl), y - line.height * BASELINE)
            y -= line.height
        if cell.autograph is not None and cell.figure is not None:
            box = (left, start + 1.0, grid.inner, grid.ink - 3.0)
            draw_autograph(cell.autograph, sheet, self._setter, self._pictures, cell.figure, box)


def rows_that_fit(cells: list[Cell], start: int, columns: int, room: float) -> list[float]:
    """Heights of the rows to print on this page, at most as many as are needed for what is left."""
    left = len(cells) - start
    rows = -(-left // columns)
    lowest = min(cell.height for cell in cells[start : start + 50])
    rows = min(rows, int((room + _BELOW) // lowest))
    while rows > 0:
        heights = row_heights(cells, start, columns, rows)
        over = sum(heights) - _BELOW - room
        if over <= 0:
            return heights
        rows -= max(1, int(over // max(heights)))
    return []


def row_heights(cells: list[Cell], start: int, columns: int, rows: int) -> list[float]:
    """Each row is as high as its highest cell; cells go down the columns."""
    chunk = [cell.height for cell in cells[start : start + rows * columns]]
    return [max(chunk[row::rows]) for row in range(rows) if row < len(chunk)]
