"""Where words may be divided, in the language of the text."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pyphen

_PREFERRED = {"en": "en_GB", "de": "de_DE", "pt": "pt_PT", "sr": "sr_Cyrl", "no": "nb_NO"}
_SHORTEST = 6


@lru_cache(maxsize=8)
def _dictionary(language: str) -> Any:
    wanted = _PREFERRED.get(language, language.replace("-", "_"))
    code = wanted if wanted in pyphen.LANGUAGES else pyphen.language_fallback(wanted)
    return pyphen.Pyphen(lang=code, left=2, right=3) if code else None


@lru_cache(maxsize=8192)
def hyphenation_points(word: str, language: str) -> tuple[int, ...]:
    """Places where a hyphen may divide the word; none in abbreviations, numbers and short words."""
    if len(word) < _SHORTEST or not word[:-1].replace("’", "").replace("'", "").isalpha() or word.isupper():
        return ()
    dictionary = _dictionary(language)
    return tuple(int(point) for point in dictionary.positions(word)) if dictionary is not None else ()
