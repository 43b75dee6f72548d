"""Written questions: the twin of a letter for the same case. Members table them; here they are drafted and followed."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign import tokens
from campaign.campaigns.models import Campaign
from campaign.db import Base
from campaign.roster.models import Member


class Institution(StrEnum):
    """Whom a written question is for."""

    COMMISSION = "commission"
    VP_HR = "vp_hr"
    COUNCIL = "council"
    EUROPEAN_COUNCIL = "european_council"


class Part(StrEnum):
    """As what a Member stands on a question."""

    AUTHOR = "author"
    SUPPORTER = "supporter"


class Question(Base):
    """One written question, from the first draft to the answer. What others published has a source and no text."""

    __tablename__ = "questions"
    __table_args__ = (
        CheckConstraint("answered_on IS NULL OR tabled_on IS NOT NULL", name="tabled_before_answered"),
        CheckConstraint("forwarded_on IS NULL OR tabled_on IS NOT NULL", name="tabled_before_forwarded"),
        CheckConstraint("source_url IS NULL OR text = ''", name="no_text_of_ours_on_a_record"),
        CheckConstraint(
            "(answer_digest IS NULL) = (answer_name IS NULL) AND (answer_digest IS NULL) = (answer_size IS NULL)",
            name="answer_with_its_facts",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    campaign_id: Mapped[int] = mapped_column(ForeignKey(Campaign.id), index=True)
    term: Mapped[int]
    institution: Mapped[Institution]
    is_priority: Mapped[bool] = mapped_column(default=False)
    subject: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    """Counts saves: two editors are told of each other."""
    reference: Mapped[str | None] = mapped_column(unique=True)
    """As Parliament prints it: E-007095/2017. Empty until it is known."""
    tabled_on: Mapped[date | None]
    forwarded_on: Mapped[date | None]
    """The clock starts here where it is known, else on the day it was tabled."""
    published_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    question_url: Mapped[str | None]
    answer_url: Mapped[str | None]
    answer_digest: Mapped[str | None]
    answer_name: Mapped[str | None]
    answer_size: Mapped[int | None]
    source_url: Mapped[str | None]
    is_public: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    campaign: Mapped[Campaign] = relationship()
    members: Mapped[list["QuestionMember"]] = relationship(
        order_by="QuestionMember.part, QuestionMember.position", cascade="all, delete-orphan"
    )

    @property
    def authors(self) -> list["QuestionMember"]:
        """The Members who ask."""
        return [each for each in self.members if each.part is Part.AUTHOR]

    @property
    def supporters(self) -> list["QuestionMember"]:
        """The Members who support it."""
        return [each for each in self.members if each.part is Part.SUPPORTER]


class QuestionMember(Base):
    """A Member on a question, with the name and group as printed: the snapshot of the day on which it was tabled."""

    __tablename__ = "question_members"
    __table_args__ = (UniqueConstraint("question_id", "ep_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey(Question.id), index=True)
    ep_id: Mapped[int] = mapped_column(ForeignKey(Member.ep_id), index=True)
    part: Mapped[Part]
    position: Mapped[int]
    printed_name: Mapped[str]
    country: Mapped[str]
    group_code: Mapped[str]
    member: Mapped[Member] = relationship()
