"""The act of signing: pending until confirmed, recorded with a snapshot, declined or withdrawn by rows of their own."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign import tokens
from campaign.db import Base
from campaign.drafting.models import Letter, Revision
from campaign.inviting.models import Invitation
from campaign.offices.models import Assistant
from campaign.roster.models import Member


class Assurance(StrEnum):
    """How sure a signature is: what evidence stands behind it."""

    LINK_AND_CODE = "link_and_code"
    """The personal link and a code from the registered mailbox."""
    LINK = "link"
    """The personal link alone, where the letter asks for no code."""
    MAIL_REPLY = "mail_reply"
    """A mail from the registered mailbox, its DKIM seal checked, entered by one organiser and approved by another."""
    AUTHORISED_ASSISTANT = "authorised_assistant"
    """An assistant under the Member's authorisation, confirmed back by the Member's mailbox or unopposed in time."""
    PAPER_SHEET = "paper_sheet"
    """Ink on a printed sheet that names the text, the scan approved by a second person."""
    IN_PERSON = "in_person"
    """On an organiser's device before a witness, confirmed from the Member's mailbox."""
    PDF_SIGNATURE = "pdf_signature"
    """The Member's own advanced or qualified electronic signature on the letter's PDF."""
    PUBLIC_SOURCE = "public_source"
    """A publication by somebody else; never "confirmed"."""


class ActorRole(StrEnum):
    """As what the person acted whose hand gave the signature; the signatory is always the Member."""

    MEMBER = "member"
    ASSISTANT = "assistant"


class Channel(StrEnum):
    """By which way the signature came."""

    PERSONAL_LINK = "personal_link"
    MAIL = "mail"
    PAPER = "paper"
    TABLET = "tablet"
    FILE = "file"
    PUBLICATION = "publication"


class Lapse(StrEnum):
    """Why a signature stopped counting without being taken back."""

    TEXT_CHANGED = "text_changed"
    """The text changed materially; the Member is asked to confirm the new one."""
    OBJECTED = "objected"
    """The Member objected: to a correction, or in the round that asks every signatory before the freeze."""


class AutographKind(StrEnum):
    """The form of the autograph printed beside a name."""

    NONE = "none"
    TYPED = "typed"
    DRAWN = "drawn"
    IMAGE = "image"


class Signature(Base):
    """A Member's recorded act on exactly one revision, with the name, country, group and party of that moment.

    A row is made only when its proof is whole: what waits for a code, a second person or the Member's mailbox rests in
    other tables. `standing` is True while it stands and NULL once withdrawn or lapsed: the unique constraint then
    leaves it out, so that one Member has at most one standing signature under a letter. Nothing else of a row changes,
    but its ink within minutes of the code (see earlier.py).
    """

    __tablename__ = "signatures"
    __table_args__ = (
        UniqueConstraint("letter_id", "ep_id", "standing"),
        CheckConstraint("(assurance = 'public_source') = (revision_id IS NULL)", name="text_or_source"),
        CheckConstraint("standing IS NULL OR standing", name="true_or_null"),
        CheckConstraint("(lapsed_at IS NULL) = (lapsed_because IS NULL)", name="lapsed_for_a_reason"),
        CheckConstraint("lapsed_at IS NULL OR standing IS NULL", name="lapsed_stands_no_more"),
        CheckConstraint("assistant_id IS NULL OR role = 'assistant'", name="only_assistants_act_for_others"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), index=True)
    revision_id: Mapped[int | None] = mapped_column(ForeignKey(Revision.id))
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey(Invitation.id), index=True)
    ep_id: Mapped[int] = mapped_column(ForeignKey(Member.ep_id), index=True)
    standing: Mapped[bool | None] = mapped_column(default=True)
    signed_at: Mapped[datetime]
    lapsed_at: Mapped[datetime | None]
    lapsed_because: Mapped[Lapse | None]
    assurance: Mapped[Assurance]
    role: Mapped[ActorRole] = mapped_column(default=ActorRole.MEMBER)
    assistant_id: Mapped[int | None] = mapped_column(ForeignKey(Assistant.id))
    """Who acted for the Member; the name is never public."""
    channel: Mapped[Channel] = mapped_column(default=Channel.PERSONAL_LINK)
    given: Mapped[str]
    surname: Mapped[str]
    sort_name: Mapped[str]
    sort_key: Mapped[bytes]
    country: Mapped[str]
    group_code: Mapped[str]
    party: Mapped[str | None]
    in_individual_capacity: Mapped[bool] = mapped_column(default=False)
    autograph_kind: Mapped[AutographKind] = mapped_column(default=AutographKind.NONE)
    autograph: Mapped[dict[str, Any] | None] = mapped_column(deferred=True)
    autograph_image: Mapped[bytes | None] = mapped_column(deferred=True)
    consent_version: Mapped[str]
    evidence: Mapped[dict[str, Any]]
    letter: Mapped[Letter] = relationship()
    revision: Mapped[Revision | None] = relationship()
    member: Mapped[Member] = relationship()
    withdrawal: Mapped["Withdrawal | None"] = relationship(back_populates="signature")

    @property
    def signed_text(self) -> Revision:
        """The revision that was signed. Raises ValueError for a signature known from a public source only."""
        if self.revision is None:
            raise ValueError("a signature from a public source has no text of ours")
        return self.revision


class PendingSignature(Base):
    """What a Member, or an assistant, filled in and the Member has yet to confirm; purged once confirmed or expired."""

    __tablename__ = "pending_signatures"

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey(Invitation.id), unique=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey(Revision.id))
    filled_at: Mapped[datetime]
    form: Mapped[dict[str, Any]]
    autograph_image: Mapped[bytes | None]
    prepared_by_id: Mapped[int | None] = mapped_column(ForeignKey(Assistant.id))
    """The assistant who filled it in; None where the Member did."""
    prepared_by: Mapped[Assistant | None] = relationship()


class ConfirmationCode(Base):
    """A one-time code sent to the registered mailbox; kept as a keyed digest with its tries and its end."""

    __tablename__ = "confirmation_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey(Invitation.id), index=True)
    purpose: Mapped[str]
    digest: Mapped[str]
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]


class Decline(Base):
    """A Member's "no". Seen by the campaign's organisers only, never exported; a later signature overrides it."""

    __tablename__ = "declines"

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey(Invitation.id), unique=True)
    reason: Mapped[str] = mapped_column(default="")
    declined_at: Mapped[datetime]


class WithdrawalLink(Base):
    """The secret in a receipt with which a signature is taken back."""

    __tablename__ = "withdrawal_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    signature_id: Mapped[int] = mapped_column(ForeignKey(Signature.id), unique=True)
    digest: Mapped[str] = mapped_column(unique=True)
    signature: Mapped[Signature] = relationship()


class Withdrawal(Base):
    """A signature taken back. `hidden_at` is the request, which hides the name at once.

    It is settled from the Member's own mailbox: `confirmed_at` is the proof that it was meant, `kept_at` that it was
    not and the name came back. Until then the name stays hidden: no name without authorisation.
    """

    __tablename__ = "withdrawals"

    id: Mapped[int] = mapped_column(primary_key=True)
    signature_id: Mapped[int] = mapped_column(ForeignKey(Signature.id), unique=True)
    hidden_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    kept_at: Mapped[datetime | None]
    signature: Mapped[Signature] = relationship(back_populates="withdrawal")

    @property
    def is_settled(self) -> bool:
        """Whether the Member has said, with proof, what was meant."""
        return self.confirmed_at is not None or self.kept_at is not None
