"""Before its hour a case answers at every address in the same bytes as one that nobody has."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from campaign.db import transaction
from campaign.organisers.models import Organiser
from campaign.publishing import operations as publishing
from tests.browser import Browser
from tests.factories import NOON
from tests.open_data.conftest import Later, Published

OURS = ("api", "oembed", "feeds", "embedding")


@pytest.fixture
def embargoed(case: Published, organiser: Organiser) -> Published:
    """The case, to be public in a day."""
    with transaction() as session:
        campaign = session.merge(case.campaign)
        hour = NOON + timedelta(days=1)
        publishing.publish(session, campaign, slug=case.slug, public_from=hour, by=organiser, now=NOON)
    return case


def addresses(app: Flask, slug: str, code: str) -> Iterator[str]:
    """Every address of ours about a case or a letter."""
    adapter = app.url_map.bind("localhost")
    known = {"slug": slug, "code": code}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] in OURS and rule.arguments and rule.arguments <= set(known):
            yield adapter.build(rule.endpoint, {name: known[name] for name in rule.arguments})
    yield f"/oembed?url=http://localhost/cases/{slug}"
    yield f"/oembed?url=http://localhost/cases/{slug}/letters/{code}/embed"


def test_an_embargoed_case_answers_like_one_that_never_was(app: Flask, browser: Browser, embargoed: Published) -> None:
    there = list(addresses(app, embargoed.slug, embargoed.code))
    nothing = list(addresses(app, "never-was", "abcdefghjkmn"))
    assert len(there) >= 9
    for address, never in zip(there, nothing, strict=True):
        hidden, unknown = browser.get(address).response, browser.get(never).response
        assert hidden.status_code == unknown.status_code == 404, address
        assert hidden.data == unknown.data, address
        assert dict(hidden.headers) == dict(unknown.headers), address


def test_lists_know_nothing_of_an_embargoed_case(app: Flask, browser: Browser, embargoed: Published) -> None:
    for address in ("/api/v1/cases", "/cases.atom", "/api"):
        text = browser.get(address).response.text
        assert embargoed.slug not in text
        assert embargoed.code not in text


def test_at_the_hour_everything_opens_and_closes_again_when_it_is_taken_back(
    app: Flask, browser: Browser, embargoed: Published, organiser: Organiser, later: Later
) -> None:
    later(days=1)
    for address in addresses(app, embargoed.slug, embargoed.code):
        assert browser.get(address).status == 200, address
    assert embargoed.slug in browser.get("/cases.atom").response.text
    assert embargoed.code in browser.get("/api").response.text
    with transaction() as session:
        publishing.hide(session, session.merge(embargoed.campaign), by=organiser, now=NOON)
    for address in addresses(app, embargoed.slug, embargoed.code):
        assert browser.get(address).status == 404, address
    assert embargoed.slug not in browser.get("/cases.atom").response.text


def test_an_open_letter_of_a_public_case_is_not_there(
    app: Flask, browser: Browser, public_case: Published, later: Later
) -> None:
    later(hours=3)
    unseen = [each for each in public_case.campaign.letters if each.public_id != public_case.code]
    assert unseen
    for letter in unseen:
        for address in addresses(app, public_case.slug, letter.public_id):
            if letter.public_id in address:
                assert browser.get(address).status == 404, address
