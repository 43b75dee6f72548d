"""Queue a mail in the transaction of the act that causes it; take it from the queue, settle it, suppress, cancel."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, insert, or_, update
from sqlalchemy.orm import Session

from campaign import config, db, journal, tokens
from campaign.outbox import queries, rules, watchers
from campaign.outbox.models import MailState, OutgoingMail, Suppression
from campaign.outbox.rules import Outcome, Suppressed, Told

SEALED_AS = "outbox"
_ADD = insert(cast(Table, OutgoingMail.__table__))


@dataclass(frozen=True, kw_only=True)
class Mail:
    """What is to be sent: rendered from `templates/mails/<template>/` when it leaves."""

    template: str
    """Name of the folder in templates/mails."""
    to: str
    """One bare address."""
    to_name: str = ""
    """Whose mailbox it is, shown beside the address."""
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
    is_personal: bool = False
    """An organiser wrote and sent it: mailboxes may acknowledge it by themselves (RFC 3834), as they do to people."""
    attachments: tuple[str, ...] = ()
    """References such as letter-copy:<revision>, turned into files by a registered maker when the mail leaves."""


def enqueue(session: Session, mail: Mail, *, now: datetime, due_at: datetime | None = None) -> OutgoingMail:
    """Write the mail's row; the caller commits, and only then can it leave."""
    return enqueue_all(session, [mail], now=now, due_at=due_at)[0]


def post(session: Session, mail: Mail, *, now: datetime) -> None:
    """Write the mail's row as `enqueue` does, but by the table and without an object: for acts that come in crowds."""
    domain = config.current().mail_from.rpartition("@")[2]
    session.execute(_ADD, _values(mail, domain, now=now, due_at=now))


def enqueue_all(
    session: Session, mails: Iterable[Mail], *, now: datetime, due_at: datetime | None = None
) -> list[OutgoingMail]:
    """Write several mails' rows at once; the caller commits."""
    domain = config.current().mail_from.rpartition("@")[2]
    rows = [OutgoingMail(**_values(mail, domain, now=now, due_at=due_at or now)) for mail in mails]
    session.add_all(rows)
    session.flush()
    return rows


def lease(session: Session, *, now: datetime, until: datetime, limit: int) -> list[int]:
    """Take up to so many due mails into this worker's hands until then; the caller commits. Codes and receipts first.

    What must not leave any more (an unsubscribed mailbox, an answered invitation) is settled on the way. A worker that
    dies leaves its mails to the others when `until` is over.
    """
    db.one_at_a_time(session, "outbox")
    while due := _due(session, now=now, limit=limit):
        taken = [row for row in due if _may_leave(session, row, now=now)]
        for row in taken:
            row.leased_until = until
        session.flush()
        if taken:
            return [row.id for row in taken]
    return []


def settle(session: Session, row: OutgoingMail, outcome: Outcome, *, now: datetime) -> None:
    """Write down what came of an attempt: settled, or to be tried again later; the caller commits."""
    row.attempts += 1
    state = rules.state_after(outcome)
    if state is None:
        again = rules.next_try(row.attempts, now=now)
        row.last_error = outcome.words
        row.leased_until = None
        if again is not None:
            row.due_at = again
            return
        state = MailState.GIVEN_UP
    _end(session, row, state, outcome.words, now=now)
    if outcome.told is Told.NO_MAILBOX:
        suppress(session, row.recipient, Suppressed.BOUNCED, now=now)


def release(session: Session, ids: Iterable[int], *, until: datetime) -> None:
    """Give back mails that were taken until then and not tried; the caller commits."""
    mine = OutgoingMail.id.in_(list(ids)), OutgoingMail.leased_until == until
    session.execute(update(OutgoingMail).where(*mine).values(leased_until=None))


def bounced(session: Session, row: OutgoingMail, outcome: Outcome, *, now: datetime) -> bool:
    """Mark a mail that left and came back; False where that was known already. The caller commits."""
    if row.state not in (MailState.SENT, MailState.QUEUED):
        return False
    _end(session, row, MailState.REFUSED, outcome.words, now=now)
    if outcome.told is Told.NO_MAILBOX:
        suppress(session, row.recipient, Suppressed.BOUNCED, now=now)
    return True


def cancel(session: Session, ids: Iterable[int], *, now: datetime) -> list[int]:
    """Stop those of these mails that have not left and are in no worker's hands; the caller commits."""
    free = or_(OutgoingMail.leased_until.is_(None), OutgoingMail.leased_until <= now)
    stop = (
        update(OutgoingMail)
        .where(OutgoingMail.id.in_(list(ids)), OutgoingMail.state == MailState.QUEUED, free)
        .values(state=MailState.CANCELLED, content=None, settled_at=now)
        .returning(OutgoingMail.id)
    )
    return list(session.scalars(stop, execution_options={"synchronize_session": "fetch"}))


def set_pace(session: Session, pace: str, per_hour: int) -> None:
    """Let what still waits of this pace leave at another speed; the caller commits."""
    waiting = OutgoingMail.pace == pace, OutgoingMail.state == MailState.QUEUED
    session.execute(update(OutgoingMail).where(*waiting).values(per_hour=per_hour))


def suppress(session: Session, mailbox: str, reason: Suppressed, *, now: datetime) -> None:
    """Send no more bulk mail to this mailbox, from any campaign; the caller commits. The first reason stays."""
    key = rules.mailbox_key(mailbox)
    found = session.get(Suppression, key)
    if found is None:
        session.add(Suppression(mailbox=key, reason=reason.value, since=now))
    elif reason is Suppressed.UNSUBSCRIBED:
        found.reason = reason.value  # a Member's own wish weighs more than a bounce, and is never lifted by others
    session.flush()


def lift(session: Session, mailbox: str) -> bool:
    """Send bulk mail to this mailbox again; False where it was not suppressed. The caller commits."""
    found = session.get(Suppression, rules.mailbox_key(mailbox))
    if found is None:
        return False
    session.delete(found)
    session.flush()
    return True


def _due(session: Session, *, now: datetime, limit: int) -> list[OutgoingMail]:
    urgent = list(queries.waiting_urgent(session, now=now, limit=limit))
    return urgent + _bulk(session, now=now, limit=limit - len(urgent))


def _bulk(session: Session, *, now: datetime, limit: int) -> list[OutgoingMail]:
    """Due bulk mails, as many as the installation and each letter allow now."""
    overall = rules.allowance(config.current().mails_per_hour)
    room = min(limit, overall.left(queries.used(session, overall, now=now)))
    rows: list[OutgoingMail] = []
    for pace, per_hour in queries.paces_waiting(session, now=now):
        here = room - len(rows)
        if per_hour is not None:
            own = rules.allowance(per_hour)
            here = min(here, own.left(queries.used(session, own, now=now, pace=pace)))
        if here > 0:
            rows += queries.waiting_bulk(session, pace, now=now, limit=here)
    return rows


def _may_leave(session: Session, row: OutgoingMail, *, now: datetime) -> bool:
    if row.is_bulk and queries.suppressed(session, [row.recipient]):
        _end(session, row, MailState.SUPPRESSED, "", now=now)
        return False
    watcher = watchers.of(row)
    reason = watcher.why_not(session, row, now) if watcher else None
    if reason:
        _end(session, row, MailState.CANCELLED, reason, now=now)
    return reason is None


def _end(session: Session, row: OutgoingMail, state: MailState, words: str, *, now: datetime) -> None:
    """The mail is done with: its content is wiped, the journal knows, its feature is told."""
    row.state, row.last_error = state, words or None
    row.content, row.leased_until, row.settled_at = None, None, now
    session.flush()
    journal.record(session, f"mail.{state.value}", row.about, now=now, mail=row.public_id)
    watcher = watchers.of(row)
    if watcher and state is MailState.SENT:
        watcher.has_left(session, row, now=now)
    elif watcher and watcher.has_failed:
        watcher.has_failed(session, row, now=now)


def _values(mail: Mail, domain: str, *, now: datetime, due_at: datetime) -> dict[str, Any]:
    public_id = tokens.new_public_id()
    content = json.dumps(vars(mail), ensure_ascii=False).encode()
    return {
        "public_id": public_id,
        "message_id": f"<{public_id}.{tokens.new_public_id()}@{domain}>",
        "template": mail.template,
        "about": mail.about,
        "recipient": mail.to,
        "content": tokens.seal(SEALED_AS, content),
        "is_bulk": bool(mail.unsubscribe),
        "pace": mail.pace,
        "per_hour": mail.per_hour,
        "queued_at": now,
        "due_at": due_at,
    }
