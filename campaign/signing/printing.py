"""The order in which signatories are printed: pure, the same for pages and PDF."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from campaign.drafting.models import Letter, ListOrder
from campaign.parliament import countries, groups, names
from campaign.signing.models import Signature


def in_print_order(
    letter: Letter, signatures: Iterable[Signature], *, order: ListOrder | None = None
) -> list[Signature]:
    """By the letter's list order, within it by name; initiators before all others, in their own order, if wanted.

    `order` stands in for the letter's own: a reader of the public page may choose another one.
    """
    place = _place(letter, order or letter.list_order)
    first: dict[int, int] = {}
    if letter.initiators_first:
        first = {each.ep_id: at for at, each in enumerate(letter.initiators)}
    others = len(first)

    def key(signature: Signature) -> tuple[Any, ...]:
        if signature.ep_id in first:
            return (first[signature.ep_id],)
        return (others, *place(signature), signature.sort_key, signature.id)

    return sorted(signatures, key=key)


def is_late(signature: Signature, letter: Letter) -> bool:
    """Whether it was given after the close: the name then stands in a dated supplement (DOMAIN §2 step 8)."""
    return letter.closed_at is not None and signature.signed_at > letter.closed_at


def split(letter: Letter, signatures: Iterable[Signature]) -> tuple[list[Signature], list[Signature]]:
    """Those given in time, and the late ones of the supplement; each in the order they come in."""
    given = list(signatures)
    late = {each.id for each in given if is_late(each, letter)}
    return [each for each in given if each.id not in late], [each for each in given if each.id in late]


def _place(letter: Letter, order: ListOrder) -> Callable[[Signature], tuple[Any, ...]]:
    """What comes before the name in the letter's list order."""
    match order:
        case ListOrder.COUNTRY_PROTOCOL:
            return lambda each: (countries.get(each.country).position,)
        case ListOrder.COUNTRY_ALPHABET:
            spelled = {country.code: names.sort_key(country.label(letter.language)) for country in countries.ALL}
            return lambda each: (spelled[each.country],)
        case ListOrder.GROUP_SIZE:
            sizes = _by_size(letter.dated_on or letter.created_at.date())
            return lambda each: (sizes.get(each.group_code, len(sizes)), each.group_code)
        case ListOrder.GROUP_ALPHABET:
            return lambda each: _group_alphabet(each.group_code)
    return lambda each: ()


def _by_size(day: date) -> dict[str, int]:
    return {group.code: at for at, group in enumerate(groups.by_size(day))}


def _group_alphabet(code: str) -> tuple[bool, bytes]:
    group = groups.get(code)
    return (not group.is_group, names.sort_key(group.official))
