"""What a template says once facts are put in, and what new facts would change in a text that was worked on since."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from campaign.casefacts.phrases import Template
from campaign.drafting import dates, facts
from campaign.drafting.content import AddresseeBlock
from campaign.drafting.draft import Draft
from campaign.drafting.facts import BY_NAME, BY_WORDS, Fact, Kind

LANGUAGE = "en"
"""The templates are written in English."""
CLOSING = "Yours sincerely,"
_HOLE = re.compile(r"\{(\w+)\}")

Parts = Mapping[str, str]
"""The parts of a letter that a template makes, by name, as plain text."""


@dataclass(frozen=True)
class Offer:
    """What each part would say with the facts of now, and how many passages could not be found to change."""

    parts: dict[str, str]
    lost: int = 0


def uses(template: Template) -> tuple[Fact, ...]:
    """The facts that this template needs or can take, in the order in which they are asked for."""
    text = "\n".join((template.title, template.subject, template.body, *template.demands))
    named = {*_HOLE.findall(text), "addressee_name", "addressee_office", "salutation", "requests"}
    return tuple(each for each in facts.FACTS if each.name in named)


def made(template: Template, known: Parts) -> Draft:
    """The draft of this template with the facts put in; a fact that is not known stays visible as missing."""
    points = [_filled(each, known) for each in template.demands] + _lines(known.get("requests", ""))
    numbered = "\n".join(f"{number}. {each}" for number, each in enumerate(points, 1))
    addressee = AddresseeBlock(
        name=_said(BY_NAME["addressee_name"], known),
        office=_said(BY_NAME["addressee_office"], known),
        salutation=_said(BY_NAME["salutation"], known),
    )
    return Draft(
        title=_filled(template.title, known),
        subject=_filled(template.subject, known),
        body=_filled(template.body, dict(known), demands=numbered),
        closing=CLOSING,
        language=LANGUAGE,
        addressees=(addressee,),
    )


def parts(draft: Draft) -> dict[str, str]:
    """The parts of a draft that a template makes."""
    first = draft.addressees[0] if draft.addressees else AddresseeBlock()
    return {
        "title": draft.title,
        "addressee_name": first.name,
        "addressee_office": first.office,
        "salutation": first.salutation,
        "subject": draft.subject,
        "body": draft.body,
    }


def offer(now: Parts, before: Parts, wanted: Parts, known: Parts) -> Offer:
    """The text of now with every change from `before` to `wanted` put in where the passage still stands as it was made.

    A passage that somebody has rewritten stays as it is and is counted; a place marked as missing is filled.
    """
    offered, lost = {}, 0
    for name, text in now.items():
        one, other = before.get(name, ""), wanted.get(name, "")
        if text == one:
            offered[name] = other
            continue
        merged, missed = _merged(text, one, other)
        offered[name] = _found(merged, known)
        lost += missed
    return Offer(offered, lost)


def _filled(text: str, known: Parts, **others: str) -> str:
    def put(hole: re.Match[str]) -> str:
        name = hole[1]
        return others[name] if name in others else _said(BY_NAME[name], known)

    return _HOLE.sub(put, text)


def _said(fact: Fact, known: Parts) -> str:
    value = known.get(fact.name, "")
    if not value:
        return facts.missing(fact.words) if fact.is_needed else ""
    if fact.kind is Kind.DAY:
        return dates.written(date.fromisoformat(value), LANGUAGE)
    if fact.kind is Kind.POINTS:
        return "\n".join(f"- {each}" for each in _lines(value))
    return value


def _lines(value: str) -> list[str]:
    return [each.strip() for each in value.splitlines() if each.strip()]


def _merged(text: str, before: str, wanted: str) -> tuple[str, int]:
    """The text with the lines that differ put in, and how many were not found, or found more than once."""
    one, other = before.split("\n"), wanted.split("\n")
    lines, lost = text.split("\n"), 0
    for kind, start, end, first, last in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if kind == "insert" and start:  # new lines are put behind the one they follow
            start, first = start - 1, first - 1
        places = _places(lines, one[start:end])
        if len(places) == 1:
            lines[places[0] : places[0] + end - start] = other[first:last]
        else:
            lost += 1
    return "\n".join(lines), lost


def _places(lines: list[str], wanted: list[str]) -> list[int]:
    return [at for at in range(len(lines)) if wanted and lines[at : at + len(wanted)] == wanted]


def _found(text: str, known: Parts) -> str:
    """The text with each place filled that says that a fact is missing which is known by now."""
    for words in facts.missing_in(text):
        fact = BY_WORDS.get(words)
        if fact and known.get(fact.name):
            text = text.replace(facts.missing(words), _said(fact, known))
    return text
