"""The fonts of one document: which were used, for which glyphs, and what they are called on the page."""

from __future__ import annotations

from letters.embedding import embed
from letters.pdffile import PdfFile
from letters.shaping import Instance, Piece


class FontBook:
    """Gathers the glyphs drawn in a document so that exactly those are embedded."""

    def __init__(self) -> None:
        self._used: dict[Instance, tuple[str, dict[int, str], set[str]]] = {}

    def use(self, piece: Piece) -> str:
        """Note the glyphs of a piece; the name of its font on the page."""
        entry = self._used.get(piece.instance)
        if entry is None:
            entry = self._used[piece.instance] = (f"F{len(self._used) + 1}", {}, set())
        name, meaning, seen = entry
        if piece.code not in seen:
            seen.add(piece.code)
            meaning.update(piece.meaning)
        return name

    def space_of(self, name: str) -> Piece | None:
        """A space in the font of that name on the page, or None where its face has no space."""
        for instance, (known, meaning, _) in self._used.items():
            gid = instance.font.get_nominal_glyph(ord(" ")) if known == name and instance.cids is None else None
            if gid is not None:
                meaning[gid] = " "
                return Piece(instance, f"<{gid:04x}>", instance.width(gid), {gid: " "})
        return None

    def write(self, file: PdfFile) -> str:
        """Embed all fonts; the font entries of the resource dictionary."""
        return "".join(
            f"/{name} {embed(file, instance, meaning)} 0 R" for instance, (name, meaning, _) in self._used.items()
        )
