"""Scanned pages as they come in: decoded in a process of its own that has little memory and little time.

What is kept is a new grey picture of each page, so that nothing of the file that was sent survives but its grey.
"""

import os
import struct
import subprocess
import sys
from enum import StrEnum
from pathlib import Path

LARGEST = 15_000_000
MOST_PAGES = 12
SECONDS = 20


class Trouble(StrEnum):
    """What is wrong with a scan."""

    KIND = "kind"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"


class BadScan(ValueError):
    """A scan that cannot be taken."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def pages(content: bytes) -> list[bytes]:
    """Each page as a grey PNG. PDF, PNG and JPEG only, told by how the file begins. Raises BadScan."""
    if len(content) > LARGEST:
        raise BadScan(Trouble.TOO_LARGE)
    if not content.startswith((b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        raise BadScan(Trouble.KIND)
    command = [sys.executable, "-P", "-m", "campaign.claims.scanning", str(SECONDS)]
    here = str(Path(__file__).resolve().parents[2])
    surroundings = {"PYTHONPATH": here, "PATH": os.defpath, "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=SECONDS + 10, env=surroundings, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise BadScan(Trouble.UNREADABLE) from error
    if done.returncode != 0 or not done.stdout:
        raise BadScan(Trouble.UNREADABLE)
    return _unpacked(done.stdout)


def _unpacked(answer: bytes) -> list[bytes]:
    found: list[bytes] = []
    at = 0
    while at + 4 <= len(answer) and len(found) < MOST_PAGES:
        (length,) = struct.unpack_from(">I", answer, at)
        found.append(answer[at + 4 : at + 4 + length])
        at += 4 + length
    if at != len(answer) or not all(each.startswith(b"\x89PNG") for each in found):
        raise BadScan(Trouble.UNREADABLE)
    return found
