"""Where words may be divided, in the language of the text.

Franklin Liang's method ("Word Hy-phen-a-tion by Com-put-er", 1983) on the patterns that the pyphen package
carries. They are read here because a pattern is then only taken apart when a word meets it: German is ready in
a twentieth of the time. Places where the spelling itself would change are left out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

_PREFERRED = {"en": "en_GB", "de": "de_DE", "pt": "pt_PT", "sr": "sr", "no": "nb_NO"}
_SHORTEST = 6
_LEFT, _RIGHT = 2, 3
_STEPS = re.compile(r"(\d?)(\D?)")


class _Patterns:
    """The patterns of one language, by their letters."""

    def __init__(self, path: Path) -> None:
        name, _, whole = path.read_bytes().replace(b"\r\n", b"\n").partition(b"\n")
        encoding = name.decode("ascii").strip()
        if encoding.lower() == "microsoft-cp1251":
            encoding = "cp1251"
        # Digits are the same bytes in every encoding in use, and leave bytes a dozen times faster than text.
        letters = whole.translate(None, delete=b"0123456789").decode(encoding)
        self._written = dict(zip(letters.split("\n"), whole.decode(encoding).split("\n"), strict=True))
        self._written.pop("", None)
        self._values: dict[str, list[int]] = {}
        self._longest = max(map(len, self._written), default=0)

    def points(self, word: str) -> tuple[int, ...]:
        """Where a hyphen may stand, as indexes into the word."""
        pointed = f".{word.lower()}."
        if len(pointed) != len(word) + 2:
            return ()
        best = [0] * (len(pointed) + 1)
        for start in range(len(pointed) - 1):
            for end in range(start + 1, min(start + self._longest, len(pointed)) + 1):
                letters = pointed[start:end]
                if letters in self._written:
                    for offset, value in enumerate(self._of(letters), start):
                        best[offset] = max(best[offset], value)
        places = (index - 1 for index, value in enumerate(best) if value % 2)
        return tuple(place for place in places if _LEFT <= place <= len(word) - _RIGHT)

    def _of(self, letters: str) -> list[int]:
        """The values between the letters of a pattern: odd ones allow a hyphen, even ones forbid it."""
        values = self._values.get(letters)
        if values is None:
            written = self._written[letters].strip()
            values = self._values[letters] = [int(digit or "0") for digit, _ in _STEPS.findall(written)]
            del values[len(letters) + 1 :]
        return values


@lru_cache(maxsize=32)
def _patterns(language: str) -> _Patterns | None:
    path = _path(language)
    return _Patterns(path) if path is not None else None


def _path(language: str) -> Path | None:
    """The file for a language, else the first for the language without its region."""
    package = find_spec("pyphen")
    if package is None or not package.submodule_search_locations or not language.replace("-", "").isalnum():
        return None
    folder = Path(next(iter(package.submodule_search_locations))) / "dictionaries"
    wanted = _PREFERRED.get(language, language.replace("-", "_"))
    exact = folder / f"hyph_{wanted}.dic"
    if exact.is_file():
        return exact
    return next(iter(sorted(folder.glob(f"hyph_{language.split('-')[0]}[_.]*"))), None)


@lru_cache(maxsize=8192)
def hyphenation_points(word: str, language: str) -> tuple[int, ...]:
    """Places where a hyphen may divide the word; none in abbreviations, numbers and short words."""
    if len(word) < _SHORTEST or not word[:-1].replace("’", "").replace("'", "").isalpha() or word.isupper():
        return ()
    patterns = _patterns(language)
    return patterns.points(word) if patterns is not None else ()
