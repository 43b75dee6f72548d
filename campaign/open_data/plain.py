"""Small pieces of rows, as every answer writes them."""

from datetime import date, datetime

from campaign import clock
from campaign.campaigns.models import Campaign
from campaign.open_data import shapes
from campaign.parliament import groups
from campaign.web.addresses import is_web_address


def group(group: groups.PoliticalGroup) -> shapes.Group:
    """A group by its code and both its short names."""
    return shapes.Group(code=group.code, official=group.official, english=group.english)


def slug(campaign: Campaign) -> str:
    """The last part of the case's address."""
    return str(campaign.slug)  # a constraint: what is public has an address


def day(at: datetime | None) -> date | None:
    """The day in Brussels; None stays None."""
    return clock.brussels_day(at) if at else None


def web(address: str | None) -> str | None:
    """The address if it leads to a web page; None otherwise."""
    return address if address and is_web_address(address) else None
