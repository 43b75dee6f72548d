"""Where lines end: Knuth and Plass's optimum fit over boxes, glue and penalties.

"Breaking Paragraphs into Lines", Software: Practice and Experience 11 (1981). The whole paragraph is weighed
at once, so one bad line is never the price of many good ones.
"""

from __future__ import annotations

from typing import Any, NamedTuple

INFINITE = 10_000
HYPHEN_INSIDE = 0.45
"""The part of a hyphen that counts as width: the rest hangs into the margin."""


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


class _Sums(NamedTuple):
    """Width, stretch and shrink of everything from the paragraph's start."""

    width: float = 0.0
    stretch: float = 0.0
    shrink: float = 0.0


class _Node(NamedTuple):
    """A place where a line may start, with the best way to get there."""

    position: int
    sums: _Sums
    demerits: float
    line: int
    flagged: bool
    tightness: int
    previous: Any


def break_lines(items: list[Any], measure: float, *, tolerance: float, ragged: bool = False) -> list[int] | None:
    """Indexes of the items at which the lines end, the last one included; None when no setting is good enough.

    `items` are boxes (anything with `width` and `overhang`), Glue and Penalty, ending with a box; a
    paragraph's last line is filled up with endless stretch.
    """
    breaker = _Breaker(items, measure, tolerance, ragged)
    width = stretch = shrink = 0.0
    last_box: Any = None
    for index, item in enumerate(items):
        kind = type(item)
        if kind is Glue:
            if item.breakable and last_box is not None:
                breaker.consider(index, _Sums(width, stretch, shrink), -last_box.overhang, 0, False)
            width += item.width
            stretch += item.stretch
            shrink += item.shrink
            last_box = None
        elif kind is Penalty:
            sums = _Sums(width, stretch, shrink)
            breaker.consider(index, sums, item.width * HYPHEN_INSIDE, item.cost, item.flagged)
        else:
            width += item.width
            last_box = item
        if not breaker.active:
            return None
    hang = last_box.overhang if last_box is not None else 0.0
    return breaker.finish(_Sums(width - hang, stretch, shrink))


class _Breaker:
    """The starts of lines that can still be reached, and what they cost."""

    def __init__(self, items: list[Any], measure: float, tolerance: float, ragged: bool) -> None:
        self.items = items
        self.measure = measure
        self.tolerance = tolerance
        self.ragged = ragged
        self.active = [_Node(-1, _Sums(), 0.0, 0, False, 1, None)]

    def consider(self, index: int, sums: _Sums, extra: float, cost: int, flagged: bool) -> None:
        """Weigh a line from each active start to `index`; `extra` is the hyphen, or what hangs out."""
        measure, tolerance = self.measure, self.tolerance
        kept: list[_Node] = []
        best: dict[int, tuple[float, _Node]] = {}
        for node in self.active:
            missing = measure - extra - sums.width + node.sums.width
            ratio = _ratio(missing, sums, node.sums)
            if ratio < -1:
                continue  # No later break can be reached from this start either.
            kept.append(node)
            if self.ragged and missing >= 0:
                ratio = missing / (measure * 0.18)
            if ratio > tolerance:
                continue
            tightness = 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
            total = node.demerits + _demerits(node, ratio, cost, flagged, tightness)
            if tightness not in best or total < best[tightness][0]:
                best[tightness] = (total, node)
        if best:
            start = self._after_discarded(index, sums)
            limit = min(total for total, _ in best.values()) + 5_000
            kept += [
                _Node(index, start, total, node.line + 1, flagged, tightness, node)
                for tightness, (total, node) in best.items()
                if total <= limit
            ]
        self.active = kept

    def _after_discarded(self, index: int, sums: _Sums) -> _Sums:
        """Glue right after a break vanishes."""
        width, stretch, shrink = sums
        for item in self.items[index:]:
            if type(item) is Glue:
                width += item.width
                stretch += item.stretch
                shrink += item.shrink
            elif type(item) is not Penalty:
                break
        return _Sums(width, stretch, shrink)

    def finish(self, sums: _Sums) -> list[int] | None:
        """The breaks of the best setting; its last line is neither overfull nor a mere word if avoidable."""
        ends: list[tuple[float, _Node]] = []
        for node in self.active:
            length = sums.width - node.sums.width
            missing = self.measure - length
            ratio = min(0.0, _ratio(missing, sums, node.sums))
            if ratio < -1:
                continue
            short = 9_000 if length < self.measure * 0.12 and node.line > 0 else 0
            flagged = 5_000 if node.flagged else 0
            ends.append((node.demerits + (10 - 100 * ratio**3) ** 2 + short + flagged, node))
        if not ends:
            return None
        breaks = [len(self.items)]
        node = min(ends, key=lambda pair: pair[0])[1]
        while node.position >= 0:
            breaks.append(node.position)
            node = node.previous
        return breaks[::-1]


def _ratio(missing: float, sums: _Sums, start: _Sums) -> float:
    """How far the glue of a line must stretch (1 is all it has) or shrink (-1)."""
    room = sums.stretch - start.stretch if missing >= 0 else sums.shrink - start.shrink
    if room > 0:
        return missing / room
    return 0.0 if -0.01 < missing < 0.01 else INFINITE if missing > 0 else -INFINITE


def _demerits(node: _Node, ratio: float, cost: int, flagged: bool, tightness: int) -> float:
    """Badness and penalties, more for two hyphens in a row and for a loose line beside a tight one."""
    demerits = (10 + 100 * abs(ratio) ** 3 + cost) ** 2
    if flagged and node.flagged:
        demerits += 30_000
    if abs(tightness - node.tightness) > 1:
        demerits += 3_000
    return demerits
