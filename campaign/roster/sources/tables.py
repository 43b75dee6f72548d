"""An office's own table, read by a column map."""

import re
from collections import Counter
from datetime import date

from campaign.parliament import names
from campaign.parliament.names import PersonName
from campaign.roster.sources import records
from campaign.roster.sources.cells import Row, Table
from campaign.roster.sources.columns import ColumnMap, Field
from campaign.roster.sources.records import Kind, Person, Place, Source, Spell
from campaign.roster.sources.refusals import CannotRead, Reason

_COMMITTEE = re.compile(r"[A-Z]{4}")


def read(table: Table, columns: ColumnMap, *, day: date) -> Source:
    """The persons of a table.

    Raises CannotRead naming the line and the column.
    """
    if not columns.identifies:
        raise CannotRead(Reason.NO_IDENTITY, file=table.file)
    left_out: Counter[str] = Counter()
    rows = table.rows[columns.heading_rows :]
    read = (_Reader(table, columns, day, left_out, row).person() for row in rows)
    persons = tuple(person for person in read if person.ep_id or person.name or person.mailbox)
    if not persons:
        raise CannotRead(Reason.NO_MEMBERS, file=table.file)
    return Source(Kind.TABLE, table.file, persons, day, dict(left_out))


class _Reader:
    """One row through the column map."""

    def __init__(self, table: Table, columns: ColumnMap, day: date, left_out: Counter[str], row: Row) -> None:
        self.table, self.columns, self.day, self.left_out, self.row = table, columns, day, left_out, row

    def person(self) -> Person:
        """What this row says of one person."""
        number, country, group = self.cell(Field.EP_ID), self.cell(Field.COUNTRY), self.cell(Field.GROUP)
        mailbox, foreign = records.official_mailbox(self.cell(Field.MAILBOX))
        self.left_out["foreign_addresses"] += foreign
        since = self.cell(Field.SINCE)
        return Person(
            place=f"line {self.row.line}",
            ep_id=records.person_number(number, self.place(Field.EP_ID)) if self.has(Field.EP_ID) else None,
            name=self.name(),
            mailbox=mailbox,
            sits=bool(country and group),
            country=records.country_code(country, self.place(Field.COUNTRY)) if country else None,
            group=records.group_code(group, self.day, self.place(Field.GROUP)) if group else None,
            party=records.party(self.cell(Field.PARTY)),
            party_known=self.has(Field.PARTY),
            since=records.day(since, self.place(Field.SINCE)) if since else None,
            committees_now=self.committees(),
        )

    def has(self, field: Field) -> bool:
        """Is there a column for this?"""
        return self.columns.column(field) is not None

    def cell(self, field: Field) -> str:
        """The row's text in that column, empty without one."""
        column = self.columns.column(field)
        return "" if column is None else names.tidy(self.row.cells[column])

    def place(self, field: Field) -> Place:
        """The cell, as the refusal names it: by the column's own heading where there is one."""
        column = self.columns.column(field) or 0
        headings = self.table.rows[self.columns.heading_rows - 1].cells if self.columns.heading_rows else ()
        heading = headings[column] if headings else f"column {column + 1}"
        return Place(self.table.file, f"line {self.row.line}", heading)

    def name(self) -> PersonName | None:
        """The name from one column or from two; "SURNAME, Given" is turned round."""
        given, surname, full = self.cell(Field.GIVEN), self.cell(Field.SURNAME), self.cell(Field.FULL_NAME)
        if surname:
            return names.rejoin(given, surname)
        family, comma, first = full.partition(", ")
        if comma and first:
            return PersonName(first, family)
        return names.split(full) if full else None

    def committees(self) -> tuple[Spell, ...] | None:
        """The committees of this day, when the table speaks of them."""
        if not (self.has(Field.COMMITTEES) or self.has(Field.SUBSTITUTE)):
            return None
        full = [Spell(code) for code in _COMMITTEE.findall(self.cell(Field.COMMITTEES))]
        standing_in = [Spell(code, role="substitute") for code in _COMMITTEE.findall(self.cell(Field.SUBSTITUTE))]
        return (*full, *standing_in)
