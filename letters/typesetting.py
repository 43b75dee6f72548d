"""A letter from its first line to its last byte."""

from __future__ import annotations

from letters import anatomy, bidi, bilingual, furniture
from letters.blocks import Column, set_blocks, text_slabs
from letters.composing import Composer, Slab, gap
from letters.document import Document, Note, SignatoryLine
from letters.finishing import finish
from letters.fontbook import FontBook
from letters.inline import Setter
from letters.limits import require_within_limits
from letters.pictures import PictureBook
from letters.signatories import Grid, SignatorySetter, grid_for, rows_that_fit
from letters.structure import Element
from letters.styles import (
    A4,
    BODY,
    LIST_HEADING,
    MM,
    NOTE,
    SECTION_HEADING,
    SMALL,
    SUMMARY,
    US_LETTER,
    Geometry,
    Manner,
)


def typeset(document: Document) -> bytes:
    """The letter as an unsealed PDF/A-3a and PDF/UA-1 file; the same document always gives the same bytes.

    Raises MissingGlyphs, DoesNotFit, BadPicture or BadAnnex.
    """
    require_within_limits(document)
    return Typesetter(document).run()


def geometry_for(document: Document) -> Geometry:
    """The page: two columns need a wider text area than one."""
    geometry = A4 if document.paper == "A4" else US_LETTER
    return geometry._replace(left=21 * MM, right=21 * MM) if document.second is not None else geometry


class Typesetter:
    """Sets one letter; each step adds to the same pages and to the same tree."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.geometry = geometry_for(document)
        self.fonts = FontBook()
        self.pictures = PictureBook()
        self.setter = Setter(self.fonts, document.language)
        self.root = Element("Document", None)
        self.notes = {note.number: note for note in document.notes}
        if document.second is not None:
            self.notes.update({bilingual.NOTES_OF_SECOND + n.number: n for n in document.second.notes})
        self.composer = Composer(self.geometry, self._note)

    def run(self) -> bytes:
        """All parts in reading order."""
        self._letter()
        self._signatories()
        self._ending()
        self.composer.finish()
        annexes = None
        if self.document.annexes:
            # Only letters with annexes pay for loading what opens other PDFs.
            from letters.annexes import AnnexBook, require_archivable

            annexes = AnnexBook()
            annexes.place(self.document, self.composer, self.setter, self.root)
        furniture.draw_furniture(self.document, self.composer, self.setter, self.pictures)
        pdf = finish(self.document, self.composer.sheets, self.root, self.setter, self.pictures, annexes)
        if annexes is not None:
            require_archivable(pdf)
        return pdf

    def _letter(self) -> None:
        document, setter, measure, root = self.document, self.setter, self.geometry.measure, self.root
        slabs: list[Slab] = []
        if document.letterhead is not None and document.template != "plain":
            alt = document.words.logo_of.format(name=document.letterhead.name)
            slabs += anatomy.letterhead(document.letterhead, setter, self.pictures, measure, root, alt)
        slabs += anatomy.mark(document.mark, setter, measure, root)
        slabs += anatomy.opening(document, setter, measure, root)
        if document.second is not None:
            self.composer.flow(slabs + bilingual.columns(document, document.second, setter, measure, root))
            return
        subject = anatomy.subject(document.subject, setter, measure, root) if document.subject_first else []
        greeting = [(addressee.salutation, addressee.language) for addressee in document.addressees]
        slabs += subject + anatomy.salutations(greeting, setter, measure, root)
        if not document.subject_first:
            slabs += anatomy.subject(document.subject, setter, measure, root)
        level = 1 if document.subject else 0
        column = Column(BODY, 0.0, measure, None, level, bidi.is_rtl(document.language))
        body = set_blocks(document.body, setter, column, root)
        ending = anatomy.closing(document.closing, setter, measure, root)
        slabs += anatomy.tail_kept(body) + ending if ending else body
        self.composer.flow(slabs)

    def _note(self, number: int) -> list[Slab]:
        """The lines of a footnote, its number raised before the first."""
        document = self.document
        printed = number % bilingual.NOTES_OF_SECOND
        note = self.notes.get(number) or Note(number=printed, blocks=())
        owner = self.setter.note_owners[number]
        label = self.setter.fitted(str(printed), NOTE._replace(features=("sups",)), owner.child("Lbl"), 20)
        language = document.second.language if document.second and number != printed else None
        column = Column(NOTE, 11.5, self.geometry.measure - 11.5, language, 5)
        slabs = set_blocks(note.blocks, self.setter, column, owner) or [Slab(NOTE.leading)]
        slabs[0].lines = [(0.0, 0.0, line) for line in label] + slabs[0].lines
        return [*slabs, gap(1.5)]

    def _signatories(self) -> None:
        document = self.document
        lists = document.signatures
        words = document.words
        printed = SignatorySetter(self.composer, self.setter, self.pictures, words, lists.style)
        everyone = [member for section in lists.sections for member in section.signatories]
        if document.initiators:
            self._section(words.initiators, document.initiators, printed, LIST_HEADING)
        if everyone:
            self._heading(words.signatories, LIST_HEADING, 2, 60.0)
        grid = grid_for(everyone, lists.style, self.geometry.measure)
        first = 1
        for section in lists.sections:
            if section.signatories:
                self._grid(section.heading, section.signatories, printed, grid, first)
                first += len(section.signatories)
        if lists.summary and everyone:
            self._text(lists.summary, SUMMARY, 4.0)
        if lists.supplement:
            self._section(words.supplement, lists.supplement, printed, LIST_HEADING, dated=True)
        for note in lists.notes:
            self._text(note, SMALL, 8.0)

    def _section(
        self,
        heading: str,
        members: tuple[SignatoryLine, ...],
        printed: SignatorySetter,
        manner: Manner,
        *,
        dated: bool = False,
    ) -> None:
        grid = grid_for(list(members), self.document.signatures.style, self.geometry.measure)
        self._heading(heading, manner, 2, 60.0)
        cells = printed.cells(members, grid, self.root.child("Table"), dated=dated)
        printed.place(cells, grid)

    def _grid(
        self,
        heading: str | None,
        members: tuple[SignatoryLine, ...],
        printed: SignatorySetter,
        grid: Grid,
        first: int,
    ) -> None:
        if heading:
            self._heading(heading, SECTION_HEADING, 3, 50.0 + grid.ink)
        cells = printed.cells(members, grid, self.root.child("Table"), first=first)
        if not rows_that_fit(cells, 0, grid.columns, self.composer.room):
            self.composer.next_page()
        printed.place(cells, grid)

    def _heading(self, text: str, manner: Manner, level: int, following: float) -> None:
        """A heading that has room for something below it on the same page."""
        if not self.document.subject:
            level -= 1
        owner = self.root.child(f"H{level}")
        lines = self.setter.words(text, manner, owner, self.geometry.measure, align="left")
        self.setter.headings.append((level, text, owner))
        above = 18.0 if manner is LIST_HEADING else 8.0
        if self.composer.room < above + sum(line.height for line in lines) + following:
            self.composer.next_page()
        slabs = [Slab(line.height, [(0.0, 0.0, line)], keep=True) for line in lines]
        self.composer.flow([gap(above), *slabs, gap(4.0)])

    def _text(self, text: str, manner: Manner, above: float) -> None:
        lines = self.setter.words(text, manner, self.root.child("P"), self.geometry.measure, align="left")
        self.composer.flow([gap(above), *text_slabs(lines)])

    def _ending(self) -> None:
        document = self.document
        self.composer.flow(anatomy.copies(document, self.setter, self.geometry.measure, self.root))
        if document.seal_block:
            self.composer.flow(furniture.seal_block(document, self.setter, self.geometry.measure, self.root))
        if document.appendix:
            self.composer.next_page()
            self._heading(document.appendix_title, LIST_HEADING, 2, 60.0)
            column = Column(BODY, 0.0, self.geometry.measure, None, 2, bidi.is_rtl(document.language))
            self.composer.flow(set_blocks(document.appendix, self.setter, column, self.root))
