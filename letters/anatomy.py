"""The parts of a letter around its text: letterhead, date, addressees, subject, salutation, closing, copies."""

from __future__ import annotations

from letters import bidi
from letters.blocks import text_slabs
from letters.composing import Slab, gap
from letters.document import Addressee, Document, Letterhead
from letters.inline import Setter
from letters.lines import Line
from letters.pictures import PictureBook
from letters.sheet import Sheet
from letters.structure import Element
from letters.styles import (
    ADDRESS,
    ADDRESS_SMALL,
    BODY,
    LETTERHEAD,
    LETTERHEAD_ADDRESS,
    LETTERHEAD_SMALLER,
    SMALL,
    SUBJECT,
    SUMMARY,
    Manner,
)

_LOGO_HEIGHT = 40.0
_LOGO_WIDTH = 110.0
_BETWEEN = 18.0


def letterhead(
    head: Letterhead, setter: Setter, pictures: PictureBook, measure: float, root: Element, alt: str
) -> list[Slab]:
    """Logo and name to the left, the address in small type to the right, one hairline below."""
    lines: list[tuple[float, float, Line]] = []
    left = 0.0
    paint_logo = None
    if head.logo is not None:
        stored = pictures.logo(head.logo)
        scale = min(_LOGO_HEIGHT / stored.height, _LOGO_WIDTH / stored.width)
        width, height = stored.width * scale, stored.height * scale
        figure = root.child("Figure", alt=alt)
        left = width + 14
        paint_logo = (figure, stored.name, width, height)
    widths = [setter.width(text, LETTERHEAD_ADDRESS) + 1 for text in head.address]
    address_width = min(max(widths, default=0.0), measure * 0.45)
    owner = root.child("P")
    room = measure - left - address_width - 20
    manner = LETTERHEAD if setter.width(head.name, LETTERHEAD) <= room else LETTERHEAD_SMALLER
    name = setter.words(head.name, manner, owner, room, align="left")
    y = max(0.0, (paint_logo[3] if paint_logo else 0.0) - sum(line.height for line in name)) / 2
    for line in name:
        lines.append((left, y, line))
        y += line.height
    below = 3.5
    owner = root.child("P")
    for text in head.address:
        for line in setter.spaced(setter.words(text, LETTERHEAD_ADDRESS, owner, address_width, align="right")):
            lines.append((measure - address_width, below, line))
            below += line.height
    height = max(y, below, paint_logo[3] if paint_logo else 0.0) + 9

    def paint(sheet: Sheet, x: float, top: float) -> None:
        if paint_logo is not None:
            figure, name, width, picture_height = paint_logo
            box = f"{x:.1f} {top - picture_height:.1f} {x + width:.1f} {top:.1f}"
            figure.entries += f"/A<</O/Layout/Placement/Block/BBox[{box}]>>"
            sheet.picture(figure, name, x, top - picture_height, width, picture_height)
        sheet.rule(x, top - height, measure, 0.5)

    return [Slab(height, lines, paint=paint), gap(26)]


def mark(text: str, setter: Setter, measure: float, root: Element) -> list[Slab]:
    """What a reader must know before the letter itself."""
    return [*text_slabs(setter.words(text, SUMMARY, root.child("P"), measure, align="left")), gap(14)] if text else []


def opening(document: Document, setter: Setter, measure: float, root: Element) -> list[Slab]:
    """Date and addressees; a lone addressee stands beside the date, several stand side by side below it."""
    dated = ", ".join(part for part in (document.place, document.date_text) if part)
    if len(document.addressees) == 1:
        block = _addressee(document.addressees[0], setter, ADDRESS, measure * 0.58, root)
        date = setter.words(dated, ADDRESS, root.child("P"), measure * 0.4, align="right") if dated else []
        slab = _side_by_side([(0.0, measure * 0.58, block), (measure * 0.6, measure * 0.4, date)], setter, measure)
        return [slab, gap(30)]
    slabs: list[Slab] = []
    if dated:
        slabs += [*text_slabs(setter.words(dated, ADDRESS, root.child("P"), measure, align="right")), gap(12)]
    for row in _rows(document.addressees):
        small = len(document.addressees) > 4
        columns = 3 if small else 2
        width = (measure - _BETWEEN * (columns - 1)) / columns
        manner = ADDRESS_SMALL if small else ADDRESS
        blocks = [
            (index * (width + _BETWEEN), width, _addressee(addressee, setter, manner, width, root))
            for index, addressee in enumerate(row)
        ]
        slabs += [_side_by_side(blocks, setter, measure), gap(11)]
    if document.addressees:
        slabs.append(gap(15))
    return slabs


def _rows(addressees: tuple[Addressee, ...]) -> list[tuple[Addressee, ...]]:
    columns = 3 if len(addressees) > 4 else 2
    return [addressees[start : start + columns] for start in range(0, len(addressees), columns)]


def _side_by_side(blocks: list[tuple[float, float, list[Line]]], setter: Setter, measure: float) -> Slab:
    """Blocks by their start, width and lines; where writing runs to the left, the first is the rightmost."""
    placed: list[tuple[float, float, Line]] = []
    height = 0.0
    for start, width, lines in blocks:
        x = measure - start - width if bidi.is_rtl(setter.language) else start
        y = 0.0
        for line in lines:
            placed.append((x, y, line))
            y += line.height
        height = max(height, y)
    return Slab(height, placed)


def _addressee(addressee: Addressee, setter: Setter, manner: Manner, width: float, root: Element) -> list[Line]:
    owner = root.child("P", language=addressee.language)
    language = addressee.language
    lines: list[Line] = []
    for text, style in (
        (addressee.name, manner._replace(weight=600)),
        (addressee.office, manner),
        *((postal, manner) for postal in addressee.postal),
        (addressee.email or "", manner),
    ):
        lines += setter.spaced(setter.words(text, style, owner, width, align="left", language=language))
    return lines


def subject(text: str, setter: Setter, measure: float, root: Element, language: str | None = None) -> list[Slab]:
    """What the letter is about: the one heading of the first level."""
    owner = root.child("H1")
    lines = setter.words(text, SUBJECT, owner, measure, align="left", language=language)
    if lines:
        setter.headings.append((1, text, owner))
    slabs = [Slab(line.height, [(0.0, 0.0, line)], keep=True) for line in lines]
    return [*slabs, gap(11, keep=True)] if slabs else []


def salutations(texts: list[tuple[str, str | None]], setter: Setter, measure: float, root: Element) -> list[Slab]:
    """Each form of address once, in the order of the addressees."""
    slabs: list[Slab] = []
    for text, language in dict.fromkeys(texts):
        owner = root.child("P", language=language)
        for line in setter.words(text, BODY, owner, measure, align="left", language=language):
            slabs.append(Slab(line.height, [(0.0, 0.0, line)], keep=True))
    return [*slabs, gap(BODY.leading * 0.5, keep=True)] if slabs else []


def closing(text: str, setter: Setter, measure: float, root: Element) -> list[Slab]:
    """The complimentary close."""
    if not text.strip():
        return []
    lines = setter.words(text, BODY, root.child("P"), measure, align="left")
    return [gap(BODY.leading * 0.8, keep=True), *text_slabs(lines)]


def copies(document: Document, setter: Setter, measure: float, root: Element) -> list[Slab]:
    """To whom copies go, beside their label."""
    if not document.cc:
        return []
    owner = root.child("P")
    label = setter.words(document.words.copy_to, SMALL, owner, 90, align="left")
    left = max((line.width for line in label), default=0.0) + 8
    slabs: list[Slab] = []
    for text in document.cc:
        lines = setter.words(text, SMALL, root.child("P"), measure - left, align="left")
        slabs += [Slab(line.height, [(left, 0.0, line)], keep=True) for line in lines]
    for line in label:
        slabs[0].lines.insert(0, (0.0, 0.0, line))
    slabs[-1].keep = False
    return [gap(16), *slabs]


def tail_kept(slabs: list[Slab]) -> list[Slab]:
    """Keep the end of the text with what follows it: the last two lines never leave the close alone."""
    for slab in slabs[-2:]:
        slab.keep = True
    return slabs
