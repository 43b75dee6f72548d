"""Scanned pages as they come in: decoded in a process of its own that has little memory and little time.

What is kept is a new grey picture of each page, so that nothing of the file that was sent survives but its grey. What
the process says about codes in it is only believed as far as `sorting` finds such a sheet.
"""

import json
import os
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

LARGEST = 15_000_000
MOST_PAGES = 12
SECONDS = 30
LARGEST_PAGE = 10_000_000
"""Pixels of one kept page: 1,500 across and four times as high."""
_PNG = b"\x89PNG\r\n\x1a\n"
_TOO_MANY = 3
"""With which the process ends when there are more pages."""


class Trouble(StrEnum):
    """What is wrong with a scan."""

    KIND = "kind"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    UNREADABLE = "unreadable"


class BadScan(ValueError):
    """A scan that cannot be taken."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Page:
    """One page out of the files, as a grey PNG."""

    picture: bytes
    texts: tuple[str, ...] = ()
    """What the codes in its picture say."""
    sheet: str = ""
    """Which sheet the codes in its corners name, where it was laid straight by them."""
    page: int = 0

    @property
    def is_straight(self) -> bool:
        """Whether the page was laid straight by the codes in its corners."""
        return bool(self.sheet)


def read(files: Sequence[bytes]) -> list[Page]:
    """Every page of these files, in order. PDF, PNG and JPEG only, told by how a file begins. Raises BadScan."""
    if sum(map(len, files)) > LARGEST:
        raise BadScan(Trouble.TOO_LARGE)
    if not all(each.startswith((b"%PDF-", _PNG, b"\xff\xd8\xff")) for each in files):
        raise BadScan(Trouble.KIND)
    return list(_unpacked(_answer(b"".join(struct.pack(">I", len(each)) + each for each in files))))


def _answer(question: bytes) -> bytes:
    command = [sys.executable, "-P", "-m", "campaign.claims.scanning", str(SECONDS)]
    here = str(Path(__file__).resolve().parents[2])
    surroundings = {"PYTHONPATH": here, "PATH": os.defpath, "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            command, input=question, capture_output=True, timeout=SECONDS + 10, env=surroundings, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise BadScan(Trouble.UNREADABLE) from error
    if done.returncode == _TOO_MANY:
        raise BadScan(Trouble.TOO_MANY)
    if done.returncode != 0 or not done.stdout:
        raise BadScan(Trouble.UNREADABLE)
    return done.stdout


def _unpacked(answer: bytes) -> Iterator[Page]:
    """Pages from heads and pictures by turns; whatever else comes out of the process is no answer."""
    parts: list[bytes] = []
    at = 0
    while at + 4 <= len(answer):
        (length,) = struct.unpack_from(">I", answer, at)
        parts.append(answer[at + 4 : at + 4 + length])
        at += 4 + length
    if at != len(answer) or len(parts) % 2:
        raise BadScan(Trouble.UNREADABLE)
    for head, picture in zip(parts[::2], parts[1::2], strict=True):
        width, height = struct.unpack_from(">II", picture.ljust(24), 16)
        if not picture.startswith(_PNG) or width * height > LARGEST_PAGE:
            raise BadScan(Trouble.UNREADABLE)
        told = json.loads(head)
        yield Page(picture, tuple(told["texts"]), told.get("sheet", ""), told.get("page", 0))
