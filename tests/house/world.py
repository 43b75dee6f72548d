"""Fills the addresses of all routes, and compares everything that the database holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from lxml import html
from sqlalchemy import select
from werkzeug.routing import Rule

from campaign.db import Base, database
from campaign.organisers.models import Organiser
from tests.browser import Browser
from tests.factories import NOON

__all__ = ["NOON", "World", "everything", "routes", "token_of"]


OF_A_CLOSED_LETTER = {
    "public.letter_pdf",
    "public.translated_pdf",
    "public.reply_file",
    "press.chamber",
    "press.signatories",
}
BY_A_CLOSED_LETTER = {
    "edition_id",
    "translated_edition_id",
    "round_id",
    "party",
    "attempt_id",
    "proof_id",
    "reply_id",
    "reply_file_id",
}


@dataclass
class World:
    """What stands in the database, by the names that routes use."""

    organiser: Organiser
    stranger: Organiser
    letters: dict[str, str]
    values: dict[str, Any]
    secrets: dict[str, str]
    secret: str
    record: str

    def address(self, app: Flask, rule: Rule, letter: str = "open") -> str:
        """The route's address with real ids in it; a new kind of id needs a row in conftest.py first."""
        known = (
            self.values | {"letter_id": self.letters[letter]} | {"secret": self.secrets.get(rule.endpoint, self.secret)}
        )
        if rule.endpoint == "public.record":
            known["letter_id"] = self.record
        if rule.arguments & BY_A_CLOSED_LETTER or rule.endpoint in OF_A_CLOSED_LETTER:
            known["letter_id"] = self.letters["closed"]
        if rule.endpoint in ("casefacts.offer", "casefacts.take", "casefacts.leave"):
            known["letter_id"] = self.letters["draft"]
        if "translation_id" in rule.arguments:
            known["letter_id"] = self.letters["open"]
        unknown = rule.arguments - set(known)
        assert not unknown, f"{rule.rule} needs {unknown}: make a row for it in tests/house/conftest.py"
        built = app.url_map.bind("localhost").build(rule.endpoint, {name: known[name] for name in rule.arguments})
        return str(built)


def routes(app: Flask, method: str) -> list[Rule]:
    return [each for each in app.url_map.iter_rules() if method in (each.methods or ())]


def addresses(app: Flask, world: World, method: str) -> Iterator[tuple[Rule, str]]:
    """Every address of every route, letters' pages once for each state of a letter."""
    for rule in routes(app, method):
        states = ("draft", "open", "closed") if "letter_id" in rule.arguments else ("open",)
        for address in dict.fromkeys(world.address(app, rule, state) for state in states):
            yield rule, address


def everything() -> dict[str, list[str]]:
    """All rows of all tables."""
    with database.engine.connect() as connection:
        return {
            name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for name, table in Base.metadata.tables.items()
        }


def token_of(browser: Browser) -> str:
    """A CSRF token that holds in this browser's session."""
    page = browser.client.get("/login" if "_user_id" not in _session(browser) else "/account")
    return str(html.fromstring(page.text).xpath("//input[@name='csrf_token']/@value")[0])


def _session(browser: Browser) -> dict[str, Any]:
    with browser.client.session_transaction() as held:
        return dict(held)
