"""Lists of invented Members in every format that is read; and the real ones, where they lie beside the checkout."""

import csv
import io
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from campaign.roster.sources import recognition
from campaign.roster.sources.records import Source

TODAY = date(2026, 11, 23)
_NAMES = {
    "EPP": "Group of the European People's Party (Christian Democrats)",
    "SD": "Group of the Progressive Alliance of Socialists and Democrats in the European Parliament",
    "RENEW": "Renew Europe Group",
    "NI": "Non-attached Members",
    "LEFT": "The Left group in the European Parliament - GUE/NGL",
}


def mep(ep_id: int, name: str, country: str = "Belgium", group: str = "SD", party: str = "Example Party") -> str:
    """One entry of the Parliament's full list."""
    return (
        f"<mep><fullName>{name}</fullName><country>{country}</country><politicalGroup>{_NAMES.get(group, group)}"
        f"</politicalGroup><id>{ep_id}</id><nationalPoliticalGroup>{party}</nationalPoliticalGroup></mep>"
    )


def full_list(*entries: str) -> bytes:
    """The Parliament's full list: one line, as it is published."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><meps>{"".join(entries)}</meps>'.encode()


def answer(*entries: dict[str, Any]) -> bytes:
    """An answer of the open data portal."""
    return json.dumps({"data": list(entries), "@context": []}, ensure_ascii=False).encode()


def table(*rows: tuple[Any, ...], delimiter: str = ",") -> bytes:
    """A CSV."""
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(rows)
    return written.getvalue().encode()


def spreadsheet(*rows: tuple[Any, ...]) -> bytes:
    """An XLSX."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return written.getvalue()


def read(*files: tuple[str, bytes], day: date = TODAY) -> list[Source]:
    """Everything in these files."""
    return recognition.sources(recognition.sort(files), day=day)


def read_one(content: bytes, *, file: str = "list", day: date = TODAY) -> Source:
    """The one source in this file."""
    (source,) = read((file, content), day=day)
    return source


def published(name: str) -> Path:
    """A published list beside the checkout; without it the test is skipped and says so."""
    shared = Path(os.environ.get("SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
    found = shared / "data" / "meps" / name
    if not found.exists():
        pytest.skip(f"the published list {name} is not beside this checkout (set SHARED to its folder)")
    return found


def files_of(*names: str) -> list[tuple[str, bytes]]:
    """Published files by name; a folder counts for all files in it."""
    paths = [published(name) for name in names]
    flat = [each for path in paths for each in (sorted(path.iterdir()) if path.is_dir() else [path])]
    return [(path.name, path.read_bytes()) for path in flat]
