"""Removing rows with everything that hangs on them; what proves a published signature stays."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, not_, select
from sqlalchemy.orm import Session

from campaign import vault
from campaign.db import Base
from campaign.privacy import paths

PROOF = frozenset({"signatures", "journal", "editions"})
"""Rows of these are never removed because another row is; a row that one of them names stays."""
BATCH = 500


@dataclass
class Removed:
    """What was removed: rows by table, and the files in the vault that went with them."""

    rows: Counter[str] = field(default_factory=Counter)
    files: set[str] = field(default_factory=set)


def table(name: str) -> Table:
    """A table by its name."""
    return Base.metadata.tables[name]


def remove(session: Session, name: str, which: ColumnElement[bool], removed: Removed) -> None:
    """Remove these rows and, first, all rows that name them; rows that a proof names stay. The caller commits."""
    here = table(name)
    free = and_(which, *(not_(each) for each in _held_by_proof(here)))
    for found in _batches(session, here, free):
        removed.files |= set(_values(session, here, "file_digest", found))
        mails = _values(session, here, "mail_id", found)
        for other, column, key in paths.children(here):
            if other.name not in PROOF:
                remove(session, other.name, column.in_(select(key.column).where(found)), removed)
        done: Any = session.execute(delete(here).where(found))
        removed.rows[name] += done.rowcount
        if mails:
            remove(session, "outgoing_mails", table("outgoing_mails").c.id.in_(mails), removed)


def forget_files(session: Session, removed: Removed) -> None:
    """Delete from the vault the files that went with removed rows and that no other row names; after the commit."""
    tables = [each for each in Base.metadata.sorted_tables if "file_digest" in each.c]
    for digest in removed.files:
        if not any(session.scalar(select(each.c.file_digest).where(each.c.file_digest == digest)) for each in tables):
            vault.forget(digest)


def _batches(session: Session, here: Table, which: ColumnElement[bool]) -> Iterator[ColumnElement[bool]]:
    """The rows that are meant now, however the rows around them change, so many at a time."""
    keys = list(here.primary_key.columns)
    if len(keys) > 1:
        yield which
        return
    ids = session.scalars(select(keys[0]).where(which)).all()
    for at in range(0, len(ids), BATCH):
        yield keys[0].in_(ids[at : at + BATCH])


def _values(session: Session, here: Table, column: str, which: ColumnElement[bool]) -> Sequence[Any]:
    if column not in here.c:
        return []
    return session.scalars(select(here.c[column]).where(which, here.c[column].is_not(None))).all()


def _held_by_proof(here: Table) -> list[ColumnElement[bool]]:
    """Which rows a proof names, directly or by rows that would be removed with them."""
    held: list[ColumnElement[bool]] = []
    for other, column, key in paths.children(here):
        if other.name in PROOF:
            held.append(key.column.in_(select(column).where(column.is_not(None))))
        else:
            named = [select(column).where(column.is_not(None), each) for each in _held_by_proof(other)]
            held += [key.column.in_(each) for each in named]
    return held
