"""Messages leave: signed, one at a time to each address, tried again for three days, never into the operator's network.

Each address is spoken to in a thread of its own with a bound on the whole of it, and the worker does not wait for it:
an address that hangs holds up neither mails nor other addresses. A message is leased meanwhile, so that no second
worker sends it; one that dies leaves it to the others. The other side may thus get a message twice, under one id.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import clock, db, journal, tokens
from campaign.db import transaction
from campaign.open_data import mails, rules
from campaign.open_data.facts import Kind
from campaign.open_data.models import MessageState, Off, Webhook, WebhookMessage
from campaign.open_data.rules import Outcome
from campaign.outbox import operations as outbox
from campaign.publishing import rules as publishing
from campaign.web import outside

SEALED_AS = "webhook secret"
SILENCE, LONGEST = 10.0, 20.0
LEASE = timedelta(seconds=90)
AT_ONCE = 8
BEFORE_PUBLIC = frozenset({Kind.CASE_TAKEN_BACK.value, Kind.TEST.value})
"""What may leave although the case is not public: it tells nothing of what is in it."""


def deliver(stop: threading.Event | None = None) -> int:
    """Send what is due now, each address once, and wait for the end; how many were tried."""
    with transaction() as session:
        taken = lease(session, now=clock.now())
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="webhook") as crowd:
        list(crowd.map(lambda number: _deliver(app, number, stop), taken))
    return len(taken)


def lease(session: Session, *, now: datetime) -> list[int]:
    """Take the oldest due message of each address into this worker's hands; the caller commits.

    What must not leave any more is settled on the way.
    """
    db.one_at_a_time(session, "webhooks")
    query = (
        select(WebhookMessage)
        .join(WebhookMessage.webhook)
        .where(WebhookMessage.state == MessageState.WAITING, Webhook.off_at.is_(None))
        .order_by(WebhookMessage.id)
    )
    first: dict[int, WebhookMessage] = {}
    for each in session.scalars(query):
        if each.kind not in BEFORE_PUBLIC and not publishing.is_public(each.webhook.campaign, now=now):
            each.state, each.settled_at = MessageState.CANCELLED, now
        else:
            first.setdefault(each.webhook_id, each)
    free = [each for each in first.values() if each.due_at <= now and (each.leased_until or now) <= now]
    for each in free[: 4 * AT_ONCE]:
        each.leased_until = now + LEASE
    session.flush()
    return [each.id for each in free[: 4 * AT_ONCE]]


def settle(session: Session, row: WebhookMessage, outcome: Outcome, *, now: datetime) -> None:
    """Write down what came of an attempt: done, to be tried again, or given up; the caller commits."""
    if row.state is not MessageState.WAITING:
        return  # another worker, after a lease that had ended, was quicker
    row.attempts += 1
    row.last_status, row.last_error, row.leased_until = outcome.status, outcome.error or None, None
    hook = row.webhook
    if outcome.is_good:
        row.state, row.settled_at, hook.failing_since = MessageState.DELIVERED, now, None
        return
    hook.failing_since = hook.failing_since or now
    again = rules.next_try(row.attempts, now=now)
    if again is not None and outcome.status != rules.GONE:
        row.due_at = again
        return
    row.state, row.settled_at = MessageState.GIVEN_UP, now
    switch_off(session, hook, Off.GONE if outcome.status == rules.GONE else Off.FAILED, now=now)


def switch_off(session: Session, hook: Webhook, because: Off, *, now: datetime) -> None:
    """Tell this address nothing more, and mail those who look after the public page; the caller commits."""
    if hook.off_at is not None:
        return
    hook.off_at, hook.off_because = now, because
    session.flush()
    journal.record(session, "webhook.switched_off", hook.public_id, now=now, because=because.value)
    outbox.enqueue_all(session, mails.switched_off(session, hook), now=now)


def attempt(url: str, secret: str, message: str, body: bytes) -> Outcome:
    """Post it once. A redirect is no success: where it leads was not registered."""
    headers = {
        **rules.headers(secret, message, body, at=clock.now()),
        "Content-Type": "application/json",
        "User-Agent": "Undersigned-Webhooks/1.0",
    }
    try:
        with outside.asked("POST", url, headers=headers, body=body, pause=SILENCE, within=LONGEST) as answer:
            return Outcome(status=answer.status)
    except outside.Unreachable as error:
        return Outcome(error=error.said or error.reason.value)


def _deliver(app: Flask, number: int, stop: threading.Event | None) -> None:
    """One message, from its row and back to it; in a thread with a database session of its own."""
    if stop and stop.is_set():
        return
    with app.app_context():
        with transaction() as session:
            row = session.get(WebhookMessage, number)
            if row is None:  # its address was removed meanwhile
                return
            url, body, message = row.webhook.url, row.body.encode(), f"msg_{row.public_id}"
            secret = tokens.unseal(SEALED_AS, row.webhook.secret).decode()
        outcome = attempt(url, secret, message, body)
        with transaction() as session:
            if tried := session.get(WebhookMessage, number):
                settle(session, tried, outcome, now=clock.now())
