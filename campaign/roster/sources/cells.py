"""Tables as plain cells: CSV and XLSX, with the line each row stands on."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from campaign.roster.sources.refusals import CannotRead, Reason

_DELIMITERS = ",;\t|"
MAX_ROWS = 20_000
MAX_CELLS = 400_000
_CELL_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
#: What all cells together may weigh when every one of them repeats the longest shared text.
_MAX_TEXT = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """One row with something in it, and the line it stands on (from 1)."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of cells; all rows are equally wide."""

    file: str
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max((len(row.cells) for row in self.rows), default=0)


def decoded(file: str, content: bytes) -> str:
    """UTF-8 text (or UTF-16 with its mark). Raises CannotRead naming the line of the first wrong byte."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CannotRead(Reason.WRONG_ENCODING, file=file, line=line) from None


def from_csv(file: str, content: bytes) -> Table:
    """The cells of a CSV, whichever of the usual separators it has.

    Raises CannotRead.
    """
    text = decoded(file, content)
    if "\0" in text:
        raise CannotRead(Reason.UNKNOWN_FORMAT, file=file)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        rows = tuple(_rows(file, ((reader.line_num, cells) for cells in reader)))
    except csv.Error as error:
        raise CannotRead(Reason.BROKEN_TABLE, file=file, line=reader.line_num, value=error) from None
    return _table(file, rows)


def _delimiter(text: str) -> str:
    """The separator that cuts the first lines into the most cells, evenly."""
    lines = [line for line in text[:50_000].splitlines() if line.strip()][:10]

    def evenness(delimiter: str) -> tuple[int, int]:
        counts = [len(next(csv.reader([line], delimiter=delimiter), [])) for line in lines]
        usual = max(set(counts), key=counts.count, default=1)
        return (counts.count(usual) if usual > 1 else 0, usual)

    return max(_DELIMITERS, key=evenness)


def _rows(file: str, numbered: Iterator[tuple[int, list[str]]]) -> Iterator[Row]:
    cells_so_far = 0
    for count, (line, cells) in enumerate(numbered, start=1):
        cells_so_far += len(cells)
        if count > MAX_ROWS or cells_so_far > MAX_CELLS:
            raise CannotRead(Reason.TOO_LARGE, file=file, value=f"{MAX_ROWS} rows")
        stripped = tuple(cell.strip() for cell in cells)
        if any(stripped):
            yield Row(line, stripped)


def _table(file: str, rows: tuple[Row, ...]) -> Table:
    width = max((len(row.cells) for row in rows), default=0)
    return Table(file, tuple(Row(row.line, row.cells + ("",) * (width - len(row.cells))) for row in rows))


def from_xlsx(file: str, content: bytes) -> Table:
    """The cells of the first sheet that has any.

    Raises CannotRead; the archive's sizes are proved before the reader sees it.
    """
    import python_calamine  # here: it is only needed when somebody brings a spreadsheet

    _refuse_spreadsheet_bombs(file, content)
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            for name in workbook.sheet_names:
                sheet = workbook.get_sheet_by_name(name)
                first_line = (sheet.start or (0, 0))[0] + 1
                written = [[_written(value) for value in cells] for cells in sheet.to_python()]
                rows = tuple(_rows(file, iter(enumerate(written, start=first_line))))
                if rows:
                    return _table(file, rows)
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise CannotRead(Reason.BROKEN_TABLE, file=file, line=1, value=error) from None
    raise CannotRead(Reason.NO_MEMBERS, file=file)


def _refuse_spreadsheet_bombs(file: str, content: bytes) -> None:
    """A sheet is laid out as one rectangle in memory: two far-apart cells would be enough to fill it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(each) for each in archive.namelist() if re.fullmatch(r"xl/worksheets/.*\.xml", each)]
        shared = archive.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in archive.namelist() else b""
    longest = max((len(part) for part in shared.split(b"<si>")), default=0)
    cells = sum(sheet.count(b"<c ") + sheet.count(b"<c>") for sheet in sheets)
    if cells > MAX_CELLS or cells * longest > _MAX_TEXT or any(_area(sheet) > MAX_CELLS for sheet in sheets):
        raise CannotRead(Reason.TOO_LARGE, file=file, value=f"{MAX_CELLS} cells")


def _area(sheet: bytes) -> int:
    columns, lines = [], []
    for letters, number in _CELL_PLACE.findall(sheet):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        columns.append(column)
        lines.append(int(number))
    if not columns:
        return 0
    return (max(columns) - min(columns) + 1) * (max(lines) - min(lines) + 1)


def _written(value: object) -> str:
    """A cell as somebody would type it: 124713 rather than 124713.0, days as days."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
