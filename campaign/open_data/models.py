"""Webhooks: addresses of other systems that are told of published facts, and each message to them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign import tokens
from campaign.campaigns.models import Campaign
from campaign.db import Base
from campaign.organisers.models import Organiser


class Off(StrEnum):
    """Why an address is told nothing more."""

    FAILED = "failed"
    """It failed for days."""
    GONE = "gone"
    """It answered that it is gone (410)."""
    STOPPED = "stopped"
    """An organiser stopped it."""


class MessageState(StrEnum):
    """Where one message stands."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"
    CANCELLED = "cancelled"
    """The case was taken back before it could leave."""


class Webhook(Base):
    """An address that a campaign's organisers registered; its secret rests sealed."""

    __tablename__ = "webhooks"
    __table_args__ = (CheckConstraint("(off_at IS NULL) = (off_because IS NULL)", name="off_for_a_reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    campaign_id: Mapped[int] = mapped_column(ForeignKey(Campaign.id), index=True)
    url: Mapped[str]
    secret: Mapped[bytes]
    added_at: Mapped[datetime]
    added_by_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id))
    off_at: Mapped[datetime | None]
    off_because: Mapped[Off | None]
    failing_since: Mapped[datetime | None]
    """When the first attempt failed since the last one that did not."""
    seen: Mapped[int] = mapped_column(default=0)
    """The journal's newest event when it was last compared with what is published."""
    told: Mapped[dict[str, Any] | None]
    """What is published as far as this address knows: the digest of each fact by its key; None: nothing is."""
    campaign: Mapped[Campaign] = relationship()
    added_by: Mapped[Organiser] = relationship()


class WebhookMessage(Base):
    """One message to one address: the bytes that are signed, and what came of them."""

    __tablename__ = "webhook_messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    webhook_id: Mapped[int] = mapped_column(ForeignKey(Webhook.id), index=True)
    kind: Mapped[str]
    body: Mapped[str]
    made_at: Mapped[datetime]
    state: Mapped[MessageState] = mapped_column(default=MessageState.WAITING, index=True)
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_status: Mapped[int | None]
    """The HTTP status of the last attempt; None where none came."""
    last_error: Mapped[str | None]
    settled_at: Mapped[datetime | None]
    webhook: Mapped[Webhook] = relationship()
