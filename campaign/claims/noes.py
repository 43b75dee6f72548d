"""Features above know further ways in which a Member says no to a letter; they register here how to find out when.

A claim rests on what somebody else says that the Member did. Whatever the Member said since weighs more.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from campaign.drafting.models import Letter
from campaign.roster.models import Member

Asked = Callable[[Session, Letter, Member], datetime | None]
"""When this Member last said no to this letter in that way; None for never."""

_ways: dict[str, Asked] = {}


def register(name: str, asked: Asked) -> None:
    """Let this way of saying no weigh against claims; under one name the last one counts."""
    _ways[name] = asked


def latest(session: Session, letter: Letter, member: Member) -> datetime | None:
    """The newest of these noes, or None."""
    said = (each(session, letter, member) for each in _ways.values())
    return max((at for at in said if at is not None), default=None)
