"""Fonts inside the PDF: only the glyphs used, at the weight and optical size used, with their meaning as text.

Codes in the page content are glyph (or character) identifiers of the whole face: Type 0 fonts with Identity-H,
ISO 32000-1, 9.7. PDF/A-3a, 6.2.11 asks for exact widths and a meaning for every code.
"""

from __future__ import annotations

import hashlib
import math
from typing import Any

import uharfbuzz as hb

from letters.pdffile import PdfFile
from letters.shaping import Instance

_KEPT_TABLES = frozenset(("glyf", "loca", "head", "hhea", "hmtx", "maxp", "cvt ", "fpgm", "prep", "CFF "))
_PER_BLOCK = 100
"""At most a hundred entries in one block of a character map (Adobe Technical Note 5014)."""


def embed(file: PdfFile, instance: Instance, meaning: dict[int, str]) -> int:
    """Write the font with exactly the glyphs in `meaning`; the number of its Type 0 dictionary."""
    glyphs = sorted(meaning)
    drawn = {gid: instance.hyphen if gid == instance.soft_hyphen else gid for gid in glyphs}
    subset = _subset(instance, sorted(set(drawn.values())))
    name = f"{_tag(instance, glyphs)}+{instance.name}"
    cids = {gid: instance.cids[gid] if instance.cids else gid for gid in glyphs}
    descriptor = _descriptor(file, instance, subset, name)
    kind = "CIDFontType0" if instance.face.is_cff else f"CIDFontType2/CIDToGIDMap{_glyph_map(file, drawn)}"
    widths = sorted((cids[gid], instance.width(gid)) for gid in glyphs)
    descendant = file.add(
        f"<</Type/Font/Subtype/{kind}/BaseFont/{name}/CIDSystemInfo"
        f"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R"
        f"/DW 1000/W[{_width_array(widths)}]>>"
    )
    to_unicode = file.stream(_character_map({cids[gid]: meaning[gid] for gid in glyphs}))
    return file.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
        f"/DescendantFonts[{descendant} 0 R]/ToUnicode {to_unicode} 0 R>>"
    )


def _glyph_map(file: PdfFile, drawn: dict[int, int]) -> str:
    """Which glyph each code draws, where any is not its own."""
    if all(code == gid for code, gid in drawn.items()):
        return "/Identity"
    content = b"".join(drawn.get(code, 0).to_bytes(2, "big") for code in range(max(drawn) + 1))
    return f" {file.stream(content)} 0 R"


def _subset(instance: Instance, glyphs: list[int]) -> Any:
    plan = hb.SubsetInput()
    plan.glyph_set.update(glyphs)
    plan.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING
    if instance.cids is None:
        plan.flags |= hb.SubsetFlags.RETAIN_GIDS
    else:
        # Such a font keeps its identifiers without keeping empty glyphs; not every reader of widths calls
        # subroutines.
        plan.flags |= hb.SubsetFlags.DESUBROUTINIZE
    for tag, value in instance.location.items():
        plan.pin_axis_location(instance.face.hb, tag, value)
    plan.drop_table_tag_set.update(
        int.from_bytes(tag.encode(), "big") for tag in instance.face.hb.table_tags if tag not in _KEPT_TABLES
    )
    return plan.subset(instance.face.hb)


def _tag(instance: Instance, glyphs: list[int]) -> str:
    """Six capitals that name the subset, from its content."""
    digest = hashlib.sha256(f"{instance.name}:{glyphs}".encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def _descriptor(file: PdfFile, instance: Instance, subset: Any, name: str) -> int:
    if instance.face.is_cff:
        program = file.stream(bytes(subset.reference_table("CFF ").data), "/Subtype/CIDFontType0C")
        entry = f"/FontFile3 {program} 0 R"
    else:
        content = bytes(subset.blob.data)
        program = file.stream(content, f"/Length1 {len(content)}")
        entry = f"/FontFile2 {program} 0 R"
    extents = instance.font.get_font_extents("ltr")
    italic = "It" in instance.name
    scale = 1000 / instance.face.hb.upem
    stem = 80 if instance.location.get("wght", 400) < 500 else 120
    box = " ".join(str(math.floor(value * scale)) for value in _bounding_box(instance))
    return file.add(
        f"<</Type/FontDescriptor/FontName/{name}/Flags {4 | 64 * italic}/FontBBox[{box}]"
        f"/ItalicAngle {-11 if italic else 0}/Ascent {round(extents.ascender)}"
        f"/Descent {round(extents.descender)}/CapHeight 670/StemV {stem}"
        f"{entry}>>"
    )


def _bounding_box(instance: Instance) -> tuple[int, int, int, int]:
    """xMin, yMin, xMax and yMax stand at byte 36 of the head table (OpenType, `head`)."""
    head = bytes(instance.face.hb.reference_table("head").data)
    corners = [int.from_bytes(head[at : at + 2], "big", signed=True) for at in range(36, 44, 2)]
    return corners[0], corners[1], corners[2], corners[3]


def _width_array(widths: list[tuple[int, int]]) -> str:
    """Runs of neighbouring codes share one array (9.7.4.3)."""
    parts: list[str] = []
    previous = -2
    for cid, width in widths:
        if cid == previous + 1:
            parts[-1] += f" {width}"
        else:
            parts.append(f"{cid}[{width}")
        previous = cid
    return " ".join(part + "]" for part in parts)


def _character_map(meaning: dict[int, str]) -> bytes:
    lines = [f"<{cid:04X}> <{text.encode('utf-16-be').hex().upper()}>" for cid, text in sorted(meaning.items())]
    blocks: list[str] = []
    for start in range(0, len(lines), _PER_BLOCK):
        block = lines[start : start + _PER_BLOCK]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join((_MAP_HEAD, *blocks, _MAP_TAIL)).encode("ascii")


_MAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange"""
_MAP_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
