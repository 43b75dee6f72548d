"""The Parliament's XML lists: the full list, and the incoming and outgoing Members of a term.

One `mep` element per Member; every child but `id` and `fullName` may be missing. No address, no day in the full list.
"""

import io
from datetime import date
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from campaign.parliament import names, terms
from campaign.roster.sources import records
from campaign.roster.sources.records import Kind, MandateRow, Person, Place, Source
from campaign.roster.sources.refusals import CannotRead, Reason


def read(file: str, content: bytes, *, day: date) -> Source:
    """The Members of a full list, or of a list of those who came or left.

    Raises CannotRead naming the entry and the field.
    """
    persons = tuple(
        _person(element, Place(file, f"entry {number}"), day)
        for number, element in enumerate(_elements(file, content), start=1)
    )
    if not persons:
        raise CannotRead(Reason.NO_MEMBERS, file=file)
    kind = Kind.CHANGES if any(person.mandates for person in persons) else Kind.FULL_LIST
    return Source(kind, file, persons, day)


def _elements(file: str, content: bytes) -> list[Element]:
    """Every `mep` element. DTDs are refused as such: the Parliament's list has none, bombs need one."""
    found = []
    depth = 0
    try:
        for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            if event == "start" and depth > 8:
                raise CannotRead(Reason.UNKNOWN_FORMAT, file=file)
            if event == "end" and element.tag == "mep":
                found.append(element)
    except DefusedXmlException:
        raise CannotRead(Reason.DANGEROUS_XML, file=file) from None
    except ParseError as error:
        line, _column = error.position
        raise CannotRead(Reason.BROKEN_XML, file=file, line=line, value=str(error).partition(":")[0]) from None
    except (LookupError, ValueError) as error:  # an encoding nobody knows, or one expat cannot take
        raise CannotRead(Reason.BROKEN_XML, file=file, line=1, value=error) from None
    return found


def _text(element: Element, tag: str) -> str:
    return names.tidy(element.findtext(tag) or "")


def _person(element: Element, place: Place, day: date) -> Person:
    ep_id = records.person_number(_text(element, "id"), place.at("id"))
    place = Place(place.file, f"{place.line} (id {ep_id})")
    full_name = _text(element, "fullName")
    if not full_name:
        raise place.at("fullName").refuse(Reason.MISSING, expected="given names and family name")
    if element.find("mandate-start") is not None:
        return _changed(element, place, ep_id, full_name)
    return Person(
        place=place.line,
        ep_id=ep_id,
        name=names.split(full_name),
        sits=True,
        country=records.country_code(_text(element, "country"), place.at("country")),
        group=records.group_code(_text(element, "politicalGroup"), day, place.at("politicalGroup")),
        party=records.party(_text(element, "nationalPoliticalGroup")),
        party_known=True,
    )


def _changed(element: Element, place: Place, ep_id: int, full_name: str) -> Person:
    """An entry of the incoming or outgoing list: it has days, and a code beside each name."""
    starts_on = records.day(_text(element, "mandate-start"), place.at("mandate-start"))
    ends_on = records.day(_text(element, "mandate-end"), place.at("mandate-end"))
    term = _term(element, starts_on, place.at("leg"))
    country = records.country_code(_attribute(element, "country", "countryCode"), place.at("country"))
    label = _attribute(element, "politicalGroup", "bodyCode")
    last = ends_on or max(starts_on or term.first_day, term.first_day)
    group = records.group_code(label, last, place.at("politicalGroup")) if label else None
    return Person(
        place=place.line,
        ep_id=ep_id,
        name=names.split(full_name),
        party=records.party(_text(element, "nationalPoliticalGroup")),
        party_known=True,
        mandates=(MandateRow(term.number, country, starts_on, ends_on),),
        group=group if ends_on is None else None,
    )


def _attribute(element: Element, tag: str, attribute: str) -> str:
    child = element.find(tag)
    return (child.get(attribute) or names.tidy(child.text or "")) if child is not None else ""


def _term(element: Element, starts_on: date | None, place: Place) -> terms.Term:
    try:
        return terms.get(int(_text(element, "leg")))
    except (ValueError, KeyError):
        term = terms.on(starts_on) if starts_on else None
    if term is None:
        raise place.refuse(Reason.MISSING, expected="the number of a term since 2014")
    return term
