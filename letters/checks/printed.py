"""What is printed in a letter, read from the page contents and the structure tree without trusting either.

It reads the fonts' own tables of meanings (ToUnicode), so a name counts as printed when its glyphs are drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

MOST_PAGES = 2_000
MOST_ELEMENTS = 500_000
TEXT_OPERATORS = "BDC BMC EMC Tf Tj TJ ' \""

_PAIR = re.compile(rb"<([0-9A-Fa-f]{2,8})>\s*<([0-9A-Fa-f]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]{2,8})>\s*<([0-9A-Fa-f]{2,8})>\s*(<[0-9A-Fa-f]*>|\[[^\]]*\])")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
WIDEST_RANGE = 65_536


class TooMuch(Exception):
    """The file has more pages or elements than any letter would."""


@dataclass
class PageText:
    """The text of one page, whole and by marked content."""

    whole: list[str] = field(default_factory=list)
    marked: dict[int, list[str]] = field(default_factory=dict)


class Printed:
    """The text of a file, page by page, read when first asked for."""

    def __init__(self, pdf: Pdf) -> None:
        """Keep the open file.

        Raises TooMuch.
        """
        if len(pdf.pages) > MOST_PAGES:
            raise TooMuch
        self._pdf = pdf
        self._meanings: dict[tuple[int, int], dict[int, str] | None] = {}
        self._pages: dict[tuple[int, int], PageText] = {page.obj.objgen: self._read(page) for page in pdf.pages}

    def pages(self) -> list[str]:
        """Give the text of each page without white space, in the order drawn."""
        return [squeezed("".join(page.whole)) for page in self._pages.values()]

    def row_headings(self) -> list[str]:
        """Give the heading of each table row in reading order: under a letter, the Members' names.

        Raises TooMuch.
        """
        return [self._text_of(element) for element in self._elements() if _is_row_heading(element)]

    def _elements(self) -> Iterator[Object]:
        root = self._pdf.Root.get(Name.StructTreeRoot)
        waiting = [root] if isinstance(root, Dictionary) else []
        for _ in range(MOST_ELEMENTS):
            if not waiting:
                return
            element = waiting.pop()
            if Name.S in element:
                yield element
            waiting.extend(reversed([kid for kid in _kids(element) if isinstance(kid, Dictionary)]))
        raise TooMuch

    def _text_of(self, element: Object) -> str:
        parts: list[str] = []
        for kid in _kids(element):
            page = (kid if isinstance(kid, Dictionary) else element).get(Name.Pg, element.get(Name.Pg))
            mark = kid.get(Name.MCID) if isinstance(kid, Dictionary) else kid
            if isinstance(page, Dictionary) and isinstance(mark, int) and page.objgen in self._pages:
                parts += self._pages[page.objgen].marked.get(int(mark), [])
        return "".join(parts)

    def _read(self, page: pikepdf.Page) -> PageText:
        text, marks = PageText(), _Marks(page)
        fonts = page.resources.get(Name.Font, Dictionary()) if Name.Resources in page.obj else Dictionary()
        meanings: dict[int, str] | None = None
        for instruction in pikepdf.parse_content_stream(page, TEXT_OPERATORS):
            operands = list(instruction.operands)
            match str(instruction.operator):
                case "Tf" if operands and (name := str(operands[0])) in fonts:
                    meanings = self._meanings_of(fonts[name])
                case "BDC" | "BMC" | "EMC":
                    marks.see(str(instruction.operator), operands)
                case "Tj" | "'" | '"' | "TJ" if operands:
                    shown = "".join(_decoded(each, meanings) for each in _strings(operands[-1]))
                    text.whole.append(shown)
                    if marks.current is not None:
                        text.marked.setdefault(marks.current, []).append(shown)
        return text

    def _meanings_of(self, font: Object) -> dict[int, str] | None:
        """The font's table of meanings; None for fonts with single-byte codes and no table."""
        key = font.objgen
        if key not in self._meanings or key == (0, 0):
            table = font.get(Name.ToUnicode)
            known = read_meanings(table.read_bytes()) if isinstance(table, pikepdf.Stream) else {}
            self._meanings[key] = known if font.get(Name.Subtype) == Name.Type0 else None
        return self._meanings[key]


class _Marks:
    """Which marked content is open while a page is read."""

    def __init__(self, page: pikepdf.Page) -> None:
        resources = page.obj.get(Name.Resources, Dictionary())
        self._properties = resources.get(Name.Properties, Dictionary())
        self._open: list[int | None] = []

    @property
    def current(self) -> int | None:
        """The innermost open mark that has a number."""
        return next((mark for mark in reversed(self._open) if mark is not None), None)

    def see(self, operator: str, operands: list[Any]) -> None:
        """Follow one opening or closing."""
        if operator == "EMC":
            if self._open:
                self._open.pop()
            return
        entries = operands[-1] if operator == "BDC" and operands else None
        if isinstance(entries, Name):
            entries = self._properties.get(entries)
        mark = entries.get(Name.MCID) if isinstance(entries, Dictionary) else None
        self._open.append(int(mark) if isinstance(mark, int) else None)


def squeezed(text: str) -> str:
    """Give the text without white space and soft hyphens: how lines were broken does not matter."""
    return "".join(text.split()).replace("\u00ad", "")


def read_meanings(table: bytes) -> dict[int, str]:
    """Read a ToUnicode table (ISO 32000-1, 9.10.3): code to text."""
    meanings: dict[int, str] = {}
    for kind, block in _BLOCK.findall(table):
        if kind == b"bfchar":
            meanings |= {int(code, 16): _text(value) for code, value in _PAIR.findall(block)}
        else:
            for first, last, values in _RANGE.findall(block):
                meanings |= _spread(int(first, 16), int(last, 16), values)
    return meanings


def _spread(first: int, last: int, values: bytes) -> dict[int, str]:
    last = min(last, first + WIDEST_RANGE)
    if values.startswith(b"["):
        texts = [_text(each) for each in re.findall(rb"<([0-9A-Fa-f]*)>", values)]
        return dict(zip(range(first, last + 1), texts, strict=False))
    start = _text(values.strip(b"<>"))
    if not start:
        return {}
    top = 0x10FFFF - ord(start[-1])
    return {first + at: start[:-1] + chr(ord(start[-1]) + at) for at in range(min(last - first, top) + 1)}


def _text(digits: bytes) -> str:
    even = digits if len(digits) % 2 == 0 else digits + b"0"
    return bytes.fromhex(even.decode()).decode("utf-16-be", errors="replace")


def _decoded(codes: bytes, meanings: dict[int, str] | None) -> str:
    if meanings is None:
        return codes.decode("latin-1")
    pairs = (int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes) - 1, 2))
    return "".join(meanings.get(code, "\ufffd") for code in pairs)


def _strings(operand: Object) -> list[bytes]:
    parts = list(operand) if isinstance(operand, Array) else [operand]
    return [bytes(each) for each in parts if isinstance(each, pikepdf.String)]


def _kids(element: Object) -> list[Object | int]:
    kids = element.get(Name.K)
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _is_row_heading(element: Object) -> bool:
    if element.get(Name.S) != Name.TH:
        return False
    attributes = element.get(Name.A)
    listed = list(attributes) if isinstance(attributes, Array) else [attributes]
    return any(isinstance(each, Dictionary) and each.get(Name.Scope) == Name.Row for each in listed)
