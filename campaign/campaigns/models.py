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


class CampaignOutcome(StrEnum):
    """How a case ended, as far as its organisers can say."""

    ACHIEVED = "achieved"
    PARTLY = "partly"
    NOT_ACHIEVED = "not_achieved"
    OVERTAKEN = "overtaken"


class Campaign(Base):
    """One case. Only its own organisers see it, until `public_from`; without that instant it is never public."""

    __tablename__ = "campaigns"
    __table_args__ = (
        CheckConstraint("public_from IS NULL OR slug IS NOT NULL", name="public_at_an_address"),
        CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name="closed_with_an_outcome"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    title: Mapped[str]
    story: Mapped[str] = mapped_column(default="")
    slug: Mapped[str | None] = mapped_column(unique=True)
    """The last part of the public page's address."""
    public_from: Mapped[datetime | None]
    """The end of the embargo. Nothing of the campaign is public before."""
    closed_at: Mapped[datetime | None]
    outcome: Mapped[CampaignOutcome | None]
    outcome_text: Mapped[str] = mapped_column(default="")
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


class TeamInvitation(Base):
    """Somebody was asked by mail to join a campaign's team; only the digest of the link's secret is kept."""

    __tablename__ = "team_invitations"
    __table_args__ = (CheckConstraint("(role = 'shepherd') = (group_code IS NOT NULL)", name="shepherd_of_a_group"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    campaign_id: Mapped[int] = mapped_column(ForeignKey(Campaign.id), index=True)
    campaign: Mapped[Campaign] = relationship()
    email: Mapped[str]
    role: Mapped[Role]
    group_code: Mapped[str | None]
    digest: Mapped[str] = mapped_column(unique=True)
    by_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id))
    by: Mapped[Organiser] = relationship()
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    """When it was accepted, taken back, or replaced by a newer one."""
