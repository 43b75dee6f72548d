"""The signatories as CSV, XLSX or JSON: chosen columns, print order, safe to open in a spreadsheet. Pure.

Only names that stand are exported, never who was asked, declined or withdrew, and never an address.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import xlsxwriter

from campaign import clock, tally
from campaign.drafting.models import Letter
from campaign.parliament import countries, groups
from campaign.signing import lines
from campaign.signing.models import Signature

#: A cell that begins so is run as a formula by spreadsheet programs (OWASP: CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Column(StrEnum):
    """What can be exported of one signatory."""

    NUMBER = "number"
    LINE = "line"
    GIVEN = "given"
    SURNAME = "surname"
    COUNTRY = "country"
    COUNTRY_CODE = "country_code"
    GROUP = "group"
    PARTY = "party"
    SIGNED_ON = "signed_on"
    ASSURANCE = "assurance"
    EP_ID = "ep_id"


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


Value = str | int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under headings, ready to be written in any form."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    line: str
    """The summary: 7 Members from 4 political groups and 5 Member States."""


def sheet(letter: Letter, signatures: Sequence[Signature], columns: Sequence[Column]) -> Sheet:
    """The chosen columns of these signatures, which come in print order."""
    chosen = tuple(column for column in Column if column in columns)
    rows = (_row(letter, each, number) for number, each in enumerate(signatures, 1))
    return Sheet(
        columns=chosen,
        rows=tuple(tuple(row[column] for column in chosen) for row in rows),
        line=tally.line(tally.of(signatures)),
    )


def _row(letter: Letter, signature: Signature, number: int) -> Mapping[Column, Value]:
    signed_on = clock.brussels_day(signature.signed_at)
    on: date = letter.dated_on or signed_on
    return {
        Column.NUMBER: number,
        Column.LINE: lines.printed_line(signature, letter.list_format, language=letter.language, on=on),
        Column.GIVEN: signature.given,
        Column.SURNAME: signature.surname,
        Column.COUNTRY: countries.get(signature.country).label(letter.language, on=on),
        Column.COUNTRY_CODE: signature.country,
        Column.GROUP: groups.get(signature.group_code).official,
        Column.PARTY: signature.party or "",
        Column.SIGNED_ON: signed_on.isoformat(),
        Column.ASSURANCE: signature.assurance.value,
        Column.EP_ID: signature.ep_id,
    }


def write(content: Sheet, file_type: FileType) -> bytes:
    """The file's bytes."""
    writers: dict[FileType, Callable[[Sheet], bytes]] = {
        FileType.CSV: to_csv,
        FileType.XLSX: to_xlsx,
        FileType.JSON: to_json,
    }
    return writers[file_type](content)


def to_csv(content: Sheet) -> bytes:
    """UTF-8 with the mark that Excel looks for; no cell can run as a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(column.value for column in content.columns)
    writer.writerows([_harmless(value) for value in row] for row in content.rows)
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(content: Sheet) -> bytes:
    """One sheet with a frozen heading; text stays text, whatever it looks like."""
    file = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, safe) as book:
        page = book.add_worksheet("Signatories")
        page.write_row(0, 0, [column.value for column in content.columns], book.add_format({"bold": True}))
        for at, row in enumerate(content.rows, 1):
            page.write_row(at, 0, row)
        page.freeze_panes(1, 0)
        page.autofit()
    return file.getvalue()


def to_json(content: Sheet) -> bytes:
    """A list of objects with the summary; names as they are, not escaped."""
    names = [column.value for column in content.columns]
    whole = {"summary": content.line, "signatories": [dict(zip(names, row, strict=True)) for row in content.rows]}
    return json.dumps(whole, ensure_ascii=False, indent=2).encode() + b"\n"


def _harmless(value: Value) -> Value:
    """A leading quote makes a spreadsheet show the text instead of running it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
