"""Editions: the PDFs that were produced, each stored by its digest and never changed; and to whom they were handed.

What Members signed is printed in the editions; each may have translations, which say that nobody signed them.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from babel import Locale
from sqlalchemy import Column, ForeignKey, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign import tokens
from campaign.db import Base
from campaign.drafting.models import Letter, Revision
from campaign.organisers.models import Organiser
from campaign.translating.models import TranslationRevision


class Audience(StrEnum):
    """For whom an edition is made; the names under it and the moment of the list are the same in all three."""

    ADDRESSEE = "addressee"
    """What is delivered: with the addressees' full block."""
    PUBLIC = "public"
    """What may be shown: addressees by name and office, no postal address and no mail address outside the text."""
    ARCHIVE = "archive"
    """What is kept: as delivered, with how each signature was given."""


class Channel(StrEnum):
    """By which way an edition reached its addressee (DOMAIN, delivery)."""

    EMAIL = "email"
    POST = "post"
    EMBASSY = "embassy"
    MISSION = "mission"
    DELEGATION = "delegation"
    BY_HAND = "by_hand"
    OPEN_LETTER = "open_letter"


class Edition(Base):
    """One produced PDF of a closed letter: which revision, which signatures, which bytes, for whom.

    Editions of one number hold the same list, one file for each audience. `public_id` is the code of this very file.
    """

    __tablename__ = "editions"
    __table_args__ = (UniqueConstraint("letter_id", "number", "audience"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey(Revision.id))
    number: Mapped[int]
    audience: Mapped[Audience] = mapped_column(default=Audience.ADDRESSEE)
    signature_ids: Mapped[list[Any]]
    """Public ids of all signatures in it, the supplement's too."""
    late_ids: Mapped[list[Any]]
    """Those of them that stand in the supplement."""
    notes: Mapped[list[Any]]
    """The dated notes printed below the list, as they stand there."""
    merkle_root: Mapped[str | None]
    file_digest: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    pages: Mapped[int]
    sealed: Mapped[bool] = mapped_column(default=False)
    issued_at: Mapped[datetime]
    letter: Mapped[Letter] = relationship()
    revision: Mapped[Revision] = relationship()


class TranslatedEdition(Base):
    """An edition's file in another language: the same list, the same instant, the same audience; sealed like it.

    `public_id` is the code of this very file. A translation that was revised is issued again, beside the earlier file.
    """

    __tablename__ = "translated_editions"
    __table_args__ = (UniqueConstraint("edition_id", "translated_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    edition_id: Mapped[int] = mapped_column(ForeignKey(Edition.id))
    translated_id: Mapped[int] = mapped_column(ForeignKey(TranslationRevision.id))
    language: Mapped[str]
    file_digest: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    pages: Mapped[int]
    issued_at: Mapped[datetime]
    edition: Mapped[Edition] = relationship()
    translated: Mapped[TranslationRevision] = relationship()

    @property
    def language_name(self) -> str:
        """The language's name in itself."""
        return Locale.parse(self.language).get_display_name() or self.language

    @property
    def is_shown(self) -> bool:
        """Whether it may be handed out: not once the organisers took the translation off."""
        return self.translated.translation.taken_off_at is None


delivered_translations = Table(
    "delivered_translations",
    Base.metadata,
    Column("delivery_id", ForeignKey("deliveries.id"), primary_key=True),
    Column("translated_edition_id", ForeignKey(TranslatedEdition.id), primary_key=True),
)
"""Which translations were handed over together with a delivered edition."""


class Delivery(Base):
    """An edition handed to an addressee: to whom, how, when, and who wrote it down."""

    __tablename__ = "deliveries"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    edition_id: Mapped[int] = mapped_column(ForeignKey(Edition.id), index=True)
    addressee: Mapped[str]
    """Name and office as the edition's text has them."""
    position: Mapped[int | None]
    """Which of the text's addressees it is, counted from 1; None for somebody else, such as the reader of a copy."""
    channel: Mapped[Channel]
    delivered_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id))
    note: Mapped[str] = mapped_column(default="")
    edition: Mapped[Edition] = relationship()
    translations: Mapped[list[TranslatedEdition]] = relationship(
        secondary=delivered_translations, order_by=TranslatedEdition.language
    )
    recorded_by: Mapped[Organiser] = relationship()
