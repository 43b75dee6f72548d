"""Counts of signatures by group, country and national party, and what a spread goal still lacks. Pure.

What counts is the snapshot of the moment of signing. Non-attached Members are no group: they are counted apart
(DOMAIN, anatomy of a letter). A country counts as the Member State it was on that day, so the United Kingdom of 2017.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from campaign.parliament import countries
from campaign.parliament.groups import NI

EXAMPLES = 3
Key = TypeVar("Key", str, tuple[str, str])


class Counted(Protocol):
    """What is counted of one signature."""

    @property
    def country(self) -> str:
        """The Union's code of the country of election."""

    @property
    def group_code(self) -> str:
        """Code of the political group, NI for none."""

    @property
    def party(self) -> str | None:
        """The national party, where it is known."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many signed, and from where. Groups and parties run from many to few, countries in protocol order."""

    members: int
    by_group: Mapping[str, int]
    by_country: Mapping[str, int]
    by_group_and_country: Mapping[tuple[str, str], int]
    by_party: Mapping[tuple[str, str], int]
    """By (country, party): two parties of one name in two countries are two."""

    @property
    def groups(self) -> int:
        """Political groups with at least one signatory; non-attached Members are no group."""
        return len(self.by_group.keys() - {NI.code})

    @property
    def non_attached(self) -> int:
        """Signatories without a group."""
        return self.by_group.get(NI.code, 0)

    @property
    def countries(self) -> int:
        """Member States with at least one signatory."""
        return len(self.by_country)


class Goal(StrEnum):
    """What a spread goal counts."""

    MEMBERS = "members"
    GROUPS = "groups"
    COUNTRIES = "countries"


@dataclass(frozen=True, slots=True)
class Progress:
    """One goal: how far it is reached, and who could bring it further."""

    goal: Goal
    reached: int
    wanted: int
    examples: tuple[str, ...]
    """Codes of groups or countries without a signatory yet, the most promising first."""

    @property
    def missing(self) -> int:
        """How many more are needed; 0 once the goal is reached."""
        return max(0, self.wanted - self.reached)


def of(signatures: Iterable[Counted]) -> Tally:
    """Count these signatures, each Member once."""
    rows = [(each.group_code, each.country, each.party) for each in signatures]
    return Tally(
        members=len(rows),
        by_group=_many_to_few(Counter(group for group, _, _ in rows)),
        by_country=_in_protocol_order(Counter(country for _, country, _ in rows)),
        by_group_and_country=dict(sorted(Counter((group, country) for group, country, _ in rows).items())),
        by_party=_many_to_few(Counter((country, party) for _, country, party in rows if party)),
    )


def progress(
    tally: Tally,
    *,
    members: int | None,
    groups: int | None,
    countries: int | None,
    open_groups: Sequence[str] = (),
    open_countries: Sequence[str] = (),
) -> tuple[Progress, ...]:
    """How far each goal that was set is reached.

    `open_groups` and `open_countries` are the codes worth asking, best first; those with a signatory are passed over.
    """
    goals = (
        (Goal.MEMBERS, tally.members, members, ()),
        (Goal.GROUPS, tally.groups, groups, _without(open_groups, {*tally.by_group, NI.code})),
        (Goal.COUNTRIES, tally.countries, countries, _without(open_countries, set(tally.by_country))),
    )
    return tuple(Progress(goal, reached, wanted, examples) for goal, reached, wanted, examples in goals if wanted)


def line(tally: Tally) -> str:
    """The summary in English, as letters print it: 7 Members from 4 political groups and 5 Member States."""
    if not tally.members:
        return "No signatures yet"
    apart = f", {tally.non_attached} of them non-attached," if tally.non_attached else ""
    groups = f"{_counted(tally.groups, 'political group')} and " if tally.groups else ""
    return f"{_counted(tally.members, 'Member')}{apart} from {groups}{_counted(tally.countries, 'Member State')}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _without(codes: Sequence[str], present: set[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if code not in present)[:EXAMPLES]


def _many_to_few(counts: Counter[Key]) -> dict[Key, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _in_protocol_order(counts: Counter[str]) -> dict[str, int]:
    return {country.code: counts[country.code] for country in countries.ALL if counts[country.code]}
