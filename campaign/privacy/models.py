"""What is left of a signature that ended before the letter was issued."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from campaign.db import Base
from campaign.drafting.models import Letter


class Tombstone(Base):
    """A signature was here. Its number leads to the journal's events; nothing leads to the Member."""

    __tablename__ = "tombstones"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), index=True)
    text_digest: Mapped[str]
    signed_on: Mapped[date]
    withdrawn_on: Mapped[date]
    erased_at: Mapped[datetime]
