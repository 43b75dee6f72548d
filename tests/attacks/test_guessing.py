"""Secrets are not found by trying, and no odd address breaks a page."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from campaign import tokens
from campaign.web import limits
from tests.browser import Browser
from tests.house.test_routes import WITHOUT_TOKEN, is_public
from tests.house.world import World, addresses, everything, routes

SAME_ANSWER = {"inviting.unsubscribe"}  # an unknown secret gets the same page as a known one
SEEN = {"login_sessions": []}  # when an organiser was seen last is written with whatever is sent
ODD = [
    "x",
    "0",
    "-1",
    "null",
    "%00",
    "%ff%fe",
    "..%2f..%2fetc%2fpasswd",
    "%0d%0aSet-Cookie:%20a=b",
    "' OR 1=1 --",
    "{{7*7}}",
    "＜script＞",
    "\u202e\u0000",
    "1" * 40,
    "a" * 3000,
]
MOST_ODD = ["%00", "-1", "1" * 40]


def test_no_odd_secret_or_number_breaks_a_page_or_changes_anything(app: Flask, world: World) -> None:
    """Every route with a part in its address, as a visitor and as an organiser, looked at and posted to."""
    before, broken = everything(), []
    for browser in (Browser(app), Browser(app).logged_in(world.organiser)):
        for method, rule, path in odd_addresses(app):
            with app.app_context():
                status = browser.client.open(path, method=method).status_code
            opened = status == 200 and "secret" in rule.arguments and rule.endpoint not in SAME_ANSWER
            if status >= 500 or opened:
                broken.append(f"{method} {path[:200]} ({rule.endpoint}): {status}")
    assert broken == []
    assert everything() | SEEN == before | SEEN


def odd_addresses(app: Flask) -> Iterator[tuple[str, Rule, str]]:
    """Every route with an odd value in each place of its address."""
    for method in ("GET", "POST"):
        for rule in routes(app, method):
            if rule.arguments and rule.endpoint not in WITHOUT_TOKEN | {"static", "fonts.font"}:
                for odd in ODD if is_public(rule) else MOST_ODD:
                    yield method, rule, re.sub(r"<[^>]+>", lambda _part, odd=odd: odd, rule.rule)


@pytest.mark.one_engine
def test_a_secret_that_is_almost_right_opens_nothing(app: Flask, world: World) -> None:
    browser = Browser(app)
    for rule in routes(app, "GET"):
        if "secret" not in rule.arguments or not is_public(rule):
            continue
        path = world.address(app, rule)
        secret = world.secrets.get(rule.endpoint, world.secret)
        for near in (secret[:-1], secret + "A", secret.swapcase(), f"{secret[:-1]}{'A' if secret[-1] != 'A' else 'B'}"):
            with app.app_context():
                answer = browser.client.get(path.replace(secret, near))
            unknown = answer.status_code in (302, 303, 404, 410) or rule.endpoint in SAME_ANSWER
            assert unknown, f"{rule.endpoint}: {answer.status_code}"


def test_secrets_have_256_bits_and_digests_are_compared_in_constant_time() -> None:
    made = {tokens.new_token() for _ in range(200)}
    assert len(made) == 200
    assert all(len(each) >= 43 for each in made)
    assert tokens.same.__code__.co_names[-1] == "encode" or "compare_digest" in tokens.same.__code__.co_names


@pytest.mark.one_engine
def test_no_number_behind_a_question_mark_breaks_a_page(app: Flask, world: World) -> None:
    """Whatever stands for a page, a text or a shift: four hundred digits are more than any column or float holds."""
    browser, broken = Browser(app).logged_in(world.organiser), []
    numbers = dict.fromkeys(("page", "per_page", "to", "since", "shift", "skip", "at", "maxwidth"), "9" * 400)
    for rule, address in addresses(app, world, "GET"):
        with app.app_context():
            answer = browser.client.get(address, query_string=numbers, buffered=True)
        if answer.status_code >= 500:
            broken.append(rule.rule)
    assert broken == []


def test_an_attacker_with_a_whole_network_meets_the_wider_bound() -> None:
    near, wide = limits.networks("203.0.113.77")
    assert (near, wide) == ("203.0.113.77/32", "203.0.113.0/24")
    assert limits.networks("2001:db8:1:2:3:4:5:6") == ("2001:db8:1:2::/64", "2001:db8:1::/48")
    assert limits.networks("2001:db8:1:2:ffff::1")[0] == near.replace(near, "2001:db8:1:2::/64")
