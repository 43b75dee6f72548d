"""A Member's office: its assistants, what each may do, and the secret links it works with. Secrets rest as digests."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign import tokens
from campaign.db import Base
from campaign.drafting.models import Letter
from campaign.inviting.models import Invitation
from campaign.roster.models import Mandate, Member


class Scope(StrEnum):
    """What an assistant may do; signing includes preparing."""

    PREPARE = "prepare"
    """Fill everything in, for any letter; the Member confirms."""
    SINGLE = "single"
    """Sign one letter for the Member."""
    STANDING = "standing"
    """Sign any letter for the Member, until the last day."""


class Ended(StrEnum):
    """Why somebody is no longer an assistant here, or an authorisation no longer holds."""

    OFFICE = "office"
    ASSISTANT = "assistant"
    """The assistant said so."""
    SEAT_OVER = "seat_over"
    """The Member's mandate ended, and the office with it."""
    REPLACED = "replaced"
    """A newer authorisation took its place."""


class Act(StrEnum):
    """What waits for the code from the Member's registered mailbox."""

    REGISTER = "register"
    AUTHORISE = "authorise"


class OfficeLink(Base):
    """The secret link to an office's page, mailed to the Member's registered mailbox; a newer one retires it."""

    __tablename__ = "office_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    ep_id: Mapped[int] = mapped_column(ForeignKey(Member.ep_id), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    mailbox: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Assistant(Base):
    """A person the office registered, at an official mailbox, under the mandate of that day.

    `current` is True until it is ended and NULL then: the unique constraint lets one mailbox stand once in an office.
    """

    __tablename__ = "assistants"
    __table_args__ = (
        UniqueConstraint("ep_id", "mailbox", "current"),
        CheckConstraint("current IS NULL OR current", name="true_or_null"),
        CheckConstraint("(current IS NULL) = (ended_at IS NOT NULL)", name="ended_is_not_current"),
        CheckConstraint("(ended_at IS NULL) = (ended_because IS NULL)", name="ended_for_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    ep_id: Mapped[int] = mapped_column(ForeignKey(Member.ep_id), index=True)
    mandate_id: Mapped[int] = mapped_column(ForeignKey(Mandate.id))
    name: Mapped[str]
    mailbox: Mapped[str]
    current: Mapped[bool | None] = mapped_column(default=True)
    registered_at: Mapped[datetime]
    confirm_digest: Mapped[str] = mapped_column(unique=True)
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[Ended | None]
    member: Mapped[Member] = relationship()
    authorisations: Mapped[list["Authorisation"]] = relationship(
        back_populates="assistant", order_by="Authorisation.id"
    )


class Authorisation(Base):
    """The Member's permission for one assistant, granted with a code from the registered mailbox; only ever ended."""

    __tablename__ = "authorisations"
    __table_args__ = (
        CheckConstraint("(scope = 'single') = (letter_id IS NOT NULL)", name="single_names_its_letter"),
        CheckConstraint("ends_at > granted_at", name="days_in_order"),
        CheckConstraint("(ended_at IS NULL) = (ended_because IS NULL)", name="ended_for_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    assistant_id: Mapped[int] = mapped_column(ForeignKey(Assistant.id), index=True)
    scope: Mapped[Scope]
    letter_id: Mapped[int | None] = mapped_column(ForeignKey(Letter.id))
    granted_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    revoke_digest: Mapped[str] = mapped_column(unique=True)
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[Ended | None]
    assistant: Mapped[Assistant] = relationship(back_populates="authorisations")
    letter: Mapped[Letter | None] = relationship()


class PendingAct(Base):
    """What an office asked for and has yet to confirm with the code; one at a time, forgotten after a while."""

    __tablename__ = "pending_office_acts"

    id: Mapped[int] = mapped_column(primary_key=True)
    ep_id: Mapped[int] = mapped_column(ForeignKey(Member.ep_id), unique=True)
    act: Mapped[Act]
    wanted: Mapped[dict[str, Any]]
    code_digest: Mapped[str]
    tries: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime]
    sent_at: Mapped[datetime]


class Handover(Base):
    """One letter given to one assistant, with the assistant's own secret link; at most one holds at a time."""

    __tablename__ = "handovers"
    __table_args__ = (
        UniqueConstraint("invitation_id", "current"),
        CheckConstraint("current IS NULL OR current", name="true_or_null"),
        CheckConstraint("(current IS NULL) = (ended_at IS NOT NULL)", name="ended_is_not_current"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    invitation_id: Mapped[int] = mapped_column(ForeignKey(Invitation.id), index=True)
    assistant_id: Mapped[int] = mapped_column(ForeignKey(Assistant.id), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    current: Mapped[bool | None] = mapped_column(default=True)
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    invitation: Mapped[Invitation] = relationship()
    assistant: Mapped[Assistant] = relationship()
