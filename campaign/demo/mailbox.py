"""What the invented people of the demo find in their mailboxes: links and codes, read as their owners would."""

import json
import re
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaign.inviting.models import Invitation
from campaign.outbox import rendering
from campaign.outbox.models import MailState, OutgoingMail


def invited(invitation: Invitation) -> str:
    """The secret of the personal link in an invitation's mail."""
    return _after("/sign/", invitation.links[0].mailed)


def link(session: Session, to: str, before: str) -> str:
    """The secret behind `before` in the latest mail to this address."""
    return _after(before, _latest(session, to, before))


def code(session: Session, to: str) -> str:
    """The code in the latest mail that brought one to this address."""
    values = dict(rendering.opened(_latest(session, to, '"code"')).values)
    return str(values["code"])


def all_sent(session: Session, invitations: list[Invitation]) -> None:
    """The invitations left minutes after they were queued."""
    for invitation in invitations:
        mail = invitation.links[0].mailed
        mail.state, mail.settled_at, mail.content = MailState.SENT, mail.queued_at + timedelta(minutes=3), None
    session.flush()


def emptied(session: Session) -> None:
    """What the invented past queued need not reach anybody now."""
    session.flush()
    waiting = update(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED)
    session.execute(waiting.values(state=MailState.SENT, settled_at=OutgoingMail.queued_at, content=None))
    session.expire_all()


def _latest(session: Session, to: str, words: str) -> OutgoingMail:
    query = select(OutgoingMail).where(OutgoingMail.recipient == to, OutgoingMail.content.is_not(None))
    found = session.scalars(query.order_by(OutgoingMail.id.desc())).all()
    return next(each for each in found if words in _told(each))


def _told(mail: OutgoingMail) -> str:
    return json.dumps(dict(rendering.opened(mail).values))


def _after(before: str, mail: OutgoingMail) -> str:
    found = re.search(re.escape(before) + r"([\w-]+)", _told(mail))
    assert found, f"the mail holds a link with {before}"
    return found.group(1)
