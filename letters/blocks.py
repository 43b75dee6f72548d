"""Paragraphs, headings, lists, quotes and tables of a letter become slabs, each with its place in the tree."""

from __future__ import annotations

from typing import NamedTuple

from letters.composing import Slab, gap
from letters.document import Block, Bullets, Heading, Numbered, Paragraph, Quote, Span, Table
from letters.inline import Setter
from letters.lines import Line
from letters.structure import Element
from letters.styles import BODY, HEADING, QUOTE, Manner
from letters.tables import set_table

_INDENT = 17.0
_QUOTE_INDENT = 20.0
_NARROWEST = 100.0


class Column(NamedTuple):
    """Where text goes: its manner, its left edge and its width."""

    manner: Manner = BODY
    left: float = 0.0
    measure: float = 0.0
    language: str | None = None
    level: int = 1
    """The heading level above the text: its own headings start one deeper."""

    rtl: bool = False
    """Whether lines begin at the right edge."""

    def indented(self, start: float, end: float = 0.0) -> Column:
        """The same column, narrower; as it is when it would become too narrow to read."""
        left, right = (end, start) if self.rtl else (start, end)
        if self.measure - left - right < _NARROWEST:
            return self
        return self._replace(left=self.left + left, measure=self.measure - left - right)


def set_blocks(blocks: tuple[Block, ...], setter: Setter, column: Column, parent: Element) -> list[Slab]:
    """The slabs of several blocks with white space between them."""
    slabs: list[Slab] = []
    after_heading = False
    for block in blocks:
        if slabs:
            space = 2.5 if after_heading else _space_before(block, column)
            slabs.append(gap(space, keep=slabs[-1].keep))
        slabs += _set_block(block, setter, column, parent)
        after_heading = isinstance(block, Heading)
    return slabs


def _space_before(block: Block, column: Column) -> float:
    half = column.manner.leading * 0.5
    return half * 1.7 if isinstance(block, Heading | Table) else half


def _set_block(block: Block, setter: Setter, column: Column, parent: Element) -> list[Slab]:
    match block:
        case Paragraph():
            return _paragraph(block, setter, column, parent)
        case Heading():
            return _heading(block, setter, column, parent)
        case Bullets():
            return _list(block.items, None, setter, column, parent)
        case Numbered():
            return _list(block.items, block.start, setter, column, parent)
        case Quote():
            manner = QUOTE if column.manner.size > QUOTE.size else column.manner
            inside = column.indented(_QUOTE_INDENT, _QUOTE_INDENT)._replace(manner=manner)
            return set_blocks(block.blocks, setter, inside, parent.child("BlockQuote"))
        case Table():
            return set_table(block, setter, column.left, column.measure, parent, column.language)


def _paragraph(block: Paragraph, setter: Setter, column: Column, parent: Element) -> list[Slab]:
    owner = parent.child("P")
    lines = setter.lines(block.spans, column.manner, column.measure, owner, language=column.language)
    return text_slabs(lines, column.left)


def text_slabs(lines: list[Line], left: float = 0.0) -> list[Slab]:
    """Lines of a paragraph: neither its first nor its last line stands alone on a page."""
    slabs = [Slab(line.height, [(left, 0.0, line)], notes=line.notes) for line in lines]
    if len(slabs) > 1:
        slabs[0].keep = True
        slabs[-2].keep = True
    return slabs


def _heading(block: Heading, setter: Setter, column: Column, parent: Element) -> list[Slab]:
    above = setter.headings[-1][0] if setter.headings else 0
    level = min(column.level + block.level, above + 1)  # PDF/UA-1, 7.4: no level is skipped
    base = HEADING[min(block.level, len(HEADING)) - 1]
    scale = column.manner.size / BODY.size
    manner = base._replace(size=base.size * scale, leading=base.leading * scale)
    owner = parent.child(f"H{min(level, 6)}")
    lines = setter.lines(block.spans, manner, column.measure, owner, align="left", language=column.language)
    setter.headings.append((min(level, 6), "".join(span.text for span in block.spans), owner))
    return [Slab(line.height, [(column.left, 0.0, line)], notes=line.notes, keep=True) for line in lines]


def _list(
    items: tuple[tuple[Block, ...], ...], start: int | None, setter: Setter, column: Column, parent: Element
) -> list[Slab]:
    numbering = "Decimal" if start is not None else "Disc"
    whole = parent.child("L", entries=f"/A<</O/List/ListNumbering/{numbering}>>")
    widest = len(str((start or 0) + len(items))) if start is not None else 1
    indent = _INDENT + 5.5 * (widest - 1)
    slabs: list[Slab] = []
    for index, item in enumerate(items):
        if slabs:
            slabs.append(gap(column.manner.leading * 0.22))
        entry = whole.child("LI")
        label = f"{start + index}." if start is not None else "–"
        lines = setter.fitted(label, column.manner, entry.child("Lbl"), indent)
        inside = set_blocks(item, setter, column.indented(indent), entry.child("LBody"))
        if not inside:
            inside = [Slab(column.manner.leading)]
        _label(inside[0], lines, column, indent)
        slabs += inside
    return slabs


def _label(slab: Slab, lines: list[Line], column: Column, indent: float) -> None:
    """Hang the label before the first line, its right edge where the text's left is nearly."""
    for line in lines:
        x = column.measure - indent + 5.5 if column.rtl else indent - line.width - 5.5
        slab.lines.insert(0, (column.left + x, 0.0, line))


def plain(text: str) -> tuple[Span, ...]:
    """A text without any emphasis."""
    return (Span(text=text),)
