"""Other language versions of a letter. One text is authentic, the one that Members sign; these are its translations."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign import tokens
from campaign.db import Base
from campaign.drafting.models import Letter, Revision
from campaign.organisers.models import Organiser


class Translation(Base):
    """A letter in another language while it is worked on; `version` counts saves."""

    __tablename__ = "translations"
    __table_args__ = (UniqueConstraint("letter_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), index=True)
    language: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    written: Mapped[dict[str, Any]]
    """The parts in that language, as `content.Wording` has them."""
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id))
    taken_off_at: Mapped[datetime | None]
    """Since when it is shown to nobody any more, until it is published again."""
    letter: Mapped[Letter] = relationship()
    revisions: Mapped[list["TranslationRevision"]] = relationship(
        order_by="TranslationRevision.number.desc()", back_populates="translation"
    )


class TranslationRevision(Base):
    """One immutable wording of a translation, of one revision of the authentic text, with a digest of its own."""

    __tablename__ = "translation_revisions"
    __table_args__ = (UniqueConstraint("translation_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    translation_id: Mapped[int] = mapped_column(ForeignKey(Translation.id), index=True)
    number: Mapped[int]
    revision_id: Mapped[int] = mapped_column(ForeignKey(Revision.id))
    """The authentic text it translates."""
    text: Mapped[str]
    digest: Mapped[str]
    content: Mapped[dict[str, Any]]
    frozen_at: Mapped[datetime]
    frozen_by_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id))
    translation: Mapped[Translation] = relationship(back_populates="revisions")
    revision: Mapped[Revision] = relationship()
