"""A campaign's privacy notice, version by version. A version never changes; a new one stands beside it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, backref, mapped_column, relationship

from campaign.campaigns.models import Campaign
from campaign.db import Base
from campaign.organisers.models import Organiser


class Notice(Base):
    """One version: what the organisers filled in, every sentence a Member reads, and the digest of those sentences."""

    __tablename__ = "notices"
    __table_args__ = (UniqueConstraint("campaign_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey(Campaign.id), index=True)
    number: Mapped[int]
    digest: Mapped[str]
    version: Mapped[str] = mapped_column(index=True)
    """The beginning of the digest, by which signatures and addresses name these words."""
    answers: Mapped[dict[str, Any]]
    """What the organisers filled in."""
    sections: Mapped[list[Any]]
    """[heading, text] of each part, word for word as it is shown: later wordings of ours change nothing in it."""
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id))
    campaign: Mapped[Campaign] = relationship(backref=backref("notices", order_by="Notice.number", viewonly=True))
