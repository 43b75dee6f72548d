"""The parliamentary terms a letter can fall into, with seats per country."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from campaign.parliament import countries, reference


@dataclass(frozen=True, slots=True)
class Term:
    """A numbered term of the Parliament."""

    number: int
    first_day: date
    last_day: date | None
    seating: tuple[str, ...]
    """Codes of its groups from left to right, non-attached Members last."""
    by_size: tuple[str, ...]
    """The same codes, the largest group first, non-attached Members last."""
    allocations: tuple[tuple[date, tuple[tuple[str, int], ...]], ...]
    """From which day each country has how many seats."""
    sitting: tuple[tuple[date, date, tuple[tuple[str, int], ...]], ...] = ()
    """From and until which day each group had how many Members, where that is known."""

    def holds(self, day: date) -> bool:
        """Does that day belong to this term?"""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)

    def seats_on(self, day: date) -> dict[countries.Country, int]:
        """Seats of each country on that day, in protocol order."""
        current = [seats for first, seats in self.allocations if first <= day] or [self.allocations[0][1]]
        return {countries.get(code): number for code, number in current[-1]}

    def sitting_on(self, day: date) -> dict[str, int]:
        """Members of each group on that day, by code; empty where it is not known."""
        known = (dict(sizes) for first, last, sizes in self.sitting if first <= day <= last)
        return next(known, {})

    def total_on(self, day: date) -> int:
        """Seats of the whole Parliament on that day: 751, 705, 720."""
        return sum(self.seats_on(day).values())


def _term(row: dict[str, Any]) -> Term:
    return Term(
        number=row["number"],
        first_day=date.fromisoformat(row["first_day"]),
        last_day=reference.day(row.get("last_day")),
        seating=tuple(row["seating"]),
        by_size=tuple(row["by_size"]),
        allocations=tuple(
            (date.fromisoformat(step["from"]), tuple(step["by_country"].items())) for step in row["seats"]
        ),
        sitting=tuple(
            (date.fromisoformat(each["from"]), date.fromisoformat(each["to"]), tuple(each["by_group"].items()))
            for each in row.get("sitting", ())
        ),
    )


ALL = tuple(_term(row) for row in reference.rows("terms"))


def get(number: int) -> Term:
    """The term with this number. Raises KeyError for one we know nothing about."""
    for term in ALL:
        if term.number == number:
            return term
    raise KeyError(number)


def on(day: date) -> Term | None:
    """The term that day belongs to, or None before the first one known here."""
    return next((term for term in ALL if term.holds(day)), None)
