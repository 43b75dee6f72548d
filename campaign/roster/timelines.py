"""How new knowledge is laid over what is known of one person. Pure; nothing is ever removed.

A dated source may fill an unknown day; an ended row stays ended.
"""

from dataclasses import replace
from datetime import date

from campaign.parliament import terms
from campaign.roster.sources.records import MandateRow, Spell
from campaign.roster.states import DAY, Clash, Conflict, Moment, Seat, Span, State

Spans = tuple[Span, ...]
Seats = tuple[Seat, ...]


def last_day(seat: Seat, eve: date) -> date:
    """On which day an open seat ends that a list of the next day no longer shows."""
    term_end = terms.get(seat.term).last_day
    return _not_before(seat.starts_on, min(eve, term_end) if term_end else eve)


def _not_before(starts_on: date | None, ends_on: date) -> date:
    return max(starts_on, ends_on) if starts_on else ends_on


def on(spans: Spans, moment: Moment) -> Span | None:
    """The span that holds on that day: a known beginning counts more than an unknown one, a near end more than none.

    In a term that is over, a span without beginning and end is not believed to reach back so far.
    """
    past = moment.term.last_day is not None
    covering = [
        span
        for span in spans
        if (span.starts_on is None or span.starts_on <= moment.day)
        and (span.ends_on is None or span.ends_on >= moment.day)
        and not (past and span.starts_on is None and span.ends_on is None)
    ]
    return max(
        covering, key=lambda span: (span.starts_on or date.min, -(span.ends_on or date.max).toordinal()), default=None
    )


def group_today(spans: Spans, code: str, moment: Moment) -> tuple[Spans, Conflict | None]:
    """Lay over it that on this day the group was `code`: the old one ends the day before.

    What ended on a known day is history and stays; an older list does not overrule a newer one.
    """
    held = on(spans, moment)
    if held is None:
        return (*spans, Span(code, None, moment.term.last_day)), None
    if held.code == code:
        return spans, None
    over = held.ends_on is not None or moment.term.last_day is not None or not moment.is_latest
    if over and held.starts_on is None:  # it began some day after this list
        return (*spans, Span(code, None, moment.day)), None
    if over:
        return spans, Conflict(Clash.GROUP, held.code, code)
    if held.starts_on == moment.day:  # an earlier list of the same day was corrected
        return tuple(replace(span, code=code) if span is held else span for span in spans), None
    ended = replace(held, ends_on=moment.eve)
    opened = Span(code, moment.day, held.ends_on)
    return (*(ended if span is held else span for span in spans), opened), None


def group_dated(spans: Spans, spell: Spell) -> tuple[Spans, Conflict | None]:
    """Lay a dated membership of a group over what is known: it fills unknown days and ends what it follows."""
    known = next((span for span in spans if span.code == spell.code and _meet(span, spell)), None)
    if known is not None:
        return _filled(spans, known, spell), None
    other = next((span for span in spans if _meet(span, spell)), None)
    if other is None or (other.starts_on is None and spell.ends_on is not None):
        return (*spans, Span(spell.code, spell.starts_on, spell.ends_on)), None
    starts_on = spell.starts_on
    if starts_on and other.starts_on and other.ends_on is None and other.starts_on < starts_on:
        ended = replace(other, ends_on=starts_on - DAY)
        kept = tuple(ended if span is other else span for span in spans)
        return (*kept, Span(spell.code, starts_on, spell.ends_on)), None
    return spans, Conflict(Clash.GROUP, other.code, spell.code)


def _meet(span: Span, spell: Spell) -> bool:
    """Do both hold on some day? An unknown beginning does not make two spans meet that end apart."""
    if span.ends_on and spell.starts_on and span.ends_on < spell.starts_on:
        return False
    if spell.ends_on and span.starts_on and spell.ends_on < span.starts_on:
        return False
    unknown = span.starts_on is None and span.ends_on is None and spell.ends_on is not None
    return not unknown


def _filled(spans: Spans, known: Span, spell: Spell) -> Spans:
    """The days a dated source knows and the roster did not."""
    later = any(span is not known and span.code == known.code and span.starts_on == spell.starts_on for span in spans)
    starts_on = known.starts_on if known.starts_on or later else spell.starts_on
    ends_on = known.ends_on or spell.ends_on
    if starts_on and ends_on and ends_on < starts_on:
        return spans
    filled = replace(known, starts_on=starts_on, ends_on=ends_on)
    return tuple(filled if span is known else span for span in spans)


def committee_dated(spans: Spans, spell: Spell) -> Spans:
    """Lay a dated place in a committee over what is known; one may sit in several."""
    for span in spans:
        if (span.code, span.role) == (spell.code, spell.role) and _meet(span, spell):
            return _filled(spans, span, spell)
    return (*spans, Span(spell.code, spell.starts_on, spell.ends_on, spell.role))


def committees_today(spans: Spans, spells: tuple[Spell, ...], moment: Moment) -> Spans:
    """Lay over it that on this day these were all the committees: others end the day before."""
    if not moment.is_latest or moment.term.last_day is not None:
        return spans
    wanted = {(spell.code, spell.role) for spell in spells}
    kept = tuple(
        span if span.ends_on or (span.code, span.role) in wanted else close(span, moment.eve) for span in spans
    )
    open_ones = {(span.code, span.role) for span in kept if span.ends_on is None}
    return (*kept, *(Span(code, None, None, role) for code, role in sorted(wanted - open_ones)))


def close(span: Span, day: date) -> Span:
    """The span, ended on that day unless it ended before or began later."""
    return span if span.ends_on else replace(span, ends_on=_not_before(span.starts_on, day))


def seat_today(
    seats: Seats, country: str, moment: Moment, *, since: date | None = None, is_official: bool = True
) -> tuple[Seats, Conflict | None]:
    """Lay over it that on this day the person sat for this country; seats of earlier terms end with their term.

    Nobody changes country within a term: another one is a correction by the Parliament's own list, else a conflict.
    """
    term = moment.term
    if moment.is_latest and term.last_day is None:
        seats = tuple(
            replace(seat, ends_on=last_day(seat, moment.eve))
            if seat.ends_on is None and seat.term < term.number
            else seat
            for seat in seats
        )
    held = next((seat for seat in seats if seat.term == term.number and _holds(seat, moment.day)), None)
    since = max(since, term.first_day) if since and since <= moment.day else None
    if held is not None:
        if held.country != country and not is_official:
            return seats, Conflict(Clash.COUNTRY, held.country, country)
        seats, held = _corrected(seats, held, country)
        taken = any(seat is not held and seat.term == term.number and seat.starts_on == since for seat in seats)
        if since and held.starts_on is None and not taken:
            seats = tuple(replace(seat, starts_on=since) if seat is held else seat for seat in seats)
        return seats, None
    back_again = any(seat.term == term.number for seat in seats)
    if back_again and not moment.is_latest:
        return seats, Conflict(Clash.MANDATE, "", country)
    starts_on = since or (moment.day if back_again else None)
    if any(seat.term == term.number and seat.starts_on == starts_on for seat in seats):
        starts_on = moment.day
    return (*seats, Seat(term.number, country, None, starts_on, term.last_day)), None


def _corrected(seats: Seats, held: Seat, country: str) -> tuple[Seats, Seat]:
    if held.country == country:
        return seats, held
    right = replace(held, country=country)
    return tuple(right if seat is held else seat for seat in seats), right


def _holds(seat: Seat, day: date) -> bool:
    return (seat.starts_on is None or seat.starts_on <= day) and (seat.ends_on is None or seat.ends_on >= day)


def seat_dated(seats: Seats, row: MandateRow, country: str | None) -> tuple[Seats, Conflict | None]:
    """Lay a dated mandate over what is known; a mandate that ended is not opened again."""
    same = [seat for seat in seats if seat.term == row.term]
    held = next((seat for seat in same if seat.starts_on in (None, row.starts_on) or _overlap(seat, row)), None)
    if held is None:
        if country is None:
            return seats, None
        return (*seats, Seat(row.term, country, None, row.starts_on, row.ends_on)), None
    if held.ends_on and row.ends_on is None and terms.get(row.term).last_day is None:
        return seats, Conflict(Clash.MANDATE, held.ends_on.isoformat(), "")
    if country and held.country != country:
        return seats, Conflict(Clash.COUNTRY, held.country, country)
    starts_on = held.starts_on or row.starts_on
    ends_on = held.ends_on or row.ends_on
    if starts_on and ends_on and ends_on < starts_on:
        return seats, None
    return tuple(replace(seat, starts_on=starts_on, ends_on=ends_on) if seat is held else seat for seat in seats), None


def _overlap(seat: Seat, row: MandateRow) -> bool:
    starts_first = seat.ends_on is None or row.starts_on is None or row.starts_on <= seat.ends_on
    return starts_first and (row.ends_on is None or seat.starts_on is None or seat.starts_on <= row.ends_on)


def with_party(seats: Seats, party: str | None, moment: Moment) -> Seats:
    """The party at home on the seat of that day."""
    return tuple(
        replace(seat, party=party)
        if seat.term == moment.term.number and _holds(seat, moment.day) and seat.party != party
        else seat
        for seat in seats
    )


def ended(state: State, moment: Moment) -> State:
    """The person without a seat on that day: mandate, group and committees end the day before, the mailbox is void."""
    seats = tuple(
        replace(seat, ends_on=last_day(seat, moment.eve)) if seat.ends_on is None else seat for seat in state.seats
    )
    return settled(replace(state, seats=seats))


def settled(state: State) -> State:
    """Whoever has no open mandate has no open group or committee either, and no mailbox: it ends with the mandate."""
    if state.sits:
        return state
    ends = [seat.ends_on for seat in state.seats if seat.ends_on]
    if not ends:
        return replace(state, mailbox=None)
    last = max(ends)
    return replace(
        state,
        mailbox=None,
        groups=tuple(close(span, last) for span in state.groups),
        committees=tuple(close(span, last) for span in state.committees),
    )
