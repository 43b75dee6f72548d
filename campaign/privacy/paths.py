"""Ways through the database along foreign keys, written as `invitation_id.letter_id`."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, ForeignKey, Select, Table, select


def reaches(table: Table, path: str, goal: Select[Any] | Iterable[Any]) -> ColumnElement[bool]:
    """Which rows of the table lead along the path to one of these values."""
    first, _dot, rest = path.partition(".")
    column = table.c[first]
    if not rest:
        return column.in_(goal if isinstance(goal, Select) else list(goal))
    (key,) = column.foreign_keys
    return column.in_(select(key.column).where(reaches(key.column.table, rest, goal)))


def children(table: Table) -> Iterator[tuple[Table, Column[Any], ForeignKey]]:
    """Every table whose rows name rows of this one, the naming column, and its key."""
    for other in table.metadata.sorted_tables:
        for column in other.columns:
            for key in column.foreign_keys:
                if key.column.table is table and other is not table:
                    yield other, column, key


def named(table: Table, *, by: str = "") -> list[ColumnElement[bool]]:
    """For each table (or the one) whose rows name rows of this one: which of its rows are named."""
    return [
        key.column.in_(select(column).where(column.is_not(None)))
        for other, column, key in children(table)
        if by in ("", other.name)
    ]
