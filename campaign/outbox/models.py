"""Mail that survives a crash: a row per mail, written in the transaction of the act that causes it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from campaign import tokens
from campaign.db import Base


class MailState(StrEnum):
    """What became of a mail."""

    QUEUED = "queued"
    SENT = "sent"
    REFUSED = "refused"
    GIVEN_UP = "given_up"
    SUPPRESSED = "suppressed"
    CANCELLED = "cancelled"


class OutgoingMail(Base):
    """One mail to one mailbox.

    `content` (template values, which may hold a secret link or a code) rests encrypted and is wiped when the mail has
    left; the Message-ID is fixed when the row is written, so that a mail sent twice around a crash is recognisable.
    Bulk mails with the same `pace` (such as letter:<public_id>) leave at most `per_hour` an hour together.
    """

    __tablename__ = "outgoing_mails"
    __table_args__ = (Index("ix_outgoing_mails_waiting", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    message_id: Mapped[str] = mapped_column(unique=True)
    template: Mapped[str]
    about: Mapped[str] = mapped_column(index=True)
    recipient: Mapped[str] = mapped_column(index=True)
    content: Mapped[bytes | None]
    state: Mapped[MailState] = mapped_column(default=MailState.QUEUED)
    is_bulk: Mapped[bool] = mapped_column(default=False)
    pace: Mapped[str] = mapped_column(default="")
    per_hour: Mapped[int | None]
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]
    settled_at: Mapped[datetime | None]


class Suppression(Base):
    """A mailbox that gets no more bulk mail from any campaign: it unsubscribed or it bounced."""

    __tablename__ = "suppressions"

    mailbox: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    since: Mapped[datetime]
