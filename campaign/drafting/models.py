"""The letter while it is drafted, and its revisions, which never change."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign import tokens
from campaign.campaigns.models import Campaign
from campaign.db import Base
from campaign.organisers.models import Organiser
from campaign.roster.models import Member


class LetterState(StrEnum):
    """Where a letter stands. RECORD: known from a public source only, without a text of ours."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    RECORD = "record"


class ListOrder(StrEnum):
    """In which order signatories are printed (DOMAIN: list orders offered)."""

    ALPHABETICAL = "alphabetical"
    COUNTRY_PROTOCOL = "country_protocol"
    COUNTRY_ALPHABET = "country_alphabet"
    GROUP_SIZE = "group_size"
    GROUP_ALPHABET = "group_alphabet"


class RevisionKind(StrEnum):
    """How a revision came after the one before it (DOMAIN §2 step 5)."""

    FIRST = "first"
    CORRECTION = "correction"
    """Marked typo fixes, shown to every signatory: signatures stand unless their Members object."""
    MATERIAL = "material"
    """Another text: no earlier signature counts under it, every signatory is asked again."""


class Letter(Base):
    """One document of a campaign, through all revisions. `version` counts saves: two editors are told of each other.

    While the letter is a draft its columns are what is written. From the opening on they say what the current revision
    says, and change with it only: a change that is being prepared rests in the working copy.
    """

    __tablename__ = "letters"
    __table_args__ = (CheckConstraint("(state = 'draft') = (opened_at IS NULL)", name="opened_once"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    campaign_id: Mapped[int] = mapped_column(ForeignKey(Campaign.id), index=True)
    state: Mapped[LetterState] = mapped_column(default=LetterState.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    title: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    place: Mapped[str] = mapped_column(default="")
    dated_on: Mapped[date | None]
    letterhead_name: Mapped[str] = mapped_column(default="")
    letterhead_address: Mapped[str] = mapped_column(default="")
    logo: Mapped[bytes | None] = mapped_column(deferred=True)
    subject: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    closing: Mapped[str] = mapped_column(default="")
    cc: Mapped[str] = mapped_column(default="")
    list_format: Mapped[str] = mapped_column(default="A")
    list_order: Mapped[ListOrder] = mapped_column(default=ListOrder.ALPHABETICAL)
    initiators_first: Mapped[bool] = mapped_column(default=True)
    deadline_at: Mapped[datetime | None]
    goal_members: Mapped[int | None]
    goal_groups: Mapped[int | None]
    goal_countries: Mapped[int | None]
    code_required: Mapped[bool] = mapped_column(default=True)
    source_url: Mapped[str | None]
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey(Organiser.id))
    revision_number: Mapped[int] = mapped_column(default=0)
    """Number of the revision that is signed now; in this row so that whoever locks it knows. 0 for a draft."""
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    is_public: Mapped[bool] = mapped_column(default=True)
    """Whether the campaign's public page shows it, once that page is public and the letter is closed."""
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("letters.id"))
    """The earlier letter that this one follows up."""
    late_until: Mapped[datetime | None]
    """Until when Members may still sign the closed letter; their names go to a dated supplement."""
    campaign: Mapped[Campaign] = relationship()
    follows: Mapped["Letter | None"] = relationship(remote_side=[id], back_populates="follow_ups")
    follow_ups: Mapped[list["Letter"]] = relationship(back_populates="follows", order_by="Letter.id", viewonly=True)
    saved_by: Mapped[Organiser | None] = relationship()
    addressees: Mapped[list["Addressee"]] = relationship(order_by="Addressee.position", cascade="all, delete-orphan")
    initiators: Mapped[list["Initiator"]] = relationship(order_by="Initiator.position", cascade="all, delete-orphan")
    revisions: Mapped[list["Revision"]] = relationship(
        order_by="Revision.number", back_populates="letter", viewonly=True
    )
    working_copy: Mapped["WorkingCopy | None"] = relationship(cascade="all, delete-orphan")

    @property
    def ends_at(self) -> datetime | None:
        """Until when Members may sign: the deadline, or once the letter is closed the end of late signing."""
        return self.late_until if self.state is LetterState.CLOSED else self.deadline_at


class Addressee(Base):
    """Who a letter is to; everything as typed, in any script."""

    __tablename__ = "addressees"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(default="")
    office: Mapped[str] = mapped_column(default="")
    postal: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    salutation: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")


class Initiator(Base):
    """A Member who starts the letter and is listed first if wanted. Being named here signs nothing."""

    __tablename__ = "initiators"
    __table_args__ = (UniqueConstraint("letter_id", "ep_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), index=True)
    ep_id: Mapped[int] = mapped_column(ForeignKey(Member.ep_id))
    position: Mapped[int]
    member: Mapped[Member] = relationship()


class WorkingCopy(Base):
    """A change of an open letter that is being prepared; only its organisers see it until it is published."""

    __tablename__ = "working_copies"

    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), primary_key=True)
    content: Mapped[dict[str, Any]]
    """The parts of the text; title and story of the campaign are taken from the campaign when it is published."""
    logo: Mapped[bytes | None] = mapped_column(deferred=True)
    started_at: Mapped[datetime]


class Revision(Base):
    """One immutable wording: its normalised `text`, the text's SHA-256 in hex, the `content` it is made of.

    `basis` is the number of the earliest revision from which corrections alone lead here: signatures under it, and
    under all between, stand under this text (`rules.stands_under`).
    """

    __tablename__ = "revisions"
    __table_args__ = (
        UniqueConstraint("letter_id", "number"),
        CheckConstraint("(number = 1) = (kind = 'first')", name="first_is_first"),
        CheckConstraint("kind = 'correction' OR basis = number", name="a_new_text_is_its_own_basis"),
        CheckConstraint("kind != 'correction' OR basis < number", name="a_correction_rests_on_another"),
        CheckConstraint("kind = 'first' OR reason != ''", name="changed_for_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), index=True)
    number: Mapped[int]
    kind: Mapped[RevisionKind] = mapped_column(default=RevisionKind.FIRST)
    reason: Mapped[str] = mapped_column(default="")
    """Why the text was changed; every signatory reads it."""
    basis: Mapped[int] = mapped_column(default=1)
    text: Mapped[str]
    digest: Mapped[str]
    content: Mapped[dict[str, Any]]
    logo: Mapped[bytes | None] = mapped_column(deferred=True)
    frozen_at: Mapped[datetime]
    frozen_by_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id))
    letter: Mapped[Letter] = relationship(back_populates="revisions")
