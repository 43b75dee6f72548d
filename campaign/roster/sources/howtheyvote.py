"""The tables HowTheyVote.eu publishes: members and group_memberships belong together; from the 9th term on."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from campaign.parliament import names, terms
from campaign.roster.sources import records
from campaign.roster.sources.cells import Table
from campaign.roster.sources.records import Kind, MandateRow, Person, Place, Source, Spell
from campaign.roster.sources.refusals import CannotRead, Reason

_MEMBERS = frozenset({"id", "first_name", "last_name", "country_code"})
_MEMBERSHIPS = frozenset({"member_id", "group_code", "term", "start_date", "end_date"})
_OTHERS = (frozenset({"code", "official_label", "short_label"}), frozenset({"code", "iso_alpha_2", "label"}))

Record = tuple[Place, Mapping[str, str]]


def is_one(table: Table) -> bool:
    """Is this one of the published tables?"""
    header = _header(table)
    return any(header >= known for known in (_MEMBERS, _MEMBERSHIPS, *_OTHERS))


def _header(table: Table) -> frozenset[str]:
    return frozenset(table.rows[0].cells) if table.rows else frozenset()


def _records(table: Table) -> list[Record]:
    header = table.rows[0].cells
    return [
        (Place(table.file, f"line {row.line}"), dict(zip(header, row.cells, strict=True))) for row in table.rows[1:]
    ]


def read(tables: Sequence[Table], *, day: date, exported_on: date | None = None) -> Source:
    """The Members with their dated groups.

    The tables do not say of which day they are; without last_updated.txt it is the last day they speak of.

    Raises CannotRead naming the file, or the line and field.
    """
    members = next((table for table in tables if _header(table) >= _MEMBERS), None)
    memberships = next((table for table in tables if _header(table) >= _MEMBERSHIPS), None)
    if members is None or memberships is None:
        missing = "members" if members is None else "group_memberships"
        raise CannotRead(Reason.INCOMPLETE_SET, file=tables[0].file, value=missing)
    dated = defaultdict(list)
    for place, row in _records(memberships):
        dated[records.person_number(row["member_id"], place.at("member_id"))].append((place, row))
    left_out: Counter[str] = Counter()
    persons = tuple(_person(place, row, dated, left_out) for place, row in _records(members))
    if not persons:
        raise CannotRead(Reason.NO_MEMBERS, file=members.file)
    spoken_of = [spell.starts_on for person in persons for spell in person.groups if spell.starts_on]
    as_of = exported_on or max(spoken_of, default=day)
    return Source(Kind.HOWTHEYVOTE, members.file, persons, min(as_of, day), dict(left_out))


def _person(place: Place, row: Mapping[str, str], dated: Mapping[int, list[Record]], left_out: Counter[str]) -> Person:
    ep_id = records.person_number(row["id"], place.at("id"))
    country = records.country_code(row["country_code"], place.at("country_code"))
    mailbox, foreign = records.official_mailbox(row.get("email", ""))
    left_out["foreign_addresses"] += foreign
    spells = [spell for place_, membership in dated.get(ep_id, ()) for spell in _spells(place_, membership)]
    mandates = _mandates(spells, country)
    return Person(
        place=place.line,
        ep_id=ep_id,
        name=names.rejoin(row["first_name"], row["last_name"]),
        mailbox=mailbox,
        sits=any(mandate.ends_on is None for mandate in mandates),
        country=country,
        mandates=mandates,
        groups=joined(spells),
    )


def _spells(place: Place, row: Mapping[str, str]) -> list[Spell]:
    starts_on = records.day(row["start_date"], place.at("start_date"))
    if starts_on is None:
        raise place.at("start_date").refuse(Reason.MISSING, expected="a day such as 2024-07-16")
    ends_on = records.day(row["end_date"], place.at("end_date"))
    if terms.on(starts_on) is None:
        return []
    return list(records.group_spells(row["group_code"], starts_on, ends_on, place.at("group_code")))


def joined(spells: Sequence[Spell]) -> tuple[Spell, ...]:
    """Neighbouring rows of one group as one: the tables begin a new row with every role."""
    result: list[Spell] = []
    for spell in sorted(spells, key=lambda each: (each.starts_on or date.min, each.ends_on or date.max)):
        last = result[-1] if result else None
        if last and last.code == spell.code and _touch(last.ends_on, spell.starts_on):
            ends_on = None if None in (last.ends_on, spell.ends_on) else max(last.ends_on, spell.ends_on)  # type: ignore[type-var]
            result[-1] = Spell(spell.code, last.starts_on, ends_on)
        else:
            result.append(spell)
    return tuple(result)


def _touch(ends_on: date | None, starts_on: date | None) -> bool:
    return ends_on is None or starts_on is None or starts_on <= ends_on + timedelta(days=1)


def _mandates(spells: Sequence[Spell], country: str) -> tuple[MandateRow, ...]:
    """The seats that the group memberships imply: every Member has a row for every day, non-attached too."""
    if not spells:
        return ()
    as_one = joined([Spell("seat", spell.starts_on, spell.ends_on) for spell in spells])
    found: list[MandateRow] = []
    for seat in as_one:
        for term in terms.ALL:
            starts_on = max(seat.starts_on or term.first_day, term.first_day)
            ends_on = min((day for day in (seat.ends_on, term.last_day) if day), default=None)
            if ends_on is None or starts_on <= ends_on:
                found.append(MandateRow(term.number, country, starts_on, ends_on))
    return tuple(found)
