"""The PDF file itself: numbered objects in, bytes out, the same bytes for the same objects.

Small objects are packed into object streams, which is what keeps a letter with thousands of structure elements
small; ISO 32000-1, 7.5.7 and 7.5.8. Nothing here knows what a letter is.
"""

from __future__ import annotations

import hashlib
import zlib

_PER_STREAM = 800
_QUICK, _LARGE = 4, 15_000
"""Large streams are deflated at a level that takes half the time for a thirtieth more bytes."""
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class PdfFile:
    """Objects of one file. Numbers are given in the order of asking, so the order of work decides the bytes."""

    def __init__(self) -> None:
        self._objects: list[bytes | None] = [None]
        self._streams: dict[int, bytes] = {}

    def reserve(self) -> int:
        """A number for an object that will be described later."""
        self._objects.append(None)
        return len(self._objects) - 1

    def add(self, body: str | bytes) -> int:
        """A new object; its number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def put(self, number: int, body: str | bytes) -> None:
        """Describe a reserved object."""
        self._objects[number] = body.encode("latin-1") if isinstance(body, str) else body

    def stream(self, content: bytes, entries: str = "", *, plain: bool = False) -> int:
        """A new stream object; deflated unless `plain` or already encoded by its own /Filter."""
        number = self.reserve()
        self.put_stream(number, content, entries, plain=plain)
        return number

    def put_stream(self, number: int, content: bytes, entries: str = "", *, plain: bool = False) -> None:
        """Describe a reserved stream object."""
        if not plain:
            content = _deflate(content, _QUICK if len(content) > _LARGE else 6)
            entries += "/Filter/FlateDecode"
        head = f"<<{entries}/Length {len(content)}>>stream\n".encode("latin-1")
        self._streams[number] = head + content + b"\nendstream"

    def finish(self, root: int, info: int) -> bytes:
        """The whole file with its cross-reference stream and an identifier made from its content."""
        places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        parts: list[bytes] = [_HEADER]
        at = len(_HEADER)
        for number, body in (*self._streams.items(), *self._packed(places)):
            written = b"%d 0 obj\n%b\nendobj\n" % (number, body)
            places[number] = (1, at, 0)
            parts.append(written)
            at += len(written)
        xref = len(self._objects)
        places[xref] = (1, at, 0)
        identifier = hashlib.sha256(b"".join(parts)).hexdigest()[:32]
        layout, table = _cross_references([places.get(number, (0, 0, 65535)) for number in range(xref + 1)])
        trailer = f"/Type/XRef/Size {xref + 1}{layout}/Root {root} 0 R/Info {info} 0 R"
        trailer += f"/ID[<{identifier}><{identifier}>]/Filter/FlateDecode/Length {len(table)}"
        parts.append(f"{xref} 0 obj\n<<{trailer}>>stream\n".encode("latin-1") + table)
        parts.append(b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at)
        return b"".join(parts)

    def _packed(self, places: dict[int, tuple[int, int, int]]) -> list[tuple[int, bytes]]:
        """Object streams for everything that is no stream; `places` learns where each object lies."""
        small = [(number, body) for number, body in enumerate(self._objects) if body is not None]
        packed: list[tuple[int, bytes]] = []
        for start in range(0, len(small), _PER_STREAM):
            chunk = small[start : start + _PER_STREAM]
            number = self.reserve()
            heads: list[str] = []
            at = 0
            for index, (member, body) in enumerate(chunk):
                places[member] = (2, number, index)
                heads.append(f"{member} {at}")
                at += len(body) + 1
            head = (" ".join(heads) + "\n").encode("latin-1")
            content = _deflate(head + b"\n".join(body for _, body in chunk), _QUICK)
            entries = f"/Type/ObjStm/N {len(chunk)}/First {len(head)}/Filter/FlateDecode/Length {len(content)}"
            packed.append((number, f"<<{entries}>>stream\n".encode("latin-1") + content + b"\nendstream"))
        return packed


def _cross_references(places: list[tuple[int, int, int]]) -> tuple[str, bytes]:
    """How the table is laid out, and the deflated table; wider columns where it would end in a carriage return.

    Unlike other streams it must not hold a byte more than its entries (7.5.8).
    """
    for first, second in ((4, 2), (4, 3), (5, 2), (5, 3)):
        table = zlib.compress(_differences(places, first, second), 6)
        if table[-1:] != b"\r":
            break
    return f"/W[1 {first} {second}]/DecodeParms<</Predictor 12/Columns {1 + first + second}>>", table


def _differences(places: list[tuple[int, int, int]], first: int, second: int) -> bytes:
    """Each row as its difference from the row above (PNG's "up"): neighbours differ by almost nothing."""
    rows: list[bytes] = []
    next_in_stream = b"\x02" + bytes(first + second) + b"\x01"
    above = (0, 0, 0)
    for place in places:
        kind, one, other = place
        if kind == above[0] == 2 and one == above[1] and other == above[2] + 1 and other & 255:
            rows.append(next_in_stream)
        else:
            rows.append(b"\x02" + _difference(place, above, first, second))
        above = place
    return b"".join(rows)


def _difference(place: tuple[int, int, int], above: tuple[int, int, int], first: int, second: int) -> bytes:
    widths = (1, first, second)
    now = b"".join(value.to_bytes(width, "big") for value, width in zip(place, widths, strict=True))
    then = b"".join(value.to_bytes(width, "big") for value, width in zip(above, widths, strict=True))
    return bytes([(new - old) & 255 for new, old in zip(now, then, strict=True)])


def _deflate(content: bytes, level: int = 6) -> bytes:
    """Deflated data that does not end in a carriage return, which strict readers take for an end of line.

    The last byte belongs to the checksum of the content, so only another content can change it.
    """
    deflated = zlib.compress(content, level)
    return deflated if deflated[-1:] != b"\r" else zlib.compress(content + b" ", level)


def text_string(text: str) -> str:
    """A PDF text string: readable where it is plain ASCII, UTF-16 otherwise (7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
    return "<FEFF" + text.encode("utf-16-be", "replace").hex() + ">"


def number(value: float) -> str:
    """A number with at most two decimals and no needless zeros: a hundredth of a point is 3.5 micrometres."""
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
