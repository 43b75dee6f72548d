"""Files that go with a mail, made when it leaves: a reference such as letter-copy:k3m… names maker and thing."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class File:
    """One attached file."""

    name: str
    mimetype: str
    content: bytes


Maker = Callable[[str], tuple[str, str, bytes]]
"""Takes what stands after the colon; gives file name, MIME type and bytes."""

_makers: dict[str, Maker] = {}


def register(kind: str, maker: Maker) -> None:
    """Let this maker turn references of a kind into files; the last one counts."""
    _makers[kind] = maker


def made(reference: str) -> File:
    """The file a reference stands for.

    Raises KeyError for a kind that nobody makes.
    """
    kind, _colon, rest = reference.partition(":")
    return File(*_makers[kind](rest))
