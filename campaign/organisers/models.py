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
