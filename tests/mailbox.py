"""Reads what waits in the outbox as the person who gets it would: rendered, with its links."""

import re
from datetime import datetime
from email.message import EmailMessage

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.outbox import rendering
from campaign.outbox.models import MailState, OutgoingMail


def waiting(session: Session, to: str = "") -> list[OutgoingMail]:
    query = select(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED).order_by(OutgoingMail.id)
    return [each for each in session.scalars(query) if not to or each.recipient == to]


def only_mail(session: Session, to: str = "") -> EmailMessage:
    mails = waiting(session, to)
    assert len(mails) == 1, f"{len(mails)} mails wait for {to or 'anybody'}"
    return rendering.message(mails[0])


def plain(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None, "no plain text part"
    return str(body.get_content())


def link_in(mail: EmailMessage, part: str = "/") -> str:
    links = [each for each in re.findall(r"https?://[^\s<>\"]+", plain(mail)) if part in each]
    assert links, f"no link with {part!r} in:\n{plain(mail)}"
    return str(links[0])


def code_in(mail: EmailMessage) -> str:
    found = re.search(r"\b(\d{6})\b", plain(mail))
    assert found, "no six digits in the mail"
    return found.group(1)


def leave(session: Session, now: datetime, *, state: MailState = MailState.SENT) -> None:
    """Everything that waits leaves at that moment, or comes to another end."""
    for each in waiting(session):
        each.state, each.settled_at = state, now
    session.flush()
