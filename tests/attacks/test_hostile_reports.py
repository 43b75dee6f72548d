"""The mailbox to which delivery reports come is open to everybody: one mail in it must not blind us to the others.

A mail that came back is why a Member's silence is no yes (claims); who keeps reports from being read makes it one.
"""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from campaign import clock
from campaign.db import reading, transaction
from campaign.outbox import bounces, operations
from campaign.outbox.models import MailState, OutgoingMail
from campaign.outbox.operations import Mail
from tests import factories
from tests.browser import Browser
from tests.outbox.test_bounces import report

REAL = report(delivered_to="bounce+abcdefghjkmn@letters.example.org")
NESTED = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n"
HOSTILE = {
    "nested": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at) for at in range(3000)
    ),
    "an unknown charset": REAL.replace(b"text/rfc822-headers", b"text/rfc822-headers; charset=nowhere"),
    "half an address": REAL.replace(b"To: bounce+abcdefghjkmn@letters.example.org", b"To: <@"),
    "an address in brackets": REAL.replace(b"To: bounce+abcdefghjkmn@letters.example.org", b"To: =?utf-8?q?=?= <a@[b"),
    "a broken number": REAL.replace(b"Message-ID: ", b"Message-ID: <[@"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_report_that_cannot_be_read_hides_no_other(tmp_path: Path, what: str) -> None:
    (tmp_path / "1.eml").write_bytes(HOSTILE[what])
    (tmp_path / "2.eml").write_bytes(REAL)
    assert [each.token for each in bounces.reports_in(tmp_path)][-1] == "abcdefghjkmn"


def test_what_no_database_holds_is_left_out_of_a_report(app: Flask, tmp_path: Path) -> None:
    with transaction() as session:
        mail = Mail(template="password_changed", to="ada@example.org", about="x:1")
        row = operations.enqueue(session, mail, now=clock.now())
        row.state = MailState.SENT
        session.flush()
        token = row.public_id
    raw = report(delivered_to=f"bounce+{token}@letters.example.org").replace(b"no such", b"no\0such \xff")
    found = bounces.report(raw)
    assert found is not None
    with transaction() as session:
        assert bounces.take(session, found, now=clock.now())
    reading().rollback()
    assert reading().scalars(select(OutgoingMail.state)).all().count(MailState.REFUSED) == 1


@pytest.mark.parametrize("url", ["http://[::1", "https://", "javascript:alert(1)", "https://a@b.example", "//x"])
@pytest.mark.one_engine
def test_an_odd_address_in_a_strangers_statement_is_asked_for_again(app: Flask, url: str) -> None:
    browser = Browser(app)
    with transaction() as session:
        ep_id = factories.make_member(session).ep_id
    page = browser.client.get(f"/statements/?member={ep_id}").text
    token = page.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"')[0]
    answers = {"member": ep_id, "kind": "document", "title": "A letter", "seen": "A site", "url": url}
    assert browser.client.post("/statements/", data=answers | {"csrf_token": token}).status_code == 422
