"""Visits to Parliament for a case: who goes, where and when, and which Members are met."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign import tokens
from campaign.campaigns.models import Campaign
from campaign.db import Base
from campaign.roster.models import Member


class Occasion(StrEnum):
    """Why Members are there in that week."""

    PART_SESSION = "part_session"
    """The plenary week in Strasbourg."""
    MINI_SESSION = "mini_session"
    """Two plenary days in Brussels."""
    COMMITTEES = "committees"
    GROUPS = "groups"
    OTHER = "other"


class MeetingState(StrEnum):
    """Where a meeting stands."""

    WISHED = "wished"
    """Whom to see; no hour yet."""
    AGREED = "agreed"
    HELD = "held"
    CANCELLED = "cancelled"


class Mission(Base):
    """One visit: some days at one place."""

    __tablename__ = "missions"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="ends_after_it_starts"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    campaign_id: Mapped[int] = mapped_column(ForeignKey(Campaign.id), index=True)
    place: Mapped[str]
    occasion: Mapped[Occasion]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    delegation: Mapped[str] = mapped_column(default="")
    """One person a line, as the public page prints them."""
    note: Mapped[str] = mapped_column(default="")
    """For the team only."""
    is_public: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    campaign: Mapped[Campaign] = relationship()
    meetings: Mapped[list["Meeting"]] = relationship(back_populates="mission", cascade="all, delete-orphan")

    @property
    def delegates(self) -> list[str]:
        """The persons who go."""
        return [line.strip() for line in self.delegation.splitlines() if line.strip()]


class Meeting(Base):
    """One meeting with a Member, or with somebody else; never public, exported only once it was held."""

    __tablename__ = "meetings"
    __table_args__ = (
        CheckConstraint("(ep_id IS NULL) != (person = '')", name="a_member_or_somebody_else"),
        CheckConstraint("state = 'wished' OR starts_at IS NOT NULL", name="agreed_for_an_hour"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    mission_id: Mapped[int] = mapped_column(ForeignKey(Mission.id), index=True)
    ep_id: Mapped[int | None] = mapped_column(ForeignKey(Member.ep_id), index=True)
    person: Mapped[str] = mapped_column(default="")
    """Name and office of somebody who is no Member."""
    with_staff: Mapped[bool] = mapped_column(default=False)
    """The Member's staff came instead."""
    state: Mapped[MeetingState] = mapped_column(default=MeetingState.WISHED)
    starts_at: Mapped[datetime | None]
    minutes: Mapped[int] = mapped_column(default=15)
    room: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    """For the team only."""
    mission: Mapped[Mission] = relationship(back_populates="meetings")
    member: Mapped[Member | None] = relationship()
