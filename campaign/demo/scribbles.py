"""Drawn autographs for invented Members, from a seeded hand, as a finger would send them."""

import math
import random
from itertools import pairwise
from typing import Any

WIDTH, HEIGHT = 600, 200
BASE = 125  # the line the hand writes on, from the top
STEPS = 7  # points drawn between two turns of the hand

Point = tuple[float, float]


def scribble(seed: int) -> dict[str, Any]:
    """One autograph as the signing form stores it: strokes of points on a 600 × 200 field."""
    hand = random.Random(seed)  # noqa: S311 - a drawing, not a secret
    strokes = [_name(hand)]
    if hand.random() < 0.5:
        strokes.append(_flourish(hand))
    if hand.random() < 0.35:
        strokes.append(_crossing(hand))
    return {"width": WIDTH, "height": HEIGHT, "strokes": [_within(stroke) for stroke in strokes]}


def _name(hand: random.Random) -> list[Point]:
    """A tall first letter, then waves that flatten out and trail away."""
    x = hand.uniform(60, 110)
    slant = hand.uniform(0.1, 0.45)
    turns = [(x, BASE - hand.uniform(10, 40)), (x + 22, BASE - hand.uniform(80, 110)), (x - 8, BASE + 20)]
    if hand.random() < 0.5:
        turns.append((x - 30, BASE - hand.uniform(-10, 30)))
    up = True
    for number in range(hand.randint(6, 13)):
        fading = 1 - number / 16
        x += hand.uniform(14, 46) * (1 if hand.random() < 0.86 else -0.5)
        tall = hand.choice([18, 22, 28, 28, 70]) * fading * hand.uniform(0.7, 1.2)
        turns.append((x + (tall * slant if up else 0), BASE - tall if up else BASE + hand.uniform(-6, 10)))
        up = not up
    turns.append((x + hand.uniform(40, 140), BASE - hand.uniform(-12, 22)))
    return _smooth(turns)


def _flourish(hand: random.Random) -> list[Point]:
    start, width = hand.uniform(60, 150), hand.uniform(240, 380)
    sag, rise = hand.uniform(-16, 16), hand.uniform(0, 20)
    return [(start + width * t, BASE + 34 + sag * math.sin(math.pi * t) - rise * t) for t in _share(18)]


def _crossing(hand: random.Random) -> list[Point]:
    left, top = hand.uniform(90, 200), BASE - hand.uniform(55, 75)
    return [(left + hand.uniform(50, 90) * t, top - 8 * t) for t in _share(6)]


def _smooth(turns: list[Point]) -> list[Point]:
    """A curve through all turns (Catmull-Rom), as the many points a finger leaves."""
    padded = [turns[0], *turns, turns[-1]]
    points: list[Point] = []
    for place, _ in enumerate(pairwise(turns)):
        before, here, there, after = padded[place : place + 4]
        points += [_between(before, here, there, after, t) for t in _share(STEPS)[:-1]]
    return [*points, turns[-1]]


def _between(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    def along(p: float, q: float, r: float, s: float) -> float:
        bend = 2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2 + (3 * q - p - 3 * r + s) * t**3
        return bend / 2

    return along(a[0], b[0], c[0], d[0]), along(a[1], b[1], c[1], d[1])


def _share(steps: int) -> list[float]:
    return [step / steps for step in range(steps + 1)]


def _within(stroke: list[Point]) -> list[list[int]]:
    return [[round(min(max(x, 4), WIDTH - 4)), round(min(max(y, 4), HEIGHT - 4))] for x, y in stroke]
