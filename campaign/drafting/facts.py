"""The facts of a case that typical letters are made of, each by name, and how a text shows that one is missing."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is typed for a fact."""

    LINE = "line"
    DAY = "day"
    POINTS = "points"
    """Several, one a line."""


class Group(StrEnum):
    """Under which heading a fact is asked for."""

    PERSON = "person"
    ADDRESSEE = "addressee"
    DETENTION = "detention"
    TRIAL = "trial"
    HEALTH = "health"
    ENTRY = "entry"
    LISTING = "listing"
    CONSULAR = "consular"
    TREATIES = "treaties"
    ASKED = "asked"


@dataclass(frozen=True)
class Fact:
    """One fact; `words` name it in the text that lacks it, and so never change."""

    name: str
    group: Group
    words: str
    kind: Kind = Kind.LINE
    is_needed: bool = True
    """Whether a text that uses it shows that it is missing; else nothing stands in its place."""

    @property
    def field(self) -> str:
        """The id of its field on the page of facts."""
        return f"fact-{self.name}"


FACTS = (
    Fact("person", Group.PERSON, "name of the person"),
    Fact("state", Group.PERSON, "state"),
    Fact("source", Group.PERSON, "who reports it"),
    Fact("addressee_name", Group.ADDRESSEE, "name of the addressee"),
    Fact("addressee_office", Group.ADDRESSEE, "office of the addressee"),
    Fact("salutation", Group.ADDRESSEE, "salutation"),
    Fact("detained_since", Group.DETENTION, "day of the arrest", Kind.DAY),
    Fact("place_held", Group.DETENTION, "place of detention"),
    Fact("charge", Group.DETENTION, "charge"),
    Fact("law_article", Group.DETENTION, "article of the law"),
    Fact("lawyer", Group.DETENTION, "name of the lawyer"),
    Fact("court", Group.TRIAL, "court"),
    Fact("hearing_on", Group.TRIAL, "day of the hearing", Kind.DAY),
    Fact("observers", Group.TRIAL, "who wishes to observe the trial"),
    Fact("health", Group.HEALTH, "state of health"),
    Fact("treatment", Group.HEALTH, "treatment that is needed"),
    Fact("refused_on", Group.ENTRY, "day of the refusal", Kind.DAY),
    Fact("refused_act", Group.ENTRY, "what was refused"),
    Fact("ground", Group.ENTRY, "ground that was given"),
    Fact("conduct", Group.LISTING, "what the persons are said to have done"),
    Fact("proposed", Group.LISTING, "persons whose listing is asked for", Kind.POINTS),
    Fact("evidence", Group.LISTING, "published evidence", Kind.POINTS),
    Fact("nationality", Group.CONSULAR, "Member State of nationality"),
    Fact("consulate", Group.CONSULAR, "consular post"),
    Fact("iccpr_since", Group.TREATIES, "day since which the Covenant binds the state", Kind.DAY),
    Fact("cat_since", Group.TREATIES, "day since which the Convention against Torture binds the state", Kind.DAY),
    Fact("vccr_since", Group.TREATIES, "day since which the Vienna Convention binds the state", Kind.DAY),
    Fact("reply_by", Group.ASKED, "day by which a reply is asked for", Kind.DAY),
    Fact("requests", Group.ASKED, "what else is asked", Kind.POINTS, is_needed=False),
)
BY_NAME = {each.name: each for each in FACTS}
BY_WORDS = {each.words: each for each in FACTS}
_MISSING = re.compile(r"\[MISSING: ([^\]\n]+)\]")


def missing(words: str) -> str:
    """What stands in a text until this is said."""
    return f"[MISSING: {words}]"


def missing_in(text: str) -> tuple[str, ...]:
    """The words of everything that the text says is missing, each once."""
    return tuple(dict.fromkeys(_MISSING.findall(text)))
