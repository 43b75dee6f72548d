"""Who is a Member, when, for which country, group and party. Nothing is ever deleted, only ended.

Dates are inclusive days; an unknown start is None rather than a guess (a source without dates only says "sits now").
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign import tokens
from campaign.db import Base
from campaign.organisers.models import Organiser


class Member(Base):
    """A Member of the European Parliament, present or past, known by the Parliament's own person number."""

    __tablename__ = "members"

    ep_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    given: Mapped[str]
    surname: Mapped[str]
    sort_name: Mapped[str]
    sort_key: Mapped[bytes] = mapped_column(index=True)
    folded: Mapped[str]
    mailbox: Mapped[str | None]
    updated_at: Mapped[datetime]
    mandates: Mapped[list["Mandate"]] = relationship(back_populates="member", order_by="Mandate.id")
    groups: Mapped[list["GroupMembership"]] = relationship(back_populates="member", order_by="GroupMembership.id")
    committees: Mapped[list["CommitteeMembership"]] = relationship(order_by="CommitteeMembership.id")

    @property
    def name(self) -> str:
        """The name as the Parliament's directory prints it: First SURNAME."""
        return f"{self.given} {self.surname}".strip()


class Mandate(Base):
    """A Member's dated seat for one country in one term, with the national party."""

    __tablename__ = "mandates"
    __table_args__ = (
        UniqueConstraint("ep_id", "term", "starts_on"),
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="days_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ep_id: Mapped[int] = mapped_column(ForeignKey(Member.ep_id), index=True)
    term: Mapped[int]
    country: Mapped[str]
    party: Mapped[str | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    member: Mapped[Member] = relationship(back_populates="mandates")


class GroupMembership(Base):
    """A Member's dated place in a political group; NI counts as one here."""

    __tablename__ = "group_memberships"
    __table_args__ = (
        Index("ix_group_memberships_group", "group_code"),
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="days_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ep_id: Mapped[int] = mapped_column(ForeignKey(Member.ep_id), index=True)
    group_code: Mapped[str]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    member: Mapped[Member] = relationship(back_populates="groups")


class CommitteeMembership(Base):
    """A Member's dated place in a committee (code such as DROI)."""

    __tablename__ = "committee_memberships"

    id: Mapped[int] = mapped_column(primary_key=True)
    ep_id: Mapped[int] = mapped_column(ForeignKey(Member.ep_id), index=True)
    committee: Mapped[str] = mapped_column(index=True)
    role: Mapped[str]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]


class NameForm(Base):
    """A Member's name as another language or script writes it, as somebody gave it: never transliterated by machine."""

    __tablename__ = "name_forms"

    ep_id: Mapped[int] = mapped_column(ForeignKey(Member.ep_id), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    given: Mapped[str]
    surname: Mapped[str]


class RosterImport(Base):
    """One import that was applied: which sources, by whom, what it changed."""

    __tablename__ = "roster_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    sources: Mapped[list[Any]]
    shows_on: Mapped[date | None]
    """The day its whole list shows; None when it brought less. An older list overrules nothing."""
    counts: Mapped[dict[str, Any]]
    applied_by: Mapped[str]
    applied_at: Mapped[datetime]


class ImportDraft(Base):
    """Files an organiser brought, kept on the server until the preview is applied or thrown away."""

    __tablename__ = "roster_import_drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    organiser_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id), index=True)
    shows_on: Mapped[date]
    whole: Mapped[bool | None]
    maps: Mapped[dict[str, Any]]
    """The columns of each table, by file: field to heading, as the organiser chose them."""
    brought_at: Mapped[datetime]
    files: Mapped[list["ImportFile"]] = relationship(
        back_populates="draft", order_by="ImportFile.id", cascade="all, delete-orphan"
    )


class ImportFile(Base):
    """One file of a draft."""

    __tablename__ = "roster_import_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey(ImportDraft.id, ondelete="CASCADE"), index=True)
    name: Mapped[str]
    content: Mapped[bytes]
    draft: Mapped[ImportDraft] = relationship(back_populates="files")
