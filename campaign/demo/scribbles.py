"""Drawn autographs for invented Members: loops and a flourish from a seeded hand, as a finger would send them."""

import math
import random
from typing import Any

WIDTH, HEIGHT = 600, 200


def scribble(seed: int) -> dict[str, Any]:
    """One autograph as the signing form stores it: strokes of points on a 600 × 200 field."""
    hand = random.Random(seed)  # noqa: S311 - a drawing, not a secret
    strokes = [_loops(hand)]
    if hand.random() < 0.6:
        strokes.append(_flourish(hand))
    return {"width": WIDTH, "height": HEIGHT, "strokes": strokes}


def _loops(hand: random.Random) -> list[list[int]]:
    turns, lean = hand.randint(4, 8), hand.uniform(0.2, 0.7)
    tall, wide = hand.uniform(35, 60), hand.uniform(14, 26)
    length = hand.uniform(320, 460)
    points = []
    for step in range(turns * 16):
        t = step / (turns * 16)
        swing = t * turns * 2 * math.pi
        height = tall * (1.25 - t) * (1 + 0.3 * math.sin(3 * t + turns))
        y = 105 - height * math.sin(swing) + 8 * math.sin(2 * math.pi * t)
        x = 70 + length * t + wide * math.cos(swing) + lean * (105 - y) * 0.6
        points.append([round(min(max(x, 4), WIDTH - 4)), round(min(max(y, 4), HEIGHT - 4))])
    return points


def _flourish(hand: random.Random) -> list[list[int]]:
    start, sag = hand.uniform(60, 160), hand.uniform(-18, 18)
    width = hand.uniform(260, 380)
    return [[round(start + width * t / 20), round(150 + sag * math.sin(math.pi * t / 20) - 0.5 * t)] for t in range(21)]
