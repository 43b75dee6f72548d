"""Who was told of a correction, and who objected to it."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign.db import Base
from campaign.drafting.models import Revision
from campaign.signing.models import Signature


class ObjectionLink(Base):
    """The secret in the mail that showed one correction to one signatory, and whether it was used to object."""

    __tablename__ = "objection_links"
    __table_args__ = (UniqueConstraint("signature_id", "revision_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    signature_id: Mapped[int] = mapped_column(ForeignKey(Signature.id))
    revision_id: Mapped[int] = mapped_column(ForeignKey(Revision.id), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    told_at: Mapped[datetime]
    objected_at: Mapped[datetime | None]
    signature: Mapped[Signature] = relationship()
    revision: Mapped[Revision] = relationship()
