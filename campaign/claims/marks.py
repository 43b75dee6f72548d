"""What is printed on each page of a sheet for machines: a code in every corner, and one that opens the sheet's page.

The four in the corners say sheet, page and corner; they stand at known places, so that a photo is straightened by them.
The one in the footer is the sheet's address with page and text. None holds a name or a secret.
"""

import re
from dataclasses import dataclass

from campaign import links, tokens

PAGE = (210.0, 297.0)
"""Width and height of the printed page in millimetres."""
SIZE = 12.0
"""Of a corner's code: 21 modules, each as wide as four or five points of a 200 dpi scan."""
EDGE = 8.0
"""Between a corner's code and the edges of the page: printers leave some five millimetres blank."""
CORNERS = range(4)
SHOWN = 16
"""Digits of the text's digest in the footer's code."""

_ID = f"[{tokens.UNMISTAKABLE}]{{{tokens.PUBLIC_ID_LENGTH}}}"
_CORNER = re.compile(rf"U([0-3])(\d\d)({_ID.upper()})")
_ADDRESS = re.compile(rf"(https?://\S+/)({_ID})(/\S+/)({_ID})\?page=(\d\d)&text=([0-9a-f]{{{SHOWN}}})")


@dataclass(frozen=True, slots=True)
class Corner:
    """What the code in a corner says."""

    sheet: str
    page: int
    corner: int
    """0 top left, 1 top right, 2 bottom left, 3 bottom right."""


@dataclass(frozen=True, slots=True)
class Address:
    """What the code in the footer says."""

    letter: str
    sheet: str
    page: int
    text: str
    """The first digits of the text's digest."""


def place(corner: int) -> tuple[float, float]:
    """Where the upper left edge of this corner's code stands, in millimetres from the page's upper left corner."""
    width, height = PAGE
    return (EDGE if corner % 2 == 0 else width - EDGE - SIZE), (EDGE if corner < 2 else height - EDGE - SIZE)


def corner_text(sheet: str, corner: int) -> str:
    """What a corner's code says; the printer puts the page's number in. Capitals fit the smallest QR code."""
    return f"U{corner}{{page}}{sheet.upper()}"


def address_text(letter: str, sheet: str, digest: str) -> str:
    """What the footer's code says; the printer puts the page's number in."""
    address = links.absolute("evidence.paper", letter_id=letter, paper_id=sheet)
    return f"{address}?page={{page}}&text={digest[:SHOWN]}"


def corner(text: str) -> Corner | None:
    """What this text says if it is a corner's code."""
    found = _CORNER.fullmatch(text)
    if found is None:
        return None
    number, page, sheet = found.groups()
    return Corner(sheet.lower(), int(page), int(number))


def address(text: str) -> Address | None:
    """What this text says if it is the code of a sheet that this installation printed."""
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return None
    _before, letter, _between, sheet, page, digest = found.groups()
    ours = links.absolute("evidence.paper", letter_id=letter, paper_id=sheet)
    return Address(letter, sheet, int(page), digest) if text.startswith(f"{ours}?") else None
