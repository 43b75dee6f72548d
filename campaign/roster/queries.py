"""Who sat on a day, for which country, group and party; each question in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, selectinload

from campaign.parliament import names, terms
from campaign.roster import rules
from campaign.roster.models import (
    CommitteeMembership,
    GroupMembership,
    ImportDraft,
    Mandate,
    Member,
    NameForm,
    RosterImport,
)
from campaign.roster.plans import Plan
from campaign.roster.sources.records import Source
from campaign.roster.states import Seat, Span, State


@dataclass(frozen=True, slots=True)
class Wish:
    """Which Members to show. Empty means any."""

    text: str = ""
    country: str = ""
    group: str = ""
    party: str = ""
    committee: str = ""
    former: bool = False
    """Those without a mandate on the day too."""


@dataclass(frozen=True, slots=True)
class Place:
    """A Member with the mandate and group of a day; of a former Member the last ones."""

    member: Member
    mandate: Mandate
    group: str | None
    sits: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of Members."""

    places: tuple[Place, ...]
    total: int
    page: int
    pages: int


def _covers(row: Any, day: date) -> ColumnElement[bool]:
    """The row holds on that day; an unknown beginning reaches back."""
    begun = or_(row.starts_on.is_(None), row.starts_on <= day)
    return and_(begun, or_(row.ends_on.is_(None), row.ends_on >= day))


def _best(row: Any, day: date) -> tuple[Any, ...]:
    """The order in which rows of one person answer for a day: a known beginning before an unknown one."""
    return (
        _covers(row, day).desc(),
        row.starts_on.is_(None),
        row.starts_on.desc(),
        row.ends_on.is_(None),
        row.ends_on,
        row.id,
    )


def _mandate_id(day: date, *, former: bool) -> Any:
    """The mandate of a day, of each Member; with `former` the last one where there is none."""
    inner = select(Mandate.id).where(Mandate.ep_id == Member.ep_id)
    if former:
        held = and_(_covers(Mandate, day), Mandate.term == _term_number(day))
        inner = inner.order_by(held.desc(), Mandate.term.desc(), *_best(Mandate, day)[1:])
    else:
        inner = inner.where(_covers(Mandate, day), Mandate.term == _term_number(day)).order_by(*_best(Mandate, day))
    return inner.limit(1).correlate(Member).scalar_subquery()


def _group_code(day: date) -> Any:
    """The group of a day, of each Member; the last one where there is none."""
    inner = select(GroupMembership.group_code).where(GroupMembership.ep_id == Member.ep_id)
    return inner.order_by(*_best(GroupMembership, day)).limit(1).correlate(Member).scalar_subquery()


def seat_on(day: date) -> tuple[Any, Any]:
    """The mandate's id and the group's code of a day, of each Member of a query: for joins."""
    return _mandate_id(day, former=False), _group_code(day)


def _term_number(day: date) -> int:
    term = terms.on(day)
    return term.number if term else 0


def mandate_on(session: Session, ep_id: int, day: date) -> Mandate | None:
    """The Member's mandate of that day, or None without one."""
    query = select(Mandate).where(Mandate.ep_id == ep_id, _covers(Mandate, day), Mandate.term == _term_number(day))
    return session.scalars(query.order_by(*_best(Mandate, day)).limit(1)).first()


def group_on(session: Session, ep_id: int, day: date) -> str | None:
    """The code of the Member's group of that day (NI for non-attached), or None where it is not known."""
    query = select(GroupMembership.group_code).where(GroupMembership.ep_id == ep_id, _covers(GroupMembership, day))
    return session.scalars(query.order_by(*_best(GroupMembership, day)).limit(1)).first()


def groups_on(session: Session, ep_ids: Iterable[int], day: date) -> dict[int, str]:
    """The code of each of these Members' group of that day, or of a former Member's last one; one query."""
    query = select(Member.ep_id, _group_code(day)).where(Member.ep_id.in_(set(ep_ids)))
    return {ep_id: code for ep_id, code in session.execute(query) if code is not None}


def mailbox_on(session: Session, ep_id: int, day: date) -> str | None:
    """The official address, only while the mandate lasts: it ends with it."""
    if mandate_on(session, ep_id, day) is None:
        return None
    return session.scalar(select(Member.mailbox).where(Member.ep_id == ep_id))


def _wanted(day: date, wish: Wish) -> Select[Any]:
    mandate_id, group = _mandate_id(day, former=wish.former), _group_code(day)
    query = select(Member, Mandate, group.label("group_code")).join(Mandate, Mandate.id == mandate_id)
    for word in names.fold(wish.text).split():
        query = query.where(Member.folded.contains(word, autoescape=True))
    if wish.country:
        query = query.where(Mandate.country == wish.country)
    if wish.party:
        query = query.where(Mandate.party == wish.party)
    if wish.group:
        query = query.where(group == wish.group)
    if wish.committee:
        seated = select(CommitteeMembership.id).where(
            CommitteeMembership.ep_id == Member.ep_id,
            CommitteeMembership.committee == wish.committee,
            _covers(CommitteeMembership, day),
        )
        query = query.where(seated.exists())
    return query


def _place(day: date, row: Any) -> Place:
    mandate: Mandate = row.Mandate
    ended = mandate.ends_on is not None and mandate.ends_on < day
    sits = not ended and (mandate.starts_on is None or mandate.starts_on <= day) and mandate.term == _term_number(day)
    return Place(row.Member, mandate, row.group_code, sits)


def members_on(session: Session, day: date, wish: Wish | None = None) -> tuple[Place, ...]:
    """Every Member of that day that is wanted, in the Parliament's order; one query."""
    query = _wanted(day, wish or Wish()).order_by(Member.sort_key)
    return tuple(_place(day, row) for row in session.execute(query))


def page_on(session: Session, day: date, wish: Wish, *, page: int = 1, size: int = 50) -> Shown:
    """One page of them; two queries."""
    query = _wanted(day, wish)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    rows = session.execute(query.order_by(Member.sort_key).limit(size).offset((page - 1) * size))
    return Shown(tuple(_place(day, row) for row in rows), total, page, pages)


def search(session: Session, text: str, day: date, *, former: bool = False, limit: int = 20) -> tuple[Place, ...]:
    """The first Members whose name holds these letters, with or without diacritics."""
    query = _wanted(day, Wish(text=text, former=former)).order_by(Member.sort_key).limit(limit)
    return tuple(_place(day, row) for row in session.execute(query))


def places(session: Session, day: date, ep_ids: Iterable[int]) -> tuple[Place, ...]:
    """These Members as of that day, former ones with their last mandate; one query."""
    query = _wanted(day, Wish(former=True)).where(Member.ep_id.in_(set(ep_ids))).order_by(Member.sort_key)
    return tuple(_place(day, row) for row in session.execute(query))


def name_forms(session: Session, language: str, ep_ids: Iterable[int]) -> dict[int, names.PersonName]:
    """How this language writes these Members' names, where somebody gave it; by EP id, one query."""
    query = select(NameForm).where(NameForm.language == language, NameForm.ep_id.in_(set(ep_ids)))
    return {each.ep_id: names.PersonName(each.given, each.surname) for each in session.scalars(query)}


def forms_of(session: Session, ep_id: int) -> list[NameForm]:
    """All forms of one Member's name, by language."""
    return list(session.scalars(select(NameForm).where(NameForm.ep_id == ep_id).order_by(NameForm.language)))


def parties_on(session: Session, day: date) -> tuple[str, ...]:
    """The national parties of that day's Members, by the alphabet."""
    query = select(Mandate.party).where(
        _covers(Mandate, day), Mandate.term == _term_number(day), Mandate.party.is_not(None)
    )
    return tuple(sorted(filter(None, session.scalars(query.distinct())), key=names.sort_key))


def committees_on(session: Session, day: date) -> tuple[str, ...]:
    """The committees known to have members on that day."""
    query = select(CommitteeMembership.committee).where(_covers(CommitteeMembership, day)).distinct()
    return tuple(sorted(session.scalars(query)))


def member(session: Session, ep_id: int) -> Member | None:
    """One Member with the whole dated history."""
    loaded = (selectinload(Member.mandates), selectinload(Member.groups), selectinload(Member.committees))
    return session.scalars(select(Member).where(Member.ep_id == ep_id).options(*loaded)).first()


def states(session: Session) -> dict[int, State]:
    """The whole roster as plain values; four queries."""
    seats: dict[int, list[Seat]] = {}
    groups: dict[int, list[Span]] = {}
    committees: dict[int, list[Span]] = {}
    for seat in session.execute(select(Mandate.__table__).order_by(Mandate.id)):
        row = Seat(seat.term, seat.country, seat.party, seat.starts_on, seat.ends_on, seat.id)
        seats.setdefault(seat.ep_id, []).append(row)
    for held in session.execute(select(GroupMembership.__table__).order_by(GroupMembership.id)):
        span = Span(held.group_code, held.starts_on, held.ends_on, row=held.id)
        groups.setdefault(held.ep_id, []).append(span)
    for held in session.execute(select(CommitteeMembership.__table__).order_by(CommitteeMembership.id)):
        span = Span(held.committee, held.starts_on, held.ends_on, held.role, held.id)
        committees.setdefault(held.ep_id, []).append(span)
    return {
        each.ep_id: State(
            each.ep_id,
            each.given,
            each.surname,
            each.sort_name,
            each.mailbox,
            tuple(seats.get(each.ep_id, ())),
            tuple(groups.get(each.ep_id, ())),
            tuple(committees.get(each.ep_id, ())),
        )
        for each in session.execute(select(Member.__table__))
    }


def newest_list(session: Session) -> date | None:
    """The day of the newest list taken over so far."""
    return session.scalar(select(func.max(RosterImport.shows_on)))


def plan(session: Session, sources: Sequence[Source], *, day: date, whole: bool | None = None) -> Plan:
    """What these sources would change as of a day; nothing is written."""
    return rules.plan(states(session), sources, day=day, whole=whole, newest=newest_list(session))


def draft_of(session: Session, organiser_id: int, public_id: str) -> ImportDraft | None:
    """The organiser's own waiting import, with its files."""
    query = select(ImportDraft).where(ImportDraft.public_id == public_id, ImportDraft.organiser_id == organiser_id)
    return session.scalars(query.options(selectinload(ImportDraft.files))).first()


def imports(session: Session, limit: int = 10) -> tuple[RosterImport, ...]:
    """The last imports, the newest first."""
    return tuple(session.scalars(select(RosterImport).order_by(RosterImport.id.desc()).limit(limit)))


def history(member: Member) -> tuple[tuple[Mandate, ...], tuple[GroupMembership, ...], tuple[CommitteeMembership, ...]]:
    """A loaded Member's mandates, groups and committees, the latest first."""

    def latest(row: Any) -> tuple[Any, ...]:
        return (row.ends_on is None, row.ends_on or date.min, row.starts_on or date.min)

    mandates = sorted(member.mandates, key=lambda row: (row.term, *latest(row)), reverse=True)
    groups = sorted(member.groups, key=latest, reverse=True)
    return tuple(mandates), tuple(groups), tuple(sorted(member.committees, key=latest, reverse=True))
