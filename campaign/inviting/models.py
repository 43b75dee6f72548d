"""Personal invitations. The secret of a link is stored only as a digest; a new link retires the old one."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign import tokens
from campaign.db import Base
from campaign.drafting.models import Letter
from campaign.outbox.models import OutgoingMail
from campaign.roster.models import Member


class MailKind(StrEnum):
    """Which of an invitation's mails this is."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    CHANGED = "changed"
    """The text changed after the Member had signed: a fresh link to the new one."""


class CoveringText(Base):
    """The subject and covering text of a letter's invitations and reminders, with placeholders, and their pace."""

    __tablename__ = "covering_texts"

    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), primary_key=True)
    subject: Mapped[str]
    text: Mapped[str]
    reminder_subject: Mapped[str]
    reminder_text: Mapped[str]
    reply_to: Mapped[str] = mapped_column(default="")
    mails_per_hour: Mapped[int] = mapped_column(default=400)
    reminders_at_most: Mapped[int] = mapped_column(default=2)
    days_between: Mapped[int] = mapped_column(default=3)
    reminds_by_itself: Mapped[bool] = mapped_column(default=False)


class Invitation(Base):
    """One Member asked to sign one letter, at the official mailbox of that day.

    `answered_at` is set when the Member signs or declines: from then on no reminder leaves.
    """

    __tablename__ = "invitations"
    __table_args__ = (UniqueConstraint("letter_id", "ep_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), index=True)
    ep_id: Mapped[int] = mapped_column(ForeignKey(Member.ep_id), index=True)
    invited_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    letter: Mapped[Letter] = relationship()
    member: Mapped[Member] = relationship()
    links: Mapped[list["PersonalLink"]] = relationship(back_populates="invitation", order_by="PersonalLink.id")


class PersonalLink(Base):
    """One secret link of an invitation, the mail it left in and the mailbox it was for.

    A Member who was introduced only (see operations.introduce) has one whose secret nobody knows and that no mail held:
    `kind` and `mail_id` are empty. It stands for the registered mailbox, to which codes and receipts go.

    `revoked_at` is set when the mail with a newer link has left. The unsubscribe secret in the same mail is derived
    from the link's secret and cannot be turned back into it.
    """

    __tablename__ = "personal_links"
    __table_args__ = (CheckConstraint("(kind IS NULL) = (mail_id IS NULL)", name="a_mail_has_a_kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey(Invitation.id), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    unsubscribe_digest: Mapped[str | None] = mapped_column(unique=True)
    kind: Mapped[MailKind | None]
    mailbox: Mapped[str]
    mail_id: Mapped[int | None] = mapped_column(ForeignKey(OutgoingMail.id), index=True)
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    invitation: Mapped[Invitation] = relationship(back_populates="links")
    mail: Mapped[OutgoingMail | None] = relationship()

    @property
    def mailed(self) -> OutgoingMail:
        """The mail it left in. Raises ValueError for a link that was never mailed."""
        if self.mail is None:
            raise ValueError("this link was never mailed")
        return self.mail
