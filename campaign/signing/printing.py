"""The order in which signatories are printed: pure, the same for pages and PDF."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from campaign.drafting.models import Letter, ListOrder
from campaign.parliament import countries, groups, names
from campaign.signing.models import Signature


def in_print_order(letter: Letter, signatures: Iterable[Signature]) -> list[Signature]:
    """By the letter's list order, within it by name; initiators before all others, in their own order, if wanted."""
    place = _place(letter)
    first: dict[int, int] = {}
    if letter.initiators_first:
        first = {each.ep_id: at for at, each in enumerate(letter.initiators)}
    others = len(first)

    def key(signature: Signature) -> tuple[Any, ...]:
        if signature.ep_id in first:
            return (first[signature.ep_id],)
        return (others, *place(signature), signature.sort_key, signature.id)

    return sorted(signatures, key=key)


def _place(letter: Letter) -> Callable[[Signature], tuple[Any, ...]]:
    """What comes before the name in the letter's list order."""
    match letter.list_order:
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
