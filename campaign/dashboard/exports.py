"""The signatories as CSV, XLSX or JSON: chosen columns, print order, safe to open in a spreadsheet. Pure.

Only names that stand are exported, never who was asked, declined or withdrew, and never an address.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from campaign import clock, tally
from campaign.drafting.models import Letter
from campaign.parliament import countries, groups
from campaign.signing import assurances, lines
from campaign.signing.models import Signature
from campaign.web import spreadsheets
from campaign.web.spreadsheets import FileType, Value


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
    HOW_SURE = "how_sure"
    """The assurance in plain words."""
    EP_ID = "ep_id"


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
        Column.HOW_SURE: str(assurances.PUBLIC[signature.assurance]),
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
    """For any spreadsheet program."""
    return spreadsheets.to_csv(_heads(content), content.rows)


def to_xlsx(content: Sheet) -> bytes:
    """For Excel."""
    return spreadsheets.to_xlsx("Signatories", _heads(content), content.rows)


def to_json(content: Sheet) -> bytes:
    """A list of objects with the summary; names as they are, not escaped."""
    names = _heads(content)
    whole = {"summary": content.line, "signatories": [dict(zip(names, row, strict=True)) for row in content.rows]}
    return json.dumps(whole, ensure_ascii=False, indent=2).encode() + b"\n"


def _heads(content: Sheet) -> list[str]:
    return [column.value for column in content.columns]
