"""What changes accounts: adding one, sending the link that sets a password, setting it, closing it."""

from datetime import datetime, timedelta
from enum import StrEnum

from flask_babel import lazy_gettext as _
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from campaign import journal, tokens
from campaign.organisers import mails, queries, rules, sessions
from campaign.organisers.models import LinkReason, Organiser, PasswordLink, Role
from campaign.outbox import operations as outbox
from campaign.web.refusals import Refusal

HOURS = {LinkReason.WELCOME: 72, LinkReason.FORGOTTEN: 1}


class WhyNot(StrEnum):
    """Why an account cannot be added."""

    THERE_ALREADY = "there_already"


def add(session: Session, email: str, *, name: str, now: datetime) -> Organiser:
    """Make an account without a password and send it the link that sets one; the caller commits.

    Raises Refusal when the address has an account already.
    """
    organiser = Organiser(email=email.strip().lower(), name=name, password=None, created_at=now)
    try:
        with session.begin_nested():
            session.add(organiser)
    except IntegrityError as error:
        raise Refusal(WhyNot.THERE_ALREADY, _("This address has an account already.")) from error
    journal.record(session, "organiser.added", organiser.public_id, now=now)
    send_link(session, organiser, LinkReason.WELCOME, now=now)
    return organiser


def add_with_password(session: Session, email: str, *, name: str, hashed: str, now: datetime) -> Organiser:
    """An account for somebody who has just shown that the mailbox is theirs; the caller commits.

    Raises Refusal when the address has an account already.
    """
    organiser = Organiser(email=email.strip().lower(), name=name, password=hashed, created_at=now)
    try:
        with session.begin_nested():
            session.add(organiser)
    except IntegrityError as error:
        raise Refusal(WhyNot.THERE_ALREADY, _("This address has an account already. Log in to accept.")) from error
    journal.record(session, "organiser.added", organiser.public_id, now=now)
    return organiser


def send_link(session: Session, organiser: Organiser, reason: LinkReason, *, now: datetime) -> None:
    """Send a link that sets the password once; links sent before stop working. The caller commits."""
    secret = tokens.new_token()
    _void_links(session, organiser, now=now)
    session.add(
        PasswordLink(
            organiser_id=organiser.id,
            digest=tokens.digest(secret),
            reason=reason,
            made_at=now,
            ends_at=now + timedelta(hours=HOURS[reason]),
        )
    )
    journal.record(session, "organiser.link_sent", organiser.public_id, now=now, reason=reason.value)
    outbox.enqueue(session, mails.set_password(organiser, secret, reason, HOURS[reason]), now=now)


def ask_for_link(session: Session, email: str, *, now: datetime) -> None:
    """Send the link to whom the address belongs; an address without an account costs the same work and time."""
    organiser = queries.by_email(session, email)
    if organiser is not None and organiser.active:
        send_link(session, organiser, LinkReason.FORGOTTEN, now=now)
        return
    with session.begin_nested() as nothing:
        nobody = Organiser(email=f"{tokens.new_public_id()}@invalid.example", name="", created_at=now)
        session.add(nobody)
        session.flush()
        send_link(session, nobody, LinkReason.FORGOTTEN, now=now)
        nothing.rollback()


def set_password(session: Session, organiser: Organiser, hashed: str, *, now: datetime) -> None:
    """Store the new password's hash, end every session and link of the account, and tell its owner by mail."""
    organiser.password = hashed
    organiser.fs_uniquifier = tokens.new_token()
    sessions.end(session, organiser, now=now)
    _void_links(session, organiser, now=now)
    journal.record(session, "organiser.password_set", organiser.public_id, now=now)
    outbox.enqueue(session, mails.password_changed(organiser), now=now)


def make_operator(session: Session, organiser: Organiser, *, now: datetime) -> None:
    """Let the organiser run the installation; nothing happens to who does already. The caller commits."""
    if rules.is_operator(organiser):
        return
    role = session.scalar(select(Role).where(Role.name == rules.OPERATOR))
    organiser.roles.append(role or Role(name=rules.OPERATOR, description="Runs this installation"))
    session.flush()
    journal.record(session, "organiser.made_operator", organiser.public_id, now=now)


def end_operator(session: Session, organiser: Organiser, *, now: datetime) -> None:
    """The organiser no longer runs the installation; the caller commits."""
    if not rules.is_operator(organiser):
        return
    organiser.roles[:] = [each for each in organiser.roles if each.name != rules.OPERATOR]
    session.flush()
    journal.record(session, "organiser.operator_ended", organiser.public_id, now=now)


def close(session: Session, organiser: Organiser, *, now: datetime) -> None:
    """Close the account: its sessions and links end, its campaigns stay with the rest of their teams."""
    organiser.active = False
    organiser.fs_uniquifier = tokens.new_token()
    sessions.end(session, organiser, now=now)
    _void_links(session, organiser, now=now)
    journal.record(session, "organiser.closed", organiser.public_id, now=now)


def reopen(session: Session, organiser: Organiser, *, now: datetime) -> None:
    """Open a closed account again, with a new link to set its password."""
    organiser.active, organiser.password = True, None
    journal.record(session, "organiser.reopened", organiser.public_id, now=now)
    send_link(session, organiser, LinkReason.WELCOME, now=now)


def _void_links(session: Session, organiser: Organiser, *, now: datetime) -> None:
    unused = (PasswordLink.organiser_id == organiser.id, PasswordLink.used_at.is_(None))
    session.execute(update(PasswordLink).where(*unused).values(used_at=now))
