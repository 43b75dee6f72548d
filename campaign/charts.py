"""Where the marks of the charts stand: hemicycle, tile map, steps over time. Pure geometry, no colours, no words.

Dots are zero-length strokes with round caps, one path per group instead of one circle per seat: a chamber of 720 is
eighteen elements. Marks that mean "signed" are larger than the others, so that colour never says it alone.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

WIDTH = 640
EDGE = 14
INNER = 0.36
"""Radius of the innermost row, as a part of the outermost one."""


@dataclass(frozen=True, slots=True)
class Wedge:
    """One group's seats in the chamber, from the left."""

    code: str
    seats: int
    signed: int


@dataclass(frozen=True, slots=True)
class WedgeMarks:
    """One group's dots as path data, and where its label stands."""

    code: str
    seats: int
    signed: int
    signed_path: str
    other_path: str
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Hemicycle:
    """A chamber of all seats, each group's signed seats filled from the floor outwards."""

    width: int
    height: int
    dot: float
    wedges: tuple[WedgeMarks, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """A count that only ever steps, as path data in a box of the given size."""

    width: int
    height: int
    line: str
    area: str
    end_x: float
    end_y: float
    goal_y: float | None


@dataclass(frozen=True, slots=True)
class Place:
    """Column and row of a Member State's tile."""

    column: int
    row: int


#: Our own arrangement: every Member State one tile, near its neighbours.
TILES: Mapping[str, Place] = {
    code: Place(column, row)
    for row, codes in enumerate(
        (
            "-- -- -- -- SE FI --",
            "IE UK -- DK -- -- EE",
            "-- -- NL DE PL LT LV",
            "-- BE LU CZ SK -- --",
            "-- FR -- AT HU RO --",
            "PT ES IT SI HR BG --",
            "-- -- -- MT -- EL CY",
        )
    )
    for column, code in enumerate(codes.split())
    if code != "--"
}


def hemicycle(wedges: Sequence[Wedge]) -> Hemicycle:
    """Seat these groups from left to right."""
    wedges = [each for each in wedges if each.seats]
    total = sum(each.seats for each in wedges)
    radius = WIDTH / 2 - EDGE
    rows = _rows(total)
    places = _places(total, rows)
    gap = radius * (1 - INNER) / max(rows - 1, 1)
    marks, taken = [], 0
    for wedge in wedges:
        own = places[taken : taken + wedge.seats]
        marks.append(_marks(wedge, own, radius))
        taken += wedge.seats
    return Hemicycle(WIDTH, math.ceil(radius + 2 * EDGE), round(min(gap, radius / 12) * 0.74, 1), tuple(marks))


def _rows(total: int) -> int:
    """The fewest rows whose seats stand as far apart along the row as the rows do."""
    for rows in range(2, 40):
        gap = (1 - INNER) / (rows - 1)
        if sum(math.pi * (INNER + gap * row) / gap + 1 for row in range(rows)) >= total:
            return rows
    return 40


def _places(total: int, rows: int) -> list[tuple[float, float]]:
    """(angle, radius) of all seats from left to right, the radius as a part of the outermost one."""
    radii = [INNER + (1 - INNER) * row / (rows - 1) for row in range(rows)]
    places = []
    for radius, seats in zip(radii, _shared(total, radii), strict=True):
        places += [(math.pi * (0.5 if seats == 1 else 1 - seat / (seats - 1)), radius) for seat in range(seats)]
    return sorted(places, key=lambda place: (-place[0], place[1]))


def _shared(total: int, weights: Sequence[float]) -> list[int]:
    """`total` shared out by weight in whole numbers (largest remainders)."""
    exact = [total * weight / sum(weights) for weight in weights]
    shares = [math.floor(each) for each in exact]
    by_remainder = sorted(range(len(weights)), key=lambda at: shares[at] - exact[at])
    for at in by_remainder[: total - sum(shares)]:
        shares[at] += 1
    return shares


def _marks(wedge: Wedge, places: Sequence[tuple[float, float]], radius: float) -> WedgeMarks:
    outwards = sorted(places, key=lambda place: (place[1], -place[0]))
    middle = sum(angle for angle, _ in places) / len(places)
    x, y = _point(middle, 1 + 18 / radius, radius)
    return WedgeMarks(
        code=wedge.code,
        seats=wedge.seats,
        signed=wedge.signed,
        signed_path=_dots(outwards[: wedge.signed], radius),
        other_path=_dots(outwards[wedge.signed :], radius),
        label_x=x,
        label_y=y,
        anchor="end" if math.cos(middle) < -0.3 else "start" if math.cos(middle) > 0.3 else "middle",
    )


def _point(angle: float, part: float, radius: float) -> tuple[float, float]:
    x = WIDTH / 2 + radius * part * math.cos(angle)
    y = radius + EDGE - radius * part * math.sin(angle)
    return round(x, 1), round(y, 1)


def _dots(places: Iterable[tuple[float, float]], radius: float) -> str:
    points = (_point(angle, part, radius) for angle, part in places)
    return "".join(f"M{x:g} {y:g}h0" for x, y in points)


def steps(
    points: Sequence[tuple[float, int]],
    *,
    now: float,
    top: int,
    goal: int | None = None,
    width: int = 320,
    height: int = 120,
) -> Steps:
    """A stepping count: `points` are (share of the time, count from then on), `now` is where the line ends."""
    highest = max(top, 1)

    def across(share: float) -> float:
        return round(min(max(share, 0.0), 1.0) * width, 1)

    def up(count: int) -> float:
        return round(height - (height - 6) * count / highest, 1)

    path, last = f"M{across(points[0][0]) if points else 0:g} {up(0):g}", 0
    for share, count in points:
        path += f"H{across(share):g}V{up(count):g}"
        last = count
    path += f"H{across(now):g}"
    return Steps(
        width=width,
        height=height,
        line=path,
        area=f"{path}V{up(0):g}Z",
        end_x=across(now),
        end_y=up(last),
        goal_y=up(goal) if goal and goal <= highest else None,
    )
