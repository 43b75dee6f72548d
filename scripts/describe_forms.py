"""An OpenAPI description of every form a running installation shows, for fuzzers. For development only.

    python scripts/describe_forms.py [--cookie NAME=VALUE] http://localhost:8000/ … > forms.json

It walks from the given pages over links of the same host and writes down each form with its fields; a form's own mark
against forgery is kept, so that what a fuzzer sends gets past it and reaches the view.
"""

import argparse
import json
import sys
from collections import deque
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import Request, urlopen

from lxml import html

MARK = "csrf_token"
NOT_FOLLOWED = ("/logout", "/fonts/", "/static/")


def main() -> None:
    """Walk, and print the description."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("urls", nargs="+")
    asked.add_argument("--cookie", default="")
    asked.add_argument("--pages", type=int, default=250, help="at most so many pages are opened")
    given = asked.parse_args()
    home = "{0.scheme}://{0.netloc}".format(urlsplit(given.urls[0]))
    paths: dict[str, Any] = {}
    for address, page in walk(given.urls, home, given.cookie, given.pages):
        look_at(address)(paths, page)
    described = {
        "openapi": "3.0.3",
        "info": {"title": "forms", "version": "1"},
        "servers": [{"url": home}],
        "paths": paths,
    }
    json.dump(described, sys.stdout, indent=1)


def walk(urls: list[str], home: str, cookie: str, at_most: int) -> Any:
    """Every page that can be reached, each kind of address a few times only."""
    waiting, seen = deque(urls), set(urls)
    while waiting and at_most:
        address = waiting.popleft()
        page = opened(address, cookie)
        if page is None:
            continue
        at_most -= 1
        yield address, page
        for href in page.xpath("//a/@href"):
            goal = urldefrag(urljoin(address, href)).url
            if goal.startswith(home) and goal not in seen and not any(each in goal for each in NOT_FOLLOWED):
                seen.add(goal)
                waiting.append(goal)


def opened(address: str, cookie: str) -> Any:
    """The page, or None for what is no page."""
    try:
        with urlopen(Request(address, headers={"Cookie": cookie} if cookie else {}), timeout=60) as answer:
            is_page = answer.headers.get_content_type() == "text/html"
            return html.fromstring(answer.read()) if is_page else None
    except (HTTPError, OSError):
        return None


def look_at(address: str) -> Any:
    """Adds the page itself and its forms to the description."""

    def add(paths: dict[str, Any], page: Any) -> None:
        parts = urlsplit(address)
        here = paths.setdefault(parts.path, {})
        here.setdefault("get", {"responses": {"default": {"description": "a page"}}})
        for form in page.forms:
            goal = urlsplit(urljoin(address, form.get("action") or address)).path
            if "logout" not in goal:
                describe(paths.setdefault(goal, {}), form)

    return add


def describe(here: dict[str, Any], form: Any) -> None:
    """One form as an operation with its fields."""
    fields = {name: schema(form, name) for name in dict.fromkeys(form.xpath(".//*[@name]/@name"))}
    answers = {"responses": {"default": {"description": "a page"}}}
    if (form.get("method") or "get").lower() == "get":
        asked = [{"name": name, "in": "query", "schema": each} for name, each in fields.items()]
        here["get"] = {**answers, "parameters": asked}
        return
    kind = form.get("enctype") or "application/x-www-form-urlencoded"
    required = [MARK] if MARK in fields else []
    wanted = {"type": "object", "properties": fields, "required": required}
    here["post"] = {**answers, "requestBody": {"required": True, "content": {kind: {"schema": wanted}}}}


def schema(form: Any, name: str) -> dict[str, Any]:
    """What a field takes: the mark exactly, choices mostly, anything else as text or file."""
    found = form.xpath(".//*[@name=$name]", name=name)
    if name in (MARK, "digest", "agreed_to"):
        return {"type": "string", "enum": [found[0].get("value") or ""]}
    if found[0].get("type") == "file":
        return {"type": "string", "format": "binary"}
    values = [each.get("value") or "" for each in found] if found[0].get("type") in ("radio", "checkbox") else []
    values += found[0].xpath("./option/@value") if found[0].tag == "select" else []
    text = {"type": "string", "maxLength": 5000}
    return {"anyOf": [{"type": "string", "enum": list(dict.fromkeys(values))}, text]} if values else text


if __name__ == "__main__":
    main()
