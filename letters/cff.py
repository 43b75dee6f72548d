"""Which character identifier a glyph has in a CFF font: PDF draws by identifier, shaping speaks of glyphs."""

from __future__ import annotations

import io

from fontTools import cffLib

from letters.faces import Face


def cids_of(face: Face) -> dict[int, int] | None:
    """Glyph id to CID for a CID-keyed font; None where both are the same."""
    fonts = cffLib.CFFFontSet()
    fonts.decompile(io.BytesIO(bytes(face.hb.reference_table("CFF ").data)), None)
    top = fonts[fonts.fontNames[0]]
    if not hasattr(top, "ROS"):
        return None
    # fontTools names the glyphs of a CID-keyed font cid00001, after their identifiers.
    return {gid: int(name[3:]) if name.startswith("cid") else 0 for gid, name in enumerate(top.charset)}
