"""The development-only mail reader."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from campaign import create_app
from campaign.db import database, transaction
from campaign.outbox import attachments, delivery, operations, rendering
from campaign.outbox.operations import Mail
from tests.browser import Browser
from tests.conftest import settings


@pytest.fixture
def app(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    """An application that shows its development-only pages."""
    made = create_app(settings(tmp_path, database_url=database_url, development=True))
    with made.app_context():
        yield made
        database.session.close()
        database.engine.dispose()


@pytest.fixture
def engine_name() -> str:
    """The reader looks at files; one engine is enough."""
    return "sqlite"


def deliver(now: datetime, **changes: object) -> None:
    values = {"name": "Ada", "link": "http://localhost/somewhere"}
    mail = Mail(**({"template": "password_changed", "to": "ada@example.org", "about": "x", "values": values} | changes))  # type: ignore[arg-type]
    with transaction() as session:
        operations.enqueue(session, mail, now=now)
    delivery.deliver_due(now=lambda: now)


def test_an_empty_letterbox_says_what_to_do(app: Flask) -> None:
    assert "No mail has arrived yet." in Browser(app).get("/mails/").text


def test_a_delivered_mail_is_listed_and_its_link_can_be_followed(app: Flask, now: datetime) -> None:
    deliver(now, to_name="Ada TESTER")
    page = Browser(app).get("/mails/").follow("Ada TESTER")
    assert "ada@example.org" in page.text
    assert page.tree.xpath("//pre//a/@href") == ["http://localhost/somewhere"]


def test_the_html_part_is_shut_in(app: Flask, now: datetime) -> None:
    deliver(now)
    page = Browser(app).get("/mails/").follow("password")
    [frame] = page.tree.xpath("//iframe/@src")
    answer = Browser(app).client.get(frame)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    assert '<base target="_top">' in answer.text
    assert "frame-src 'self'" in page.response.headers["Content-Security-Policy"]


def test_an_attached_file_can_be_opened(app: Flask, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "_makers", {})
    attachments.register("test", lambda rest: (f"{rest}\r\nX: y.pdf", "application/pdf", b"%PDF-1.7"))
    deliver(now, attachments=("test:letter",))
    page = Browser(app).get("/mails/").follow("password")
    assert page.follow("letter X: y.pdf").response.data == b"%PDF-1.7"


@pytest.mark.parametrize("name", ["nothing", "..%2F..%2Fetc%2Fpasswd", "%2e%2e", ".hidden"])
def test_no_other_file_can_be_reached(app: Flask, name: str) -> None:
    for rest in ("", "/html", "/source", "/file/0"):
        assert Browser(app).get(f"/mails/{name}{rest}").status == 404


def test_the_reader_is_not_there_outside_development(tmp_path: Path, database_url: str) -> None:
    made = create_app(settings(tmp_path / "other", database_url=database_url))
    assert made.test_client().get("/mails/").status_code == 404


def test_a_name_with_a_line_break_stays_one_header(app: Flask, now: datetime) -> None:
    with transaction() as session:
        mail = Mail(
            template="password_changed",
            to="ada@example.org",
            to_name="Ada\r\nBcc: x@example.org",
            sender_name="Eve\nBcc: y@example.org",
            about="x",
            values={"name": "Ada", "link": "http://localhost/"},
        )
        made = rendering.message(operations.enqueue(session, mail, now=now))
    assert made["Bcc"] is None
    assert b"\nBcc:" not in made.as_bytes()
