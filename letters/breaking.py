"""Where lines end: Knuth and Plass's optimum fit over boxes, glue and penalties.

"Breaking Paragraphs into Lines", Software: Practice and Experience 11 (1981). The whole paragraph is weighed at
once, so one bad line is never the price of many good ones.
"""

from __future__ import annotations

from typing import Any, NamedTuple

INFINITE = 10_000


class Glue(NamedTuple):
    """Space that can stretch and shrink; a line may end here unless it is fixed."""

    width: float
    stretch: float
    shrink: float
    box: Any = None
    breakable: bool = True
    level: int = 0


class Penalty(NamedTuple):
    """A place where a line may end at a cost, printing a hyphen of `width` if it does."""

    cost: int
    width: float = 0.0
    flagged: bool = False
    box: Any = None


class _Active(NamedTuple):
    position: int
    """Index of the item the line starts after."""
    width: float
    stretch: float
    shrink: float
    demerits: float
    line: int
    flagged: bool
    tight: int
    previous: Any


def break_lines(
    items: list[Any], measure: float, *, tolerance: float, ragged: bool = False
) -> list[int] | None:
    """Indexes of the items at which the lines end, the last one included; None when no setting is good enough.

    `items` are boxes (anything with `width` and `overhang`), Glue and Penalty, ending with a box; a paragraph's
    last line is filled up with endless stretch.
    """
    active = [_Active(-1, 0.0, 0.0, 0.0, 0.0, 0, False, 1, None)]
    width = stretch = shrink = 0.0
    last_box: Any = None
    final = len(items)
    for index, item in enumerate(items):
        kind = type(item)
        if kind is Glue:
            if item.breakable and last_box is not None:
                over = last_box.overhang
                active = _try(
                    active, items, index, width - over, stretch, shrink, 0, False, measure, tolerance, ragged
                )
                if not active:
                    return None
            width += item.width
            stretch += item.stretch
            shrink += item.shrink
            last_box = None
        elif kind is Penalty:
            if item.cost < INFINITE:
                active = _try(
                    active, items, index, width + item.width * 0.45, stretch, shrink, item.cost, item.flagged,
                    measure, tolerance, ragged,
                )  # fmt: skip
                if not active:
                    return None
        else:
            width += item.width
            last_box = item
    over = last_box.overhang if last_box is not None else 0.0
    ends = _ends(active, width - over, stretch, shrink, measure, tolerance)
    if not ends:
        return None
    node: _Active | None = min(ends, key=lambda pair: pair[0])[1]
    breaks = [final]
    while node is not None and node.position >= 0:
        breaks.append(node.position)
        node = node.previous
    return breaks[::-1]


def _try(
    active: list[_Active],
    items: list[Any],
    index: int,
    width: float,
    stretch: float,
    shrink: float,
    cost: int,
    flagged: bool,
    measure: float,
    tolerance: float,
    ragged: bool,
) -> list[_Active]:
    """Weigh a line from each active start to `index`; the starts that remain and the new one."""
    kept: list[_Active] = []
    best: dict[int, tuple[float, _Active]] = {}
    for node in active:
        missing = measure - (width - node.width)
        if missing >= 0:
            room = stretch - node.stretch
            ratio = missing / room if room > 0 else (0.0 if missing < 0.01 else INFINITE)
        else:
            room = shrink - node.shrink
            ratio = missing / room if room > 0 else -INFINITE
        if ratio < -1:
            continue  # No later break can be reached from this start either.
        kept.append(node)
        if ragged:
            ratio = missing / (measure * 0.18) if missing >= 0 else ratio
        if ratio > tolerance:
            continue
        tight = 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
        badness = 100 * abs(ratio) ** 3
        demerits = (10 + badness + cost) ** 2
        if flagged and node.flagged:
            demerits += 30_000
        if abs(tight - node.tight) > 1:
            demerits += 3_000
        total = node.demerits + demerits
        if tight not in best or total < best[tight][0]:
            best[tight] = (total, node)
    if best:
        skip_width, skip_stretch, skip_shrink = _skipped(items, index)
        base = width if type(items[index]) is Glue else width - items[index].width * 0.45
        if type(items[index]) is Glue:
            base = width + items[index - 1].overhang
        limit = min(total for total, _ in best.values()) + 5_000
        for tight, (total, node) in best.items():
            if total <= limit:
                kept.append(
                    _Active(
                        index, base + skip_width, stretch + skip_stretch, shrink + skip_shrink, total,
                        node.line + 1, flagged, tight, node,
                    )
                )  # fmt: skip
    return kept


def _skipped(items: list[Any], index: int) -> tuple[float, float, float]:
    """Glue right after a break vanishes."""
    width = stretch = shrink = 0.0
    while index < len(items):
        item = items[index]
        if type(item) is Glue:
            width += item.width
            stretch += item.stretch
            shrink += item.shrink
        elif type(item) is not Penalty:
            break
        index += 1
    return width, stretch, shrink


def _ends(
    active: list[_Active], width: float, stretch: float, shrink: float, measure: float, tolerance: float
) -> list[tuple[float, _Active]]:
    """The last line may be short, but neither overfull nor a mere word where that can be avoided."""
    ends: list[tuple[float, _Active]] = []
    for node in active:
        length = width - node.width
        missing = measure - length
        room = shrink - node.shrink
        if missing < 0 and (room <= 0 or missing / room < -1):
            continue
        badness = 100 * (missing / room) ** 3 * -1 if missing < 0 else 0.0
        short = 2_500 if length < measure * 0.12 and node.line > 0 else 0
        flagged = 5_000 if node.flagged else 0
        ends.append((node.demerits + (10 + badness) ** 2 + short + flagged, node))
    return ends
