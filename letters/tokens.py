"""Where a text may be divided before any measuring: words, places for a break inside them, what stays together."""

from __future__ import annotations

import re

TOKEN = re.compile("[ ]+|\u00a0|[^ \u00a0]+")
"""Spaces, single no-break spaces, and what stands between."""
_TITLES = ("Mr", "Ms", "Mrs", "Dr", "H.E.", "M.", "Mme", "MM.")
_BEFORE_NUMBERS = ("no.", "No.", "nr.", "Nr.", "p.", "pp.", "Art.", "art.", "№")
_BOUND = frozenset((*_TITLES, *_BEFORE_NUMBERS))
_EAST_ASIAN = re.compile("[\u2e80-\u2fdf\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]")
_NO_START = "、。，．）」』】〉》！？：；ー々ゝゞっゃゅょッャュョ…)]},.!?:;"
_NO_END = "（「『【〈《([{"
_BEFORE_BREAK = re.compile(r"(?<=[\w][-–—/])(?=\w)")
_ADDRESS_BREAK = re.compile(r"(?<=[/.\-_?&=@])(?=[^/])")


def is_bound(token: str) -> bool:
    """Whether what follows stays on the same line: a day and its month, a title and its name."""
    return token in _BOUND or (len(token) <= 2 and token.isdigit())


def is_address(token: str) -> bool:
    """Whether somebody may type it off the page: no hyphen is ever added to it."""
    return "://" in token or "@" in token or token.startswith("www.")


def breakable_parts(token: str) -> list[str]:
    """The parts between which a line may end without a hyphen being added."""
    if _EAST_ASIAN.search(token):
        return _east_asian_parts(token)
    if is_address(token):
        return _ADDRESS_BREAK.split(token)
    return _BEFORE_BREAK.split(token) if any(sign in token for sign in "-–—/") else [token]


def _east_asian_parts(token: str) -> list[str]:
    """Every character may start a line, but closing signs and small kana; none ends it after an opening sign."""
    parts: list[str] = []
    for character in token:
        glued = parts and (
            character in _NO_START
            or parts[-1][-1] in _NO_END
            or not (is_east_asian(character) or is_east_asian(parts[-1][-1]))
        )
        if glued:
            parts[-1] += character
        else:
            parts.append(character)
    return parts


def is_east_asian(character: str) -> bool:
    """Whether lines may end before and after the character without a space."""
    return _EAST_ASIAN.match(character) is not None


def level_runs(text: str, levels: list[int], at: int) -> list[tuple[str, int]]:
    """A token cut where the direction of writing changes; `levels` are those of the whole paragraph."""
    runs: list[tuple[str, int]] = []
    for offset, character in enumerate(text):
        level = levels[at + offset]
        if runs and runs[-1][1] == level:
            runs[-1] = (runs[-1][0] + character, level)
        else:
            runs.append((character, level))
    return runs
