"""One spelling for one text: what is typed is brought into the form that is shown, frozen and digested alike."""

import unicodedata
from dataclasses import fields
from typing import Any

SEVERAL_LINES = frozenset({"letterhead_address", "cc", "body", "closing", "postal", "salutation", "office", "framing"})
LINE_ENDS = dict.fromkeys(map(ord, "\r\v\f\x85\u2028\u2029"), "\n")
TAB = " " * 4


def lines(text: str) -> str:
    """Text of several lines: LF, NFC, no tabs or control characters, no spaces at line ends, no blank lines around."""
    text = text.replace("\r\n", "\n").translate(LINE_ENDS).replace("\t", TAB)
    visible = "".join(map(_visible, text))
    tidy = [line.rstrip() for line in unicodedata.normalize("NFC", visible).split("\n")]
    while tidy and not tidy[0]:
        del tidy[0]
    while tidy and not tidy[-1]:
        del tidy[-1]
    return "\n".join(tidy)


def line(text: str) -> str:
    """Text of one line: as `lines`, with every run of white space as one space."""
    return " ".join(lines(text).split())


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"  # half a character: UTF-8 has no bytes for it
    return "" if category == "Cc" and character != "\n" else character


class Normalised:
    """A dataclass whose texts are normalised when it is made: what is shown is what is digested."""

    def __post_init__(self) -> None:
        each: Any
        for each in fields(self):  # type: ignore[arg-type]
            value = getattr(self, each.name)
            if type(value) is str:
                tidy = lines if each.name in SEVERAL_LINES else line
                object.__setattr__(self, each.name, tidy(value))
