"""Delivery reports that came back find their mail."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from campaign.outbox import bounces, operations, queries
from campaign.outbox.models import MailState, OutgoingMail
from campaign.outbox.operations import Mail

REPORT = """\
Return-Path: <>
Delivered-To: {delivered_to}
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {delivered_to}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver it.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Mon, 23 Nov 2026 12:00:00 +0100

Final-Recipient: rfc822; ada@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} <ada@example.org>: no such
 person

--b
Content-Type: {returned}

Message-ID: {message_id}
To: ada@example.org
Subject: A letter

--b--
"""


@pytest.fixture
def sent(session: Session, now: datetime) -> OutgoingMail:
    row = operations.enqueue(session, Mail(template="password_changed", to="ada@example.org", about="x:1"), now=now)
    row.state = MailState.SENT
    session.flush()
    return row


def report(**changes: str) -> bytes:
    values = {
        "delivered_to": "letters@example.org",
        "action": "failed",
        "status": "5.1.1",
        "returned": "text/rfc822-headers",
        "message_id": "<none@example.org>",
    }
    return REPORT.format(**(values | changes)).encode()


def take(session: Session, raw: bytes, now: datetime) -> bool:
    found = bounces.report(raw)
    return found is not None and bounces.take(session, found, now=now)


def test_a_bounce_names_its_mail_by_the_return_path(session: Session, sent: OutgoingMail, now: datetime) -> None:
    raw = report(delivered_to=f"bounce+{sent.public_id}@bounces.example.org")
    assert take(session, raw, now)
    assert sent.state is MailState.REFUSED
    assert "5.1.1" in str(sent.last_error)
    assert "ada@example.org" in queries.suppressed(session, ["ada@example.org"])


@pytest.mark.parametrize("returned", ["text/rfc822-headers", "message/rfc822"])
def test_a_bounce_names_its_mail_by_the_quoted_message_id(
    session: Session, sent: OutgoingMail, now: datetime, returned: str
) -> None:
    assert take(session, report(returned=returned, message_id=sent.message_id), now)
    assert sent.state is MailState.REFUSED


def test_a_full_mailbox_is_a_refusal_but_no_reason_to_suppress(
    session: Session, sent: OutgoingMail, now: datetime
) -> None:
    assert take(session, report(status="5.2.2", message_id=sent.message_id), now)
    assert queries.suppressed(session, ["ada@example.org"]) == {}


def test_a_delay_changes_nothing(session: Session, sent: OutgoingMail, now: datetime) -> None:
    assert not take(session, report(action="delayed", status="4.4.1", message_id=sent.message_id), now)
    assert sent.state is MailState.SENT


def test_the_same_report_twice_counts_once(session: Session, sent: OutgoingMail, now: datetime) -> None:
    raw = report(message_id=sent.message_id)
    assert [take(session, raw, now), take(session, raw, now)] == [True, False]


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff\xfe\x00", b"Subject: hello\n\nan answer by a person", report(message_id="<stranger@example.org>")],
)
def test_anything_else_changes_nothing(session: Session, sent: OutgoingMail, now: datetime, raw: bytes) -> None:
    assert not take(session, raw, now)
    assert sent.state is MailState.SENT


def test_reports_are_read_from_a_maildir(tmp_path: Path) -> None:
    for folder in ("cur", "new", "tmp"):
        (tmp_path / folder).mkdir()
    (tmp_path / "new" / "1.eml").write_bytes(report(message_id="<a@example.org>"))
    (tmp_path / "cur" / "2.eml:2,S").write_bytes(b"Subject: hello\n\nhi")
    assert [each.message_id for each in bounces.reports_in(tmp_path)] == ["<a@example.org>"]
