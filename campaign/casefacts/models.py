"""What is known of a case, fact by fact, and from which template a letter was started."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign.campaigns.models import Campaign
from campaign.db import Base
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser


class CaseFact(Base):
    """One fact of a campaign's case, as typed; a day as 2026-12-13, several points one a line."""

    __tablename__ = "case_facts"

    campaign_id: Mapped[int] = mapped_column(ForeignKey(Campaign.id), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id))


class LetterStart(Base):
    """The template that a letter was started from, and what was made of it last; all else was typed."""

    __tablename__ = "letter_starts"

    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), primary_key=True)
    template: Mapped[str]
    made: Mapped[dict[str, str]] = mapped_column(JSON)
    letter: Mapped[Letter] = relationship()
