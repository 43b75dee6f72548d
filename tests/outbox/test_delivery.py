"""Mails leave over a real SMTP connection, each once, and their fate is written down."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from campaign.db import reading, transaction
from campaign.outbox import delivery, operations, queries
from campaign.outbox.models import MailState, OutgoingMail
from campaign.outbox.operations import Mail
from tests.smtp import Certificate, Relay, Relays

CODE = "Your code is 123456."


def mail(to: str = "ada@example.org", **changes: object) -> Mail:
    values = {"subject": "A letter", "paragraphs": ["Dear Ada,", "", CODE], "link": "http://localhost/x"}
    return Mail(**({"template": "invitation", "to": to, "about": "test:1", "values": values} | changes))  # type: ignore[arg-type]


def bulk(to: str, **changes: object) -> Mail:
    return mail(to, **({"unsubscribe": "http://localhost/unsubscribe/x", "pace": "letter:1"} | changes))


def queue(*mails: Mail, now: datetime) -> list[int]:
    with transaction() as session:
        return [row.id for row in operations.enqueue_all(session, mails, now=now)]


def row(mail_id: int) -> OutgoingMail:
    reading().rollback()
    return reading().get_one(OutgoingMail, mail_id)


@pytest.fixture(autouse=True)
def _without_watchers(monkeypatch: pytest.MonkeyPatch, app: Flask) -> None:
    """These mails belong to no invitation."""
    monkeypatch.setattr("campaign.outbox.watchers._watchers", {})


def deliver(now: datetime) -> None:
    delivery.deliver_due(now=lambda: now)


def test_a_mail_leaves_and_its_content_is_wiped(relay: Relay, now: datetime) -> None:
    [one] = queue(mail(), now=now)
    message_id = row(one).message_id
    deliver(now)
    [taken] = relay.taken
    assert (taken.recipient, taken.message_id) == ("ada@example.org", message_id)
    assert (row(one).state, row(one).content, row(one).settled_at) == (MailState.SENT, None, now)


def test_one_connection_carries_a_whole_batch(relay: Relay, now: datetime) -> None:
    queue(*(mail(f"m{each}@example.org") for each in range(25)), now=now)
    deliver(now)
    assert (len(relay.taken), relay.connections) == (25, 1)


def test_a_deferred_mail_is_tried_again_later_and_later(relay: Relay, now: datetime) -> None:
    relay.at_rcpt = lambda _recipient: "451 4.7.1 greylisted, come back"
    [one] = queue(mail(), now=now)
    waits = []
    at = now
    for _attempt in range(4):
        deliver(at)
        waits.append(row(one).due_at - at)
        at = row(one).due_at
    assert waits == [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]
    assert row(one).last_error == "451 4.7.1 greylisted, come back"


def test_a_mail_deferred_for_days_is_given_up(relay: Relay, now: datetime) -> None:
    relay.at_data = lambda _recipient: "452 4.3.1 full"
    [one] = queue(mail(), now=now)
    at = now
    while row(one).state is MailState.QUEUED:
        at = row(one).due_at
        deliver(at)
    assert row(one).state is MailState.GIVEN_UP
    assert timedelta(days=2) < at - now < timedelta(days=4)
    assert row(one).content is None


def test_an_unknown_mailbox_is_refused_and_suppressed(relay: Relay, now: datetime) -> None:
    relay.at_rcpt = lambda _recipient: "550 5.1.1 no such person"
    [one] = queue(mail(), now=now)
    deliver(now)
    assert row(one).state is MailState.REFUSED
    assert queries.suppressed(reading(), ["Ada@example.org"])["ada@example.org"].reason == "bounced"


@pytest.mark.parametrize("answer", ["550 5.7.1 policy", "552 5.2.2 mailbox full"])
def test_a_refusal_for_another_reason_does_not_suppress(relay: Relay, now: datetime, answer: str) -> None:
    relay.at_rcpt = lambda _recipient: answer
    [one] = queue(mail(), now=now)
    deliver(now)
    assert row(one).state is MailState.REFUSED
    assert not queries.suppressed(reading(), ["ada@example.org"])


def test_a_refused_content_does_not_suppress_the_mailbox(relay: Relay, now: datetime) -> None:
    relay.at_data = lambda _recipient: "554 5.6.0 not like this"
    [one] = queue(mail(), now=now)
    deliver(now)
    assert (row(one).state, row(one).last_error) == (MailState.REFUSED, "554 5.6.0 not like this")
    assert not queries.suppressed(reading(), ["ada@example.org"])


def test_one_refused_mail_does_not_hold_up_the_next(relay: Relay, now: datetime) -> None:
    relay.at_rcpt = lambda recipient: "550 5.1.1 no" if recipient.startswith("bad") else "250 ok"
    queue(mail("bad@example.org"), mail("good@example.org"), now=now)
    deliver(now)
    assert [each.recipient for each in relay.taken] == ["good@example.org"]


def test_a_server_that_hangs_does_not_hang_the_worker(relay: Relay, now: datetime) -> None:
    relay.hangs = True
    [one] = queue(mail(), now=now)
    deliver(now)
    assert (row(one).state, row(one).attempts) == (MailState.QUEUED, 1)


def test_no_server_at_all_leaves_the_mails_waiting(relays: Relays, now: datetime) -> None:
    relays.use(mail_port=1)
    ids = queue(mail(), mail("b@example.org"), now=now)
    deliver(now)
    assert [row(each).state for each in ids] == [MailState.QUEUED] * 2
    assert all(row(each).leased_until is None for each in ids)


def test_a_self_signed_server_is_not_believed(relays: Relays, certificate: Certificate, now: datetime) -> None:
    relay = relays.start(tls_context=certificate.context())
    relays.use(mail_security="starttls")
    [one] = queue(mail(), now=now)
    deliver(now)
    assert relay.taken == []
    assert "CERTIFICATE_VERIFY_FAILED" in str(row(one).last_error)


@pytest.mark.parametrize(("security", "offer"), [("starttls", "tls_context"), ("tls", "ssl_context")])
def test_a_trusted_server_gets_the_mail_encrypted(
    relays: Relays, certificate: Certificate, now: datetime, security: str, offer: str
) -> None:
    relay = relays.start(**{offer: certificate.context()})
    relays.use(mail_security=security, mail_ca_file=str(certificate.file))
    queue(mail(), now=now)
    deliver(now)
    assert len(relay.taken) == 1


def test_a_server_without_starttls_gets_nothing(relays: Relays, now: datetime) -> None:
    relay = relays.start()
    relays.use(mail_security="starttls")
    [one] = queue(mail(), now=now)
    deliver(now)
    assert relay.taken == []
    assert "STARTTLS" in str(row(one).last_error)


@pytest.mark.parametrize(("password", "arrived"), [("right", 1), ("wrong", 0)])
def test_the_worker_logs_in(
    relays: Relays, certificate: Certificate, now: datetime, password: str, arrived: int
) -> None:
    relay = relays.start(login=("letters", "right"), tls_context=certificate.context(), require_starttls=True)
    relays.use(mail_security="starttls", mail_ca_file=str(certificate.file))
    relays.use(mail_username="letters", mail_password=password)
    [one] = queue(mail(), now=now)
    deliver(now)
    assert len(relay.taken) == arrived
    assert row(one).state is (MailState.SENT if arrived else MailState.QUEUED)


def test_codes_and_receipts_leave_before_bulk_mail(relay: Relay, now: datetime) -> None:
    queue(bulk("bulk@example.org"), now=now - timedelta(hours=1))
    queue(mail("code@example.org"), now=now)
    deliver(now)
    assert [each.recipient for each in relay.taken] == ["code@example.org", "bulk@example.org"]


def test_bulk_mail_keeps_its_letters_pace(relay: Relay, now: datetime) -> None:
    queue(*(bulk(f"m{each}@example.org", per_hour=20) for each in range(50)), now=now)
    for minute in range(60):
        deliver(now + timedelta(minutes=minute))
    assert len(relay.taken) == 20
    deliver(now + timedelta(minutes=60))
    assert len(relay.taken) == 22


def test_the_installations_limit_holds_for_all_letters_together(relays: Relays, now: datetime) -> None:
    relay = relays.start()
    relays.use(mails_per_hour=5)
    queue(*(bulk(f"m{each}@example.org", pace=f"letter:{each % 3}", per_hour=100) for each in range(9)), now=now)
    deliver(now)
    assert len(relay.taken) == 5


def test_a_code_leaves_although_the_hours_mails_are_used_up(relays: Relays, now: datetime) -> None:
    relay = relays.start()
    relays.use(mails_per_hour=0)
    queue(bulk("bulk@example.org"), mail("code@example.org"), now=now)
    deliver(now)
    assert [each.recipient for each in relay.taken] == ["code@example.org"]


def test_an_unsubscribed_mailbox_gets_codes_but_no_bulk_mail(relay: Relay, now: datetime) -> None:
    with transaction() as session:
        operations.suppress(session, "ADA@example.org", operations.Suppressed.UNSUBSCRIBED, now=now)
    invitation, code = queue(bulk("ada@example.org"), mail("ada@example.org"), now=now)
    deliver(now)
    assert row(invitation).state is MailState.SUPPRESSED
    assert row(code).state is MailState.SENT
    assert len(relay.taken) == 1


def test_a_mail_waits_for_its_hour(relay: Relay, now: datetime) -> None:
    with transaction() as session:
        operations.enqueue(session, mail(), now=now, due_at=now + timedelta(hours=2))
    deliver(now + timedelta(hours=1, minutes=59))
    assert relay.taken == []
    deliver(now + timedelta(hours=2))
    assert len(relay.taken) == 1


def test_a_cancelled_mail_does_not_leave(relay: Relay, now: datetime) -> None:
    [one] = queue(mail(), now=now)
    with transaction() as session:
        assert operations.cancel(session, [one], now=now) == [one]
    deliver(now)
    assert relay.taken == []
    assert (row(one).state, row(one).content) == (MailState.CANCELLED, None)


def test_a_mail_in_a_workers_hands_is_taken_by_nobody_else(app: Flask, now: datetime) -> None:
    [one] = queue(mail(), now=now)
    with transaction() as session:
        assert operations.lease(session, now=now, until=now + timedelta(minutes=5), limit=10) == [one]
    with transaction() as session:
        assert operations.lease(session, now=now, until=now + timedelta(minutes=5), limit=10) == []
        assert operations.cancel(session, [one], now=now) == []
    with transaction() as session:
        later = now + timedelta(minutes=5)
        assert operations.lease(session, now=later, until=later + timedelta(minutes=5), limit=10) == [one]


def test_a_mail_that_cannot_be_made_is_set_aside_and_the_next_one_leaves(
    relay: Relay, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    broken, whole = queue(mail(values={}), mail("whole@example.org"), now=now)
    deliver(now)
    assert (row(broken).state, row(broken).attempts) == (MailState.QUEUED, 1)
    assert row(whole).state is MailState.SENT
    assert "cannot be made" in caplog.text


def test_bounces_come_back_to_an_address_that_names_the_mail(relays: Relays, now: datetime) -> None:
    relay = relays.start()
    relays.use(mail_bounce_domain="bounces.example.org")
    [one] = queue(mail(), now=now)
    deliver(now)
    assert relay.taken[0].return_path == f"bounce+{row(one).public_id}@bounces.example.org"


def test_no_line_is_longer_than_smtp_allows(relay: Relay, now: datetime) -> None:
    values = {
        "subject": "Ž" * 300,
        "paragraphs": ["word " * 2000 + "ž" * 2000],
        "link": "http://localhost/" + "x" * 1500,
    }
    queue(mail(values=values), now=now)
    deliver(now)
    assert max(len(line) for line in relay.taken[0].raw.split(b"\r\n")) <= 998
