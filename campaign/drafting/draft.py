"""Everything an organiser may change in a draft, or in the working copy of an open letter, as one plain value."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

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
TEXT = tuple(name for name in NAMES if name in _IN_CONTENT)
"""The parts that Members sign; deadline, goals, initiators and proof are none of them."""


def of_letter(letter: Letter) -> Draft:
    """What the editor holds: the draft, or the working copy of an open letter, as it was saved last."""
    draft = Draft(
        addressees=tuple(map(contents.block, letter.addressees)),
        initiators=tuple(each.ep_id for each in letter.initiators),
        **{name: getattr(letter, name) for name in PLAIN},
    )
    return with_text_of(draft, contents.from_dict(letter.working_copy.content)) if letter.working_copy else draft


def with_text_of(draft: Draft, content: Content) -> Draft:
    """The draft with every part that Members sign taken from this content; all else stays."""
    texts: dict[str, Any] = {name: getattr(content, name) for name in TEXT}
    return replace(draft, **texts | {"list_order": ListOrder(content.list_order)})


def text_alone(standing: Draft, typed: Draft) -> Draft:
    """What was typed as far as Members sign it; all else as it stands, as it is for an open letter."""
    return replace(standing, **{name: getattr(typed, name) for name in TEXT})


def logo_of(letter: Letter) -> bytes | None:
    """The logo as the editor holds it."""
    return letter.working_copy.logo if letter.working_copy else letter.logo


def content_now(letter: Letter) -> Content:
    """What the letter would say if it were frozen now, under the campaign's title and story of now."""
    return typed_content(letter, of_letter(letter))


def typed_content(letter: Letter, draft: Draft) -> Content:
    """What the letter would say if this draft were saved and frozen."""
    campaign = letter.campaign
    return content_of(draft, campaign=campaign.title, framing=campaign.story, logo=logo_of(letter))


def differing(one: Draft, other: Draft) -> tuple[str, ...]:
    """The names of the parts that are not the same in both."""
    return tuple(name for name in NAMES if getattr(one, name) != getattr(other, name))


def marks(draft: Draft) -> dict[str, str]:
    """A short fingerprint of each part: the editor carries them, so that it is known later who changed what."""
    return {name: hashlib.sha256(repr(getattr(draft, name)).encode()).hexdigest()[:_MARK] for name in NAMES}


def changed_since(draft: Draft, base: Mapping[str, str]) -> frozenset[str]:
    """The parts that differ from those the fingerprints were taken of; unknown ones count as changed."""
    return frozenset(name for name, mark in marks(draft).items() if base.get(name) != mark)


def content_of(draft: Draft, *, campaign: str, framing: str, logo: bytes | None) -> Content:
    """The draft's text under this title and framing."""
    return Content(
        campaign=campaign,
        framing=framing,
        logo_digest=hashlib.sha256(logo).hexdigest() if logo else "",
        **{name: getattr(draft, name) for name in TEXT},
    )
