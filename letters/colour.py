"""The colour space a letter's colours are meant in: sRGB as an ICC profile, always the same bytes.

ICC.1:2004-10 (version 4.2), which PDF/A-3 allows; values from IEC 61966-2-1, adapted to the D50 white of ICC.
"""

from __future__ import annotations

import struct
from functools import lru_cache

_WHITE = (0.9642, 1.0, 0.8249)
_RED = (0.4360747, 0.2225045, 0.0139322)
_GREEN = (0.3850649, 0.7168786, 0.0971045)
_BLUE = (0.1430804, 0.0606169, 0.7141733)
_ADAPTATION = (1.0478112, 0.0228866, -0.0501270, 0.0295424, 0.9904844, -0.0170491, -0.0092345, 0.0150436, 0.7521316)
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """The profile: header, table of tags, and the tags, each on a boundary of four bytes."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(*_CURVE)
    tags = {
        b"desc": _text("sRGB"),
        b"cprt": _text("No copyright, use freely"),
        b"wtpt": _xyz(*_WHITE),
        b"chad": b"sf32" + bytes(4) + _fixed(*_ADAPTATION),
        b"rXYZ": _xyz(*_RED),
        b"gXYZ": _xyz(*_GREEN),
        b"bXYZ": _xyz(*_BLUE),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, content = struct.pack(">I", len(tags)), b""
    begin = 128 + 4 + 12 * len(tags)
    places: dict[bytes, int] = {}
    for signature, tag in tags.items():
        if tag not in places:
            places[tag] = begin + len(content)
            content += tag + bytes(-len(tag) % 4)
        table += signature + struct.pack(">II", places[tag], len(tag))
    return _header(begin + len(content)) + table + content


def _header(size: int) -> bytes:
    """Without a date or an identifier, which no reader needs (ICC.1, 7.2)."""
    head = struct.pack(">I", size) + bytes(4) + bytes((4, 0x20, 0, 0)) + b"mntrRGB XYZ "
    head += bytes(12) + b"acsp" + bytes(28) + _fixed(*_WHITE)
    return head + bytes(128 - len(head))


def _fixed(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _xyz(*values: float) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(*values)


def _text(text: str) -> bytes:
    written = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">II", 1, 12) + b"enUS" + struct.pack(">II", len(written), 28) + written
