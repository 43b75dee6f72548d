"""What a button in the editor does to the draft besides saving: rows added, removed, moved, without scripts."""

from dataclasses import replace
from typing import TypeVar

from campaign.drafting.content import AddresseeBlock
from campaign.drafting.draft import Draft

Row = TypeVar("Row")
MAX_ROWS = 40
"""Addressees, or initiators, of one letter."""


def perform(draft: Draft, act: str) -> Draft:
    """The draft after the act ("add-addressee", "up-addressee:2", …); an act that makes no sense changes nothing."""
    verb, _, place = act.partition(":")
    number = int(place) if place.isdecimal() and len(place) < 10 else -1
    if verb == "add-addressee" and len(draft.addressees) < MAX_ROWS:
        return replace(draft, addressees=(*draft.addressees, AddresseeBlock()))
    if verb == "add-initiator" and number > 0:
        return replace(draft, initiators=tuple(dict.fromkeys((*draft.initiators, number)))[:MAX_ROWS])
    if verb.endswith("-addressee"):
        return replace(draft, addressees=_moved(draft.addressees, verb, number))
    if verb.endswith("-initiator"):
        return replace(draft, initiators=_moved(draft.initiators, verb, number))
    return draft


def _moved(rows: tuple[Row, ...], verb: str, place: int) -> tuple[Row, ...]:
    if not 0 <= place < len(rows):
        return rows
    rest = (*rows[:place], *rows[place + 1 :])
    if verb.startswith("remove-"):
        return rest
    steps = {"up": -1, "down": 1}
    goal = place + steps.get(verb.partition("-")[0], 0)
    goal = min(max(goal, 0), len(rest))
    return (*rest[:goal], rows[place], *rest[goal:])


def with_body(draft: Draft, text: str, *, after: bool) -> Draft:
    """The draft with this text as its body, or after the body it has."""
    return replace(draft, body=f"{draft.body}\n\n{text}" if after and draft.body else text)
