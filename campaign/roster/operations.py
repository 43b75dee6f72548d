"""Taking lists over into the roster: adds, changes, ends; never deletes."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from campaign import db, journal
from campaign.parliament import names
from campaign.parliament.names import PersonName
from campaign.roster import queries
from campaign.roster.models import (
    CommitteeMembership,
    GroupMembership,
    ImportDraft,
    ImportFile,
    Mandate,
    Member,
    RosterImport,
)
from campaign.roster.plans import Detail, Entry, Plan
from campaign.roster.sources.recognition import File
from campaign.roster.sources.records import Source
from campaign.roster.states import Seat, Span, State
from campaign.web.refusals import Refusal

#: How long brought files wait for somebody to apply or throw away the preview.
DRAFTS_LAST = timedelta(hours=24)

Rows = dict[type[Any], tuple[list[dict[str, Any]], list[dict[str, Any]]]]


class Reason(StrEnum):
    """Why an import is not applied."""

    PREVIEW_IS_OLD = "preview_is_old"


class CannotImport(Refusal):
    """The import would do something else than what was shown."""


def import_lists(
    session: Session,
    sources: Sequence[Source],
    *,
    files: Iterable[File],
    day: date,
    by: str,
    now: datetime,
    whole: bool | None = None,
    shown: str | None = None,
) -> tuple[RosterImport, Plan]:
    """Take the sources over in the caller's transaction, and journal what they changed.

    `shown` is the fingerprint of the preview somebody agreed to. Raises CannotImport when the roster has changed since.
    """
    db.one_at_a_time(session, "roster import")
    plan = queries.plan(session, sources, day=day, whole=whole)
    if shown is not None and shown != fingerprint(plan):
        sentence = _("The roster has changed since this preview was made. Look at the new preview, then apply it.")
        raise CannotImport(Reason.PREVIEW_IS_OLD, sentence)
    before = queries.states(session)
    _store(session, plan.entries, before, now=now)
    record = RosterImport(
        sources=[_source(file, content) for file, content in files],
        shows_on=plan.day if plan.is_whole else None,
        counts=plan.counts,
        applied_by=by,
        applied_at=now,
    )
    session.add(record)
    session.flush()
    _journal(session, record, plan, before, now=now)
    return record, plan


def fingerprint(plan: Plan) -> str:
    """What two equal plans share: an import is applied exactly as it was shown."""
    return hashlib.sha256(repr((plan.day, plan.entries, plan.is_whole)).encode()).hexdigest()


def _source(file: str, content: bytes) -> dict[str, Any]:
    return {"file": file, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _journal(session: Session, record: RosterImport, plan: Plan, before: Mapping[int, State], *, now: datetime) -> None:
    """The import as one event, and every mailbox that changes hands as one: a wrong one would let a stranger sign."""
    digests = [source["sha256"] for source in record.sources]
    facts = {"counts": plan.counts, "sources": digests, "by": record.applied_by, "whole": plan.is_whole}
    happenings: list[tuple[str, str, Mapping[str, Any]]] = [("roster_imported", f"import:{record.public_id}", facts)]
    for entry in plan.entries:
        known = before.get(entry.state.ep_id)
        if known and known.mailbox and any(change.detail is Detail.MAILBOX for change in entry.changes):
            happenings.append(("mailbox_changed", f"member:{entry.state.ep_id}", {"import": record.public_id}))
    journal.record_all(session, happenings, now=now)


def _store(session: Session, entries: Sequence[Entry], before: Mapping[int, State], *, now: datetime) -> None:
    """Write the states of all entries: a handful of statements, however many Members."""
    rows: Rows = {kind: ([], []) for kind in (Member, Mandate, GroupMembership, CommitteeMembership)}
    for entry in entries:
        state = entry.state
        known = before.get(state.ep_id)
        rows[Member][1 if known else 0].append(_member(state, now))
        _sort_rows(rows[Mandate], state.ep_id, state.seats, known.seats if known else (), _seat)
        _sort_rows(rows[GroupMembership], state.ep_id, state.groups, known.groups if known else (), _group)
        _sort_rows(
            rows[CommitteeMembership], state.ep_id, state.committees, known.committees if known else (), _committee
        )
    for kind, (added, changed) in rows.items():
        if added:
            session.execute(insert(kind.__table__), added)
        if changed:
            session.execute(update(kind), changed)
    session.expire_all()


def _sort_rows(
    into: tuple[list[dict[str, Any]], list[dict[str, Any]]],
    ep_id: int,
    after: Sequence[Any],
    known: Sequence[Any],
    values: Any,
) -> None:
    """New rows to insert, changed ones to update by their number."""
    unchanged = set(known)
    for each in after:
        if each.row is None:
            into[0].append({"ep_id": ep_id} | values(each))
        elif each not in unchanged:
            into[1].append({"id": each.row} | values(each))


def _member(state: State, now: datetime) -> dict[str, Any]:
    return {
        "ep_id": state.ep_id,
        "given": state.given,
        "surname": state.surname,
        "sort_name": state.sort_name,
        "sort_key": names.sort_key(state.sort_name, state.given, state.ep_id),
        "folded": names.search_text(PersonName(state.given, state.surname)),
        "mailbox": state.mailbox,
        "updated_at": now,
    }


def _seat(seat: Seat) -> dict[str, Any]:
    return {
        "term": seat.term,
        "country": seat.country,
        "party": seat.party,
        "starts_on": seat.starts_on,
        "ends_on": seat.ends_on,
    }


def _group(span: Span) -> dict[str, Any]:
    return {"group_code": span.code, "starts_on": span.starts_on, "ends_on": span.ends_on}


def _committee(span: Span) -> dict[str, Any]:
    return {"committee": span.code, "role": span.role, "starts_on": span.starts_on, "ends_on": span.ends_on}


def keep_draft(
    session: Session, organiser_id: int, files: Iterable[File], *, shows_on: date, whole: bool | None, now: datetime
) -> ImportDraft:
    """Keep brought files for the next steps; older ones that nobody applied go."""
    for old in session.scalars(select(ImportDraft).where(ImportDraft.brought_at < now - DRAFTS_LAST)):
        session.delete(old)
    session.flush()
    draft = ImportDraft(organiser_id=organiser_id, shows_on=shows_on, whole=whole, maps={}, brought_at=now)
    draft.files = [ImportFile(name=name, content=content) for name, content in files]
    session.add(draft)
    session.flush()
    return draft


def drop_draft(session: Session, draft: ImportDraft) -> None:
    """Throw the brought files away."""
    session.delete(draft)
    session.flush()
