"""What may be called a correction. Pure, and strict: in doubt a change is material, and every signatory is asked again.

DOMAIN §2 step 5: a marked typo fix needs no new signature unless its Member objects; everything else does.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from campaign.drafting import changes
from campaign.drafting.content import Content
from campaign.revising import spelling

CORRECTABLE = ("letterhead_address", "body", "closing")
"""Parts in which a typo may be mended; who writes, to whom, about what and how names are printed is never a typo."""
ONE_WORD_IN = 50
ALWAYS = 2
AT_MOST = 12

_ITEM = re.compile(r"^(\s|\d+[.)]|[-*+]\s|\[\^)")
_POINTS = frozenset(".,;:…-–—")
_END = ".,;:"
_QUOTES = str.maketrans("“”„«»‘’", '"""""' + "''")
_INNER_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")


class Material(StrEnum):
    """Why a change can only be material."""

    PART = "part"
    """A part changed in which nothing is a typo."""
    LINES = "lines"
    """Lines or paragraphs were added, removed or moved."""
    DEMAND = "demand"
    """An item of a list or a footnote changed: demands stand there."""
    WORDS = "words"
    """Words were added or removed, or are other words now."""
    NUMBER = "number"
    """A number, date or amount changed."""
    MARKS = "marks"
    """A question mark, quotation mark, link or formatting changed."""
    TOO_MANY = "too_many"
    """More than a small share of the words changed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason, the part it is in, and the words it is about."""

    material: Material
    part: str
    words: str = ""


def material(signed: Iterable[Content], after: Content) -> tuple[Finding, ...]:
    """Why this text cannot be a correction of the texts that Members signed; empty where it may be.

    Every text under which a signature stands counts, not the last one alone: many small steps are one long way.
    """
    return tuple(dict.fromkeys(finding for before in signed for finding in _found(before, after)))


def _found(before: Content, after: Content) -> Iterator[Finding]:
    for part in changes.PARTS:
        if getattr(before, part) != getattr(after, part):
            if part in CORRECTABLE:
                yield from _in_text(part, getattr(before, part), getattr(after, part))
            else:
                yield Finding(Material.PART, part)
    if before.format != after.format:
        yield Finding(Material.PART, "framing")
    yield from _too_many(before, after)


def _in_text(part: str, before: str, after: str) -> Iterator[Finding]:
    one, other = before.split("\n"), after.split("\n")
    if len(one) != len(other):
        yield Finding(Material.LINES, part)
        return
    protected = _protected(one) | _protected(other)
    for number, (old, new) in enumerate(zip(one, other, strict=True)):
        if old == new:
            continue
        if number in protected:
            yield Finding(Material.DEMAND, part, new.strip())
        else:
            yield from _in_line(part, old, new)


def _protected(lines: list[str]) -> set[int]:
    """The lines of lists and footnotes: a paragraph that holds one such line is one as a whole."""
    found: set[int] = set()
    paragraph: list[int] = []
    for number, line in enumerate([*lines, ""]):
        if line:
            paragraph.append(number)
            continue
        if any(_ITEM.match(lines[each]) for each in paragraph):
            found.update(paragraph)
        paragraph = []
    return found


def _in_line(part: str, before: str, after: str) -> Iterator[Finding]:
    for old, new in zip_longest(before.split(), after.split()):
        if old is None or new is None:
            yield Finding(Material.WORDS, part, old or new)
            return
        if old != new and (reason := _why(old, new)):
            yield Finding(reason, part, f"{old} → {new}")


def _why(old: str, new: str) -> Material | None:
    """Why one word with its marks is no respelling of the other."""
    if any(each.isdigit() for each in old + new):
        return None if old.rstrip(_END) == new.rstrip(_END) else Material.NUMBER
    one, other = _words(old), _words(new)
    if len(one) != len(other):
        return Material.WORDS
    for a, b in zip(one, other, strict=True):
        if a != b and not spelling.is_respelled(a, b):
            is_number = {a.casefold(), b.casefold()} & spelling.NUMBERS
            return Material.NUMBER if is_number else Material.WORDS
    is_address = "://" in old + new or "](" in old + new
    return Material.MARKS if is_address or _marks(old) != _marks(new) else None


def _words(chunk: str) -> list[str]:
    return re.findall(r"\w+", _INNER_APOSTROPHE.sub("", chunk))


def _marks(chunk: str) -> str:
    """All that is neither letter nor a point or comma; quotation marks of every shape are one."""
    plain = _INNER_APOSTROPHE.sub("", chunk).translate(_QUOTES)
    return "".join(each for each in plain if not each.isalnum() and each not in _POINTS)


def _too_many(before: Content, after: Content) -> Iterator[Finding]:
    changed = total = 0
    for part in CORRECTABLE:
        old, new = getattr(before, part).split(), getattr(after, part).split()
        total += len(old)
        changed += sum(a != b for a, b in zip(old, new, strict=False))
    if changed > min(AT_MOST, max(ALWAYS, total // ONE_WORD_IN)):
        yield Finding(Material.TOO_MANY, "body", str(changed))
