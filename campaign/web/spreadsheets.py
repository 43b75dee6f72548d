"""Tables that people take away as CSV or Excel files: text stays text, and no cell can run as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from enum import StrEnum

import xlsxwriter

#: A cell that begins so is run as a formula by spreadsheet programs (OWASP: CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Value = str | int


class FileType(StrEnum):
    """In which form."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"

    @property
    def mimetype(self) -> str:
        """What the browser is told."""
        return {
            FileType.CSV: "text/csv",
            FileType.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            FileType.JSON: "application/json",
        }[self]


def to_csv(heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with the mark that Excel looks for."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(title: str, heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """One sheet with a frozen heading; text stays text, whatever it looks like."""
    file = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, safe) as book:
        page = book.add_worksheet(title)
        page.write_row(0, 0, heads, book.add_format({"bold": True}))
        for at, row in enumerate(rows, 1):
            page.write_row(at, 0, row)
        page.freeze_panes(1, 0)
        page.autofit()
    return file.getvalue()


def _harmless(value: Value) -> Value:
    """A leading quote makes a spreadsheet show the text instead of running it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
