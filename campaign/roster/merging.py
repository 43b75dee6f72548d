"""Several sources, one person: rows are brought together by the Parliament's number, the better source first.

A row without a number is matched by its official address, else by its name (and country) when only one person fits.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from campaign.parliament import names
from campaign.roster.sources.records import Kind, Person, Source
from campaign.roster.states import State

_TRUST = list(Kind)
#: Two transliterations of one name are more alike than this; two names of two persons hardly ever.
_ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class Word:
    """What one source says of one person."""

    source: Source
    person: Person

    @property
    def place(self) -> str:
        """File and line, for people."""
        return f"{self.source.file}, {self.person.place}"

    @property
    def is_official(self) -> bool:
        """Does it come from the Parliament itself?"""
        return self.source.kind not in (Kind.HOWTHEYVOTE, Kind.TABLE)


@dataclass(frozen=True, slots=True)
class Merged:
    """All words by person, the most trusted first, and the rows nobody could be found for."""

    words: Mapping[int, tuple[Word, ...]]
    unmatched: tuple[Word, ...]


def merge(sources: Sequence[Source], known: Mapping[int, State]) -> Merged:
    """Bring the rows of all sources together."""
    ranked = sorted(sources, key=lambda source: _TRUST.index(source.kind))
    index = _Index(known.values(), (person for source in ranked for person in source.persons))
    words: dict[int, list[Word]] = defaultdict(list)
    unmatched = []
    for source in ranked:
        for person in source.persons:
            word = Word(source, person)
            ep_id = person.ep_id if person.ep_id is not None else index.find(person)
            if ep_id is None:
                unmatched.append(word)
            else:
                words[ep_id].append(word)
    return Merged({ep_id: tuple(said) for ep_id, said in words.items()}, tuple(unmatched))


class _Index:
    """Persons by address and by name; whatever fits two fits nobody."""

    def __init__(self, known: Iterable[State], persons: Iterable[Person]) -> None:
        self.by_mailbox: dict[str, set[int]] = defaultdict(set)
        self.by_name: dict[frozenset[str], set[int]] = defaultdict(set)
        self.country: dict[int, str] = {}
        for state in known:
            if state.sits and state.seat:
                self._add(state.ep_id, state.name, state.mailbox, state.seat.country)
        for person in persons:
            if person.ep_id is not None:
                self._add(person.ep_id, str(person.name or ""), person.mailbox, person.country)

    def _add(self, ep_id: int, name: str, mailbox: str | None, country: str | None) -> None:
        if mailbox:
            self.by_mailbox[mailbox].add(ep_id)
        if name:
            self.by_name[name_words(name)].add(ep_id)
        if country:
            self.country.setdefault(ep_id, country)

    def find(self, person: Person) -> int | None:
        """The one person this row can mean."""
        found = self.by_mailbox.get(person.mailbox or "", set())
        if len(found) != 1 and person.name:
            found = self.by_name.get(name_words(str(person.name)), set())
            if person.country:
                found = {ep_id for ep_id in found if self.country.get(ep_id, person.country) == person.country}
        return next(iter(found)) if len(found) == 1 else None


def name_words(name: str) -> frozenset[str]:
    """The folded words of a name, in no order: given and family name may stand either way round."""
    return frozenset(names.fold(name).split())


def may_be_one_person(one: str, other: str) -> bool:
    """Do two names share a word, or look alike? If not, a number is mistyped, and an address would reach a stranger."""
    if not one or not other or not name_words(one).isdisjoint(name_words(other)):
        return True
    return SequenceMatcher(None, names.fold(one), names.fold(other)).ratio() >= _ALIKE
