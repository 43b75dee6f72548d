"""How a Member is written under a letter: the six formats seen in print, as a name and what stands after it."""

from __future__ import annotations

from letters.document import SignatoryLine, Style, Words


def line_of(member: SignatoryLine, style: Style, words: Words) -> tuple[str, str, str]:
    """The three parts of a signatory's line, read one after the other: given name, surname, affiliation.

    A: Given | SURNAME | (Country, GROUP)      B: Given | Surname | (GROUP)     C: Given | SURNAME | (GROUP, CC)
    D: Mr Given | SURNAME, | Country, GROUP    E: Given | Surname, | GROUP (Country)
    F: Given | Surname MEP, | office, PARTY (Country)
    """
    given, surname = member.given, member.surname
    match style:
        case "A":
            return given, surname, f"({', '.join(filter(None, (member.country, member.group)))})"
        case "B":
            return given, surname, f"({member.group})"
        case "C":
            return given, surname, f"({member.group}, {member.country_code})"
        case "D":
            return f"{member.honorific} {given}".strip(), f"{surname},", f"{member.country}, {member.group}"
        case "E":
            return given, f"{surname},", f"{member.group} ({member.country})"
        case "F":
            parts = [part for part in (member.office, member.party or member.group) if part]
            return given, f"{surname} {words.member},", f"{', '.join(parts)} ({member.country})"


def full_name(member: SignatoryLine) -> str:
    """Given name and surname as the Parliament displays them."""
    return f"{member.given} {member.surname}".strip()
