"""Finds accounts and the links that set their passwords."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from campaign import tokens
from campaign.organisers.models import Organiser, PasswordLink
from campaign.web.refusals import Expired


def by_email(session: Session, email: str) -> Organiser | None:
    """The account with this address, however its letters' case was typed."""
    return session.scalar(select(Organiser).where(Organiser.email == email.strip().lower()))


def standing_link(session: Session, secret: str, *, now: datetime) -> PasswordLink:
    """The link with this secret, while it can still set a password.

    Raises Expired for a used, an outdated and an unknown one alike.
    """
    query = select(PasswordLink).where(PasswordLink.digest == tokens.digest(secret))
    link = session.scalar(query.options(joinedload(PasswordLink.organiser)))
    if link is None or link.used_at is not None or link.ends_at <= now or not link.organiser.active:
        raise Expired("password link", _("This link was used or is too old. Ask for a new one on the login page."))
    return link
