"""What somebody says a Member did, with the evidence for it. A claim is no signature: it may become one."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign import tokens
from campaign.db import Base
from campaign.drafting.models import Letter, Revision
from campaign.offices.models import Assistant
from campaign.organisers.models import Organiser
from campaign.roster.models import Member
from campaign.signing.models import ActorRole, AutographKind, Channel, Signature


class Method(StrEnum):
    """How the Member is said to have signed; the rules say for each what must happen before it counts."""

    MAIL_REPLY = "mail_reply"
    AUTHORISED_ASSISTANT = "authorised_assistant"
    PAPER_SHEET = "paper_sheet"
    IN_PERSON = "in_person"
    PDF_SIGNATURE = "pdf_signature"
    WORD = "word"
    """An organiser's word alone: kept for the organisers to follow up, never a signature."""


class Outcome(StrEnum):
    """How a claim ended."""

    SIGNED = "signed"
    REFUSED = "refused"
    """The second organiser did not find the evidence good."""
    OBJECTED = "objected"
    """The Member's mailbox said no."""
    EXPIRED = "expired"
    """Nobody confirmed it in time."""
    OVERTAKEN = "overtaken"
    """The Member signed in another way, or the text changed materially, before it was whole."""


class Recognised(StrEnum):
    """How far the machine knew a scanned page again. It helps people look; it decides nothing."""

    STRAIGHTENED = "straightened"
    """Its codes named sheet and page, and the page was laid straight by them."""
    NAMED = "named"
    """A code named sheet and page, but the page lies as it was brought."""
    NOT = "not"
    """Whoever brought it said which sheet and page it is."""


class Paper(Base):
    """A sheet to be printed and signed in ink: one text, its rows in a fixed order. Made once, never changed."""

    __tablename__ = "papers"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey(Revision.id))
    title: Mapped[str]
    """For what: an event, a political group."""
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id))
    letter: Mapped[Letter] = relationship()
    revision: Mapped[Revision] = relationship()
    rows: Mapped[list["PaperRow"]] = relationship(order_by="PaperRow.number", back_populates="paper")
    scans: Mapped[list["Scan"]] = relationship(order_by="Scan.id", back_populates="paper")


class PaperRow(Base):
    """One row of a sheet, for one Member, with the code printed in it."""

    __tablename__ = "paper_rows"
    __table_args__ = (UniqueConstraint("paper_id", "ep_id"), UniqueConstraint("paper_id", "code"))

    paper_id: Mapped[int] = mapped_column(ForeignKey(Paper.id), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str]
    ep_id: Mapped[int] = mapped_column(ForeignKey(Member.ep_id))
    paper: Mapped[Paper] = relationship(back_populates="rows")
    member: Mapped[Member] = relationship()


class Scan(Base):
    """One scanned page of a sheet, as a grey picture in the vault."""

    __tablename__ = "scans"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    paper_id: Mapped[int] = mapped_column(ForeignKey(Paper.id), index=True)
    page: Mapped[int]
    """Which page of the sheet it shows, from 1."""
    recognised: Mapped[Recognised] = mapped_column(default=Recognised.NOT)
    empty_rows: Mapped[list[Any]] = mapped_column(default=list)
    """Numbers of the rows in which the machine found no ink: a hint for those who look."""
    file_digest: Mapped[str]
    signed_on: Mapped[date]
    witness: Mapped[str]
    """Who saw the Members sign; for the letter's organisers only."""
    brought_at: Mapped[datetime]
    brought_by_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id))
    paper: Mapped[Paper] = relationship(back_populates="scans")


class Claim(Base):
    """One claim under one revision. Open until `settled_at`; only SIGNED ones have made a signature."""

    __tablename__ = "claims"
    __table_args__ = (
        CheckConstraint("(settled_at IS NULL) = (outcome IS NULL)", name="settled_with_an_outcome"),
        CheckConstraint("(signature_id IS NULL) = (outcome IS NULL OR outcome != 'signed')", name="signed_or_not"),
        CheckConstraint("method != 'word' OR signature_id IS NULL", name="a_word_is_no_signature"),
        CheckConstraint("approved_by_id IS NULL OR approved_by_id != brought_by_id", name="two_people"),
        CheckConstraint(
            "signature_id IS NULL OR method NOT IN ('mail_reply', 'paper_sheet') OR "
            "(approved_by_id IS NOT NULL AND brought_by_id IS NOT NULL)",
            name="a_second_person_looked",
        ),
        CheckConstraint(
            "signature_id IS NULL OR method != 'pdf_signature' OR brought_by_id IS NULL OR approved_by_id IS NOT NULL",
            name="a_second_person_looked_at_files",
        ),
        # One of a kind waits at a time: a form sent twice through a bad network brings nothing twice.
        Index(
            "ix_claims_one_waiting",
            "letter_id",
            "ep_id",
            "method",
            unique=True,
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey(Revision.id))
    ep_id: Mapped[int] = mapped_column(ForeignKey(Member.ep_id), index=True)
    method: Mapped[Method]
    role: Mapped[ActorRole] = mapped_column(default=ActorRole.MEMBER)
    channel: Mapped[Channel]
    acted_at: Mapped[datetime]
    """When the Member (or the assistant) is said to have acted; the snapshot is of this day."""
    brought_at: Mapped[datetime]
    brought_by_id: Mapped[int | None] = mapped_column(ForeignKey(Organiser.id))
    """The organiser who brought it; None where an assistant acted by herself."""
    assistant_id: Mapped[int | None] = mapped_column(ForeignKey(Assistant.id))
    """The assistant who acted for the Member, known to the Member's office only."""
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey(Organiser.id))
    ripe_at: Mapped[datetime | None]
    """When it counts by itself unless the Member's mailbox objects before (cooling time)."""
    expires_at: Mapped[datetime | None]
    """When it ends as EXPIRED unless confirmed before."""
    answer_digest: Mapped[str | None] = mapped_column(unique=True)
    """Of the secret mailed to the Member's mailbox, with which it is confirmed or objected to."""
    evidence: Mapped[dict[str, Any]]
    """Facts without names or mailboxes in clear: digests, DKIM result, row, place, witness' id …"""
    file_digest: Mapped[str | None]
    """The raw mail, scan or signed file, sealed in the vault."""
    in_individual_capacity: Mapped[bool] = mapped_column(default=False)
    autograph_kind: Mapped[AutographKind] = mapped_column(default=AutographKind.NONE)
    autograph: Mapped[dict[str, Any] | None] = mapped_column(deferred=True)
    autograph_image: Mapped[bytes | None] = mapped_column(deferred=True)
    consent_version: Mapped[str]
    settled_at: Mapped[datetime | None]
    refused_because: Mapped[str] = mapped_column(default="")
    """What the second organiser wrote; for the letter's organisers only."""
    outcome: Mapped[Outcome | None]
    signature_id: Mapped[int | None] = mapped_column(ForeignKey(Signature.id), unique=True)
    letter: Mapped[Letter] = relationship()
    revision: Mapped[Revision] = relationship()
    member: Mapped[Member] = relationship()
    signature: Mapped[Signature | None] = relationship()
    assistant: Mapped[Assistant | None] = relationship()
    brought_by: Mapped[Organiser | None] = relationship(foreign_keys=[brought_by_id])
    approved_by: Mapped[Organiser | None] = relationship(foreign_keys=[approved_by_id])
