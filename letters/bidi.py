"""Which way each character runs: the Unicode bidirectional algorithm without explicit controls.

UAX 9, rules P2, W1-W7, N1-N2, I1-I2 and L1-L2. Embeddings, overrides and isolates never arrive here:
`letters.text` refuses them, because they can make a name read as another.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TypeVar

RTL_LANGUAGES = frozenset(("ar", "fa", "he", "ps", "sd", "ug", "ur", "yi"))
_STRONG_RTL = frozenset(("R", "AL"))
_NEUTRAL = frozenset(("B", "S", "WS", "ON", "BN"))
Item = TypeVar("Item")


def is_rtl(language: str) -> bool:
    """Whether pages in this language begin at the right edge."""
    return language.split("-")[0] in RTL_LANGUAGES


def has_rtl(text: str) -> bool:
    """Whether any character runs from right to left; the quick way past everything else here."""
    if text.isascii() or max(text) < "\u0590":
        return False
    return any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in text)


def base_level(language: str, text: str) -> int:
    """1 for a paragraph that runs from right to left, by its language or else its first strong letter."""
    if is_rtl(language):
        return 1
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in _STRONG_RTL:
            return 1
        if kind == "L":
            return 0
    return 0


def levels(text: str, base: int) -> list[int]:
    """The embedding level of each character: even runs to the right, odd to the left."""
    strong = "R" if base % 2 else "L"
    kinds = _weak([unicodedata.bidirectional(character) for character in text], strong)
    _neutral(kinds, strong)
    result: list[int] = []
    for kind in kinds:
        if base % 2:
            result.append(base + (kind != "R"))
        else:
            result.append(base + {"L": 0, "R": 1}.get(kind, 2))
    return result


def _weak(kinds: list[str], strong: str) -> list[str]:
    """Rules W1 to W7: numbers and the signs around them."""
    _marks_and_arabic_numbers(kinds, strong)
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    for index in range(1, len(kinds) - 1):
        before, kind, after = kinds[index - 1 : index + 2]
        if before == after and ((kind in ("ES", "CS") and before == "EN") or (kind == "CS" and before == "AN")):
            kinds[index] = before
    _terminators(kinds)
    last_strong = strong
    for index, kind in enumerate(kinds):
        if kind in ("ES", "CS", "ET"):
            kinds[index] = "ON"
        elif kind in ("L", "R"):
            last_strong = kind
        elif kind == "EN" and last_strong == "L":
            kinds[index] = "L"
    return kinds


def _marks_and_arabic_numbers(kinds: list[str], strong: str) -> None:
    """Rules W1 and W2: a mark runs as its letter does, a number after Arabic as an Arabic number."""
    previous, last_strong = strong, strong
    for index, kind in enumerate(kinds):
        if kind == "NSM":
            kind = previous
        if kind == "EN" and last_strong == "AL":
            kind = "AN"
        if kind in ("L", "R", "AL"):
            last_strong = kind
        kinds[index] = previous = kind


def _terminators(kinds: list[str]) -> None:
    """Rule W5: signs such as % and € go with the number they touch."""
    for order in (range(1, len(kinds)), range(len(kinds) - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for index in order:
            if kinds[index] == "ET" and kinds[index + step] == "EN":
                kinds[index] = "EN"


def _neutral(kinds: list[str], strong: str) -> None:
    """Rules N1 and N2: signs between two runs of one direction take it, others the paragraph's."""
    start = 0
    while start < len(kinds):
        if kinds[start] not in _NEUTRAL:
            start += 1
            continue
        end = start
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        before = _side(kinds[start - 1]) if start else strong
        after = _side(kinds[end]) if end < len(kinds) else strong
        kinds[start:end] = [before if before == after else strong] * (end - start)
        start = end


def _side(kind: str) -> str:
    return "R" if kind in ("R", "AN", "EN") else "L"


def visual(items: Sequence[Item], item_levels: Sequence[int]) -> list[Item]:
    """The items of one line from left to right (rule L2)."""
    order = list(range(len(items)))
    highest = max(item_levels, default=0)
    for level in range(highest, 0, -1):
        start = 0
        while start < len(order):
            if item_levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and item_levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return [items[index] for index in order]
