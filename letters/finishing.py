"""Pages, tree and fonts become one file: PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letters import metadata
from letters.document import Document
from letters.inline import Setter
from letters.machine_list import FILE_NAME, embed_list, machine_list
from letters.pdffile import PdfFile, text_string
from letters.pictures import PictureBook
from letters.sheet import Area, Sheet
from letters.spare_fields import unseen, waiting
from letters.structure import Element, write_tree

if TYPE_CHECKING:
    from letters.annexes import AnnexBook


def finish(
    document: Document,
    sheets: list[Sheet],
    root: Element,
    setter: Setter,
    pictures: PictureBook,
    annexes: AnnexBook | None,
) -> bytes:
    """The bytes of the file."""
    file = PdfFile()
    return _Finisher(file, document, sheets).run(root, setter, pictures, annexes)


class _Finisher:
    def __init__(self, file: PdfFile, document: Document, sheets: list[Sheet]) -> None:
        self.file = file
        self.document = document
        self.sheets = sheets
        self.catalog = file.reserve()
        self.page_tree = file.reserve()
        self.pages = [file.reserve() for _ in sheets]
        self.owners: list[Element] = []
        """Owners of annotations, in the order of their keys in the parent tree."""

    def run(self, root: Element, setter: Setter, pictures: PictureBook, annexes: AnnexBook | None) -> bytes:
        """Everything in one fixed order, which makes the bytes."""
        file, document = self.file, self.document
        fonts = setter.fonts.write(file)
        images = pictures.write(file)
        if annexes is not None:
            images.update(annexes.write(file))
        spare = waiting(document, root)
        fields = [field for index in range(len(self.sheets)) for field in self._page(index, fonts, images, spare)]
        kids = " ".join(f"{page} 0 R" for page in self.pages)
        file.put(self.page_tree, f"<</Type/Pages/Count {len(self.pages)}/Kids[{kids}]>>")
        tree = write_tree(file, root, [sheet.marks for sheet in self.sheets], self.pages, self.owners)
        author = document.letterhead.name if document.letterhead else ""
        title, day = document.title.strip() or document.document_id, document.dated_on
        xmp = metadata.write_metadata(file, title=title, language=document.language, author=author, dated_on=day)
        info = metadata.write_info(file, title=title, author=author, dated_on=day)
        intent = metadata.write_output_intent(file)
        entries = [
            f"/Type/Catalog/Pages {self.page_tree} 0 R/Lang{text_string(document.language)}",
            f"/MarkInfo<</Marked true>>/StructTreeRoot {tree} 0 R/Metadata {xmp} 0 R",
            f"/OutputIntents[{intent} 0 R]/ViewerPreferences<</DisplayDocTitle true>>",
            self._attachments(annexes),
            self._outline(setter.headings),
        ]
        if fields:
            entries.append(f"/AcroForm<</Fields[{' '.join(f'{field} 0 R' for field in fields)}]>>")
        file.put(self.catalog, f"<<{''.join(entries)}>>")
        return file.finish(self.catalog, info)

    def _page(self, index: int, fonts: str, images: dict[str, int], spare: list[tuple[str, str, Element]]) -> list[int]:
        """Write a page; the numbers of its form fields. Spare fields rest on the first."""
        sheet, file = self.sheets[index], self.file
        annotations = [self._link(index, area) for area in sheet.areas]
        fields: list[int] = []
        if sheet.seal_field is not None:
            fields.append(self._seal_field(index, *sheet.seal_field))
        if index == 0:
            fields += [self._spare_field(index, *field) for field in spare]
        annotations += fields
        shown = "".join(f"/{name} {images[name]} 0 R" for name in sorted(sheet.pictures))
        resources = f"<</Font<<{fonts}>>{f'/XObject<<{shown}>>' if shown else ''}>>"
        width, height = sheet.size
        content = file.stream(sheet.content())
        references = " ".join(f"{number} 0 R" for number in annotations)
        listed = f"/Annots[{references}]" if annotations else ""
        file.put(
            self.pages[index],
            f"<</Type/Page/Parent {self.page_tree} 0 R/MediaBox[0 0 {width:g} {height:g}]"
            f"/Resources{resources}/Contents {content} 0 R/StructParents {index}/Tabs/S{listed}>>",
        )
        return fields

    def _link(self, page: int, area: Area) -> int:
        number = self.file.reserve()
        key = self._annotation_key(page, number, area.owner)
        box = " ".join(f"{value:.2f}" for value in area.box)
        if isinstance(area.target, int):
            where, contents = self._note_place(area.target)
        else:
            where, contents = f"/A<</S/URI/URI{_uri(area.target)}>>", area.target
        self.file.put(
            number,
            f"<</Type/Annot/Subtype/Link/Rect[{box}]/Border[0 0 0]/F 4/P {self.pages[page]} 0 R"
            f"/StructParent {key}/Contents{text_string(contents)}{where}>>",
        )
        return number

    def _note_place(self, note: int) -> tuple[str, str]:
        words = self.document.words.note.format(number=note)
        for index, sheet in enumerate(self.sheets):
            if note in sheet.destinations:
                return (
                    f"/Dest[{self.pages[index]} 0 R/XYZ null {sheet.destinations[note] + 8:.1f} null]",
                    words,
                )
        return f"/Dest[{self.pages[0]} 0 R/Fit]", words

    def _annotation_key(self, page: int, number: int, owner: Element) -> int:
        owner.own_annotation(page, number)
        self.owners.append(owner)
        return len(self.sheets) + len(self.owners) - 1

    def _seal_field(self, page: int, owner: Element, box: tuple[float, float, float, float]) -> int:
        """An empty signature field with its place in the tree: what is added by sealing needs both (UA-1, 7.18)."""
        number = self.file.reserve()
        key = self._annotation_key(page, number, owner)
        width, height = box[2] - box[0], box[3] - box[1]
        empty = self.file.stream(
            b"", f"/Type/XObject/Subtype/Form/BBox[0 0 {width:g} {height:g}]/Resources<<>>", plain=True
        )
        corners = " ".join(f"{value:.2f}" for value in box)
        name = text_string(self.document.words.seal_field)
        self.file.put(
            number,
            f"<</Type/Annot/Subtype/Widget/FT/Sig/T(Seal1)/TU{name}/F 132/Rect[{corners}]"
            f"/P {self.pages[page]} 0 R/StructParent {key}/AP<</N {empty} 0 R>>>>",
        )
        return number

    def _spare_field(self, page: int, name: str, label: str, owner: Element) -> int:
        number = self.file.reserve()
        key = self._annotation_key(page, number, owner)
        self.file.put(number, unseen(name, text_string(label), self.pages[page], key))
        return number

    def _attachments(self, annexes: AnnexBook | None) -> str:
        """The machine-readable list and the originals of annexes, as associated files (PDF/A-3, 6.8)."""
        document = self.document
        attached = annexes.attach(self.file, document) if annexes is not None else []
        if document.record is not None:
            listed = machine_list(document, document.record)
            attached.append((FILE_NAME, embed_list(self.file, listed, document)))
        if not attached:
            return ""
        references = " ".join(f"{number} 0 R" for _, number in attached)
        names = " ".join(f"({name}) {number} 0 R" for name, number in sorted(attached))
        return f"/AF[{references}]/Names<</EmbeddedFiles<</Names[{names}]>>>>"

    def _outline(self, headings: list[tuple[int, str, Element]]) -> str:
        """Bookmarks for the headings of the first two levels, in one row."""
        shown = [(text, place) for level, text, owner in headings if level < 3 and (place := self._place(owner))]
        if not shown:
            return ""
        outline = self.file.reserve()
        numbers = [self.file.reserve() for _ in shown]
        for index, (text, place) in enumerate(shown):
            before = f"/Prev {numbers[index - 1]} 0 R" if index else ""
            after = f"/Next {numbers[index + 1]} 0 R" if index + 1 < len(numbers) else ""
            self.file.put(
                numbers[index],
                f"<</Title{text_string(text)}/Parent {outline} 0 R/Dest[{place}]{before}{after}>>",
            )
        count = len(numbers)
        self.file.put(outline, f"<</Type/Outlines/First {numbers[0]} 0 R/Last {numbers[-1]} 0 R/Count {count}>>")
        return f"/Outlines {outline} 0 R"

    def _place(self, owner: Element) -> str | None:
        for kid in owner.kids:
            if isinstance(kid, tuple) and kid[0] >= 0:
                return f"{self.pages[kid[0]]} 0 R/Fit"
        return None


def _uri(address: str) -> str:
    """An address as plain ASCII: what is not ASCII is percent-encoded."""
    quoted = "".join(
        character if character.isascii() and character.isprintable() and character != " "
        else "".join(f"%{byte:02X}" for byte in character.encode())
        for character in address
    )  # fmt: skip
    return text_string(quoted)
