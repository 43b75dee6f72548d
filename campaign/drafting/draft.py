"""Everything an organiser may change in a letter while it is a draft, as one plain value, and what tells two apart."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

from campaign.drafting import content as contents
from campaign.drafting.content import AddresseeBlock, Content
from campaign.drafting.models import Letter, ListOrder
from campaign.drafting.normal import Normalised

_MARK = 16


@dataclass(frozen=True, kw_only=True)
class Draft(Normalised):
    """The state of the editor."""

    title: str
    language: str = "en"
    subject: str = ""
    place: str = ""
    dated_on: date | None = None
    letterhead_name: str = ""
    letterhead_address: str = ""
    addressees: tuple[AddresseeBlock, ...] = ()
    body: str = ""
    closing: str = ""
    cc: str = ""
    initiators: tuple[int, ...] = ()
    initiators_first: bool = True
    list_format: str = "A"
    list_order: ListOrder = ListOrder.ALPHABETICAL
    deadline_at: datetime | None = None
    goal_members: int | None = None
    goal_groups: int | None = None
    goal_countries: int | None = None
    code_required: bool = True


NAMES = tuple(each.name for each in fields(Draft))
ROWS = frozenset({"addressees", "initiators"})
PLAIN = tuple(name for name in NAMES if name not in ROWS)
"""The parts that are columns of the letter itself."""
_IN_CONTENT = frozenset(each.name for each in fields(Content))


def of_letter(letter: Letter) -> Draft:
    """The draft as it was saved last."""
    return Draft(
        addressees=tuple(map(contents.block, letter.addressees)),
        initiators=tuple(each.ep_id for each in letter.initiators),
        **{name: getattr(letter, name) for name in PLAIN},
    )


def differing(one: Draft, other: Draft) -> tuple[str, ...]:
    """The names of the parts that are not the same in both."""
    return tuple(name for name in NAMES if getattr(one, name) != getattr(other, name))


def marks(draft: Draft) -> dict[str, str]:
    """A short fingerprint of each part: the editor carries them, so that it is known later who changed what."""
    return {name: hashlib.sha256(repr(getattr(draft, name)).encode()).hexdigest()[:_MARK] for name in NAMES}


def changed_since(draft: Draft, base: Mapping[str, str]) -> frozenset[str]:
    """The parts that differ from those the fingerprints were taken of; unknown ones count as changed."""
    return frozenset(name for name, mark in marks(draft).items() if base.get(name) != mark)


def content_of(draft: Draft, *, campaign: str, logo: bytes | None) -> Content:
    """What the letter would say if this draft were saved."""
    return Content(
        campaign=campaign,
        logo_digest=hashlib.sha256(logo).hexdigest() if logo else "",
        **{name: getattr(draft, name) for name in NAMES if name in _IN_CONTENT},
    )
