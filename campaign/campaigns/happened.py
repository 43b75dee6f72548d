"""What happened, told from the journal: every act of an organiser on anything that belongs to a campaign.

What belongs to a campaign is found by the columns of the tables themselves (`campaign_id`, `letter_id`), so that a new
feature's acts appear here without being listed. Acts of one moment are one line with their number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, or_, select, union_all
from sqlalchemy.orm import Session

from campaign.campaigns.models import Campaign
from campaign.db import Base
from campaign.journal import Event
from campaign.organisers.models import Organiser

PER_PAGE = 50
OF_INSTALLATION = ("organiser", "roster", "journal", "retention", "person")


@dataclass(frozen=True, slots=True)
class Act:
    """One act: when, what, who by, on what, and how often in that moment."""

    at: datetime
    kind: str
    who: str
    """The name; empty where the program itself acted."""
    other: str
    """Whom it was done to, if that is an organiser."""
    subject: str
    facts: dict[str, Any]
    times: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of acts, newest first."""

    acts: tuple[Act, ...]
    number: int
    pages: int


def of_campaign(session: Session, campaign: Campaign, *, page: int) -> Page:
    """What organisers did in this campaign; four queries."""
    by = Event.facts["by"].as_string()
    return _page(session, or_(Event.subject.in_(_belongings(campaign))), by, page, named=by.is_not(None))


def of_installation(session: Session, *, page: int) -> Page:
    """What happened to accounts, roster and journal; four queries."""
    kinds = or_(*(Event.kind.startswith(f"{each}.") for each in OF_INSTALLATION))
    by = func.coalesce(Event.facts["by"].as_string(), Event.subject)
    return _page(session, kinds, by, page)


def _page(
    session: Session, which: ColumnElement[bool], by: Any, number: int, *, named: ColumnElement[bool] | None = None
) -> Page:
    kept = which if named is None else which & named
    groups = select(func.max(Event.number).label("last"), func.count().label("times"), by.label("by"))
    groups = groups.where(kept).group_by(Event.kind, Event.happened_at, by)
    total = session.scalar(select(func.count()).select_from(groups.subquery())) or 0
    pages = max(1, -(-total // PER_PAGE))
    number = min(max(number, 1), pages)
    shown = groups.order_by(func.max(Event.number).desc()).limit(PER_PAGE).offset((number - 1) * PER_PAGE).subquery()
    rows = session.execute(
        select(Event, shown.c.times, shown.c.by).join(shown, shown.c.last == Event.number).order_by(Event.number.desc())
    ).all()
    return Page(_told(session, rows), number, pages)


def _told(session: Session, rows: Sequence[Any]) -> tuple[Act, ...]:
    wanted = {each for row in rows for each in (row.by, row.Event.facts.get("who"), row.Event.subject) if each}
    query = select(Organiser.public_id, Organiser.name).where(Organiser.public_id.in_(wanted))
    names: dict[str, str] = {row.public_id: row.name for row in session.execute(query)}
    return tuple(
        Act(
            at=row.Event.happened_at,
            kind=row.Event.kind,
            who=names.get(row.by, ""),
            other=names.get(row.Event.facts.get("who", ""), ""),
            subject=row.Event.subject,
            facts=row.Event.facts,
            times=row.times,
        )
        for row in rows
    )


def _belongings(campaign: Campaign) -> Select[Any]:
    """The public ids of the campaign, its letters, and all that hangs on either by a column."""
    letters: Table = Base.metadata.tables["letters"]
    own = select(letters.c.id).where(letters.c.campaign_id == campaign.id)
    parts: list[Select[Any]] = [select(Campaign.public_id).where(Campaign.id == campaign.id)]
    for table in Base.metadata.tables.values():
        columns = table.c
        if "public_id" in columns and "campaign_id" in columns:
            parts.append(select(columns.public_id).where(columns.campaign_id == campaign.id))
        elif "public_id" in columns and "letter_id" in columns:
            parts.append(select(columns.public_id).where(columns.letter_id.in_(own)))
    together = union_all(*parts).subquery()
    return select(together.c.public_id)
