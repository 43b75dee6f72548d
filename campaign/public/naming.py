"""The names under a public letter: each with its facts, as lines in the format and order that a reader chose."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from campaign import clock
from campaign.drafting.models import Letter, LetterState, ListOrder
from campaign.parliament import countries, groups
from campaign.signing import lines, remarks
from campaign.signing.models import Signature


@dataclass(frozen=True, slots=True)
class Choice:
    """How a reader wants the names: one of the formats A to F, one of the orders; empty for the letter's own."""

    form: str = ""
    order: ListOrder | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """One Member whose signature stands, as of the day of signing: only what the page shows anyway."""

    ep_id: int
    name: str
    given: str
    surname: str
    country: str
    """The Union's code of the country of election."""
    country_name: str
    group: str
    party: str
    is_late: bool
    line: str
    beside: str
    """In which capacity it was given, and that the group is another one by now; empty for most."""


@dataclass(frozen=True, slots=True)
class NamesUnder:
    """Names under one heading: a country, a group, or none."""

    heading: str
    names: tuple[Signatory, ...]
    first: int
    """The number of the first of them, counted through the whole list."""


def signatory(
    letter: Letter, signature: Signature, form: str, *, is_late: bool = False, moved: Collection[int] = ()
) -> Signatory:
    """What is shown of one signature, with its line in that format; `moved` are Members in another group by now."""
    on = day_of(letter, signature)
    return Signatory(
        ep_id=signature.ep_id,
        name=lines.full_name(signature),
        given=signature.given,
        surname=signature.surname,
        country=signature.country,
        country_name=countries.get(signature.country).label(letter.language, on=on),
        group=signature.group_code,
        party=signature.party or "",
        is_late=is_late,
        line=lines.printed_line(signature, form, language=letter.language, on=on),
        beside=remarks.beside(signature, moved),
    )


def day_of(letter: Letter, signature: Signature) -> date:
    """The day whose name a country goes by: that of a record, else that of the signature."""
    if letter.state is LetterState.RECORD and letter.dated_on is not None:
        return letter.dated_on
    return clock.brussels_day(signature.signed_at)


def under_headings(letter: Letter, signatories: Sequence[Signatory], order: ListOrder) -> Iterator[NamesUnder]:
    """The names in the order they come in, under headings where that order has any; initiators stand above them."""
    above = {each.ep_id for each in letter.initiators} if letter.initiators_first else set()
    by_country = {ListOrder.COUNTRY_PROTOCOL, ListOrder.COUNTRY_ALPHABET}
    by_group = {ListOrder.GROUP_SIZE, ListOrder.GROUP_ALPHABET}

    def heading(each: Signatory) -> str:
        if each.ep_id in above:
            return ""
        if order in by_country:
            return each.country_name
        return groups.get(each.group).full if order in by_group else ""

    number = 1
    for title, found in groupby(signatories, key=heading):
        names = tuple(found)
        yield NamesUnder(title, names, number)
        number += len(names)
