"""A campaign: one case and all that belongs to it, and the organisers who run it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign import tokens
from campaign.db import Base
from campaign.organisers.models import Organiser


class Campaign(Base):
    """One case. Only its own organisers see it."""

    __tablename__ = "campaigns"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    title: Mapped[str]
    story: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    team: Mapped[list["TeamPlace"]] = relationship(back_populates="campaign", cascade="all")
    # Letters stand a floor above: here they are known by name only, for the page that lists them.
    letters: Mapped[list[Any]] = relationship("Letter", order_by="Letter.saved_at.desc()", viewonly=True)


class TeamPlace(Base):
    """An organiser's place in a campaign's team."""

    __tablename__ = "team_places"

    campaign_id: Mapped[int] = mapped_column(ForeignKey(Campaign.id), primary_key=True)
    organiser_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id), primary_key=True)
    role: Mapped[str] = mapped_column(default="owner")
    campaign: Mapped[Campaign] = relationship(back_populates="team")
    organiser: Mapped[Organiser] = relationship()
