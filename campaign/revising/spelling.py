"""Is one word the other, spelled right? Strict: what may be another word is another word. Pure."""

import unicodedata

LONG = 5
"""Shorter words change their meaning with one letter (not, now), so they are only ever put in order (teh, the)."""
VERY_LONG = 9
_NUMBERS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand
thousands million millions billion billions first second third fourth fifth sixth seventh eighth ninth tenth
"""
NUMBERS = frozenset(_NUMBERS.split())


def is_respelled(one: str, other: str) -> bool:
    """Whether two words are close enough to be one word and its misspelling: a few letters, never the first."""
    a, b = _plain(one), _plain(other)
    if a == b:
        return True
    if a[:1] != b[:1] or a in NUMBERS or b in NUMBERS:
        return False
    shorter, longer = sorted((len(a), len(b)))
    if shorter < LONG:
        return shorter == longer > 2 and sorted(a) == sorted(b) and distance(a, b) == 1
    return distance(a, b) <= (2 if longer >= VERY_LONG else 1)


def distance(one: str, other: str) -> int:
    """How many letters must be put in, left out, replaced or swapped with their neighbour."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        row = [i]
        for j, right in enumerate(other, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, last = last, row
    return last[-1]


def _plain(word: str) -> str:
    """Without capitals and accents."""
    decomposed = unicodedata.normalize("NFD", word.casefold())
    return "".join(each for each in decomposed if not unicodedata.combining(each))
