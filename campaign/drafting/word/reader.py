"""Walks through a Word document and writes Markdown; everything it passes by is counted."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from campaign.drafting import markdown, normal
from campaign.drafting.word import spelling
from campaign.drafting.word.found import Found, Loss
from campaign.drafting.word.package import MAIN, NotWord, Package
from campaign.drafting.word.spelling import Stretch
from campaign.drafting.word.styles import Styles, W, is_on, value

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SIGNS = {"tab": " ", "cr": spelling.BREAK, "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_THROUGH = frozenset({"smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo"})
_INDENT = " " * 4
_EXCERPT = 300
MOST_STEPS = 300_000
"""So much work a file is worth: some ten times that of a long letter."""


class Reader:
    """Reads one package once."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.styles = Styles.of(package)
        self.links = self._links()
        self.lost: Counter[Loss] = Counter()
        self.boxes: list[str] = []
        self.notes: list[str] = []
        self.counts: dict[tuple[str, int], int] = {}
        self.steps = 0

    def found(self) -> Found:
        """The whole text, footnotes last."""
        document = self.package.part(MAIN)
        body = document.find(W + "body") if document is not None else None
        if body is None:
            raise NotWord.damaged()
        blocks = "".join(self._blocks(body))
        notes = "\n\n".join(f"[^{number}]: {note}" for number, note in enumerate(self.notes, 1))
        if body.find(f".//{W}headerReference") is not None or body.find(f".//{W}footerReference") is not None:
            self.lost[Loss.HEADER] += 1
        return Found(self._bounded(f"{blocks}\n\n{notes}"), self.lost, tuple(filter(None, self.boxes)))

    def _bounded(self, text: str) -> str:
        tidy = normal.lines(text)
        if len(tidy) > markdown.MAX_LENGTH:
            self.lost[Loss.TOO_LONG] += 1
        return tidy[: markdown.MAX_LENGTH]

    def _links(self) -> dict[str, str]:
        relations = self.package.part("word/_rels/document.xml.rels")
        if relations is None:
            return {}
        return {
            each.get("Id", ""): each.get("Target", "") for each in relations if each.get("TargetMode") == "External"
        }

    def _spend(self, steps: int) -> None:
        """Count work: notes that call notes, tables as wide as they are long make a small file endless.

        Raises NotWord.
        """
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise NotWord.too_large()

    # blocks

    def _blocks(self, parent: Element) -> Iterator[str]:
        """Each block with the white space before it; points of a list stand close together."""
        in_list = False
        for element in self._children(parent):
            text, is_point = self._block(element)
            if text:
                yield ("\n" if in_list and is_point else "\n\n") + text
                in_list = is_point

    def _block(self, element: Element) -> tuple[str, bool]:
        if element.tag == W + "tbl":
            return self._table(element), False
        return self._paragraph(element) if element.tag == W + "p" else ("", False)

    def _children(self, parent: Element) -> Iterator[Element]:
        for element in parent:
            if element.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"):
                yield from self._children(element)
            else:
                yield element

    def _paragraph(self, element: Element) -> tuple[str, bool]:
        text = spelling.paragraph(list(self._stretches(element)))
        point = self.styles.point(element)
        level = self.styles.heading(element)
        if not text:
            return "", False
        if level:
            return f"{'#' * level} {text.replace(spelling.BREAK, ' ')}", False
        if point:
            number = self._count(point.list_id, point.level)
            mark = f"{number}. " if point.ordered else "- "
            return _INDENT * point.level + mark + text.replace("\n", "\n" + _INDENT * (point.level + 1)), True
        return ("> " + text.replace("\n", "\n> ") if self.styles.is_quote(element) else text), False

    def _count(self, list_id: str, level: int) -> int:
        self._spend(len(self.counts))
        for key in [each for each in self.counts if each[0] == list_id and each[1] > level]:
            del self.counts[key]
        self.counts[list_id, level] = self.counts.get((list_id, level), 0) + 1
        return self.counts[list_id, level]

    def _table(self, element: Element) -> str:
        rows = [list(map(self._cell, row.findall(W + "tc"))) for row in element.findall(W + "tr")]
        if element.find(f".//{W}gridSpan") is not None or element.find(f".//{W}vMerge") is not None:
            self.lost[Loss.MERGED_CELLS] += 1
        width = max(map(len, rows), default=0)
        self._spend(width * len(rows))
        if width <= 1:  # a frame around text, not a table
            return "\n\n".join(text for row in rows for text in row if text)
        lines = [f"| {' | '.join(map(spelling.cell, row + [''] * (width - len(row))))} |" for row in rows]
        return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])

    def _cell(self, element: Element) -> str:
        self.lost[Loss.NESTED_TABLE] += len(element.findall(W + "tbl"))
        return "\n\n".join(filter(None, (self._paragraph(each)[0] for each in element.iter(W + "p"))))

    # words

    def _stretches(self, parent: Element, link: str = "") -> Iterator[Stretch]:
        for element in parent:
            self._spend(1)
            name = element.tag.removeprefix(W)
            if name == "r":
                yield from self._run(element, link)
            elif name == "hyperlink":
                yield from self._stretches(element, self._address(element))
            elif name in ("ins", "moveTo"):
                self.lost[Loss.INSERTION] += 1
                yield from self._stretches(element, link)
            elif name in ("del", "moveFrom"):
                self.lost[Loss.DELETION] += 1
            elif name in _THROUGH:
                yield from self._stretches(element, link)
            elif element.tag.startswith(_MATH):
                self.lost[Loss.EQUATION] += 1

    def _address(self, element: Element) -> str:
        address = self.links.get(element.get(_R + "id", ""), "")
        if spelling.is_link(address):
            return address
        self.lost[Loss.LINK] += 1
        return ""

    def _run(self, run: Element, link: str) -> Iterator[Stretch]:
        properties = run.find(W + "rPr")
        if is_on(properties, "vanish"):
            self.lost[Loss.CHARACTERS] += 1
            return
        style = self.styles.names.get(value(properties, "rStyle"), "")
        bold = is_on(properties, "b") or style == "strong"
        italic = is_on(properties, "i") or style == "emphasis"
        for element in run:
            text, raw = self._sign(element)
            self._spend(1 + (len(text) + len(link)) // 10)
            if text:
                yield Stretch(text, raw=True) if raw else Stretch(text, bold, italic, link)

    def _sign(self, element: Element) -> tuple[str, bool]:
        """The Markdown or the words of one thing in a run, and whether it is Markdown already."""
        name = element.tag.removeprefix(W)
        if name == "t":
            return element.text or "", False
        if name == "br":
            return (spelling.BREAK if element.get(W + "type") in (None, "textWrapping") else " "), True
        if name in _SIGNS:
            return _SIGNS[name], name == "cr"
        if name in ("footnoteReference", "endnoteReference"):
            return self._note(name.removesuffix("Reference"), element.get(W + "id", "")), True
        self._pass_by(element, name)
        return "", True

    def _note(self, kind: str, note_id: str) -> str:
        notes = self.package.part(f"word/{kind}s.xml")
        for note in notes.findall(W + kind) if notes is not None else ():
            self._spend(1)
            if note.get(W + "id") == note_id:
                number = len(self.notes) + 1
                self.notes.append("")  # keeps its place while a note is read
                texts = (spelling.paragraph(list(self._stretches(each))) for each in note.iter(W + "p"))
                self.notes[number - 1] = " ".join(filter(None, texts)).replace(spelling.BREAK, " ")
                return f"[^{number}]"
        return ""

    def _pass_by(self, element: Element, name: str) -> None:
        if element.tag == _MC + "AlternateContent":
            choice = element.find(_MC + "Choice")
            for each in choice if choice is not None else ():
                self._pass_by(each, each.tag.removeprefix(W))
        elif name == "commentReference":
            self.lost[Loss.COMMENT] += 1
        elif name == "sym":
            self.lost[Loss.SYMBOL] += 1
        elif name == "object":
            self.lost[Loss.OBJECT] += 1
        elif name in ("drawing", "pict"):
            self._drawing(element)

    def _drawing(self, element: Element) -> None:
        box = element.find(f".//{W}txbxContent")
        if box is None:
            self.lost[Loss.IMAGE] += 1
            return
        self.lost[Loss.TEXT_BOX] += 1
        words = " ".join(each.text or "" for each in box.iter(W + "t"))
        self.boxes.append(normal.line(words)[:_EXCERPT])
