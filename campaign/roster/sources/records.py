"""The plain rows every reader gives, whatever the source looked like."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from campaign.parliament import countries, groups, names
from campaign.parliament.names import PersonName
from campaign.roster.sources.refusals import CannotRead, Reason

OFFICIAL_DOMAIN = "europarl.europa.eu"
_OFFICIAL = re.compile(rf"[a-z0-9][a-z0-9._'+-]*@{re.escape(OFFICIAL_DOMAIN)}")
_PERSON_NUMBER = re.compile(r"(?:.*/meps/[a-z]{2}/|person/|mep[_-]?)?(\d{1,9})(?:\.0)?(?:/.*)?", re.IGNORECASE)
#: "No party" as the Parliament's lists write it in the languages met so far (FORMATS of the full list).
_NO_PARTY = frozenset(
    [
        "", "independent", "independents", "independiente", "independente", "bezpartyjny", "bezpartyjna",
        "soltumatu", "indipendente", "independant", "parteilos", "onafhankelijk", "no party", "none", "n a",
    ]
)  # fmt: skip


class Kind(StrEnum):
    """What a source is; the order is the order of trust, the Parliament's own word first."""

    FULL_LIST = "full_list"
    CHANGES = "changes"
    PORTAL_LIST = "portal_list"
    PORTAL_DETAIL = "portal_detail"
    HOWTHEYVOTE = "howtheyvote"
    TABLE = "table"


#: Sources that list who sits on a day, as opposed to some persons' particulars.
LISTS = frozenset({Kind.FULL_LIST, Kind.PORTAL_LIST, Kind.HOWTHEYVOTE, Kind.TABLE})


@dataclass(frozen=True, slots=True)
class Spell:
    """Something that held from a day to a day (inclusive): a group's or a committee's code."""

    code: str
    starts_on: date | None = None
    ends_on: date | None = None
    role: str = "member"


@dataclass(frozen=True, slots=True)
class MandateRow:
    """A seat for a country in a term, as a dated source gives it."""

    term: int
    country: str | None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One person of one source. What the source does not say is None or empty."""

    place: str
    """Where it stands, for people: "line 12", "entry 3"."""
    ep_id: int | None = None
    name: PersonName | None = None
    sort_name: str | None = None
    mailbox: str | None = None
    sits: bool = False
    """The source says this person sits on the day of the list."""
    country: str | None = None
    group: str | None = None
    party: str | None = None
    party_known: bool = False
    """The source has a word on the party, be it that there is none."""
    since: date | None = None
    mandates: tuple[MandateRow, ...] = ()
    groups: tuple[Spell, ...] = ()
    committees: tuple[Spell, ...] = ()
    committees_now: tuple[Spell, ...] | None = None
    """The committees of the day of the list, where the source has a column for them."""


@dataclass(frozen=True, slots=True)
class Source:
    """Everything one source says, for the day it shows."""

    kind: Kind
    file: str
    persons: tuple[Person, ...]
    as_of: date
    """The day it shows: what it says as of today was true then."""
    left_out: dict[str, int] = field(default_factory=dict)
    """What was passed over, by kind, for the preview: foreign addresses, earlier memberships."""

    @property
    def sitting(self) -> tuple[Person, ...]:
        """Those the source says sit on its day."""
        return tuple(person for person in self.persons if person.sits)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which file a value stands; refuses it in one sentence."""

    file: str
    line: str
    field: str = ""

    def at(self, field: str) -> "Place":
        """The same row, another field."""
        return Place(self.file, self.line, field)

    def refuse(self, reason: Reason, value: object = "", expected: object = "") -> CannotRead:
        """The refusal to raise."""
        return CannotRead(reason, file=self.file, line=self.line, field=self.field, value=value, expected=expected)


def person_number(text: str, place: Place) -> int:
    """The Parliament's number of a person, from digits, "person/900001" or the address of a profile page."""
    found = _PERSON_NUMBER.fullmatch(text.strip())
    number = int(found[1]) if found else 0
    if not number:
        raise place.refuse(Reason.BAD_NUMBER if text.strip() else Reason.MISSING, text, "a person number")
    return number


def country_code(text: str, place: Place) -> str:
    """The Union's code of a country written in any way."""
    if country := countries.find(text):
        return country.code
    raise place.refuse(Reason.UNKNOWN_COUNTRY if text.strip() else Reason.MISSING, text, "a country")


def group_code(text: str, day: date, place: Place) -> str:
    """The code of the group that bore this label on that day."""
    if group := groups.on(text, day):
        return group.code
    if not text.strip():
        raise place.refuse(Reason.MISSING, text, "a political group")
    if groups.called(text):
        raise place.refuse(Reason.GROUP_OF_ANOTHER_DAY, text, day)
    raise place.refuse(Reason.UNKNOWN_GROUP, text)


def group_spells(text: str, starts_on: date, ends_on: date | None, place: Place) -> tuple[Spell, ...]:
    """A dated membership under one label, cut where the group changed its name."""
    group_code(text, starts_on, place)
    return tuple(
        Spell(spell.group.code, spell.first_day, spell.last_day) for spell in groups.spells(text, starts_on, ends_on)
    )


def day(text: str, place: Place) -> date | None:
    """A day as sources write it; empty or ONGOING is open."""
    text = text.strip()
    if text in ("", "ONGOING", "9999-12-31", "9999-12-31T00:00:00"):
        return None
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%d-%m-%Y"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise place.refuse(Reason.BAD_DAY, text)


def party(text: str | None) -> str | None:
    """The national party in its own spelling, or None where the list says there is none."""
    tidied = names.tidy(text or "")
    return None if names.fold(tidied) in _NO_PARTY else tidied


def official_mailbox(text: str) -> tuple[str | None, int]:
    """The first address at europarl.europa.eu, small letters, and how many other addresses stood beside it."""
    addresses = [part.casefold().removeprefix("mailto:") for part in re.split(r"[\s,;|<>]+", text) if "@" in part]
    official = [address for address in addresses if _OFFICIAL.fullmatch(address)]
    return (official[0] if official else None), len(addresses) - len(official)
