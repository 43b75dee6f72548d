"""Two drafts side by side, part by part, with the words marked that only one of them has."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from campaign.drafting import draft as drafts
from campaign.drafting.content import AddresseeBlock
from campaign.drafting.draft import Draft

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MERGEABLE = frozenset({"body"})
"""Parts long enough to be written anew from both."""


@dataclass(frozen=True)
class Stretch:
    """A run of words, and whether only this side has it."""

    text: str
    own: bool


@dataclass(frozen=True)
class Difference:
    """One part in which two drafts differ."""

    name: str
    theirs: tuple[Stretch, ...]
    mine: tuple[Stretch, ...]
    keep_theirs: bool
    """Only they changed it since this editor was opened: theirs is the likely choice."""
    merged: str
    """What to start from when writing it anew."""


def compare(theirs: Draft, mine: Draft, *, base: Mapping[str, str], names: Callable[[int], str]) -> list[Difference]:
    """Every part that differs; `base` are the fingerprints the editor started from, `names` says who a Member is."""
    changed_by_me = drafts.changed_since(mine, base)
    return [
        _difference(name, theirs, mine, keep_theirs=name not in changed_by_me, names=names)
        for name in drafts.differing(theirs, mine)
    ]


def merged(theirs: Draft, mine: Draft, choices: Mapping[str, str], texts: Mapping[str, str]) -> Draft:
    """Theirs, with each part replaced that was chosen as mine or written anew."""
    taken: dict[str, Any] = {name: getattr(mine, name) for name in drafts.NAMES if choices.get(name) == "mine"}
    taken |= {name: texts.get(name, "") for name in MERGEABLE if choices.get(name) == "merged"}
    return replace(theirs, **taken)


def _difference(name: str, theirs: Draft, mine: Draft, *, keep_theirs: bool, names: Callable[[int], str]) -> Difference:
    one, other = _shown(getattr(theirs, name), names), _shown(getattr(mine, name), names)
    left, right = _stretches(one, other)
    return Difference(name, left, right, keep_theirs, one if keep_theirs else other)


def _stretches(one: str, other: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    left_words, right_words = _WORDS.findall(one), _WORDS.findall(other)
    left, right = [], []
    for kind, a, b, c, d in SequenceMatcher(None, left_words, right_words).get_opcodes():
        left.append(Stretch("".join(left_words[a:b]), kind != "equal"))
        right.append(Stretch("".join(right_words[c:d]), kind != "equal"))
    return tuple(each for each in left if each.text), tuple(each for each in right if each.text)


def _shown(value: Any, names: Callable[[int], str]) -> str:
    if isinstance(value, tuple):
        return "\n\n".join(_block(each) if isinstance(each, AddresseeBlock) else names(each) for each in value)
    if isinstance(value, bool):
        return "✓" if value else "–"
    return "" if value is None else str(value)


def _block(block: AddresseeBlock) -> str:
    return "\n".join(part for part in vars(block).values() if part)
