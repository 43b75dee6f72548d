"""Everything the overview of one letter shows, as one frozen value."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from campaign import charts, clock, spread, tally
from campaign.charts import Hemicycle, Steps
from campaign.dashboard import advice, afterwards, happenings, queries, rules
from campaign.dashboard.advice import Advice
from campaign.dashboard.happenings import Happening
from campaign.dashboard.queries import Seat
from campaign.dashboard.rules import Asked, Funnel, Given, TimeLeft
from campaign.drafting.models import Letter, LetterState
from campaign.parliament import terms
from campaign.spread import Share
from campaign.tally import Progress, Tally

LATEST = 8
#: Fewer Members than this look like no chamber.
ENOUGH_SEATS = 20
#: A record is compared with the whole chamber of its day: so much of it the roster must know.
NEARLY_ALL = 0.9


@dataclass(frozen=True, slots=True)
class DayCount:
    """New signatures of one day in Brussels, and how many there were at its end."""

    day: date
    new: int
    total: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of one letter."""

    state: LetterState
    on: date
    tally: Tally
    counts: Funnel
    goals: tuple[Progress, ...]
    advice: Advice | None
    left: TimeLeft | None
    deadline_at: datetime | None
    chamber: Hemicycle | None
    seats: int
    by_group: tuple[Share, ...]
    by_country: tuple[Share, ...]
    days: tuple[DayCount, ...]
    steps: Steps | None
    latest: tuple[Happening, ...]


def of(session: Session, letter: Letter, *, now: datetime, scope: str | None = None) -> Overview:
    """The figures of this letter at this moment; with a scope those of one group, which shares no goals."""
    asked, given = queries.asked(session, letter), queries.given(session, letter)
    day = day_of(letter, now)
    seats = _known_chamber(session, letter, day)
    if scope:
        asked, given = rules.within(scope, asked, given, {each.ep_id: each.group_code for each in seats.values()})
        seats = {each.ep_id: each for each in seats.values() if each.group_code == scope}
    standing = [each for each in given if each.counts]
    counted, counts = tally.of(standing), rules.funnel(asked, given)
    goals = () if scope else _goals(letter, counted, asked, given, seats)
    in_groups = Counter(seat.group_code for seat in seats.values())
    in_countries = Counter(seat.country for seat in seats.values())
    by_group = spread.by_group(counted, in_groups, day)
    return Overview(
        state=letter.state,
        on=day,
        tally=counted,
        counts=counts,
        goals=goals,
        advice=_advice(session, letter, asked, given, counts, goals, now=now, scope=scope),
        left=rules.time_left(letter.deadline_at, now) if letter.deadline_at else None,
        deadline_at=letter.deadline_at,
        chamber=spread.chamber(by_group) if len(seats) >= ENOUGH_SEATS else None,
        seats=len(seats),
        by_group=by_group,
        by_country=spread.by_country(counted, in_countries, day, whole=not scope),
        days=_days(standing),
        steps=_steps(letter, standing, now, goal=None if scope else letter.goal_members),
        latest=happenings.latest(letter, asked, given, at_most=LATEST),
    )


def tag(session: Session, letter: Letter, *, now: datetime, scope: str | None = None) -> str:
    """Changes whenever the figures do, and costs one query; read it before them, so that it is never too new.

    Of one group's figures it is made itself: not even that something happened in another group is told.
    """
    if scope:
        figures = of(session, letter, now=now, scope=scope)
        return _digest(figures, letter.version, letter.state, scope)
    left = rules.time_left(letter.deadline_at, now) if letter.deadline_at else None
    marks = queries.marks(session, letter)
    return _digest(marks, letter.version, letter.state, letter.closed_at, day_of(letter, now), left)


def _digest(*shown: object) -> str:
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:32]


def day_of(letter: Letter, now: datetime) -> date:
    """The day whose chamber the letter is compared with: today, the day it closed, or the day of the record."""
    if letter.state is LetterState.RECORD and letter.dated_on:
        return letter.dated_on
    return clock.brussels_day(letter.closed_at or now)


def _known_chamber(session: Session, letter: Letter, day: date) -> dict[int, Seat]:
    """Who sat that day; nobody for a record whose day the roster hardly knows, lest three Members look like a group."""
    seats, term = queries.chamber(session, day), terms.on(day)
    whole = term.total_on(day) if term else 0
    is_known = letter.state is not LetterState.RECORD or len(seats) >= max(1, NEARLY_ALL * whole)
    return seats if is_known else {}


def _goals(
    letter: Letter, counted: Tally, asked: Sequence[Asked], given: Sequence[Given], seats: Mapping[int, Seat]
) -> tuple[Progress, ...]:
    """The spread goals; worth asking are groups and countries with the most Members who have not answered."""
    answered = {each.ep_id for each in given} | {each.ep_id for each in asked if each.declined_at}
    open_seats = [seat for seat in seats.values() if seat.ep_id not in answered]
    return tally.progress(
        counted,
        members=letter.goal_members,
        groups=letter.goal_groups,
        countries=letter.goal_countries,
        open_groups=_most(seat.group_code for seat in open_seats if seat.group_code),
        open_countries=_most(seat.country for seat in open_seats),
    )


def _most(codes: Iterable[str]) -> list[str]:
    counts = Counter(codes)
    return sorted(counts, key=lambda code: (-counts[code], code))


def _advice(
    session: Session,
    letter: Letter,
    asked: Sequence[Asked],
    given: Sequence[Given],
    counts: Funnel,
    goals: Sequence[Progress],
    *,
    now: datetime,
    scope: str | None,
) -> Advice | None:
    """What to do next; evidence and editions are about Members of every group, and not told to who looks after one."""
    pace, own = queries.pace(session, letter), rules.by_member(given)
    remindable = sum(
        rules.may_be_reminded(
            each, own.get(each.ep_id, ()), at_most=pace.at_most, days_between=pace.days_between, now=now
        )
        for each in asked
    )
    after = afterwards.of(session, letter, now=now)
    return advice.next_step(
        letter.state,
        counts,
        remindable=remindable,
        goals_reached=bool(goals) and not any(each.missing for each in goals),
        is_over=letter.deadline_at is not None and letter.deadline_at <= now,
        to_look_at=afterwards.to_look_at(session, letter) if letter.state is LetterState.OPEN and not scope else 0,
        after=replace(after, is_true=True) if after and scope else after,
    )


def _days(standing: Sequence[Given]) -> tuple[DayCount, ...]:
    new = Counter(clock.brussels_day(each.signed_at) for each in standing)
    counted, total = [], 0
    for day in sorted(new):
        total += new[day]
        counted.append(DayCount(day, new[day], total))
    return tuple(counted)


def _steps(letter: Letter, standing: Sequence[Given], now: datetime, *, goal: int | None) -> Steps | None:
    """The count from the opening to the deadline; None before the opening and for records, which have no such time."""
    if letter.opened_at is None or letter.state is LetterState.RECORD:
        return None
    start = letter.opened_at
    end = max(letter.deadline_at or now, start + timedelta(hours=1))
    if letter.deadline_at is None or (letter.closed_at is None and now > end):
        end = max(now, end)
    span = end - start
    merged: dict[float, int] = {}
    for number, each in enumerate(standing, 1):
        merged[round((each.signed_at - start) / span, 2)] = number
    return charts.steps(
        sorted(merged.items()),
        now=(min(letter.closed_at or now, end) - start) / span,
        top=max(len(standing), goal or 0),
        goal=goal,
    )
