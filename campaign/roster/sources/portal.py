"""The Parliament's open data portal, API v2 (JSON-LD): lists of Members, single Members, corporate bodies.

Bodies are numbers there, another number each term; the answers of /corporate-bodies say what they are called.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from campaign.parliament import names, terms
from campaign.parliament.names import PersonName
from campaign.roster.sources import records
from campaign.roster.sources.records import Kind, MandateRow, Person, Place, Source, Spell
from campaign.roster.sources.refusals import CannotRead, Reason

Entry = Mapping[str, Any]
#: Group numbers seen in published answers; corporate-bodies files beside the list add to them.
_KNOWN_BODIES = {"org/5154": "S&D", "org/7038": "S&D", "org/5588": "ID", "org/7150": "PfE", "org/6561": "NI"}
_CLASS = "def/ep-entities/"
_ROLES = {"MEMBER": "member", "MEMBER_SUBSTITUTE": "substitute", "CHAIR": "chair", "CHAIR_VICE": "vice-chair"}


def entries(file: str, content: bytes) -> list[Entry]:
    """The entries of an answer.

    Raises CannotRead when it is not one.
    """
    try:
        text = content.decode("utf-8-sig")
        answer = json.loads(text)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CannotRead(Reason.WRONG_ENCODING, file=file, line=line) from None
    except json.JSONDecodeError as error:
        raise CannotRead(Reason.BROKEN_JSON, file=file, line=error.lineno, value=error.msg) from None
    except (ValueError, RecursionError) as error:  # endless digits, or brackets within brackets without end
        raise CannotRead(Reason.BROKEN_JSON, file=file, line=1, value=error) from None
    data = answer.get("data") if isinstance(answer, dict) else answer
    if not isinstance(data, list) or not all(isinstance(entry, dict) for entry in data):
        raise CannotRead(Reason.UNKNOWN_FORMAT, file=file)
    return data


def is_bodies(found: Sequence[Entry]) -> bool:
    """Is this an answer of /corporate-bodies?"""
    return bool(found) and str(found[0].get("id", "")).startswith("org/")


def bodies(found: Sequence[Entry]) -> dict[str, str]:
    """What each body of a /corporate-bodies answer is called for short."""
    return {str(entry["id"]): str(entry["label"]) for entry in found if entry.get("id") and entry.get("label")}


def read(file: str, found: Sequence[Entry], *, day: date, labels: Mapping[str, str] | None = None) -> Source:
    """The Members of an answer of /meps, /meps/show-… or /meps/{id}.

    Raises CannotRead naming the entry and the field.
    """
    labels = {**_KNOWN_BODIES, **(labels or {})}
    left_out: Counter[str] = Counter()
    persons = []
    for number, entry in enumerate(found, start=1):
        place = Place(file, f"entry {number} ({entry.get('label') or entry.get('id') or '?'})")
        persons.append(_person(entry, place, day, labels, left_out))
    if not persons:
        raise CannotRead(Reason.NO_MEMBERS, file=file)
    kind = Kind.PORTAL_DETAIL if any("hasMembership" in entry for entry in found) else Kind.PORTAL_LIST
    return Source(kind, file, tuple(persons), day, dict(left_out))


def _text(entry: Entry, key: str) -> str:
    value = entry.get(key)
    return names.tidy(value) if isinstance(value, str) else ""


def _person(entry: Entry, place: Place, day: date, labels: Mapping[str, str], left_out: Counter[str]) -> Person:
    number = _text(entry, "identifier") or _text(entry, "id")
    ep_id = records.person_number(number, place.at("identifier"))
    full_name = _text(entry, "label")
    if not full_name:
        raise place.at("label").refuse(Reason.MISSING, expected="given names and family name")
    name = _split(full_name, entry)
    country, group = _text(entry, "api:country-of-representation"), _text(entry, "api:political-group")
    mailbox, foreign = records.official_mailbox(_text(entry, "hasEmail"))
    left_out["foreign_addresses"] += foreign
    mandates, groups, committees = _memberships(entry, place, labels, left_out)
    return Person(
        place=place.line,
        ep_id=ep_id,
        name=name,
        sort_name=sort_name(name.surname, _text(entry, "sortLabel")),
        mailbox=mailbox,
        sits=bool(country and group),
        country=records.country_code(country, place.at("api:country-of-representation")) if country else None,
        group=records.group_code(group, day, place.at("api:political-group")) if group else None,
        mandates=mandates,
        groups=groups,
        committees=committees,
    )


def _split(full_name: str, entry: Entry) -> PersonName:
    """The portal says how many words the family name has; without it, the capitals do."""
    words, family = full_name.split(" "), _text(entry, "familyName").split(" ")
    count = len(family)
    if family != [""] and count < len(words) and names.fold(" ".join(words[-count:])) == names.fold(" ".join(family)):
        return PersonName(" ".join(words[:-count]), " ".join(words[-count:]))
    return names.split(full_name)


def sort_name(surname: str, label: str) -> str | None:
    """The part of the family name that the portal's sort label begins with, when it passes particles over."""
    words = surname.split(" ")
    wanted = names.fold(label).replace(" ", "")
    for start in range(1, len(words)):
        rest = " ".join(words[start:])
        together = names.fold(rest).replace(" ", "")
        if together and wanted.startswith(together) and len(wanted) - len(together) <= 2:
            return rest
    return None


def _memberships(
    entry: Entry, place: Place, labels: Mapping[str, str], left_out: Counter[str]
) -> tuple[tuple[MandateRow, ...], tuple[Spell, ...], tuple[Spell, ...]]:
    mandates: list[MandateRow] = []
    groups: list[Spell] = []
    committees: list[Spell] = []
    listed = entry.get("hasMembership")
    for membership in listed if isinstance(listed, list) else ():
        if not isinstance(membership, dict):
            continue
        starts_on, ends_on = _period(membership, place.at("memberDuring"))
        kind = str(membership.get("membershipClassification", "")).removeprefix(_CLASS)
        organization = str(membership.get("organization", ""))
        if str(membership.get("role", "")).endswith("/MEMBER_PARLIAMENT"):
            mandates += _mandate(membership, starts_on, ends_on, place.at("represents"), left_out)
        elif kind == "EU_POLITICAL_GROUP":
            groups += _group(labels.get(organization), starts_on, ends_on, place.at("organization"), left_out)
        elif kind.startswith("COMMITTEE_PARLIAMENTARY"):
            committees += _committee(labels.get(organization), membership, starts_on, ends_on, left_out)
    return tuple(mandates), tuple(groups), tuple(committees)


def _period(membership: Entry, place: Place) -> tuple[date | None, date | None]:
    during = membership.get("memberDuring")
    during = during if isinstance(during, dict) else {}
    return records.day(_text(during, "startDate"), place), records.day(_text(during, "endDate"), place)


def _mandate(
    membership: Entry, starts_on: date | None, ends_on: date | None, place: Place, left_out: Counter[str]
) -> list[MandateRow]:
    term = terms.on(starts_on) if starts_on else None
    if term is None:
        left_out["earlier_terms"] += 1
        return []
    represents = membership.get("represents")
    first = str(represents[0]) if isinstance(represents, list) and represents else ""
    country = records.country_code(first.rpartition("/")[2], place) if first else None
    return [MandateRow(term.number, country, starts_on, ends_on)]


def _group(
    label: str | None, starts_on: date | None, ends_on: date | None, place: Place, left_out: Counter[str]
) -> list[Spell]:
    if starts_on is None or label is None:
        left_out["unnamed_bodies"] += 1
        return []
    if terms.on(starts_on) is None:
        left_out["earlier_terms"] += 1
        return []
    return list(records.group_spells(label, starts_on, ends_on, place))


def _committee(
    label: str | None, membership: Entry, starts_on: date | None, ends_on: date | None, left_out: Counter[str]
) -> list[Spell]:
    if label is None:
        left_out["unnamed_bodies"] += 1
        return []
    role = _ROLES.get(str(membership.get("role", "")).rpartition("/")[2], "member")
    return [Spell(label, starts_on, ends_on, role)]
