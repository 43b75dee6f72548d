"""Every form of every page, filled with what nobody types: a page comes back that says what is wrong, never a 500."""

from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from lxml import html

from tests.browser import Browser
from tests.house.world import World, addresses

ODD = {
    "a number beyond every column and every float": "9" * 400,
    "a number beyond Python's patience": "9" * 5000,
    "a minus": "-1",
    "half a character": "\ud800",
    "NUL": "a\0b",
    "marks that turn text": "\u202e\u2066x\ufeff",
    "another year": "0000-00-00",
    "white space": " \t\r\n\u00a0\u2003",
}
KEPT = {"csrf_token", "digest", "agreed_to"}


@pytest.fixture(scope="module")
def formless() -> set[str]:
    """The endpoints that showed no form to the first round: the next ones, in an equal world, need not look again."""
    return set()


@pytest.mark.slow
@pytest.mark.parametrize("what", ODD)
@pytest.mark.one_engine
def test_no_form_breaks_over_odd_answers(app: Flask, world: World, what: str, formless: set[str]) -> None:
    browser, broken, sent = Browser(app).logged_in(world.organiser), [], 0
    for goal, answers in forms(app, world, browser, formless):
        fields = {name: value if name in KEPT else ODD[what] for name, value in answers.items()}
        with app.app_context():
            status = browser.client.post(goal, data=encoded(fields)).status_code
        sent += 1
        if status >= 500:
            broken.append(f"{goal}: {status}")
    assert broken == []
    assert sent > 30


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
@pytest.mark.one_engine
def test_a_day_at_the_calendars_end_breaks_no_page(app: Flask, world: World, day: str) -> None:
    """An answer is due six weeks later, which no calendar holds; the public page says when."""
    browser = Browser(app).logged_in(world.organiser)
    address = "/campaigns/{campaign_id}/questions/{question_id}/course".format(**world.values)
    page = html.fromstring(browser.client.get(address).text)
    answers = next(standing(form) for form in page.forms if "tabled_on" in standing(form))
    answer = browser.client.post(address, data=answers | {"tabled_on": day, "reference": "", "is_public": "y"})
    assert answer.status_code < 500
    assert "Look at the year once more" in answer.text
    for path in ("/cases/{slug}", "/cases/{slug}/calendar.ics", "/campaigns/{campaign_id}/questions/"):
        assert browser.client.get(path.format(**world.values)).status_code == 200


def forms(app: Flask, world: World, browser: Browser, formless: set[str]) -> list[tuple[str, dict[str, str]]]:
    """Every form that posts, on every page: where to, and what stands in it; logging out is left out."""
    found: dict[str, dict[str, str]] = {}
    pages = [
        (rule.endpoint, address) for rule, address in addresses(app, world, "GET") if rule.endpoint not in formless
    ]
    showed = set()
    for endpoint, address in pages:
        with app.app_context():
            answer = browser.client.get(address, buffered=True)
        if answer.mimetype != "text/html" or not answer.text.strip():
            continue
        for form in html.fromstring(answer.text).forms:
            goal = urlsplit(urljoin(f"http://localhost{address}", form.get("action") or address)).path
            if (form.get("method") or "get").lower() == "post" and "logout" not in goal:
                found[goal] = standing(form)
                showed.add(endpoint)
    formless.update({endpoint for endpoint, _ in pages} - showed)
    return list(found.items())


def standing(form: Any) -> dict[str, str]:
    names = dict.fromkeys(form.xpath(".//*[@name and not(@type='file')]/@name"))
    return {name: str((form.xpath(".//*[@name=$name]/@value", name=name) or [""])[0]) for name in names}


def encoded(fields: dict[str, str]) -> dict[str, bytes]:
    """Half characters cannot be UTF-8: they are sent as the bytes that a broken program sends."""
    return {name: value.encode("utf-8", "surrogatepass") for name, value in fields.items()}
