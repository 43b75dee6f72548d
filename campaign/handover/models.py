"""What is written down about handing a letter over. Facts are added, never edited; `Delivery` stays the "it arrived".

An attempt is one try to bring one edition to one party by one channel. What becomes of it are its steps, one below the
other; the step with which it arrived points to its `Delivery`, which the notes below later lists rest on.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign import tokens
from campaign.db import Base
from campaign.delivering.models import Channel, Delivery, Edition, TranslatedEdition
from campaign.drafting.models import Letter
from campaign.handover.kinds import Outcome, ReplyChannel, ReplyKind, Way
from campaign.organisers.models import Organiser


class FurtherParty(Base):
    """Somebody beside the text's addressees who gets the letter, with what an envelope or a mail needs."""

    __tablename__ = "further_parties"
    __table_args__ = (UniqueConstraint("letter_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), index=True)
    key: Mapped[str]
    """`whereabouts.key_of` the name."""
    name: Mapped[str]
    postal: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    salutation: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime]


class CoverText(Base):
    """What a letter is accompanied by: a mail's subject and text, and the note in an envelope; with placeholders."""

    __tablename__ = "cover_texts"

    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), primary_key=True)
    subject: Mapped[str]
    text: Mapped[str]
    note: Mapped[str]
    sender_name: Mapped[str] = mapped_column(default="")
    reply_to: Mapped[str] = mapped_column(default="")


class Attempt(Base):
    """One try: which edition, to whom, by which channel. None of its columns ever changes."""

    __tablename__ = "delivery_attempts"
    __table_args__ = (
        UniqueConstraint("letter_id", "once"),
        CheckConstraint("(channel = 'open_letter') = (url != '')", name="published_somewhere"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), index=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey(Edition.id))
    key: Mapped[str]
    addressee: Mapped[str]
    """Name and office as they stood then."""
    position: Mapped[int | None]
    """Which of the text's addressees, counted from 1."""
    channel: Mapped[Channel]
    way: Mapped[Way | None]
    tracking: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    witness: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    mailbox: Mapped[str] = mapped_column(default="")
    """Where a mail of ours went; empty where we sent none."""
    once: Mapped[str | None]
    """What the confirmation page carried: the same page sent twice makes one attempt."""
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id))
    letter: Mapped[Letter] = relationship()
    edition: Mapped[Edition] = relationship()
    made_by: Mapped[Organiser] = relationship()
    translations: Mapped[list[TranslatedEdition]] = relationship(
        secondary="attempted_translations", order_by=TranslatedEdition.language
    )
    steps: Mapped[list["Step"]] = relationship(order_by="Step.id", back_populates="attempt")

    @property
    def last(self) -> "Step":
        """The latest step: an attempt is written down with its first one."""
        return self.steps[-1]


attempted_translations = Table(
    "attempted_translations",
    Base.metadata,
    Column("attempt_id", ForeignKey(Attempt.id), primary_key=True),
    Column("translated_edition_id", ForeignKey(TranslatedEdition.id), primary_key=True),
)
"""Which translations were brought together with the edition; written with the attempt and never changed."""


class Step(Base):
    """What became of an attempt: one fact, with its papers."""

    __tablename__ = "delivery_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    attempt_id: Mapped[int] = mapped_column(ForeignKey(Attempt.id), index=True)
    outcome: Mapped[Outcome]
    happened_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")
    """Who took it, what the server said. For the team only."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey(Organiser.id))
    """None where the program itself saw it."""
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey(Delivery.id), unique=True)
    attempt: Mapped[Attempt] = relationship(back_populates="steps")
    recorded_by: Mapped[Organiser | None] = relationship()
    delivery: Mapped[Delivery | None] = relationship()
    proofs: Mapped[list["Proof"]] = relationship(order_by="Proof.id")


class Proof(Base):
    """A receipt, a photo, a returned envelope: sealed in the vault, since hands and faces are on it."""

    __tablename__ = "delivery_proofs"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    step_id: Mapped[int] = mapped_column(ForeignKey(Step.id), index=True)
    content_digest: Mapped[str]
    """SHA-256 of the file as it was brought."""
    file_digest: Mapped[str]
    """By which the vault finds it."""
    name: Mapped[str]
    mimetype: Mapped[str]
    size: Mapped[int]


class Reply(Base):
    """What came back from one party. Private until somebody publishes it; a mistaken one is struck, never deleted."""

    __tablename__ = "replies"
    __table_args__ = (
        CheckConstraint("(kind = 'silence') = (channel = 'none')", name="silence_has_no_channel"),
        CheckConstraint("struck_at IS NULL OR published_at IS NULL", name="a_struck_one_is_not_public"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), index=True)
    key: Mapped[str]
    addressee: Mapped[str]
    position: Mapped[int | None]
    kind: Mapped[ReplyKind]
    channel: Mapped[ReplyChannel]
    came_on: Mapped[date]
    language: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    """For the team only."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id))
    published_at: Mapped[datetime | None]
    shows_files: Mapped[bool] = mapped_column(default=False)
    """Whether its files are public while it is."""
    struck_at: Mapped[datetime | None]
    struck_because: Mapped[str] = mapped_column(default="")
    letter: Mapped[Letter] = relationship()
    recorded_by: Mapped[Organiser] = relationship()
    files: Mapped[list["ReplyFile"]] = relationship(order_by="ReplyFile.id", back_populates="reply")


class ReplyFile(Base):
    """A page of a reply: sealed in the vault, opened for the team, and for everybody while it is public."""

    __tablename__ = "reply_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    reply_id: Mapped[int] = mapped_column(ForeignKey(Reply.id), index=True)
    content_digest: Mapped[str]
    file_digest: Mapped[str]
    name: Mapped[str]
    mimetype: Mapped[str]
    size: Mapped[int]
    reply: Mapped[Reply] = relationship(back_populates="files")


class ReplyTerm(Base):
    """Within how many days of its delivery an answer to the letter is due, and why; the latest row holds."""

    __tablename__ = "reply_terms"
    __table_args__ = (CheckConstraint("days BETWEEN 1 AND 365", name="within_a_year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), index=True)
    days: Mapped[int]
    reason: Mapped[str]
    set_at: Mapped[datetime]
    set_by_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id))


class OverdueNotice(Base):
    """The team was told that an answer is overdue: once when it was due, then weekly, three times at most."""

    __tablename__ = "overdue_notices"
    __table_args__ = (UniqueConstraint("letter_id", "key", "due_on", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), index=True)
    key: Mapped[str]
    due_on: Mapped[date]
    number: Mapped[int]
    told_at: Mapped[datetime]
