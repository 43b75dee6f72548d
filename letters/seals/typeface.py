"""One small embedded face for the seal block, cut down by HarfBuzz to the glyphs used.

The letter's own fonts are already closed when a seal is made, so the block brings its own dozen glyphs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import uharfbuzz as hb
from fontpkg_source_sans_3 import ROOT

from letters.seals.objects import as_pdf, packed

if TYPE_CHECKING:
    from pyhanko.pdf_utils.writer import BasePdfFileWriter

NAME = "/SEALED+SourceSans3"
UPRIGHT = "files/SourceSans3[wght].ttf"
REGULAR = 400
# Tables that a reader of an embedded font with glyph numbers never opens.
NOT_NEEDED = (b"GSUB", b"GPOS", b"GDEF", b"name", b"post", b"OS/2", b"STAT", b"cmap")
# CMaps hold at most this many lines in a block (PDF 32000-1, 9.7.5.3 by way of Adobe note 5014).
LINES_IN_A_BLOCK = 100


@lru_cache(maxsize=1)
def _face() -> Any:
    """Source Sans at its regular weight; fixing the weight takes 10 ms, once."""
    whole = hb.Face(hb.Blob.from_file_path(str(ROOT / UPRIGHT)))
    wanted = hb.SubsetInput()
    wanted.keep_everything()
    wanted.pin_axis_location(whole, "wght", REGULAR)
    return hb.subset(whole, wanted)


@lru_cache(maxsize=1)
def _font() -> Any:
    return hb.Font(_face())


@lru_cache(maxsize=2048)
def _glyph(character: str) -> int:
    """The glyph of a character; a question mark for what the face lacks, since a missing glyph breaks PDF/A."""
    found = _font().get_nominal_glyph(ord(character))
    return int(found or _font().get_nominal_glyph(ord("?")))


@lru_cache(maxsize=2048)
def _advance(glyph: int) -> float:
    """How far a glyph moves on, at size 1."""
    return float(_font().get_glyph_h_advance(glyph) / _face().upem)


def width(line: str) -> float:
    """Give the width of a line at size 1. Kerning and ligatures do not show at 7 points and are left out."""
    return sum(_advance(_glyph(each)) for each in line)


@dataclass
class Typeface:
    """The face while a block is drawn: it remembers which glyphs must be embedded and what they mean."""

    meanings: dict[int, str] = field(default_factory=dict)

    def codes(self, line: str) -> bytes:
        """Give the line as codes for a `Tj`."""
        glyphs = [_glyph(each) for each in line]
        for glyph, character in zip(glyphs, line, strict=True):
            self.meanings.setdefault(glyph, character)
        return b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)

    def embed(self, writer: BasePdfFileWriter) -> Any:
        """Write the font with the glyphs used so far, under their numbers in the whole face."""
        descendant = {
            "/Type": "/Font",
            "/Subtype": "/CIDFontType2",
            "/BaseFont": NAME,
            "/CIDSystemInfo": {"/Registry": b"Adobe", "/Ordering": b"Identity", "/Supplement": 0},
            "/FontDescriptor": writer.add_object(as_pdf(self._descriptor(writer))),
            "/DW": 0,
            "/W": self._widths(),
            "/CIDToGIDMap": "/Identity",
        }
        whole = {
            "/Type": "/Font",
            "/Subtype": "/Type0",
            "/BaseFont": NAME,
            "/Encoding": "/Identity-H",
            "/DescendantFonts": [writer.add_object(as_pdf(descendant))],
            "/ToUnicode": writer.add_object(packed(self._to_unicode(), {})),
        }
        return writer.add_object(as_pdf(whole))

    def _descriptor(self, writer: BasePdfFileWriter) -> dict[str, Any]:
        program = self._subset()
        extents = _font().get_font_extents("ltr")
        scale = 1000 / _face().upem
        up, down = round(extents.ascender * scale), round(extents.descender * scale)
        return {
            "/Type": "/FontDescriptor",
            "/FontName": NAME,
            "/Flags": 4,
            "/FontBBox": [-500, down, 1500, up],
            "/ItalicAngle": 0,
            "/Ascent": up,
            "/Descent": down,
            "/CapHeight": 660,
            "/StemV": 80,
            "/FontFile2": writer.add_object(packed(program, {"/Length1": len(program)})),
        }

    def _subset(self) -> bytes:
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(self.meanings)
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        wanted.drop_table_tag_set.update(int.from_bytes(each, "big") for each in NOT_NEEDED)
        return bytes(hb.subset(_face(), wanted).blob.data)

    def _widths(self) -> list[Any]:
        glyphs = sorted(self.meanings)
        return [part for glyph in glyphs for part in (glyph, [round(_advance(glyph) * 1000)])]

    def _to_unicode(self) -> bytes:
        lines = [
            f"<{glyph:04X}> <{meaning.encode('utf-16-be').hex().upper()}>"
            for glyph, meaning in sorted(self.meanings.items())
        ]
        blocks = [lines[at : at + LINES_IN_A_BLOCK] for at in range(0, len(lines), LINES_IN_A_BLOCK)]
        mappings = "\n".join(f"{len(each)} beginbfchar\n" + "\n".join(each) + "\nendbfchar" for each in blocks)
        return CMAP.replace("MAPPINGS", mappings).encode()


CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
MAPPINGS
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
