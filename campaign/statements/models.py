"""A Member's statement "I did not sign this": about one of our letters, or about a document from elsewhere."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign import tokens
from campaign.db import Base
from campaign.drafting.models import Letter
from campaign.roster.models import Member


class Statement(Base):
    """Asked for by anybody, made by the Member alone, from the registered mailbox; `public_id` is its code.

    Until `confirmed_at` it says nothing and is forgotten after two days. It tells nothing about anybody else, nor
    whether the Member was ever asked to sign.
    """

    __tablename__ = "statements"
    __table_args__ = (
        CheckConstraint("taken_back_at IS NULL OR confirmed_at IS NOT NULL", name="made_before_taken_back"),
        CheckConstraint("NOT is_published OR confirmed_at IS NOT NULL", name="made_before_published"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    ep_id: Mapped[int] = mapped_column(ForeignKey(Member.ep_id), index=True)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey(Letter.id), index=True)
    letter_code: Mapped[str] = mapped_column(default="")
    """What was typed as a letter's code; without `letter_id` no letter with it was issued here."""
    title: Mapped[str] = mapped_column(default="")
    seen: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    document_digest: Mapped[str | None] = mapped_column(index=True)
    """SHA-256 of the document from elsewhere; the file itself was read in memory and not kept."""
    asked_at: Mapped[datetime]
    link_digest: Mapped[str] = mapped_column(unique=True)
    code_digest: Mapped[str | None]
    code_sent_at: Mapped[datetime | None]
    code_tries: Mapped[int] = mapped_column(default=0)
    given: Mapped[str] = mapped_column(default="")
    surname: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    """Name and country of the day on which it was made."""
    confirmed_at: Mapped[datetime | None]
    is_published: Mapped[bool] = mapped_column(default=False)
    taken_back_at: Mapped[datetime | None]
    file_digest: Mapped[str | None] = mapped_column(index=True)
    """SHA-256 of the sealed PDF, under which it is kept; None until it is made, at once after the statement."""
    size: Mapped[int | None]
    """Of that file, in bytes."""
    member: Mapped[Member] = relationship()
    letter: Mapped[Letter | None] = relationship()
