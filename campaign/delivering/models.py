"""Editions: the PDFs that were produced, each stored by its digest and never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign import tokens
from campaign.db import Base
from campaign.drafting.models import Letter, Revision


class Edition(Base):
    """One produced PDF of a closed letter: which revision, which signatures, which bytes."""

    __tablename__ = "editions"
    __table_args__ = (UniqueConstraint("letter_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey(Revision.id))
    number: Mapped[int]
    signature_ids: Mapped[list[Any]]
    file_digest: Mapped[str]
    size: Mapped[int]
    pages: Mapped[int]
    sealed: Mapped[bool] = mapped_column(default=False)
    issued_at: Mapped[datetime]
    letter: Mapped[Letter] = relationship()
    revision: Mapped[Revision] = relationship()
