"""The political groups with their days. Labels recur (GUE/NGL, EFD), so a lookup always needs a day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from campaign.parliament import names, reference, terms


class Style(StrEnum):
    """How a group is written."""

    OFFICIAL = "official"
    """The Parliament's abbreviation, the same in every language: PPE, Verts/ALE."""
    ENGLISH = "english"
    """What the English-speaking press writes: EPP, Greens/EFA."""
    FULL = "full"


@dataclass(frozen=True, slots=True)
class PoliticalGroup:
    """A group of the Parliament in one period of its life; non-attached Members are the value NI."""

    code: str
    official: str
    english: str
    full: str
    first_day: date
    last_day: date | None
    aliases: tuple[str, ...]
    colour: str
    """For charts on a light ground; at least 3:1 against white."""
    colour_dark: str
    """For charts on a dark ground; at least 3:1 against near-black."""

    @property
    def is_group(self) -> bool:
        """Whether it counts as a group in "from 4 political groups": non-attached Members do not."""
        return self.code != "NI"

    def label(self, style: Style | str = Style.OFFICIAL) -> str:
        """The name in one of the three styles."""
        return {Style.OFFICIAL: self.official, Style.ENGLISH: self.english, Style.FULL: self.full}[Style(style)]

    def stood_on(self, day: date) -> bool:
        """Did the group exist on that day?"""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)

    def __str__(self) -> str:
        return self.code


def _group(row: dict[str, Any]) -> PoliticalGroup:
    return PoliticalGroup(
        code=row["code"],
        official=row["official"],
        english=row["english"],
        full=row["full"],
        first_day=date.fromisoformat(row["first_day"]),
        last_day=reference.day(row.get("last_day")),
        aliases=tuple(row["aliases"]),
        colour=row["colour"],
        colour_dark=row["colour_dark"],
    )


ALL = tuple(_group(row) for row in reference.rows("groups"))
_BY_CODE = {group.code: group for group in ALL}
NI = _BY_CODE["NI"]


@dataclass(frozen=True, slots=True)
class Spell:
    """One group for an unbroken run of days; last_day None means still."""

    group: PoliticalGroup
    first_day: date
    last_day: date | None


def get(code: str) -> PoliticalGroup:
    """The group with this code of ours ("EPP", "SD", "GUENGL"). Raises KeyError."""
    return _BY_CODE[code]


def _folded(label: str) -> str:
    return names.fold(label.replace("&", " ")).replace(" ", "")


@lru_cache(maxsize=1)
def _by_label() -> dict[str, tuple[PoliticalGroup, ...]]:
    index: dict[str, list[PoliticalGroup]] = {}
    for group in ALL:
        spellings = (group.code, group.official, group.english, group.full, *group.aliases)
        for folded in dict.fromkeys(map(_folded, spellings)):
            index.setdefault(folded, []).append(group)
    return {label: tuple(found) for label, found in index.items()}


def called(label: str) -> tuple[PoliticalGroup, ...]:
    """Every group that ever went by this label, the earlier first; empty for one nobody bore."""
    return tuple(sorted(_by_label().get(_folded(label), ()), key=lambda group: group.first_day))


def on(label: str, day: date) -> PoliticalGroup | None:
    """The group that bore this label on that day, or failing that in that day's term.

    Lists keep a group's old name to the end of the term (ID in July 2024, ALDE in June 2019).
    """
    candidates = called(label)
    for group in candidates:
        if group.stood_on(day):
            return group
    term = terms.on(day)
    return next((group for group in candidates if term and group.code in term.seating), None)


def spells(label: str, first_day: date, last_day: date | None) -> tuple[Spell, ...]:
    """A membership under one label as the groups it ran through: GUE/NGL became The Left in 2021."""
    start = on(label, first_day)
    found: list[Spell] = []
    while start is not None:
        following = _successor(start, label)
        if following is None or (last_day is not None and last_day < following.first_day):
            return (*found, Spell(start, first_day, last_day))
        found.append(Spell(start, first_day, following.first_day - timedelta(days=1)))
        start, first_day = following, following.first_day
    return tuple(found)


def _successor(group: PoliticalGroup, label: str) -> PoliticalGroup | None:
    """The group that took the label over the day after, if one did."""
    if group.last_day is None:
        return None
    next_day = group.last_day + timedelta(days=1)
    return next((other for other in called(label) if other is not group and other.first_day == next_day), None)


def in_force(day: date) -> tuple[PoliticalGroup, ...]:
    """The groups of that day from left to right, non-attached Members last."""
    return tuple(group for group in seating(day) if group.stood_on(day))


def _ordered(codes: Iterable[str]) -> Iterator[PoliticalGroup]:
    return (get(code) for code in codes)


def seating(day: date) -> tuple[PoliticalGroup, ...]:
    """All groups of that day's term from left to right, non-attached Members last."""
    term = terms.on(day) or terms.ALL[0]
    return tuple(_ordered(term.seating))


def by_size(day: date) -> tuple[PoliticalGroup, ...]:
    """All groups of that day's term, the largest first, non-attached Members last."""
    term = terms.on(day) or terms.ALL[0]
    return tuple(_ordered(term.by_size))
