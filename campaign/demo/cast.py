"""Who appears in the demo, and what every act needs to know of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from campaign.campaigns.models import Campaign
from campaign.drafting.models import Addressee, Letter
from campaign.organisers.models import Organiser
from campaign.roster.models import Member


@dataclass(frozen=True)
class Cast:
    """The case, its two organisers and the invented Members; `now` is when the demo is loaded."""

    session: Session
    campaign: Campaign
    robin: Organiser
    kim: Organiser
    members: Sequence[Member]
    now: datetime


def drafted(cast: Cast, words: dict[str, object], addressees: Sequence[dict[str, str]], *, at: datetime) -> Letter:
    """A finished draft in the case, as it stood at that instant."""
    letter = Letter(campaign=cast.campaign, created_at=at, saved_at=at, **words)
    letter.addressees = [Addressee(position=place, **each) for place, each in enumerate(addressees, 1)]
    cast.session.add(letter)
    cast.session.flush()
    return letter
