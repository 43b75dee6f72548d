"""How a Member is written under a letter: the six formats seen in print, as a name and what stands after it."""

from __future__ import annotations

from letters.document import SignatoryLine, Style, Words


def name_and_affiliation(member: SignatoryLine, style: Style, words: Words) -> tuple[str, str]:
    """The two parts of a signatory's line, read one after the other.

    A: Ana GOMES | (Portugal, S&D)      B: Tunne Kelam | (PPE)           C: Manon AUBRY | (The Left, FR)
    D: Ms Petra De SUTTER, | Belgium, SOC    E: Willy Meyer, | GUE/NGL (Espanha)
    F: Julie Ward MEP, | Chair of the delegation, Labour Party (United Kingdom)
    """
    name = f"{member.given} {member.surname}".strip()
    match style:
        case "A":
            return name, f"({member.country}, {member.group})"
        case "B":
            return name, f"({member.group})"
        case "C":
            return name, f"({member.group}, {member.country_code})"
        case "D":
            return f"{member.honorific} {name},".strip(), f"{member.country}, {member.group}"
        case "E":
            return f"{name},", f"{member.group} ({member.country})"
        case "F":
            parts = [part for part in (member.office, member.party or member.group) if part]
            return f"{name} {words.member},", f"{', '.join(parts)} ({member.country})"


def full_name(member: SignatoryLine) -> str:
    """Given name and surname as the Parliament displays them."""
    return f"{member.given} {member.surname}".strip()
