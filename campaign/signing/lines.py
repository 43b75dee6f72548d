"""A Member as printed under the letter: the snapshot of a day, and the line in the letter's list format."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from campaign.parliament import countries, groups
from campaign.roster.models import Mandate, Member

FORMATS = ("A", "B", "C", "D", "E", "F")


class Named(Protocol):
    """What a printed line is made of: a Signature has it, and a Snapshot."""

    @property
    def given(self) -> str:
        """First names."""

    @property
    def surname(self) -> str:
        """Family name as the Parliament displays it."""

    @property
    def country(self) -> str:
        """Code of the state of election."""

    @property
    def group_code(self) -> str:
        """Code of the political group."""

    @property
    def party(self) -> str | None:
        """National party, if known."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A Member's name, country, group and party as they are on one day."""

    ep_id: int
    given: str
    surname: str
    sort_name: str
    sort_key: bytes
    country: str
    group_code: str
    party: str | None


def snapshot(member: Member, mandate: Mandate, group_code: str | None) -> Snapshot:
    """The Member as of the day of this mandate and group; without a group, non-attached."""
    return Snapshot(
        ep_id=member.ep_id,
        given=member.given,
        surname=member.surname,
        sort_name=member.sort_name,
        sort_key=member.sort_key,
        country=mandate.country,
        group_code=group_code or groups.NI.code,
        party=mandate.party,
    )


def full_name(person: Named) -> str:
    """First SURNAME, as the Parliament's directory prints it; capitals are never changed."""
    return f"{person.given} {person.surname}".strip()


def printed_line(person: Named, form: str, *, language: str, on: date) -> str:
    """The whole line in one of the six list formats, in the letter's language, as the country was called that day.

    The PDF sets the same words (a test compares them); format E adds the running number when it is printed.
    """
    name, country = full_name(person), countries.get(person.country).label(language, on=on)
    group = groups.get(person.group_code).official
    lines = {
        "A": f"{name} ({country}, {group})",
        "B": f"{name} ({group})",
        "C": f"{name} ({group}, {person.country})",
        "D": f"{name}, {country}, {group}",
        "E": f"{name}, {group} ({country})",
        "F": f"{name} MEP, {person.party or group} ({country})",
    }
    return lines[form]
