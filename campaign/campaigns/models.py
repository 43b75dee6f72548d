"""A campaign: one case and all that belongs to it, and the organisers who run it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign import tokens
from campaign.db import Base
from campaign.organisers.models import Organiser


class Role(StrEnum):
    """What an organiser is in one campaign; `rules.RIGHTS` says what each may do."""

    OWNER = "owner"
    EDITOR = "editor"
    DESK = "desk"
    VIEWER = "viewer"
    SHEPHERD = "shepherd"
    """Sees and invites the Members of one political group only."""


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
    __table_args__ = (CheckConstraint("(role = 'shepherd') = (group_code IS NOT NULL)", name="shepherd_of_a_group"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey(Campaign.id), primary_key=True)
    organiser_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id), primary_key=True)
    role: Mapped[Role] = mapped_column(default=Role.OWNER)
    group_code: Mapped[str | None]
    """The political group a shepherd cares for; None for every other role."""
    campaign: Mapped[Campaign] = relationship(back_populates="team")
    organiser: Mapped[Organiser] = relationship()
