"""A desk: one letter, one witness, one place, one tablet; and each sheet that a Member filled in there."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign import tokens
from campaign.claims.models import Claim
from campaign.db import Base
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.roster.models import Member


class Desk(Base):
    """A tablet's permission to take sheets for one letter, until it ends or its witness may do so no more.

    The tablet holds the secret in a cookie that no script can read; here stands its digest.
    """

    __tablename__ = "desks"
    __table_args__ = (CheckConstraint("ends_at > started_at", name="in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), index=True)
    witness_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id), index=True)
    place: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    account_digest: Mapped[str]
    """Of the witness's account as it was: a new password, which ends every session, ends the desk as well."""
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    letter: Mapped[Letter] = relationship()
    witness: Mapped[Organiser] = relationship()


class DeskSheet(Base):
    """One sheet filled in by a Member, known by the key that the tablet made for it: it is taken once.

    Without a claim nothing had to be claimed: the Member's signature stood already, or something else that only the
    Member's mailbox is told. The drawing rests with the claim, never here.
    """

    __tablename__ = "desk_sheets"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    key: Mapped[str] = mapped_column(unique=True)
    content_digest: Mapped[str]
    desk_id: Mapped[int] = mapped_column(ForeignKey(Desk.id), index=True)
    ep_id: Mapped[int] = mapped_column(ForeignKey(Member.ep_id), index=True)
    drawn_at: Mapped[datetime]
    taken_at: Mapped[datetime]
    claim_id: Mapped[int | None] = mapped_column(ForeignKey(Claim.id), unique=True)
    desk: Mapped[Desk] = relationship()
    member: Mapped[Member] = relationship()
    claim: Mapped[Claim | None] = relationship()
