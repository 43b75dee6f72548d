"""Markup, line breaks and formulas in every text that anybody can type: they stay text on pages, in mails, in files."""

import re
from typing import Any

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import String, Text, select, update

from campaign.db import Base, transaction
from campaign.drafting.models import Letter
from campaign.outbox import operations as outbox
from campaign.outbox import rendering
from campaign.outbox.models import OutgoingMail
from tests.browser import Browser
from tests.house.world import World, addresses

EVIL = '"><img src=x onerror=evil()><script>evil()</script>{{7*7}}[x](javascript:evil())\r\nBcc: evil@example.org'
# Columns in which people type; ids, digests, codes and addresses have shapes of their own.
TYPED = {
    "campaigns": {"title", "story", "outcome_text"},
    "letters": {"title", "place", "letterhead_name", "letterhead_address", "subject", "body", "closing", "cc"},
    "addressees": {"name", "office", "postal", "salutation"},
    "members": {"given", "surname"},
    "mandates": {"party"},
    "signatures": {"given", "surname", "party"},
    "declines": {"reason"},
    "organisers": {"name"},
    "covering_texts": {"subject", "text", "reminder_subject", "reminder_text"},
    "case_events": {"title", "text"},
    "case_documents": {"title", "published_by"},
    "assistants": {"name"},
    "questions": {"subject", "text"},
    "desks": {"place"},
    "deliveries": {"note"},
    "missions": {"delegation", "note"},
    "meetings": {"person", "room", "subject", "note"},
    "passkeys": {"name"},
}


@pytest.fixture
def poisoned(app: Flask, world: World) -> World:
    """The house's world with the attack in every text that somebody can type."""
    with transaction() as session:
        for name, columns in TYPED.items():
            table = Base.metadata.tables[name]
            values: dict[str, Any] = dict.fromkeys(columns, EVIL)
            session.execute(update(table).values(values))
    return world


@pytest.mark.one_engine
def test_every_typed_column_is_a_text(app: Flask) -> None:
    for name, columns in TYPED.items():
        for each in columns:
            assert isinstance(Base.metadata.tables[name].c[each].type, String | Text)


@pytest.mark.one_engine
def test_markup_stays_text_on_every_page_and_no_header_breaks(app: Flask, poisoned: World) -> None:
    browser, broken, seen = Browser(app).logged_in(poisoned.organiser), [], 0
    for _rule, address in addresses(app, poisoned, "GET"):
        with app.app_context():
            answer = browser.client.get(address, buffered=True)
        if answer.status_code >= 500:
            broken.append(f"{address}: {answer.status_code}")
        if any("evil" in value.casefold() and ("\r" in value or "\n" in value) for _name, value in answer.headers):
            broken.append(f"{address}: a header with a line break")
        if any(name.casefold() == "bcc" for name, _value in answer.headers):
            broken.append(f"{address}: an injected header")
        if answer.mimetype == "text/html" and answer.text.strip():
            seen += "evil()" in answer.text
            broken += [f"{address}: {trouble}" for trouble in harm(answer.text)]
    assert broken == []
    assert seen > 10, "the attack stood on many pages"


@pytest.mark.one_engine
def test_markup_and_line_breaks_stay_text_in_every_mail(app: Flask, poisoned: World) -> None:
    with transaction() as session:
        now = poisoned.letters and session.scalars(select(Letter)).first()
        assert now is not None
        for template in {each.template for each in session.scalars(select(OutgoingMail))}:
            row = session.scalars(select(OutgoingMail).where(OutgoingMail.template == template)).first()
            if row is None or row.content is None:
                continue
            mail = rendering.opened(row)
            values = {name: _poison(value) for name, value in mail.values.items()}
            bad = outbox.Mail(
                **(vars(mail) | {"values": values, "sender_name": EVIL, "to_name": EVIL, "attachments": ()})
            )
            made = rendering.message(outbox.enqueue(session, bad, now=row.queued_at))
            assert "Bcc" not in made
            assert len(made.get_all("Subject", [])) == 1
            for name, value in made.items():
                assert "\n" not in str(value), name
            body = made.get_body(("html",))
            assert body is not None
            assert harm(str(body.get_content())) == []


def _poison(value: Any) -> Any:
    """The attack instead of every sentence; single small words are names of parts and states."""
    if isinstance(value, dict):
        return {name: _poison(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_poison(each) for each in value]
    is_a_sentence = isinstance(value, str) and not value.startswith("http") and not value.islower()
    return EVIL if is_a_sentence else value


def harm(page: str) -> list[str]:
    """What the attack became, if it became anything but text."""
    tree = html.fromstring(page)
    found = [f"script {each.text}" for each in tree.xpath("//script[not(@src)]")]
    found += [f"handler {each}" for each in tree.xpath("//@*") if str(getattr(each, "attrname", "")).startswith("on")]
    found += [f"image {each}" for each in tree.xpath("//img/@src") if each == "x"]
    found += [f"address {each}" for each in tree.xpath("//@href | //@src | //@action") if _is_script(str(each))]
    return found + (["a template was run"] if re.search(r"(?<!\d)49\[x\]", page) else [])


def _is_script(address: str) -> bool:
    return re.sub(r"[\s\x00-\x1f]", "", address).casefold().startswith(("javascript:", "data:", "vbscript:"))
