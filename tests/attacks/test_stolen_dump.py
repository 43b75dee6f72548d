"""Somebody has every row of the database, and nothing else: no key, no mailbox, no file."""

import json
import re
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import LargeBinary, select

from campaign import tokens
from campaign.db import Base, database, transaction
from campaign.organisers import operations as accounts
from campaign.organisers import passwords
from tests import factories
from tests.browser import Browser
from tests.house.world import World, routes
from tests.signing.conftest import Asked

MAILBOX = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
IPV4 = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d./])")
IPV6 = re.compile(r"(?<![:\w])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}(?![:\w/])", re.IGNORECASE)
# Columns that may hold a mailbox in clear; everywhere else it is a leak.
MAY_HOLD_MAILBOXES = {
    ("addressees", "email"),
    ("assistants", "mailbox"),
    ("covering_texts", "reply_to"),
    ("letters", "cc"),
    ("members", "mailbox"),
    ("notices", "answers"),
    ("notices", "sections"),
    ("office_links", "mailbox"),
    ("organisers", "email"),
    ("outgoing_mails", "message_id"),
    ("outgoing_mails", "recipient"),
    ("personal_links", "mailbox"),
    ("suppressions", "mailbox"),
    ("team_invitations", "email"),
}


@pytest.fixture
def journey(app: Flask, asked: Asked, now: datetime) -> Asked:
    """A Member signs half-way, another signs and takes it back half-way; an organiser has a password and a link."""
    with transaction() as session:
        organiser = factories.make_organiser(session, email="robin@example.org")
        organiser.password = passwords.hashed("four quite other words")
        accounts.add(session, "kim@example.org", name="Kim", now=now)
    mine = {"REMOTE_ADDR": "198.51.100.77"}
    page = Browser(app)
    page.client.environ_base["REMOTE_ADDR"] = mine["REMOTE_ADDR"]
    page.open("signing.read", secret=asked.secret).fill("Sign this letter", agreed="y")
    page.open("signing.confirm", secret=asked.secret).fill("Confirm my signature", code=asked.code())
    link = re.search(r"/sign/withdrawal/\S+", asked.mail("receipt"))
    assert link
    page.client.environ_base["REMOTE_ADDR"] = "2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff"
    page.get(link.group()).press("Hide my name now")
    token_page = page.get("/login")
    token_page.fill("Log in", email="robin@example.org", password="wrong words")
    return asked


def dump() -> list[tuple[str, str, Any]]:
    """Every value of every row: table, column, value."""
    with database.engine.connect() as connection:
        return [
            (name, column, value)
            for name, table in Base.metadata.tables.items()
            for row in connection.execute(select(table))
            for column, value in row._mapping.items()
            if value is not None
        ]


def spoken(value: Any) -> str:
    """A value as text to search in; pictures hold none."""
    if isinstance(value, bytes):
        return value.decode("ascii", "ignore")
    return json.dumps(value, default=str, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def test_nothing_in_a_stolen_dump_opens_a_link_or_logs_anybody_in(app: Flask, journey: Asked) -> None:
    strings = {word for _table, _column, value in dump() for word in re.findall(r"[\w-]{6,}", spoken(value))}
    opened = []
    for rule in routes(app, "GET"):
        if "secret" not in rule.arguments or rule.endpoint == "inviting.unsubscribe" or len(rule.arguments) > 1:
            continue
        for each in strings:
            with app.app_context():
                status = app.test_client().get(rule.rule.replace("<secret>", each)).status_code
            if status not in (404, 410):
                opened.append(f"{rule.endpoint} with {each}: {status}")
    for each in strings:
        client = app.test_client()
        client.set_cookie("session", each)
        with app.app_context():
            if client.get("/account").status_code == 200:
                opened.append(f"session {each}")
    assert opened == []
    assert len(strings) > 100


def test_no_waiting_mail_link_or_code_can_be_read_in_it(app: Flask, journey: Asked) -> None:
    everything = "\n".join(spoken(value) for _table, _column, value in dump())
    assert journey.secret not in everything
    assert not re.search(rf"\b{journey.code('withdrawal_code')}\b", everything)
    assert "four quite other words" not in everything


@pytest.mark.one_engine
def test_a_guessed_code_cannot_be_checked_against_it_without_the_key(app: Flask, journey: Asked) -> None:
    """A million codes are quickly tried against a plain digest; the key is what is missing."""
    kept = {value for table, column, value in dump() if (table, column) == ("confirmation_codes", "digest")}
    code = journey.code("withdrawal_code")
    invitation = journey.invitation.public_id
    for guess in (code, f"{invitation}|withdraw|{code}", f"withdraw|{code}"):
        assert tokens.digest(guess) not in kept


def test_no_row_holds_a_whole_address_on_the_internet(app: Flask, journey: Asked) -> None:
    found = [
        (table, column, match.group())
        for table, column, value in dump()
        if not isinstance(value, bytes)
        for match in [*IPV4.finditer(spoken(value)), *IPV6.finditer(spoken(value))]
    ]
    assert found == []


def test_mailboxes_stand_only_where_they_are_needed(app: Flask, journey: Asked) -> None:
    found = {(table, column) for table, column, value in dump() if MAILBOX.search(spoken(value))}
    assert found - MAY_HOLD_MAILBOXES == set()


@pytest.mark.one_engine
def test_whatever_is_kept_as_bytes_is_a_picture_a_sort_key_or_sealed(app: Flask, world: World) -> None:
    known = {"content", "sort_key", "logo", "autograph_image", "salt", "secret", "credential_id", "public_key"}
    columns = {c.name for t in Base.metadata.sorted_tables for c in t.columns if isinstance(c.type, LargeBinary)}
    assert columns <= known
