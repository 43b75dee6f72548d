"""Eighteen ways to break a good letter: what a judge worth having must notice."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from letters.document import Document
from tests.letters import samples

Edit = Callable[[Pdf], None]


def letter_to_break() -> Document:
    """A letter that has something of everything: a logo, headings, notes, links, a list, a place for the seal."""
    logo = io.BytesIO()
    Image.new("RGB", (60, 60), (24, 52, 84)).save(logo, "PNG")
    return samples.letter(7, seal_block=True, letterhead=replace(samples.letterhead(), logo=logo.getvalue()))


def broken_files(pdf: bytes) -> dict[str, bytes]:
    """The letter broken in each way, and "unbroken": rewritten by the same library and nothing else."""
    return {name: _edited(pdf, edit) for name, edit in (EDITS | {"unbroken": lambda opened: None}).items()}


def _edited(pdf: bytes, edit: Edit) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        edit(opened)
        saved = io.BytesIO()
        opened.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return saved.getvalue()


def _fonts(pdf: Pdf) -> list[Dictionary]:
    return list(pdf.pages[0].Resources.Font.values())


def _elements(pdf: Pdf, kind: str) -> Iterator[Dictionary]:
    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        if element.get(Name.S) == f"/{kind}":
            yield element
        kids = element.get(Name.K, [])
        waiting += [kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary)]


def _annotations(pdf: Pdf, kind: str) -> list[Dictionary]:
    found = [each for page in pdf.pages for each in page.obj.get(Name.Annots, []) if each.Subtype == f"/{kind}"]
    assert found, f"the letter to break has no {kind}"
    return found


def _rewrite(pdf: Pdf, change: Callable[[bytes], bytes]) -> None:
    """Change the content of the first page."""
    content = pdf.pages[0].Contents
    before = content.read_bytes()
    after = change(before)
    assert after != before
    content.write(after)


def no_font_file(pdf: Pdf) -> None:
    descriptor = _fonts(pdf)[0].DescendantFonts[0].FontDescriptor
    del descriptor[Name.FontFile2]


def wrong_width(pdf: Pdf) -> None:
    descendant = _fonts(pdf)[0].DescendantFonts[0]
    descendant.W = Array([each if not isinstance(each, Array) else Array([1] * len(each)) for each in descendant.W])


def no_meanings(pdf: Pdf) -> None:
    for font in _fonts(pdf):
        del font[Name.ToUnicode]


def missing_glyph(pdf: Pdf) -> None:
    _rewrite(pdf, lambda content: re.sub(rb"<[0-9A-Fa-f]{4}", b"<0000", content, count=1))


def no_scope(pdf: Pdf) -> None:
    for heading in _elements(pdf, "TH"):
        del heading[Name.A]


def untagged_text(pdf: Pdf) -> None:
    shown = re.search(rb"/(\S+) [0-9.]+ Tf[^<]*<([0-9A-Fa-f]{4})", pdf.pages[0].Contents.read_bytes())
    assert shown is not None
    more = b"\nBT /%s 10 Tf 20 20 Td <%s> Tj ET" % shown.groups()
    _rewrite(pdf, lambda content: content + more)


def no_alternative_text(pdf: Pdf) -> None:
    del next(_elements(pdf, "Figure"))[Name.Alt]


def skipped_heading(pdf: Pdf) -> None:
    for heading in _elements(pdf, "H2"):
        heading.S = Name.H4


def link_without_words(pdf: Pdf) -> None:
    del _annotations(pdf, "Link")[0][Name.Contents]


def link_not_printed(pdf: Pdf) -> None:
    _annotations(pdf, "Link")[0].F = 0


def attachment_without_relation(pdf: Pdf) -> None:
    del pdf.Root.AF[0][Name.AFRelationship]


def script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('hello')"))


def wrong_part(pdf: Pdf) -> None:
    xmp = pdf.Root.Metadata.read_bytes()
    changed = re.sub(rb"(pdfaid:part(?:>|=\"))3", rb"\g<1>2", xmp)
    assert changed != xmp
    pdf.Root.Metadata.write(changed)


def no_language(pdf: Pdf) -> None:
    del pdf.Root[Name.Lang]


def no_output_intent(pdf: Pdf) -> None:
    del pdf.Root[Name.OutputIntents]


def not_marked(pdf: Pdf) -> None:
    del pdf.Root[Name.MarkInfo]


def empty_parent_tree(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTree = Dictionary(Nums=Array([]))


def another_title(pdf: Pdf) -> None:
    pdf.docinfo[Name.Title] = String("Another title")


EDITS: dict[str, Edit] = {
    each.__name__: each
    for each in (
        no_font_file,
        wrong_width,
        no_meanings,
        missing_glyph,
        no_scope,
        untagged_text,
        no_alternative_text,
        skipped_heading,
        link_without_words,
        link_not_printed,
        attachment_without_relation,
        script,
        wrong_part,
        no_language,
        no_output_intent,
        not_marked,
        empty_parent_tree,
        another_title,
    )
}
