"""Small tables inside a letter: three rules, no boxes, columns as wide as their words ask."""

from __future__ import annotations

from letters import bidi
from letters.composing import Paint, Slab
from letters.document import Span, Table
from letters.errors import DoesNotFit
from letters.inline import Setter
from letters.lines import Line
from letters.sheet import Sheet
from letters.structure import TABLE_COLUMN_HEADER, Element
from letters.styles import TABLE, TABLE_HEAD, Manner

_BETWEEN = 12.0
_PAD = 2.6
_NARROWEST = 28.0


def set_table(
    table: Table, setter: Setter, left: float, measure: float, parent: Element, language: str | None
) -> list[Slab]:
    """The slabs of a table: its heading row stays with the row below it, and is repeated where a page divides it."""
    if any(len(row) != len(table.header) for row in table.rows):
        raise DoesNotFit("Every row of a table needs as many cells as its heading.")
    widths = _column_widths(table, setter, measure)
    whole = parent.child("Table")
    head = _row(table.header, widths, setter, whole, TABLE_HEAD, language, heading=True)
    head.paint = _rules(left, measure, (0.0, 0.8), (head.height, 0.4))
    head.keep = True
    slabs = [_shifted(head, left)]
    # What is later added before the table (the number of a list's item) is not repeated.
    above = Slab(head.height, list(head.lines), paint=head.paint)
    for index, cells in enumerate(table.rows):
        row = _row(cells, widths, setter, whole, TABLE, language, heading=False)
        row.height = max(row.height, table.row_height)
        if table.row_height:
            row.paint = _rules(left, measure, (row.height, 0.4))
        row.above = above
        if index == len(table.rows) - 1:
            row.paint = _rules(left, measure, (row.height, 0.8))
        slabs.append(_shifted(row, left))
    if len(slabs) > 2:
        slabs[-2].keep = True
    return slabs


def _column_widths(table: Table, setter: Setter, measure: float) -> list[float]:
    """Columns take what their longest cell asks, and share what is missing in proportion."""
    columns = len(table.header)
    room = measure - _BETWEEN * (columns - 1)
    wanted = [_NARROWEST] * columns
    for cells in (table.header, *table.rows):
        for index, cell in enumerate(cells):
            text = "".join(span.text for span in cell)
            wanted[index] = max(wanted[index], setter.width(text, TABLE) + 1.0)
    total = sum(wanted)
    if total <= room:
        return [width + (room - total) / columns for width in wanted]
    # Very long cells count less than their length: they can break into lines, short ones cannot.
    fair = room / columns
    damped = [width if width <= fair else fair + (width - fair) ** 0.75 for width in wanted]
    return [width * room / sum(damped) for width in damped]


def _row(
    cells: tuple[tuple[Span, ...], ...],
    widths: list[float],
    setter: Setter,
    whole: Element,
    manner: Manner,
    language: str | None,
    *,
    heading: bool,
) -> Slab:
    row = whole.child("TR")
    placed: list[tuple[float, float, Line]] = []
    notes: list[int] = []
    x = height = 0.0
    for cell, width in zip(cells, widths, strict=True):
        owner = row.child("TH", entries=TABLE_COLUMN_HEADER) if heading else row.child("TD")
        y = _PAD
        for line in setter.lines(cell, manner, width, owner, align="left", language=language):
            placed.append((x, y, line))
            notes += line.notes
            y += line.height
        height = max(height, y + _PAD)
        x += width + _BETWEEN
    if bidi.is_rtl(language or setter.language):
        placed = _mirrored(placed, widths)
    return Slab(max(height, manner.leading + 2 * _PAD), placed, notes=notes)


def _mirrored(placed: list[tuple[float, float, Line]], widths: list[float]) -> list[tuple[float, float, Line]]:
    """The same cells from the right edge."""
    whole = sum(widths) + _BETWEEN * (len(widths) - 1)
    starts = [sum(widths[:index]) + _BETWEEN * index for index in range(len(widths))]
    mirrored = {start: whole - start - width for start, width in zip(starts, widths, strict=True)}
    nearest = {x: mirrored[min(starts, key=lambda start: abs(start - x))] for x, _, _ in placed}
    return [(nearest[x], y, line) for x, y, line in placed]


def _shifted(slab: Slab, left: float) -> Slab:
    slab.lines = [(x + left, y, line) for x, y, line in slab.lines]
    return slab


def _rules(left: float, measure: float, *rules: tuple[float, float]) -> Paint:
    def paint(sheet: Sheet, x: float, top: float) -> None:
        for below, thickness in rules:
            sheet.rule(x + left, top - below, measure, thickness)

    return paint
