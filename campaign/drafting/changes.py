"""What changed from one text to another, part by part: words taken out and words put in, in one readable flow."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import Any

from campaign.drafting.content import AddresseeBlock, Content

_WORDS = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")
MOST_WORDS = 4000
"""A passage longer than this on both sides is shown whole, old and new: comparing it word by word takes too long."""
EXACTLY = 1200
AROUND = 90
"""So many characters of what stays are shown on either side of a change."""
PARTS = (
    "campaign",
    "framing",
    "title",
    "language",
    "letterhead_name",
    "letterhead_address",
    "logo_digest",
    "place",
    "dated_on",
    "addressees",
    "subject",
    "body",
    "closing",
    "cc",
    "list_format",
    "list_order",
    "initiators_first",
)
"""All parts of a text, in the order in which it is digested."""


class Kind(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"
    SKIPPED = "skipped"
    """A stretch that stays and is left out of the view."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words with one fate."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One part of the letter in which two texts differ."""

    part: str
    runs: tuple[Run, ...]


def between(before: Content, after: Content) -> tuple[Change, ...]:
    """Every part that differs, in the text's order; empty where both say the same."""
    return tuple(
        Change(part, tuple(runs(_shown(getattr(before, part)), _shown(getattr(after, part)))))
        for part in PARTS
        if getattr(before, part) != getattr(after, part)
    )


def runs(before: str, after: str) -> list[Run]:
    """Both texts in one flow; what stays is shown around the changes only."""
    return list(_with_gaps(_joined(_compared(before, after))))


def as_json(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """For the values of a mail: read back by the same macros."""
    return [
        {"part": each.part, "runs": [{"kind": run.kind.value, "text": run.text} for run in each.runs]}
        for each in changes
    ]


def _compared(before: str, after: str) -> Iterator[Run]:
    """Line by line first; only lines that differ are compared word by word."""
    one, other = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for kind, a, b, c, d in _compare(one, other):
        old, new = "".join(one[a:b]), "".join(other[c:d])
        if kind == "replace":
            yield from _by_word(old, new)
        else:
            yield from (Run(Kind.SAME, old),) if kind == "equal" else (Run(Kind.GONE, old), Run(Kind.NEW, new))


def _by_word(before: str, after: str) -> Iterator[Run]:
    one, other = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(one), len(other)) > MOST_WORDS:
        yield from (Run(Kind.GONE, before), Run(Kind.NEW, after))
        return
    for kind, a, b, c, d in _compare(one, other):
        old, new = "".join(one[a:b]), "".join(other[c:d])
        yield from (Run(Kind.SAME, old),) if kind == "equal" else (Run(Kind.GONE, old), Run(Kind.NEW, new))


def _compare(one: list[str], other: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """The exact comparison, or for long passages the one that skips over common words: it is many times faster."""
    is_long = max(len(one), len(other)) > EXACTLY
    return SequenceMatcher(None, one, other, autojunk=is_long).get_opcodes()


def _joined(found: Iterable[Run]) -> Iterator[Run]:
    """A space between two changed words belongs to both: whole phrases are read, not confetti."""
    gone, new, space = "", "", ""
    for kind, group in groupby(filter(lambda run: run.text, found), key=lambda run: run.kind is Kind.SAME):
        several = list(group)
        if not kind:
            gone += (space if gone or new else "") + "".join(run.text for run in several if run.kind is Kind.GONE)
            new += (space if gone or new else "") + "".join(run.text for run in several if run.kind is Kind.NEW)
            space = ""
            continue
        text = "".join(run.text for run in several)
        if (gone or new) and text == " ":
            space = text
            continue
        yield from _changed(gone, new)
        yield Run(Kind.SAME, space + text)
        gone, new, space = "", "", ""
    yield from _changed(gone, new)
    if space:
        yield Run(Kind.SAME, space)


def _changed(gone: str, new: str) -> Iterator[Run]:
    if gone:
        yield Run(Kind.GONE, gone)
    if new:
        yield Run(Kind.NEW, new)


def _with_gaps(found: Iterable[Run]) -> Iterator[Run]:
    all_runs = list(found)
    for at, run in enumerate(all_runs):
        head, tail = (AROUND if at else 0), (AROUND if at < len(all_runs) - 1 else 0)
        if run.kind is not Kind.SAME or len(run.text) <= head + tail + AROUND:
            yield run
            continue
        first, last = run.text[:head].rpartition(" ")[0], run.text[-tail:].partition(" ")[2] if tail else ""
        if first:
            yield Run(Kind.SAME, first)
        yield Run(Kind.SKIPPED, run.text[len(first) : len(run.text) - len(last)])
        if last:
            yield Run(Kind.SAME, last)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return "\n\n".join(_block(each) for each in value)
    if isinstance(value, bool):
        return "✓" if value else "–"
    return "" if value is None else str(value)


def _block(block: AddresseeBlock) -> str:
    return "\n".join(part for part in vars(block).values() if part)
