"""Annexes: attached PDFs printed behind the letter, each page with the annex's own number.

Their content is carried over as it is drawn, read aloud by its title, and the original is attached for whoever
needs its text. A file that could not be archived with the letter is refused: PDF/A-3a holds for every page.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import page as second_judge
import pikepdf

from letters.composing import BASELINE, Composer
from letters.document import Annex, Document
from letters.errors import BadAnnex
from letters.grafting import Graft
from letters.inline import Setter
from letters.pdffile import PdfFile, text_string
from letters.structure import Element
from letters.styles import MM, SECTION_HEADING

_LARGEST = 30_000_000
_MOST_PAGES = 300
_MARGIN = 14 * MM
_FOOT = 30 * MM
_ADVICE = "Save it again as PDF/A (with all fonts embedded, without a password) and attach that file."


@dataclass(frozen=True)
class Placed:
    """A page of an annex on a page of ours."""

    name: str
    form: Any
    source: pikepdf.Pdf


class AnnexBook:
    """The annexes of one document."""

    def __init__(self) -> None:
        self._placed: list[Placed] = []
        self._originals: list[Annex] = []

    def place(self, document: Document, composer: Composer, setter: Setter, root: Element) -> None:
        """A page for each page of each annex. Raises BadAnnex."""
        for number, annex in enumerate(document.annexes, 1):
            source = _opened(annex)
            self._originals.append(annex)
            part = root.child("Sect")
            label = document.words.annex.format(number=number)
            for index, leaf in enumerate(source.pages, 1):
                words = document.words.annex_page.format(number=number, page=index, pages=len(source.pages))
                composer.add_sheet(words)
                heading = f"{label}: {annex.title}" if index == 1 else None
                self._page(source, leaf, composer, setter, part, heading, f"{words}: {annex.title}")

    def _page(
        self,
        source: pikepdf.Pdf,
        leaf: pikepdf.Page,
        composer: Composer,
        setter: Setter,
        part: Element,
        heading: str | None,
        alt: str,
    ) -> None:
        sheet, geometry = composer.sheet, composer.geometry
        top = geometry.height - _MARGIN
        if heading:
            owner = part.child("H2" if setter.headings else "H1")
            setter.headings.append((2, heading, owner))
            for line in setter.words(heading, SECTION_HEADING, owner, geometry.measure, align="left"):
                sheet.line(line, geometry.left, top - line.height * BASELINE)
                top -= line.height
            top -= 6
        name = f"X{len(self._placed) + 1}"
        form = leaf.as_form_xobject()
        self._placed.append(Placed(name, form, source))
        left, bottom, wide, high = _extent(form)
        scale = min((geometry.width - 2 * _MARGIN) / wide, (top - _FOOT) / high, 1.0)
        x, y = (geometry.width - wide * scale) / 2, top - high * scale
        box = f"{x:.1f} {y:.1f} {x + wide * scale:.1f} {top:.1f}"
        figure = part.child("Figure", alt=alt, entries=f"/A<</O/Layout/Placement/Block/BBox[{box}]>>")
        sheet.pictures.add(name)
        sheet.raw(
            figure, f"q {scale:.5f} 0 0 {scale:.5f} {x - left * scale:.2f} {y - bottom * scale:.2f} cm/{name} Do Q"
        )

    def write(self, file: PdfFile) -> dict[str, int]:
        """Write what the pages show; the object of each name. Raises BadAnnex."""
        written: dict[str, int] = {}
        grafts: dict[int, Graft] = {}
        for placed in self._placed:
            graft = grafts.setdefault(id(placed.source), Graft(file))
            try:
                written[placed.name] = graft.form(placed.form)
            except (pikepdf.PdfError, ValueError, RecursionError, NotImplementedError) as error:
                raise BadAnnex(f"A page of an annex cannot be copied. {_ADVICE}") from error
        return written

    def attach(self, file: PdfFile, document: Document) -> list[tuple[str, int]]:
        """The originals as associated files: their names and file specifications."""
        moment = f"(D:{document.dated_on:%Y%m%d}000000Z)"
        attached: list[tuple[str, int]] = []
        for number, annex in enumerate(self._originals, 1):
            name = f"annex-{number}.pdf"
            entries = f"/Type/EmbeddedFile/Subtype/application#2Fpdf/Params<</ModDate{moment}/Size {len(annex.pdf)}>>"
            stream = file.stream(annex.pdf, entries)
            specification = file.add(
                f"<</Type/Filespec/F({name})/UF({name})/AFRelationship/Supplement"
                f"/Desc{text_string(annex.title)}/EF<</F {stream} 0 R/UF {stream} 0 R>>>>"
            )
            attached.append((name, specification))
        return attached


def _extent(form: Any) -> tuple[float, float, float, float]:
    """Left, bottom, width and height of what a form draws, after its own matrix (turned pages have one)."""
    a, b, c, d, e, f = (float(value) for value in form.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    x0, y0, x1, y1 = (float(value) for value in form.BBox)
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
    left, bottom = min(x for x, _ in corners), min(y for _, y in corners)
    width, height = max(x for x, _ in corners) - left, max(y for _, y in corners) - bottom
    if width < 1 or height < 1:
        raise BadAnnex(f"A page of an annex has no size. {_ADVICE}")
    return left, bottom, width, height


def _opened(annex: Annex) -> pikepdf.Pdf:
    if len(annex.pdf) > _LARGEST:
        raise BadAnnex(f"The annex “{annex.title}” is larger than 30 MB: attach a smaller file.")
    try:
        source = pikepdf.open(io.BytesIO(annex.pdf))
    except pikepdf.PdfError as error:
        raise BadAnnex(f"The annex “{annex.title}” cannot be opened. {_ADVICE}") from error
    if source.is_encrypted:
        raise BadAnnex(f"The annex “{annex.title}” is protected. {_ADVICE}")
    if not 0 < len(source.pages) <= _MOST_PAGES:
        raise BadAnnex(f"The annex “{annex.title}” must have between 1 and {_MOST_PAGES} pages: divide it.")
    return source


def require_archivable(pdf: bytes) -> None:
    """Raise BadAnnex unless the whole file, annexes included, still keeps to PDF/A-3a and PDF/UA-1."""
    for profile in ("3a", "ua1"):
        report = second_judge.validate_pdf_bytes(pdf, profile=profile)
        failures = [failure for failure in report.failures if "STREAM-LENGTH" not in str(failure.rule_id)]
        if failures:
            raise BadAnnex(f"An annex cannot be archived ({failures[0].message}). {_ADVICE}")
