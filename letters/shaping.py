"""Characters become glyphs: HarfBuzz shapes a word in one cut of a face, another face helps out where needed.

A shaped word is the same in every document, so words are kept (a bounded number) and drawn as they are.
Thread safety: a HarfBuzz font is not changed after it was made; shaping only reads it.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any, NamedTuple

import uharfbuzz as hb

from letters import bidi, faces
from letters.errors import MissingGlyphs
from letters.text import missing_glyphs, require_printable

OPTICAL_SIZES = (8, 11, 24)
"""The masters in use: notes and footers, text, letterhead."""


class Cut(NamedTuple):
    """One manner of a face: slope, weight, optical size and the OpenType features switched on."""

    italic: bool = False
    weight: int = 400
    optical_size: int = 11
    features: tuple[str, ...] = ()
    caps_as_small: bool = False
    """Runs of capitals become a capital and small capitals, as surnames are set."""


class Instance:
    """A face at one weight and optical size: one font in the PDF."""

    def __init__(self, source: faces.Source, weight: int, optical_size: int) -> None:
        face = faces.load(source)
        if face is None:
            raise LookupError(source.name)
        self.face = face
        wanted = {"wght": weight, "opsz": optical_size, "wdth": 100}
        self.location = {tag: value for tag, value in wanted.items() if tag in face.axes}
        self.name = source.name + "".join(f"-{tag}{value}" for tag, value in sorted(self.location.items()))
        self.font: Any = hb.Font(face.hb)
        self.font.scale = (1000, 1000)
        if self.location:
            self.font.set_variations(self.location)
        self.hyphen: int = self.font.get_nominal_glyph(ord("-")) or 0
        self.soft_hyphen: int = face.hb.glyph_count
        """A code beyond the face's glyphs, drawn with the glyph of the hyphen."""
        self.glyphs: dict[int, tuple[str, int]] = {}
        self.cids: dict[int, int] | None = None
        if face.is_cff:
            # Only East Asian letters pay for loading what reads these fonts.
            from letters.cff import cids_of

            self.cids = cids_of(face)

    def learn(self, gid: int) -> tuple[str, int]:
        """The code of a glyph in hexadecimal and its advance in thousandths of the size, kept in `glyphs`."""
        drawn = self.hyphen if gid == self.soft_hyphen else gid
        code = gid if self.cids is None else self.cids[gid]
        self.glyphs[gid] = (f"{code:04x}", int(self.font.get_glyph_h_advance(drawn)))
        return self.glyphs[gid]

    def width(self, gid: int) -> int:
        """Advance of a glyph in thousandths of the size."""
        return (self.glyphs.get(gid) or self.learn(gid))[1]


class Piece(NamedTuple):
    """Glyphs of one instance: the inside of a TJ array in hexadecimal, its width, and what the glyphs mean."""

    instance: Instance
    code: str
    width: int
    meaning: dict[int, str]
    """Glyph id to the text it stands for: from here the PDF's ToUnicode and the glyphs to embed are made."""
    raised: bool = False
    """Whether the code holds `{rise}` marks to be scaled by the size when drawn."""


class Word(NamedTuple):
    """A shaped word: pieces from left to right and their common width in thousandths of the size."""

    pieces: tuple[Piece, ...]
    width: int


@lru_cache(maxsize=256)
def instance_of(source: faces.Source, weight: int, optical_size: int) -> Instance:
    """The instance of a source; faces without an axis share one instance for all its values."""
    face = faces.load(source)
    if face is None:
        raise LookupError(source.name)
    return _instance(source, weight if "wght" in face.axes else 400, optical_size if "opsz" in face.axes else 11)


@lru_cache(maxsize=256)
def _instance(source: faces.Source, weight: int, optical_size: int) -> Instance:
    return Instance(source, weight, optical_size)


SOFT_HYPHEN = "\u00ad"
_UNSEEN = 4
"""Kerning of so few thousandths is put off until more has gathered: nobody sees it, and every file carries it."""


@lru_cache(maxsize=16384)
def shape(text: str, cut: Cut, language: str, rtl: bool = False) -> Word:
    """Shape a word or a short phrase. Raises MissingGlyphs where no installed face has a character."""
    if text.endswith(SOFT_HYPHEN):
        return _softened(shape(text[:-1] + "-", cut, language, rtl))
    runs = _itemize(text, cut, language)
    pieces = [
        _piece(instance_of(source, cut.weight, cut.optical_size), run, cut, language, rtl) for source, run in runs
    ]
    if rtl:
        pieces.reverse()
    return Word(tuple(pieces), sum(piece.width for piece in pieces))


@lru_cache(maxsize=16384)
def phrase(text: str, cut: Cut, language: str) -> Word | None:
    """A name or another short text as typed, shaped; None where parts of it run from right to left."""
    text = require_printable(text)
    return None if bidi.has_rtl(text) else shape(text, cut, language)


def _softened(word: Word) -> Word:
    """The word with its last hyphen drawn by a code of its own, which means "divided here" (ISO 32000, 14.8.2.2.3).

    Faces have one glyph for both hyphens; without a second code, copied text would keep the divisions of lines.
    """
    last = word.pieces[-1]
    hyphen = last.instance.hyphen
    ending = f"{hyphen:04x}>"
    if not last.code.endswith(ending) or last.instance.cids is not None:
        return word
    soft = last.instance.soft_hyphen
    code = f"{last.code[: -len(ending)]}{soft:04x}>"
    return Word((*word.pieces[:-1], last._replace(code=code, meaning={**last.meaning, soft: SOFT_HYPHEN})), word.width)


def _itemize(text: str, cut: Cut, language: str) -> list[tuple[faces.Source, str]]:
    """Cut the text where another face must help; a mark stays with the letter it stands on."""
    sources = faces.chain(cut.italic, cut.weight > 500, language)
    first = faces.load(sources[0])
    if first is not None and first.characters.issuperset(text):
        return [(sources[0], text)]
    runs: list[tuple[faces.Source, str]] = []
    for cluster in _clusters(text):
        source = _first_covering(cluster, sources)
        if source is None:
            raise MissingGlyphs(missing_glyphs(text))
        if runs and runs[-1][0] is source:
            runs[-1] = (source, runs[-1][1] + cluster)
        else:
            runs.append((source, cluster))
    return runs


def _clusters(text: str) -> list[str]:
    clusters: list[str] = []
    for character in text:
        joins = unicodedata.category(character) in ("Mn", "Mc", "Me") or character in "\u200c\u200d"
        if clusters and joins:
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


@lru_cache(maxsize=4096)
def _first_covering(cluster: str, sources: tuple[faces.Source, ...]) -> faces.Source | None:
    needed = [ord(character) for character in cluster if character not in "\u200c\u200d"]
    for source in sources:
        face = faces.load(source)
        if face is not None and all(code in face.unicodes for code in needed):
            return source
    return None


def _piece(instance: Instance, text: str, cut: Cut, language: str, rtl: bool) -> Piece:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = language
    if rtl:
        buffer.direction = "rtl"
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    hb.shape(instance.font, buffer, _features(text, cut))
    return _encode(instance, text, buffer.glyph_infos, buffer.glyph_positions, rtl)


def _features(text: str, cut: Cut) -> dict[str, Any]:
    features: dict[str, Any] = dict.fromkeys(cut.features, True)
    if cut.caps_as_small:
        spans = [(start, end, 1) for start, end in small_capitals(text)]
        if spans:
            features["c2sc"] = spans
    return features


def small_capitals(text: str) -> list[tuple[int, int]]:
    """Where capitals after a word's first letter stand: GOMES, McGUINNESS and D'AMATO keep their large ones."""
    spans: list[tuple[int, int]] = []
    start = None
    for index, character in enumerate(text):
        inside = character.isupper() and index > 0 and text[index - 1].isupper()
        if inside and start is None:
            start = index
        elif not inside and start is not None:
            spans.append((start, index))
            start = None
    if start is not None:
        spans.append((start, len(text)))
    return spans


def _encode(instance: Instance, text: str, infos: Any, positions: Any, rtl: bool) -> Piece:
    """Write glyphs as hexadecimal codes with the corrections that kerning and mark placement ask for."""
    if not infos:
        return Piece(instance, "", 0, {})
    known = instance.glyphs
    code = "<"
    total = drift = 0
    raised = False
    for info, position in zip(infos, positions, strict=True):
        gid = info.codepoint
        dx, dy, advance, _ = position.position
        glyph, width = known[gid] if gid in known else instance.learn(gid)
        if dx or dy:
            if drift:
                code, drift = f"{code}>{drift}<", 0
            raised = raised or dy != 0
            rise = (f">] TJ {{{dy}}} Ts [<", ">] TJ 0 Ts [<") if dy else ("", "")
            code += f">{-dx}<{rise[0]}{glyph}{rise[1]}>{dx}<"
        else:
            code += glyph
        total += advance
        if advance != width:
            drift += width - advance
            if not -_UNSEEN <= drift <= _UNSEEN:
                code += f">{drift}<"
                drift = 0
    if drift:
        code += f">{drift}<"
    glyphs = [(info.codepoint, info.cluster) for info in infos]
    return Piece(instance, (code + ">").replace("<>", " "), total, _meanings(instance, text, glyphs, rtl), raised)


def _meanings(instance: Instance, text: str, glyphs: list[tuple[int, int]], rtl: bool) -> dict[int, str]:
    """What each glyph stands for, from the clusters HarfBuzz reports: a ligature for all its letters."""
    if not rtl and [cluster for _, cluster in glyphs] == list(range(len(text))):
        return {gid: character for (gid, _), character in zip(glyphs, text, strict=True)}
    starts = sorted({cluster for _, cluster in glyphs})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    if len(starts) == len(glyphs) and not rtl:
        return {gid: text[cluster : ends[cluster]] for gid, cluster in glyphs}
    meanings: dict[int, str] = {}
    for start, end in ends.items():
        members = [gid for gid, cluster in glyphs if cluster == start]
        meanings.update(_shared(instance, text[start:end], members, rtl))
    return meanings


def _shared(instance: Instance, meant: str, members: list[int], rtl: bool) -> dict[int, str]:
    """Divide the text of one cluster among its glyphs."""
    if rtl and meant in _MIRRORED:
        # Shaping mirrored it: the glyph is the other bracket, and readers of the file mirror back.
        meant = _MIRRORED[meant]
    if len(members) == 1:
        return {members[0]: meant}
    own = {gid: c for c in meant for gid in members if instance.font.get_nominal_glyph(ord(c)) == gid}
    rest = "".join(character for character in meant if character not in own.values())
    for gid in members:
        if gid not in own:
            # A second glyph of one character adds no text of its own, yet PDF/A wants a meaning for it.
            own[gid], rest = rest or "\u200b", ""
    return own


_MIRRORED = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
