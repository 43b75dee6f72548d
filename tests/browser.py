"""A browser-like client without JavaScript: every page it opens is inspected as well as returned."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, url_for
from lxml import html
from werkzeug.test import TestResponse

from campaign import clock, tokens
from campaign.db import database
from campaign.organisers.models import LoginSession, Organiser


@dataclass
class Page:
    """What came back: the status, the final address, the parsed page."""

    browser: "Browser"
    response: TestResponse
    path: str

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def tree(self) -> Any:
        return html.fromstring(self.response.text)

    @property
    def text(self) -> str:
        """The page's visible words, white space folded."""
        return re.sub(r"\s+", " ", str(self.tree.xpath("//body")[0].text_content())).strip()

    @property
    def h1(self) -> str:
        return re.sub(r"\s+", " ", str(self.tree.xpath("//h1")[0].text_content())).strip()

    @property
    def errors(self) -> list[str]:
        return [
            re.sub(r"\s+", " ", each.text_content()).strip() for each in self.tree.xpath("//*[@class='field-error']")
        ]

    def follow(self, words: str) -> "Page":
        """Follow the link with these words in it."""
        links = [each for each in self.tree.xpath("//a[@href]") if words in re.sub(r"\s+", " ", each.text_content())]
        assert links, f"no link with {words!r} on {self.path}"
        return self.browser.get(links[0].get("href"))

    def fill(self, button: str, files: dict[str, Any] | None = None, **answers: Any) -> "Page":
        """Fill the form that has this button, by field name, and press it; what is not named stays as it stands."""
        form, pressed = self._form_with(button)
        values = _standing_values(form)
        for each in form.xpath(".//input[@type='submit'] | .//button[@name]"):
            values.pop(each.get("name"), None)
        if pressed.get("name"):
            values[pressed.get("name")] = pressed.get("value") or ""
        unknown = set(answers) - {each.get("name") for each in form.xpath(".//*[@name]")}
        assert not unknown, f"no such fields: {unknown}"
        values = {name: value for name, value in (values | answers).items() if value is not None}
        action = (pressed.get("formaction") or form.get("action") or "").partition("#")[0] or self.path
        method = (form.get("method") or "get").lower()
        if method == "get":
            return self.browser.get(action, query_string=values)
        return self.browser.post(action, data=values | (files or {}))

    def press(self, button: str) -> "Page":
        """Press a button, changing nothing in its form."""
        return self.fill(button)

    def _form_with(self, button: str) -> tuple[Any, Any]:
        for form in self.tree.forms:
            for each in form.xpath(".//button | .//input[@type='submit']"):
                if button in (each.text_content() or each.get("value") or ""):
                    return form, each
        raise AssertionError(f"no button {button!r} on {self.path}")


class Browser:
    """Opens pages by address or endpoint, follows redirects, keeps cookies, inspects what it sees."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()

    def logged_in(self, organiser: Organiser) -> "Browser":
        """Give this browser a session of the organiser, without the login page; it never grows old."""
        sid, later = tokens.new_token(), clock.now() + timedelta(days=3650)
        row = LoginSession(organiser_id=organiser.id, digest=tokens.digest(sid), second_factor=True)
        row.browser, row.network, row.made_at, row.seen_at = "Firefox, Linux", "127.0.0.0/24", later, later
        database.session.add(row)
        database.session.commit()
        with self.client.session_transaction() as session:
            session["_user_id"] = organiser.fs_uniquifier
            session["_fresh"] = True
            session["sid"] = sid
            session["seen"] = session["proved"] = session["noted"] = later.timestamp()
        return self

    def open(self, endpoint: str, **values: Any) -> Page:
        with self.app.test_request_context():
            path = url_for(endpoint, **values)
        return self.get(path)

    def get(self, path: str, **rest: Any) -> Page:
        return self._settle(self._send("GET", path, **rest), path)

    def post(self, path: str, **rest: Any) -> Page:
        return self._settle(self._send("POST", path, **rest), path)

    def _send(self, method: str, path: str, **rest: Any) -> TestResponse:
        """One request with a context and a database session of its own, as a server gives it.

        What the test wrote so far is committed first: another request cannot see what is not.
        """
        database.session.commit()
        with self.app.app_context():
            response = self.client.open(self._local(path), method=method, buffered=True, **rest)
        response.request.environ["wsgi.input"].close()  # Werkzeug's client leaves the file of a large upload open
        return response

    def _settle(self, response: TestResponse, path: str) -> Page:
        hops = 0
        while response.status_code in (301, 302, 303, 307, 308):
            hops += 1
            assert hops < 10, f"redirects without end from {path}"
            path = self._local(response.headers["Location"])
            response = self._send("GET", path)
        if response.mimetype == "text/html" and "<html" in response.text[:200]:  # not a part that a script fetches
            inspect(response, path)
        return Page(self, response, path)

    @staticmethod
    def _local(address: str) -> str:
        parts = urlsplit(address)
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def inspect(response: TestResponse, path: str) -> None:
    """What holds on every page: title, one h1, ids once, labelled fields, CSRF in forms, nothing inline or foreign."""
    tree = html.fromstring(response.text)
    title = tree.findtext(".//title")
    assert title, f"no title on {path}"
    assert title.strip(), f"no title on {path}"
    assert len(tree.xpath("//h1")) == 1, f"{len(tree.xpath('//h1'))} h1 on {path}"
    assert tree.get("lang"), f"no language on {path}"
    twice = [each for each, times in Counter(tree.xpath("//@id")).items() if times > 1]
    assert not twice, f"ids used twice on {path}: {twice}"
    _inspect_forms(tree, path)
    assert not tree.xpath("//script[not(@src)]"), f"inline script on {path}"
    assert not tree.xpath("//style | //@style"), f"inline style on {path}"
    handlers = [each for each in tree.xpath("//@*") if each.attrname.startswith("on")]
    assert not handlers, f"inline handlers on {path}: {handlers}"
    for address in tree.xpath("//script/@src | //link[@rel='stylesheet']/@href | //img/@src | //iframe/@src"):
        assert not urlsplit(address).netloc, f"{path} loads from elsewhere: {address}"


def _inspect_forms(tree: Any, path: str) -> None:
    for form in tree.xpath("//form[translate(@method, 'POST', 'post')='post']"):
        assert form.xpath(".//input[@name='csrf_token']"), f"a form without CSRF token on {path}"
    fields = tree.xpath("//input[not(@type='hidden') and not(@type='submit')] | //select | //textarea")
    for field in fields:
        labels = tree.xpath("//label[@for=$id]", id=field.get("id") or "") or field.xpath("ancestor::label")
        assert labels or field.get("aria-label") or field.get("aria-labelledby"), (
            f"an unlabelled field on {path}: {field.get('name')}"
        )


def _standing_values(form: Any) -> dict[str, Any]:
    """What the form would send as it stands, files left out."""
    values: dict[str, Any] = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    for field in form.xpath(".//input[@type='file']"):
        values.pop(field.get("name"), None)
    return values
