"""How far several lists are believed: the newest says who sits, an older one only fills in what it knows of them.

Who is missing from a list has only left the Parliament if the list is the whole Parliament. That is believed of a
published list with nearly all seats, every country and every group; of anything else only when the operator says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from campaign.roster import timelines
from campaign.roster.merging import Word
from campaign.roster.plans import NEARLY_ALL, Coverage, Disagreement
from campaign.roster.sources.records import LISTS, Kind, Person, Source, Spell
from campaign.roster.states import Clash, Conflict, Moment, State


@dataclass(frozen=True, slots=True)
class Heard:
    """The sources as far as they are believed."""

    sources: tuple[Source, ...]
    coverage: Coverage
    is_whole: bool
    """The newest lists together show the whole Parliament."""
    doubts: tuple[Disagreement, ...]


def shown_on(sources: Sequence[Source], day: date) -> date:
    """The day the newest of the lists shows; without any list, the day of the import."""
    return max((source.as_of for source in sources if source.kind in LISTS and source.sitting), default=day)


def hear(
    sources: Sequence[Source],
    known: Mapping[int, State],
    moment: Moment,
    *,
    whole: bool | None,
    newest: date | None,
) -> Heard:
    """Judge the lists of an import by the newest of them, and by the newest whole list the roster holds."""
    leading = [source for source in sources if source.kind in LISTS and source.as_of == moment.day]
    coverage = cover(leading, known, moment)
    is_whole = bool(coverage.sitting) and (coverage.looks_whole if whole is None else whole)
    sitting = {person.ep_id for source in leading for person in source.sitting}
    if not moment.is_latest:
        sitting = {ep_id for ep_id, state in known.items() if state.sits}
    heard: list[Source] = []
    doubts: list[Disagreement] = []
    for source in sources:
        outdone = (is_whole and source.as_of < moment.day) or (newest is not None and source.as_of < newest)
        if source.kind not in LISTS or not outdone or moment.term.last_day is not None:
            heard.append(source)
            continue
        gone = [person for person in source.sitting if person.ep_id is not None and person.ep_id not in sitting]
        doubts += [_doubt(source, person) for person in gone]
        left = {id(person) for person in gone}
        persons = tuple(_past(person) if id(person) in left else person for person in source.persons)
        heard.append(replace(source, persons=persons))
    return Heard(tuple(heard), coverage, is_whole, tuple(doubts))


def cover(lists: Sequence[Source], known: Mapping[int, State], moment: Moment) -> Coverage:
    """How much of the Parliament these lists show together."""
    shown = {person.ep_id: (source, person) for source in lists for person in source.sitting}
    countries = {person.country for _, person in shown.values()}
    groups = {code for _, person in shown.values() for code in _groups(person)}
    published = sum(1 for source, _ in shown.values() if source.kind is not Kind.TABLE)
    had: set[str] = set()
    if moment.term.last_day is None:
        held = (timelines.on(state.groups, moment) for state in known.values() if state.sits)
        had = {span.code for span in held if span and span.code in moment.term.seating}
    seats = moment.term.total_on(moment.day)
    return Coverage(
        sitting=len(shown),
        seats=seats,
        missing_countries=tuple(
            country.code for country in moment.term.seats_on(moment.day) if country.code not in countries
        ),
        missing_groups=tuple(sorted(had - groups)),
        is_published=published >= NEARLY_ALL * seats,
    )


def _groups(person: Person) -> list[str]:
    return [person.group] if person.group else [spell.code for spell in person.groups if spell.ends_on is None]


def _doubt(source: Source, person: Person) -> Disagreement:
    conflict = Conflict(Clash.NEWER_KNOWN, "", source.as_of.isoformat())
    return Disagreement(Word(source, person).place, str(person.name or ""), person.ep_id, conflict)


def _past(person: Person) -> Person:
    """What stays true of somebody a newer list no longer shows: the mandates that had ended before."""
    mandates = tuple(row for row in person.mandates if row.ends_on)
    last = max((row.ends_on for row in mandates if row.ends_on), default=None)
    return replace(person, sits=False, group=None, mailbox=None, mandates=mandates, groups=_until(person.groups, last))


def _until(spells: Sequence[Spell], last: date | None) -> tuple[Spell, ...]:
    begun = [spell for spell in spells if last and (spell.starts_on is None or spell.starts_on <= last)]
    return tuple(replace(spell, ends_on=min(spell.ends_on or last, last)) for spell in begun if last)
