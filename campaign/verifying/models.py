"""A round asks every Member under a letter once more, before the list is delivered: does your name stand rightly?"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign import tokens
from campaign.db import Base
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.outbox.models import OutgoingMail
from campaign.signing.models import Signature


class VerifyingRound(Base):
    """One round under a letter. Until `wait_until` its organisers leave the Members time to object."""

    __tablename__ = "verifying_rounds"
    __table_args__ = (CheckConstraint("wait_until > started_at", name="waits_a_while"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), index=True)
    started_at: Mapped[datetime]
    started_by_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id))
    wait_until: Mapped[datetime]
    letter: Mapped[Letter] = relationship()
    started_by: Mapped[Organiser] = relationship()


class Enquiry(Base):
    """One Member asked in a round about one signature; without a mail where the roster knows no mailbox.

    The secret of its link is kept as a digest. Saying nothing means: it is right.
    """

    __tablename__ = "verifying_enquiries"
    __table_args__ = (
        UniqueConstraint("round_id", "signature_id"),
        CheckConstraint("(mail_id IS NULL) = (digest IS NULL)", name="a_link_in_a_mail"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey(VerifyingRound.id), index=True)
    signature_id: Mapped[int] = mapped_column(ForeignKey(Signature.id), index=True)
    digest: Mapped[str | None] = mapped_column(unique=True)
    mail_id: Mapped[int | None] = mapped_column(ForeignKey(OutgoingMail.id))
    objected_at: Mapped[datetime | None]
    round: Mapped[VerifyingRound] = relationship()
    signature: Mapped[Signature] = relationship()
