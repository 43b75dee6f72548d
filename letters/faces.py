"""Where the typefaces come from: font packages, in the order in which a character looks for its shape.

Source Serif 4 sets the letter; a character it lacks is taken from the next face that has it. No face is part of
this repository, and none is taken from the system: the same pins give the same bytes on every machine.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import uharfbuzz as hb


@dataclass(frozen=True, kw_only=True)
class Source:
    """A font file in an installed package."""

    name: str
    """PostScript-like name, the stem of the embedded font's name."""
    distribution: str
    file: str

    @property
    def path(self) -> Path | None:
        """Where the file is, or None when its package is not installed."""
        spec = find_spec(self.distribution.replace("-", "_"))
        if spec is None or not spec.submodule_search_locations:
            return None
        return Path(next(iter(spec.submodule_search_locations))) / self.file


SERIF, NOTO = "fontpkg-source-serif-4", "fontpkg-noto-serif"
ROMAN = (
    Source(name="SourceSerif4", distribution=SERIF, file="files/SourceSerif4[opsz,wght].ttf"),
    Source(name="NotoSerif", distribution=NOTO, file="files/NotoSerif[wdth,wght].ttf"),
)
ITALIC = (
    Source(name="SourceSerif4It", distribution=SERIF, file="files/SourceSerif4-Italic[opsz,wght].ttf"),
    Source(name="NotoSerifIt", distribution=NOTO, file="files/NotoSerif-Italic[wdth,wght].ttf"),
)
SCRIPTS = (
    Source(name="NotoSansGeorgian", distribution="manimgx-fonts", file="NotoSansGeorgian[wght].ttf"),
    Source(name="NotoSansArmenian", distribution="manimgx-fonts", file="NotoSansArmenian[wght].ttf"),
    Source(name="NotoSerifHebrew", distribution="pylopdf-fonts-he", file="NotoSerifHebrew-Variable.ttf"),
)
# Each letter of Amiri is one glyph. Faces that share glyphs between letters (Noto Naskh's dots) cannot be copied.
ARABIC = Source(name="Amiri", distribution="fontpkg-amiri", file="files/Amiri-Regular.ttf")
ARABIC_BOLD = Source(name="Amiri-Bold", distribution="fontpkg-amiri", file="files/Amiri-Bold.ttf")
JAPANESE = Source(name="NotoSerifJP", distribution="pylopdf-fonts-jp", file="NotoSerifJP-Regular.otf")
CHINESE = Source(name="NotoSerifSC", distribution="pylopdf-fonts-zh-cn", file="NotoSerifSC-Regular.otf")
KOREAN = Source(name="NotoSerifKR", distribution="pylopdf-fonts-ko", file="NotoSerifKR-Regular.otf")
EAST_ASIAN = {
    # One code point has other shapes in each of these languages; without a language, Chinese has the most.
    "ja": (JAPANESE, CHINESE, KOREAN),
    "ko": (KOREAN, JAPANESE, CHINESE),
    "zh": (CHINESE, JAPANESE, KOREAN),
}

# The first word of a character's Unicode name tells the package that prints it.
_PACKAGE_OF_SCRIPT = {
    "GEORGIAN": "manimgx-fonts",
    "ARMENIAN": "manimgx-fonts",
    "ARABIC": "fontpkg-amiri",
    "HEBREW": "pylopdf-fonts-he",
    "CJK": "pylopdf-fonts-zh-cn",
    "HIRAGANA": "pylopdf-fonts-jp",
    "KATAKANA": "pylopdf-fonts-jp",
    "HANGUL": "pylopdf-fonts-ko",
    "LATIN": SERIF,
    "GREEK": NOTO,
    "CYRILLIC": NOTO,
}


class Face:
    """A loaded font file: its outlines and the characters it covers."""

    def __init__(self, source: Source, path: Path) -> None:
        self.source = source
        self.hb: Any = hb.Face(hb.Blob.from_file_path(str(path)))
        self.unicodes: Any = self.hb.unicodes
        self.axes: frozenset[str] = frozenset(axis.tag for axis in self.hb.axis_infos)
        self.is_cff = "CFF " in self.hb.table_tags

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character the face covers, for comparing whole words at once."""
        return frozenset(map(chr, self.unicodes))


@lru_cache(maxsize=64)
def load(source: Source) -> Face | None:
    """The face of a source, or None when its package is not installed."""
    path = source.path
    return Face(source, path) if path is not None and path.is_file() else None


@lru_cache(maxsize=64)
def chain(italic: bool, bold: bool, language: str) -> tuple[Source, ...]:
    """The sources to ask for a character, best first; upright faces stand in where a script has no italic."""
    latin = ITALIC + ROMAN if italic else ROMAN
    arabic = ARABIC_BOLD if bold else ARABIC
    return (*latin, *SCRIPTS, arabic, *EAST_ASIAN.get(language.split("-")[0], EAST_ASIAN["zh"]))


def package_for(character: str) -> str | None:
    """The font package that would print the character, if we know one that is not installed."""
    package = _PACKAGE_OF_SCRIPT.get(unicodedata.name(character, "").split(" ")[0])
    installed = package is not None and find_spec(package.replace("-", "_")) is not None
    return None if installed else package
