"""What a Word file's styles and numbering mean: which paragraphs are headings, which are points of which list."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from campaign.drafting.word.package import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADINGS = {"title": 2, "heading 1": 2} | {f"heading {level}": 3 for level in range(2, 10)}
_QUOTES = frozenset({"quote", "intense quote", "block text"})
_FORMATS_WITHOUT_MARK = frozenset({"none", ""})


def value(element: Element | None, path: str) -> str:
    """The w:val of the child at this path ("pPr/pStyle"); empty where there is none."""
    found = element.find("/".join(W + step for step in path.split("/"))) if element is not None else None
    return found.get(W + "val", "") if found is not None else ""


def is_on(properties: Element | None, name: str) -> bool:
    """Whether a property such as w:b is switched on."""
    found = properties.find(W + name) if properties is not None else None
    return found is not None and found.get(W + "val", "true") not in ("0", "false", "off", "none")


@dataclass(frozen=True)
class Point:
    """Where a paragraph stands in a list."""

    list_id: str
    level: int
    ordered: bool


@dataclass
class Styles:
    """The file's styles by their built-in names, and its lists' formats."""

    names: dict[str, str] = field(default_factory=dict)
    numbering: dict[str, Element] = field(default_factory=dict)
    formats: dict[tuple[str, int], str] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> "Styles":
        """The styles of this file; none where it has no such parts."""
        styles = cls()
        sheet = package.part("word/styles.xml")
        for each in sheet.iter(W + "style") if sheet is not None else ():
            key = each.get(W + "styleId", "")
            styles.names[key] = value(each, "name").lower()
            numbered = each.find(f"{W}pPr/{W}numPr")
            if numbered is not None:
                styles.numbering[key] = numbered
        lists = package.part("word/numbering.xml")
        if lists is not None:
            styles.formats = _formats(lists)
        return styles

    def heading(self, paragraph: Element) -> int:
        """The heading level the paragraph has in a letter, 0 for running text."""
        return _HEADINGS.get(self._name(paragraph), 0)

    def is_quote(self, paragraph: Element) -> bool:
        """Whether the paragraph is set as a quotation."""
        return self._name(paragraph) in _QUOTES

    def point(self, paragraph: Element) -> Point | None:
        """The paragraph's place in a list, or None."""
        numbered = paragraph.find(f"{W}pPr/{W}numPr")
        if numbered is None:
            numbered = self.numbering.get(value(paragraph, "pPr/pStyle"))
        list_id = value(numbered, "numId")
        if not list_id or list_id == "0":
            return None
        level = value(numbered, "ilvl")
        depth = int(level) if level.isdecimal() and len(level) == 1 else 0
        kind = self.formats.get((list_id, depth), "bullet")
        return None if kind in _FORMATS_WITHOUT_MARK else Point(list_id, depth, kind != "bullet")

    def _name(self, paragraph: Element) -> str:
        return self.names.get(value(paragraph, "pPr/pStyle"), "")


def _formats(lists: Element) -> dict[tuple[str, int], str]:
    abstract = {each.get(W + "abstractNumId", ""): each for each in lists.iter(W + "abstractNum")}
    formats: dict[tuple[str, int], str] = {}
    for number in lists.iter(W + "num"):
        shape = abstract.get(value(number, "abstractNumId"))
        for level in shape.iter(W + "lvl") if shape is not None else ():
            depth = level.get(W + "ilvl", "0")
            if depth.isdecimal() and len(depth) == 1:
                formats[number.get(W + "numId", ""), int(depth)] = value(level, "numFmt")
    return formats
