"""pyHanko's reader without its habit of reading an object stream's table of contents anew for each object."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.misc import PdfReadError, PdfStreamError, PdfStrictReadError
from pyhanko.pdf_utils.reader import PdfFileReader


class QuickReader(PdfFileReader):
    """Always strict. A letter has thousands of objects in a few streams: comparing two revisions took minutes."""

    def __init__(self, stream: BytesIO) -> None:
        self._contents: dict[int, tuple[bytes, list[tuple[int, int]]]] = {}
        super().__init__(stream, strict=True)

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> Any:
        """Read one object (ISO 32000-1, 7.5.7); pyHanko calls this.

        Raises PdfStrictReadError.
        """
        if stmnum not in self._contents:
            self._contents[stmnum] = self._table_of_contents(stmnum)
        data, places = self._contents[stmnum]
        if not 0 <= idx < len(places) or places[idx][0] != idnum:
            raise PdfStrictReadError("An object is not where the cross-reference table says.")
        source = BytesIO(data)
        source.seek(places[idx][1])
        try:
            found = generic.read_object(source, generic.Reference(idnum, 0, self))
        except (PdfStreamError, PdfReadError) as error:
            raise PdfStrictReadError("An object in an object stream cannot be read.") from error
        if isinstance(found, generic.StreamObject | generic.IndirectObject):
            raise PdfStrictReadError("An object stream holds what must not be in one.")
        return found

    def _table_of_contents(self, stmnum: int) -> tuple[bytes, list[tuple[int, int]]]:
        """The stream's data, and for each object its number and where it begins."""
        stream = generic.Reference(stmnum, 0, self).get_object()
        if not isinstance(stream, generic.StreamObject) or stream.get("/Type") != "/ObjStm":
            raise PdfStrictReadError("What should be an object stream is none.")
        data = stream.read_data(DecodePurpose.OBJECT_STREAM)
        first, count = int(stream["/First"]), int(stream["/N"])
        numbers = data[:first].split()
        if len(numbers) < 2 * count or not all(each.isdigit() for each in numbers):
            raise PdfStrictReadError("The table of contents of an object stream is damaged.")
        pairs = zip(numbers[0 : 2 * count : 2], numbers[1 : 2 * count : 2], strict=True)
        return data, [(int(number), first + int(offset)) for number, offset in pairs]
