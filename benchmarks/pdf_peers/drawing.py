"""Drawn signatures as PDF path operators, for makers that write those."""

from typing import Any


def operators(strokes: dict[str, Any]) -> str:
    """Give a drawn signature as path operators."""
    parts = []
    for flat in strokes["paths"]:
        parts.append(f"{flat[0]} {flat[1]} m")
        parts += [" ".join(map(str, flat[at : at + 6])) + " c" for at in range(2, len(flat), 6)]
    return " ".join(parts)
