"""Which addresses a public page may have, and when a campaign is public. Pure."""

import re
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement

from campaign.campaigns.models import Campaign
from campaign.parliament import names

LONGEST = 80
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class WhyNot(StrEnum):
    """Why a page cannot have this address."""

    SHAPE = "shape"
    LONG = "long"


def why_no_slug(slug: str) -> WhyNot | None:
    """Small letters, digits and single hyphens between them; at most 80."""
    if len(slug) > LONGEST:
        return WhyNot.LONG
    return None if _SLUG.fullmatch(slug) else WhyNot.SHAPE


def suggested(title: str) -> str:
    """An address made from the title: "The case of Ilja Brandt" -> the-case-of-ilja-brandt."""
    words = re.sub(r"[^a-z0-9]+", "-", names.fold(title)).strip("-")
    return words[:LONGEST].strip("-")


def is_public(campaign: Campaign, *, now: datetime) -> bool:
    """Whether the embargo is over at this instant."""
    return campaign.public_from is not None and campaign.public_from <= now


def are_public(now: datetime) -> ColumnElement[bool]:
    """The same as a condition on campaigns in a query: what is under embargo is not even read."""
    return Campaign.public_from <= now
