"""What an import would do, as values: to whom, what changes, what conflicts, how much of the Parliament it shows."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from campaign.parliament import terms
from campaign.roster.states import Conflict, State

#: The Parliament's own lists had 719 of 720 and 748 of 751 seats filled; more than three in a hundred are never vacant.
NEARLY_ALL = 0.97


class Effect(StrEnum):
    """What happens to one person."""

    NEW = "new"
    CHANGED = "changed"
    ENDED = "ended"


class Detail(StrEnum):
    """What of a person changes."""

    NAME = "name"
    MANDATE = "mandate"
    COUNTRY = "country"
    GROUP = "group"
    PARTY = "party"
    MAILBOX = "mailbox"
    COMMITTEES = "committees"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Change:
    """One detail before and after; codes and days as they are stored."""

    detail: Detail
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One person the import changes, with the state to store."""

    effect: Effect
    state: State
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A conflict with its place, for the preview."""

    place: str
    name: str
    ep_id: int | None
    conflict: Conflict


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the Parliament the lists show together."""

    sitting: int
    seats: int
    missing_countries: tuple[str, ...]
    missing_groups: tuple[str, ...]
    is_published: bool

    @property
    def looks_whole(self) -> bool:
        """May it be believed to be the whole Parliament?"""
        nearly = self.sitting >= NEARLY_ALL * self.seats
        return self.is_published and nearly and not self.missing_countries and not self.missing_groups


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything an import would do, before it is done."""

    day: date
    entries: tuple[Entry, ...]
    conflicts: tuple[Disagreement, ...]
    unchanged: int
    coverage: Coverage
    is_whole: bool
    """The lists show the whole Parliament: mandates of sitting Members they do not show end."""
    absent: int
    """How many sitting Members the lists do not show."""
    left_out: Mapping[str, int]

    def of(self, effect: Effect) -> tuple[Entry, ...]:
        """The persons to whom this happens."""
        return tuple(entry for entry in self.entries if entry.effect is effect)

    @property
    def is_history(self) -> bool:
        """The lists show an ended term: they tell of the past and end nobody's mandate of today."""
        term = terms.on(self.day)
        return term is None or term.last_day is not None

    @property
    def ends_many(self) -> bool:
        """More mandates would end than in any ordinary month: worth a second look."""
        return self.is_whole and self.absent > (1 - NEARLY_ALL) * self.coverage.seats

    @property
    def moved_mailboxes(self) -> tuple[Entry, ...]:
        """Sitting Members whose known address becomes another one: signing links will go there."""
        return tuple(
            entry
            for entry in self.of(Effect.CHANGED)
            if any(change.detail is Detail.MAILBOX and change.before and change.after for change in entry.changes)
        )

    @property
    def counts(self) -> dict[str, int]:
        """How many are new, changed, ended, conflicting and unchanged."""
        counted = Counter(entry.effect.value for entry in self.entries)
        return {effect.value: counted[effect.value] for effect in Effect} | {
            "conflicting": len(self.conflicts),
            "unchanged": self.unchanged,
        }


def effect(before: State | None, after: State) -> Effect:
    """What happens to a person between two states; whoever sits again counts as new."""
    if before is None or (after.sits and not before.sits):
        return Effect.NEW
    return Effect.ENDED if before.sits and not after.sits else Effect.CHANGED


def changes(before: State | None, after: State) -> tuple[Change, ...]:
    """The details that differ between two states of one person."""
    old, new = _details(before) if before else {}, _details(after)
    found = [
        Change(detail, old.get(detail, ""), value) for detail, value in new.items() if old.get(detail, "") != value
    ]
    return tuple(found) or (Change(Detail.HISTORY, "", ""),)


def _details(state: State) -> dict[Detail, str]:
    seat, group = state.seat, state.group
    ends_on = seat.ends_on if seat else None
    return {
        Detail.NAME: state.name,
        Detail.COUNTRY: seat.country if seat else "",
        Detail.GROUP: group.code if group else "",
        Detail.PARTY: (seat.party or "") if seat else "",
        Detail.MAILBOX: state.mailbox or "",
        Detail.MANDATE: ends_on.isoformat() if ends_on else "",
        Detail.COMMITTEES: " ".join(sorted(span.code for span in state.committees if span.ends_on is None)),
    }
