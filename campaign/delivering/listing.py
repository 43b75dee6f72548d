"""Signatures become the printed list: in sections, with the supplement apart and the dated notes below."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from campaign import clock, tally
from campaign.delivering import autographs, wording
from campaign.drafting import dates
from campaign.drafting.models import Letter, ListOrder
from campaign.parliament import countries, groups
from campaign.parliament.names import PersonName
from campaign.signing import printing
from campaign.signing.models import Signature
from letters.document import Section, SignatoryLine, SignatureList

BY_COUNTRY = (ListOrder.COUNTRY_PROTOCOL, ListOrder.COUNTRY_ALPHABET)
BY_GROUP = (ListOrder.GROUP_SIZE, ListOrder.GROUP_ALPHABET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """In which language a list is written, and the names that it writes in a form of its own."""

    language: str = ""
    """Empty: the letter's."""
    forms: Mapping[int, PersonName] = field(default_factory=dict)
    """By EP id."""
    moved: Collection[int] = ()
    """Members, by EP id, who are in another group by now."""


def of(
    letter: Letter, signatures: Sequence[Signature], notes: Sequence[str] = (), names: Names | None = None
) -> SignatureList:
    """The whole list, in the letter's language or its translation's.

    Who signed after the freeze stands in the supplement, with the day, and is not counted above.
    """
    listed, late = printing.split(letter, signatures)
    names = names or Names()
    spoken = names.language or letter.language
    names = replace(names, language=spoken)
    printed = [(each, line(each, names)) for each in listed]
    return SignatureList(
        style=letter.list_format,  # type: ignore[arg-type]
        sections=tuple(_sections(letter, printed)),
        supplement=tuple(line(each, names) for each in late),
        summary=tally.line(tally.of(listed)) if listed and spoken == "en" else "",
        notes=tuple(notes),
    )


def _sections(letter: Letter, pairs: Sequence[tuple[Signature, SignatoryLine]]) -> Iterator[Section]:
    """One section without a heading, or one for each country or group, as the letter's list order has it."""
    if letter.list_order not in BY_COUNTRY + BY_GROUP:
        yield Section(heading=None, signatories=tuple(printed for _, printed in pairs))
        return

    def heading(pair: tuple[Signature, SignatoryLine]) -> str:
        signature, printed = pair
        return printed.country if letter.list_order in BY_COUNTRY else groups.get(signature.group_code).full

    for title, members in groupby(pairs, key=heading):
        yield Section(heading=title, signatories=tuple(printed for _, printed in members))


def line(signature: Signature, names: Names) -> SignatoryLine:
    """A signature as printed: its snapshot, its autograph, and the day, never the time.

    Where the language writes the name in a form of its own, the directory's form stands below it.
    """
    day, language = clock.brussels_day(signature.signed_at), names.language
    written = names.forms.get(signature.ep_id)
    return SignatoryLine(
        ep_id=signature.ep_id,
        given=written.given if written else signature.given,
        surname=written.surname if written else signature.surname,
        directory_name=(signature.given, signature.surname) if written else None,
        country_code=signature.country,
        country=countries.get(signature.country).label(language, on=day),
        group_code=signature.group_code,
        group=groups.get(signature.group_code).official,
        party=signature.party,
        capacity=wording.beside(signature, names.moved, language) or None,
        autograph=autographs.printed(signature),
        assurance=str(signature.assurance),
        signed_on=day,
        signed_on_text=dates.written(day, language),
    )
