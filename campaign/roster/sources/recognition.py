"""What a file is, by its content and never by its name; several files become the sources they hold."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from campaign.roster.sources import archives, cells, columns, europarl_xml, howtheyvote, portal, records, tables
from campaign.roster.sources.cells import Table
from campaign.roster.sources.columns import ColumnMap
from campaign.roster.sources.records import Place, Source
from campaign.roster.sources.refusals import CannotRead, Reason

#: All that last_updated.txt of HowTheyVote holds.
_EXPORTED = re.compile(rb"\s*(\d{4}-\d{2}-\d{2})T[\d:.+Z-]+\s*")

#: One file somebody brought: its name, for sentences only, and its bytes.
File = tuple[str, bytes]


@dataclass
class Brought:
    """Files sorted by what they are, in the order they came."""

    lists: list[File] = field(default_factory=list)
    answers: list[tuple[str, Sequence[portal.Entry]]] = field(default_factory=list)
    published: list[Table] = field(default_factory=list)
    published_on: date | None = None
    tables: list[Table] = field(default_factory=list)


def sort(files: Iterable[File]) -> Brought:
    """Recognise every file.

    Raises CannotRead for the first that is none of the known lists.
    """
    brought = Brought()
    for file, content in _told_apart(files):
        _sort_one(brought, file, content)
    return brought


def _told_apart(files: Iterable[File]) -> Iterator[File]:
    """Two files of one name get a number, so that each table keeps its own columns and each sentence its own file."""
    seen: Counter[str] = Counter()
    for file, content in files:
        seen[file] += 1
        yield (file if seen[file] == 1 else f"{file} ({seen[file]})"), content


def _sort_one(brought: Brought, file: str, content: bytes) -> None:
    if len(content) > archives.MAX_BYTES:
        raise archives.too_large(file)
    if archives.is_gzip(content):
        _sort_one(brought, file.removesuffix(".gz"), _once(file, archives.gunzipped(file, content)))
    elif archives.is_zip(content):
        _sort_zip(brought, file, content)
    else:
        _sort_plain(brought, file, content)


def _once(file: str, content: bytes) -> bytes:
    """Archives in archives are not opened: nobody publishes them, and bombs are built so."""
    if archives.is_gzip(content) or archives.is_zip(content):
        raise CannotRead(Reason.BROKEN_ARCHIVE, file=file, value="an archive inside an archive")
    return content


def _sort_zip(brought: Brought, file: str, content: bytes) -> None:
    unpacked = archives.unzipped(file, content)
    if archives.is_spreadsheet(unpacked):
        brought.tables.append(cells.from_xlsx(file, content))
        return
    inside = [(name, each) for name, each in unpacked.items() if _counts(name)]
    if not inside:
        raise CannotRead(Reason.EMPTY, file=file)
    for name, each in inside:
        if archives.is_gzip(each):
            each = archives.gunzipped(name, each)
        _sort_plain(brought, f"{file}/{name}", _once(name, each))


def _counts(name: str) -> bool:
    """Leave out what packing programs and HowTheyVote add beside the tables."""
    last = name.rpartition("/")[2]
    readable = last == "last_updated.txt" or not last.endswith((".txt", ".md"))
    return readable and not name.startswith("__MACOSX/") and not last.startswith(".")


def _sort_plain(brought: Brought, file: str, content: bytes) -> None:
    start = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    head = start[:512].lower()
    if not content.strip():
        raise CannotRead(Reason.EMPTY, file=file)
    if (
        b"<!doctype html" in head
        or head.startswith((b"<html", b"<head", b"<body", b"<div", b"<script"))
        or (head.startswith(b"<?xml") and b"<html" in head)
    ):
        raise CannotRead(Reason.WEB_PAGE, file=file)
    if exported := _EXPORTED.fullmatch(content[:64]):
        brought.published_on = records.day(exported[1].decode(), Place(file, "line 1"))
    elif start.startswith(b"<") or content[:4] in (b"\xff\xfe<\0", b"\xfe\xff\0<"):
        brought.lists.append((file, content))
    elif start.startswith((b"{", b"[")):
        brought.answers.append((file, portal.entries(file, content)))
    else:
        _sort_table(brought, cells.from_csv(file, _text(file, content)))


def _text(file: str, content: bytes) -> bytes:
    """Refuse what is no text at all (a PDF, a picture, an old .xls) before it is taken for a table."""
    if b"\0" in content[:4096] and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise CannotRead(Reason.UNKNOWN_FORMAT, file=file)
    if content.startswith(b"%PDF"):
        raise CannotRead(Reason.UNKNOWN_FORMAT, file=file)
    return content


def _sort_table(brought: Brought, table: Table) -> None:
    if howtheyvote.is_one(table):
        brought.published.append(table)
    elif table.width < 2 or len(table.rows) < 2:
        raise CannotRead(Reason.UNKNOWN_FORMAT, file=table.file)
    else:
        brought.tables.append(table)


def sources(brought: Brought, *, day: date, maps: Mapping[str, ColumnMap] | None = None) -> list[Source]:
    """Read everything that was brought, as it stood on that day; `maps` holds the column map of a table by its file.

    Raises CannotRead for the first thing that is wrong; nothing is read in part.
    """
    found = [europarl_xml.read(file, content, day=day) for file, content in brought.lists]
    labels: dict[str, str] = {}
    for _, answer in brought.answers:
        if portal.is_bodies(answer):
            labels |= portal.bodies(answer)
    for file, answer in brought.answers:
        if not portal.is_bodies(answer):
            found.append(portal.read(file, answer, day=day, labels=labels))
    if brought.published:
        found.append(howtheyvote.read(brought.published, day=day, exported_on=brought.published_on))
    for table in brought.tables:
        found.append(tables.read(table, (maps or {}).get(table.file) or columns.guess(table), day=day))
    return found
