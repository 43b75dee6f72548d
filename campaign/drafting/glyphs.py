"""Whether a letter can be printed is known upstairs, where PDFs are made; this is where that floor says how to ask.

A check takes a text and returns the characters no typeface has, each in words. Without one nothing is found missing.
"""

from collections.abc import Callable

Check = Callable[[str], list[str]]


def _none_missing(text: str) -> list[str]:
    return []


_check: Check = _none_missing


def check_with(check: Check) -> None:
    """Ask this check from now on; called once while the application is wired."""
    global _check
    _check = check


def missing(text: str) -> list[str]:
    """The characters of the text that cannot be printed, each in words."""
    return _check(text)
