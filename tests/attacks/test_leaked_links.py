"""A personal link in wrong hands: forwarded, leaked, printed."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from campaign.db import reading
from campaign.signing.models import Signature, Withdrawal
from tests.browser import Browser
from tests.signing.conftest import Asked, Asking


def test_whoever_holds_a_forwarded_link_cannot_sign_without_the_mailbox(app: Flask, asked: Asked, ask: Asking) -> None:
    page = Browser(app).open("signing.read", secret=asked.secret).fill("Sign this letter", agreed="y")
    right = asked.code()
    for wrong in ("000000", "123456", "999999"):
        if wrong != right:
            page = page.fill("Confirm my signature", code=wrong)
    assert ask.signatures() == []
    assert right not in page.response.text, "no page shows the code"


def test_a_code_from_another_members_mailbox_does_not_help(app: Flask, ask: Asking) -> None:
    mine, theirs = ask(), ask()
    for asked in (mine, theirs):
        Browser(app).open("signing.read", secret=asked.secret).fill("Sign this letter", agreed="y")
    if mine.code() == theirs.code():
        return  # one in a million
    Browser(app).open("signing.confirm", secret=theirs.secret).fill("Confirm my signature", code=mine.code())
    assert ask.signatures() == []


def test_a_leaked_receipt_hides_the_name_and_nothing_more(app: Flask, asked: Asked, ask: Asking) -> None:
    """The safe side: the owner is told at once and brings the name back with the code, which the thief lacks."""
    page = Browser(app).open("signing.read", secret=asked.secret).fill("Sign this letter", agreed="y")
    page.fill("Confirm my signature", code=asked.code())
    link = re.search(r"/sign/withdrawal/\S+", asked.mail("receipt"))
    assert link
    thief = Browser(app).get(link.group()).press("Hide my name now")
    assert asked.code("withdrawal_code") not in thief.response.text
    reading().rollback()
    assert reading().scalar(select(Withdrawal.confirmed_at)) is None
    thief.fill("Keep my signature", code=asked.code("withdrawal_code"))
    reading().rollback()
    assert reading().scalar(select(Signature.standing))


@pytest.mark.one_engine
def test_no_crawler_is_let_into_a_leaked_link(app: Flask) -> None:
    lines = Browser(app).client.get("/robots.txt").text.splitlines()
    closed = tuple(line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: "))
    secret = [each.rule for each in app.url_map.iter_rules() if {"secret", "ticket"} & each.arguments]
    assert [rule for rule in secret if not rule.startswith(closed)] == []
    assert not "/cases/a-case".startswith(closed)
