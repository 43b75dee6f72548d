"""Queue a mail in the transaction of the act that causes it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from campaign import config, tokens
from campaign.outbox.models import OutgoingMail

SEALED_AS = "outbox"


@dataclass(frozen=True, kw_only=True)
class Mail:
    """What is to be sent: rendered from `templates/mails/<template>/` when it leaves."""

    template: str
    """Name of the folder in templates/mails."""
    to: str
    """One bare address."""
    about: str
    """What it is about, as kind:public_id, such as invitation:k3m…; bounces and the dashboard look it up by this."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """What the template needs; anything JSON holds. May contain a secret link or code: it rests encrypted."""
    sender_name: str = ""
    """Shown beside the installation's sender address."""
    reply_to: str = ""
    unsubscribe: str = ""
    """Address of the one-click unsubscribe page; set for bulk mail only."""
    pace: str = ""
    """Bulk mails with the same pace, such as letter:k3m…, share one allowance per hour."""
    per_hour: int | None = None
    """At most so many of them leave in an hour; None: only the installation's own limit holds."""
    attachments: tuple[str, ...] = ()
    """References such as letter-copy:<revision>, turned into files by a registered maker when the mail leaves."""


def enqueue(session: Session, mail: Mail, *, now: datetime, due_at: datetime | None = None) -> OutgoingMail:
    """Write the mail's row; the caller commits, and only then can it leave."""
    return enqueue_all(session, [mail], now=now, due_at=due_at)[0]


def enqueue_all(
    session: Session, mails: Iterable[Mail], *, now: datetime, due_at: datetime | None = None
) -> list[OutgoingMail]:
    """Write several mails' rows at once; the caller commits."""
    domain = config.current().mail_from.rpartition("@")[2]
    rows = [_row(mail, domain, now=now, due_at=due_at or now) for mail in mails]
    session.add_all(rows)
    session.flush()
    return rows


def _row(mail: Mail, domain: str, *, now: datetime, due_at: datetime) -> OutgoingMail:
    public_id = tokens.new_public_id()
    content = json.dumps(asdict(mail), ensure_ascii=False).encode()
    return OutgoingMail(
        public_id=public_id,
        message_id=f"<{public_id}.{tokens.new_public_id()}@{domain}>",
        template=mail.template,
        about=mail.about,
        recipient=mail.to,
        content=tokens.seal(SEALED_AS, content),
        is_bulk=bool(mail.unsubscribe),
        pace=mail.pace,
        per_hour=mail.per_hour,
        queued_at=now,
        due_at=due_at,
    )
