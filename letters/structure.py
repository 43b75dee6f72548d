"""What a screen reader sees: the tree of tagged elements, and the marks that tie page content to it.

ISO 32000-1, 14.7 and 14.8; PDF/UA-1 asks that every content is in the tree or declared an artifact.
"""

from __future__ import annotations

from letters.pdffile import PdfFile, text_string


class Element:
    """An element of the logical structure, in reading order below its parent."""

    __slots__ = ("entries", "followers", "identifier", "kids", "kind", "number", "parent", "waiting")

    def __init__(self, kind: str, parent: Element | None, entries: str = "", identifier: str | None = None) -> None:
        self.kind = kind
        self.parent = parent
        self.entries = entries
        self.identifier = identifier
        self.kids: list[Element | tuple[int, int]] = []
        """Elements, marked content (page, mark), or an annotation as (-page - 1, object number)."""
        self.number = 0
        self.waiting = False
        """Whether it takes its place among its parent's kids only when its content is drawn."""
        self.followers: list[Element] = []
        """Elements that take their place right behind it."""
        if parent is not None:
            parent.kids.append(self)

    def child(
        self,
        kind: str,
        *,
        language: str | None = None,
        alt: str | None = None,
        entries: str = "",
        identifier: str | None = None,
    ) -> Element:
        """A new last child."""
        if language is not None:
            entries += f"/Lang{text_string(language)}"
        if alt is not None:
            entries += f"/Alt{text_string(alt)}"
        if identifier is not None:
            entries += f"/ID({identifier})"
        return Element(kind, self, entries, identifier)

    def inline(self, kind: str, *, language: str | None = None) -> Element:
        """A child inside running text: it comes where its words come, between those of its parent."""
        element = self.child(kind, language=language)
        self.kids.remove(element)
        element.waiting = True
        return element

    def arrive(self) -> None:
        """Take the place among the parent's kids, content being about to be drawn."""
        if self.waiting and self.parent is not None:
            self.waiting = False
            self.parent.arrive()
            self.parent.kids += [self, *self.followers]

    def own_annotation(self, page: int, number: int) -> None:
        """Tie an annotation (a link, a form field) to this element."""
        self.kids.append((-page - 1, number))


TABLE_ROW_HEADER = "/A<</O/Table/Scope/Row>>"
TABLE_COLUMN_HEADER = "/A<</O/Table/Scope/Column>>"


def write_tree(
    file: PdfFile,
    document: Element,
    marks: list[list[Element]],
    page_numbers: list[int],
    annotation_owners: list[Element],
) -> int:
    """Write all elements and the way back from marks to elements; the number of the tree's root.

    `marks` holds, for each page, the element of each mark; page N uses the key N in the parent tree,
    annotations follow with keys after the last page.
    """
    root = file.reserve()
    parent_tree = file.reserve()
    order = _in_reading_order(document)
    for element in order:
        element.number = file.reserve()
    for element in order:
        parent = element.parent.number if element.parent is not None else root
        file.put(element.number, _written(element, parent, page_numbers))
    entries: list[str] = []
    for key, owners in enumerate(marks):
        references = " ".join([f"{owner.number} 0 R" for owner in owners])
        entries.append(f"{key}[{references}]")
    entries += [f"{len(marks) + i} {owner.number} 0 R" for i, owner in enumerate(annotation_owners)]
    file.put(parent_tree, f"<</Nums[{' '.join(entries)}]>>")
    following = len(marks) + len(annotation_owners)
    file.put(
        root,
        f"<</Type/StructTreeRoot/K[{document.number} 0 R]/ParentTree {parent_tree} 0 R"
        f"/ParentTreeNextKey {following}{_id_tree(order)}>>",
    )
    return root


def _in_reading_order(document: Element) -> list[Element]:
    order: list[Element] = []
    waiting = [document]
    while waiting:
        element = waiting.pop()
        order.append(element)
        waiting.extend(kid for kid in reversed(element.kids) if isinstance(kid, Element))
    return order


def _written(element: Element, parent: int, page_numbers: list[int]) -> str:
    kids: list[str] = []
    home: int | None = None
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(f"{kid.number} 0 R")
            continue
        page, mark = kid
        if page < 0:
            kids.append(f"<</Type/OBJR/Obj {mark} 0 R/Pg {page_numbers[-page - 1]} 0 R>>")
        elif home is None or home == page:
            home = page
            kids.append(str(mark))
        else:
            kids.append(f"<</Type/MCR/Pg {page_numbers[page]} 0 R/MCID {mark}>>")
    where = f"/Pg {page_numbers[home]} 0 R" if home is not None else ""
    # A form field must stand here without an array: pyHanko looks for it there when it compares revisions.
    alone = len(kids) == 1 and (kids[0].isdigit() or kids[0].startswith("<</Type/OBJR"))
    content = kids[0] if alone else f"[{' '.join(kids)}]"
    return f"<</S/{element.kind}/P {parent} 0 R/K{' ' if content[0] != '[' else ''}{content}{where}{element.entries}>>"


def _id_tree(order: list[Element]) -> str:
    """Footnotes carry an /ID, which must also stand in the IDTree (PDF/UA-1, 7.9)."""
    named = sorted((element.identifier, element.number) for element in order if element.identifier is not None)
    if not named:
        return ""
    names = " ".join(f"({name}) {number} 0 R" for name, number in named)
    return f"/IDTree<</Kids[<</Limits[({named[0][0]})({named[-1][0]})]/Names[{names}]>>]>>"
