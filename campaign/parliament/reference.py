"""Reads the reference files that lie beside this package."""

import json
from datetime import date
from importlib import resources
from typing import Any


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of data/NAME.json; its "source" line stays in the file, for people."""
    text = resources.files("campaign.parliament").joinpath("data", f"{name}.json").read_text("utf-8")
    found: list[dict[str, Any]] = json.loads(text)[name]
    return found


def day(text: str | None) -> date | None:
    """A day of a reference file, or None where it is open."""
    return None if text is None else date.fromisoformat(text)
