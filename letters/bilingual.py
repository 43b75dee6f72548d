"""A letter in two languages, side by side: each paragraph begins level with its translation."""

from __future__ import annotations

from itertools import zip_longest

from letters import anatomy, bidi
from letters.blocks import Column, set_blocks
from letters.composing import Paint, Slab, gap
from letters.document import Block, Document, Heading, SecondText
from letters.inline import Setter
from letters.sheet import Sheet
from letters.structure import Element
from letters.styles import BODY_SECOND, SUBJECT

BETWEEN = 20.0
NOTES_OF_SECOND = 100_000
"""Added to the numbers of the second text's footnotes, which begin at 1 again."""
_SUBJECT = SUBJECT._replace(size=10.6, leading=13.4)


def columns(document: Document, second: SecondText, setter: Setter, measure: float, root: Element) -> list[Slab]:
    """The slabs of both texts, subject to closing; each language is a part of its own in the tree."""
    width = (measure - BETWEEN) / 2
    left = Column(
        BODY_SECOND, 0.0, width, document.language, 1 if document.subject else 0, bidi.is_rtl(document.language)
    )
    right = Column(
        BODY_SECOND, width + BETWEEN, width, second.language, 1 if second.subject else 0, bidi.is_rtl(second.language)
    )
    first_part = _parts(
        document.subject, _own_salutations(document), document.body, document.closing,
        setter, left, root.child("Sect", language=document.language),
    )  # fmt: skip
    setter.note_offset = NOTES_OF_SECOND
    second_part = _parts(
        second.subject, second.salutations, second.body, second.closing,
        setter, right, root.child("Sect", language=second.language),
    )  # fmt: skip
    setter.note_offset = 0
    slabs: list[Slab] = []
    nothing: list[Slab] = []
    headings = {index for index, block in enumerate(document.body) if isinstance(block, Heading)}
    before_body = len(first_part) - len(document.body) - 1
    for index, (one, other) in enumerate(zip_longest(first_part, second_part, fillvalue=nothing)):
        if slabs:
            after_heading = index - before_body - 1 in headings
            slabs.append(gap(2.0 if after_heading else BODY_SECOND.leading * 0.5, keep=slabs[-1].keep))
        slabs += _level(one, other)
    return anatomy.tail_kept(slabs)


def _own_salutations(document: Document) -> tuple[str, ...]:
    own = [a.salutation for a in document.addressees if a.language in (None, document.language)]
    return tuple(dict.fromkeys(own or [addressee.salutation for addressee in document.addressees]))


def _parts(
    subject: str,
    salutations: tuple[str, ...],
    body: tuple[Block, ...],
    closing: str,
    setter: Setter,
    column: Column,
    parent: Element,
) -> list[list[Slab]]:
    """What stands level in both columns, one list for each."""
    parts = [_lines(subject, setter, column, parent, heading=True)] if subject else []
    greeting = [slab for text in salutations for slab in _lines(text, setter, column, parent)]
    parts.append(greeting)
    parts += [set_blocks((block,), setter, column, parent) for block in body]
    parts.append(_lines(closing, setter, column, parent))
    return parts


def _lines(text: str, setter: Setter, column: Column, parent: Element, *, heading: bool = False) -> list[Slab]:
    if not text.strip():
        return []
    owner = parent.child("H1" if heading else "P")
    manner = _SUBJECT if heading else column.manner
    if heading:
        setter.headings.append((1, text, owner))
    lines = setter.words(text, manner, owner, column.measure, align="left", language=column.language)
    return [Slab(line.height, [(column.left, 0.0, line)], keep=True) for line in lines]


def _level(left: list[Slab], right: list[Slab]) -> list[Slab]:
    """Both lists as one; where they have as many parts (items of a list), each part begins level."""
    ours, theirs = _divided(left), _divided(right)
    if len(ours) != len(theirs):
        ours, theirs = [left], [right]
    return [_beside(*pair) for one, other in zip(ours, theirs, strict=True) for pair in zip_longest(one, other)]


def _divided(slabs: list[Slab]) -> list[list[Slab]]:
    """Cut at white space, which stays a part of its own."""
    parts: list[list[Slab]] = []
    for slab in slabs:
        if slab.is_gap or not parts or parts[-1][-1].is_gap:
            parts.append([slab])
        else:
            parts[-1].append(slab)
    return parts


def _beside(left: Slab | None, right: Slab | None) -> Slab:
    """Two slabs as one; where one column has ended the other goes on alone."""
    both = [slab for slab in (left, right) if slab is not None]
    paints = [slab.paint for slab in both if slab.paint is not None]
    merged = Slab(
        max(slab.height for slab in both),
        [placed for slab in both for placed in slab.lines],
        keep=any(slab.keep for slab in both),
        is_gap=all(slab.is_gap for slab in both),
        notes=[number for slab in both for number in slab.notes],
    )
    if paints:
        merged.paint = _all(paints)
    if aboves := [slab.above for slab in both if slab.above is not None]:
        merged.above = _beside(aboves[0], aboves[1] if len(aboves) > 1 else None)
    return merged


def _all(paints: list[Paint]) -> Paint:
    def paint(sheet: Sheet, x: float, top: float) -> None:
        for each in paints:
            each(sheet, x, top)

    return paint
