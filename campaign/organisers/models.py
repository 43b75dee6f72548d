"""Who runs campaigns: organisers' accounts. Roles and second factors build on the same rows."""

from datetime import datetime
from enum import StrEnum

from flask_security.core import RoleMixin, UserMixin
from sqlalchemy import Column, ForeignKey, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign import tokens
from campaign.db import Base

organiser_roles = Table(
    "organiser_roles",
    Base.metadata,
    Column("organiser_id", ForeignKey("organisers.id"), primary_key=True),
    Column("role_id", ForeignKey("roles.id"), primary_key=True),
)


class Role(Base, RoleMixin):
    """A right in the whole installation, such as operator."""

    __tablename__ = "roles"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str | None]


class Organiser(Base, UserMixin):
    """A person who runs campaigns. Without a password the account waits for its set-password link to be used."""

    __tablename__ = "organisers"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True, default=tokens.new_token)
    created_at: Mapped[datetime]
    roles: Mapped[list[Role]] = relationship(secondary=organiser_roles)  # type: ignore[assignment]


class LinkReason(StrEnum):
    """Why somebody got a link with which a password is set."""

    WELCOME = "welcome"
    FORGOTTEN = "forgotten"


class PasswordLink(Base):
    """A link with which an organiser sets a password once; only the digest of its secret is kept."""

    __tablename__ = "password_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    organiser_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id), index=True)
    organiser: Mapped[Organiser] = relationship()
    digest: Mapped[str] = mapped_column(unique=True)
    reason: Mapped[LinkReason]
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class LoginSession(Base):
    """One login on one browser; the cookie holds the number whose digest stands here. Ended rows let nobody in."""

    __tablename__ = "login_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    organiser_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id), index=True)
    organiser: Mapped[Organiser] = relationship()
    digest: Mapped[str] = mapped_column(unique=True)
    browser: Mapped[str]
    """Family and system, such as Firefox on Linux; nothing finer."""
    network: Mapped[str]
    """The network it came from, cut to /24 or /48."""
    second_factor: Mapped[bool]
    """Whether more than a password was shown."""
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    """The last time something was sent, at most an hour ago when it is newer: looking at pages writes nothing."""
    ended_at: Mapped[datetime | None]


class Authenticator(Base):
    """An app that makes one-time codes (TOTP, RFC 6238); one for each organiser, its secret sealed."""

    __tablename__ = "authenticators"

    organiser_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id), primary_key=True)
    secret: Mapped[bytes]
    last_counter: Mapped[int]
    """The time step of the last code that was used: it and those before it are used up."""
    made_at: Mapped[datetime]


class Passkey(Base):
    """A passkey (WebAuthn): the public half of a key that the organiser's device keeps."""

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=tokens.new_public_id)
    organiser_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id), index=True)
    organiser: Mapped[Organiser] = relationship()
    name: Mapped[str]
    credential_id: Mapped[str] = mapped_column(unique=True)
    """As base64url, which is how browsers send it."""
    public_key: Mapped[bytes]
    sign_count: Mapped[int]
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class RecoveryCode(Base):
    """One of ten codes on paper, each good once in place of a second factor; only its keyed digest is kept."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    organiser_id: Mapped[int] = mapped_column(ForeignKey(Organiser.id), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Challenge(Base):
    """What a passkey is asked to sign, once: cookies rest with the visitor, so that only a row can be used up."""

    __tablename__ = "challenges"

    digest: Mapped[str] = mapped_column(primary_key=True)
    made_at: Mapped[datetime] = mapped_column(index=True)
