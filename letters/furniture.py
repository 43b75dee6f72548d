"""What stands on every page beside the letter, and the field for the seal: footer, QR code, DRAFT across the page."""

from __future__ import annotations

from letters.composing import Composer, Slab, gap
from letters.document import Document
from letters.inline import Setter
from letters.lines import Line
from letters.pictures import PictureBook
from letters.sheet import Sheet
from letters.structure import Element
from letters.styles import FOOTER, MM, SMALL, Geometry, Manner

_QR = 14.5 * MM
_SEAL_WIDTH = 150.0
_SEAL_HEIGHT = 58.0
_WATERMARK = Manner(size=120, leading=120, weight=600, optical_size=24, grey=0.9)


def short_digest(digest: str) -> str:
    """The first sixteen digits in groups of four: enough to compare by eye."""
    return " ".join(digest[start : start + 4] for start in range(0, min(16, len(digest)), 4))


def draw_furniture(document: Document, composer: Composer, setter: Setter, pictures: PictureBook) -> None:
    """Draw the footers, once the number of pages is known, and DRAFT across the pages of a draft."""
    nobody = Element("Artifact", None)
    pages = sum(sheet.label is None for sheet in composer.sheets)
    footer = _Footer(document, composer.geometry, setter, nobody, pictures)
    for index, sheet in enumerate(composer.sheets):
        if document.draft:
            _watermark(document, sheet, setter, nobody)
        sheet.begin_artifact("Pagination")
        footer.draw(sheet, sheet.label or document.words.page.format(page=index + 1, pages=pages), index + 1)
        for mark in document.marks:
            code = pictures.qr_code(_numbered(mark.text, index + 1))
            sheet.picture(None, code.name, mark.x * MM, mark.y * MM, mark.size * MM, mark.size * MM)
        sheet.end_artifact()


class _Footer:
    """The same lines on every page; only the page's number differs."""

    def __init__(
        self, document: Document, geometry: Geometry, setter: Setter, nobody: Element, pictures: PictureBook
    ) -> None:
        self.geometry = geometry
        self.setter = setter
        self.nobody = nobody
        self.pictures = pictures
        self.code = document.code or document.check_url
        self.words = document.words
        self.room = geometry.measure - (_QR + 12 if self.code else 0.0)
        first = f"{document.document_id}{_SEPARATOR}{self.words.digest.format(digest=short_digest(document.digest))}"
        self.lines: list[Line] = setter.fitted(first, FOOTER, nobody, self.room - _PAGE_ROOM)
        if document.mark:
            self.lines += setter.fitted(document.mark, FOOTER, nobody, self.room)
        if document.check_url:
            self.lines += setter.fitted(self.words.check.format(address=document.check_url), FOOTER, nobody, self.room)

    def draw(self, sheet: Sheet, label: str, page: int) -> None:
        """Print on one page, with its label; the code may say the page's number."""
        geometry = self.geometry
        number = self.setter.fitted(label, FOOTER, self.nobody, _PAGE_ROOM)[0]
        y = geometry.footer + FOOTER.leading * (len(self.lines) - 1)
        sheet.artifact_line(number, geometry.left + self.room - number.width, y)
        for line in self.lines:
            sheet.artifact_line(line, geometry.left, y)
            y -= line.height
        if self.code:
            qr_code = self.pictures.qr_code(_numbered(self.code, page))
            x = geometry.width - geometry.right - _QR
            sheet.picture(None, qr_code.name, x, geometry.footer - 1.5, _QR, _QR)


def _numbered(text: str, page: int) -> str:
    return text.replace("{page}", f"{page:02}")


_SEPARATOR = "  ·  "
_PAGE_ROOM = 110.0


def _watermark(document: Document, sheet: Sheet, setter: Setter, nobody: Element) -> None:
    """The word across the page, light enough to read the letter through it."""
    width, height = sheet.size
    lines = setter.fitted(document.words.draft, _WATERMARK, nobody, height)
    with sheet.below():
        sheet.begin_artifact("Pagination")
        sheet.pen.saveState()
        sheet.pen.translate(width / 2, height / 2)
        sheet.pen.rotate(55)
        for line in lines[:1]:
            sheet.artifact_line(line, -line.width / 2, -40)
        sheet.pen.restoreState()
        sheet.end_artifact()


def seal_block(document: Document, setter: Setter, measure: float, root: Element) -> list[Slab]:
    """The field the seal will fill, and beside it what a seal is and what it is not."""
    words = document.words
    part = root.child("Sect")
    left = _SEAL_WIDTH + 16
    placed: list[tuple[float, float, Line]] = []
    y = 3.0
    for text, manner in (
        (words.seal_heading, SMALL._replace(weight=600)),
        *((sentence, SMALL) for sentence in words.seal_sentences),
    ):
        for line in setter.words(text, manner, part.child("P"), measure - left, align="left"):
            placed.append((left, y, line))
            y += line.height
    form = part.child("Form")
    height = max(_SEAL_HEIGHT, y + 3)

    def paint(sheet: Sheet, x: float, top: float) -> None:
        sheet.begin_artifact()
        sheet.pen.saveState()
        sheet.pen.setStrokeGray(0.55)
        sheet.pen.setLineWidth(0.4)
        sheet.pen.rect(x, top - _SEAL_HEIGHT, _SEAL_WIDTH, _SEAL_HEIGHT, stroke=1, fill=0)
        sheet.pen.restoreState()
        sheet.end_artifact()
        sheet.seal_field = (form, (x, top - _SEAL_HEIGHT, x + _SEAL_WIDTH, top))

    return [gap(22), Slab(height, placed, paint=paint)]
