"""What happened in a case, and the documents that belong to it; each is private until somebody publishes it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign import tokens
from campaign.campaigns.models import Campaign
from campaign.db import Base
from campaign.organisers.models import Organiser


class DocumentKind(StrEnum):
    """What a document is."""

    LETTER = "letter"
    QUESTION = "question"
    REPLY = "reply"
    REPORT = "report"
    STATEMENT = "statement"
    PRESS = "press"
    PAGE = "page"
    OTHER = "other"


class CaseDocument(Base):
    """A file that we keep, or a link to what somebody else published."""

    __tablename__ = "case_documents"
    __table_args__ = (
        CheckConstraint("(url IS NULL) != (file_digest IS NULL)", name="link_or_file"),
        CheckConstraint(
            "(file_digest IS NULL) = (file_name IS NULL) AND (file_digest IS NULL) = (file_size IS NULL)"
            " AND (file_digest IS NULL) = (file_type IS NULL)",
            name="file_with_its_facts",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    campaign_id: Mapped[int] = mapped_column(ForeignKey(Campaign.id), index=True)
    kind: Mapped[DocumentKind]
    title: Mapped[str]
    language: Mapped[str] = mapped_column(default="")
    published_by: Mapped[str] = mapped_column(default="")
    """Who published it, for what is not ours."""
    dated_on: Mapped[date | None]
    url: Mapped[str | None]
    file_digest: Mapped[str | None]
    file_name: Mapped[str | None]
    file_size: Mapped[int | None]
    file_type: Mapped[str | None]
    is_public: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime]
    added_by_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id))
    campaign: Mapped[Campaign] = relationship()


class CaseEvent(Base):
    """One entry of the timeline: a day or some days, and what happened then."""

    __tablename__ = "case_events"
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_it_starts"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    campaign_id: Mapped[int] = mapped_column(ForeignKey(Campaign.id), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    title: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    url: Mapped[str | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey(CaseDocument.id))
    is_public: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime]
    added_by_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id))
    campaign: Mapped[Campaign] = relationship()
    document: Mapped[CaseDocument | None] = relationship()
