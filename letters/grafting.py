"""Pages of another PDF carried over into ours: only what draws them, nothing that acts."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Stream, String

from letters.pdffile import PdfFile

_MARKS = frozenset(map(Operator, ("BMC", "BDC", "EMC", "MP", "DP")))
_NOT_DRAWING = frozenset(
    f"/{name}"
    for name in (
        "StructParent",
        "StructParents",
        "AA",
        "A",
        "PieceInfo",
        "Metadata",
        "LastModified",
        "OC",
        "AF",
        "Length",
    )
)
_DEEPEST = 100


class Graft:
    """Copies objects of one source into a file, each once."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._numbers: dict[tuple[int, int], int] = {}

    def form(self, form: Stream) -> int:
        """A form XObject and all it needs; the number of its copy."""
        return self._stream(form, 0)

    def _written(self, value: Any, depth: int) -> str:
        """A value as PDF source, with references to the copies of what it refers to."""
        if depth > _DEEPEST:
            raise ValueError("nested too deeply")
        if isinstance(value, pikepdf.Object) and value.is_indirect:
            return f"{self._reference(value, depth)} 0 R"
        if isinstance(value, Dictionary):
            return f"<<{self._entries(value, depth)}>>"
        if isinstance(value, Array):
            return f"[{' '.join(self._written(item, depth + 1) for item in value)}]"
        return f"{self._stream(value, depth)} 0 R" if isinstance(value, Stream) else _source(value)

    def _entries(self, dictionary: Any, depth: int) -> str:
        return "".join(
            f"{_source(Name(key))} {self._written(value, depth + 1)}"
            for key, value in sorted(dictionary.items())
            if key not in _NOT_DRAWING
        )

    def _reference(self, value: Any, depth: int) -> int:
        known = self._numbers.get(value.objgen)
        if known is not None:
            return known
        if isinstance(value, Stream):
            return self._stream(value, depth)
        number = self._numbers[value.objgen] = self._file.reserve()
        entries = (
            f"<<{self._entries(value, depth)}>>"
            if isinstance(value, Dictionary)
            else f"[{' '.join(self._written(item, depth + 1) for item in value)}]"
            if isinstance(value, Array)
            else _source(value)
        )
        self._file.put(number, entries)
        return number

    def _stream(self, stream: Stream, depth: int) -> int:
        number = self._file.reserve()
        if stream.is_indirect:
            self._numbers[stream.objgen] = number
        dictionary = {key: value for key, value in sorted(stream.stream_dict.items()) if key not in _NOT_DRAWING}
        filters = str(dictionary.get("/Filter", ""))
        plain = any(name in filters for name in ("DCT", "JPX", "CCITT", "JBIG2"))
        content = bytes(stream.read_raw_bytes()) if plain else bytes(stream.read_bytes())
        if dictionary.get("/Subtype") == Name.Form:
            content = _without_marks(stream)
        if not plain:
            dictionary = {key: value for key, value in dictionary.items() if key not in ("/Filter", "/DecodeParms")}
        entries = "".join(
            f"{_source(Name(key))} {self._written(value, depth + 1)}" for key, value in dictionary.items()
        )
        self._file.put_stream(number, content, entries, plain=plain)
        return number


def _without_marks(form: Stream) -> bytes:
    """The drawing operators alone: tags of the source would point into a tree that is not ours."""
    return bytes(
        pikepdf.unparse_content_stream(
            [step for step in pikepdf.parse_content_stream(form) if step.operator not in _MARKS]
        )
    )


def _source(value: Any) -> str:
    """A number, name or other simple value as PDF source."""
    if isinstance(value, String):
        return f"<{bytes(value).hex()}>"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    written = value.unparse() if isinstance(value, pikepdf.Object) else str(value).encode("ascii")
    return bytes(written).decode("latin-1")
