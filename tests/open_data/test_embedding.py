"""Other people's pages show the names that stand, in a frame in which nothing runs."""

import pytest
from flask import Flask
from lxml import html

from campaign.db import transaction
from campaign.organisers.models import Organiser
from campaign.signing import operations as signing
from campaign.signing import queries as signed
from tests.browser import Browser
from tests.factories import NOON
from tests.open_data.conftest import Later, Published


@pytest.fixture
def address(public_case: Published, later: Later) -> str:
    later(hours=3)
    return f"/cases/ilja-brandt/letters/{public_case.code}/embed"


def test_the_frame_shows_the_names_that_stand(browser: Browser, address: str, public_case: Published) -> None:
    assert browser.get(address).tree.xpath("//li/text()")[0] == "Ada ALMBERG (Sweden, S&D)"
    with transaction() as session:
        gone = signed.standing_signatures(session, session.merge(public_case.letter))[0]
        signing.ask_withdrawal(session, signed.case_of(session, gone, now=NOON), gone, now=NOON)
    page = browser.get(address)
    assert len(page.tree.xpath("//li")) == 2
    assert "2 Members" in page.text


def test_nothing_in_the_frame_runs_or_can_be_pressed_but_links(app: Flask, organiser: Organiser, address: str) -> None:
    response = Browser(app).logged_in(organiser).get(address).response
    assert "Set-Cookie" not in response.headers
    assert "X-Frame-Options" not in response.headers
    policy = dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "*",
    }
    tree = html.fromstring(response.text)
    assert tree.xpath("//script | //form | //button | //input | //iframe | //img | //@onclick | //@style") == []
    assert {(each.get("target"), each.get("rel")) for each in tree.xpath("//a")} == {("_top", "noopener")}


@pytest.mark.one_engine
def test_only_the_frame_may_be_framed(browser: Browser, address: str) -> None:
    for other in ("/cases/ilja-brandt", "/api", "/login", "/oembed?url=x", "/cases.atom"):
        headers = browser.get(other).response.headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], other
        assert headers["X-Frame-Options"] == "DENY", other


def test_page_builders_find_the_frame_by_the_address_of_the_case(
    browser: Browser, address: str, public_case: Published
) -> None:
    here = "http://localhost/cases/ilja-brandt"
    for pasted in (here, f"{here}/", f"{here}%23letter-{public_case.code}", f"http://localhost{address}"):
        told = browser.get(f"/oembed?url={pasted}&format=json").response.get_json()
        assert (told["type"], told["version"], told["title"]) == ("rich", "1.0", "Release Ilja Brandt")
        frame = html.fromstring(told["html"])
        assert frame.get("src") == f"http://localhost{address}"
        assert "allow-scripts" not in frame.get("sandbox")
        assert "allow-same-origin" not in frame.get("sandbox")
        assert browser.get(frame.get("src")).status == 200


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("url=http://elsewhere.example/cases/ilja-brandt", 404),
        ("url=http://[broken/cases/ilja-brandt", 404),
        ("url=javascript:alert(1)", 404),
        ("url=http://localhost/cases/ilja-brandt&format=xml", 400),
        ("url=http://localhost/cases/ilja-brandt&maxwidth=0", 400),
        ("url=http://localhost/cases/ilja-brandt&maxheight=x", 400),
    ],
)
def test_what_cannot_be_embedded_is_a_problem(browser: Browser, address: str, query: str, status: int) -> None:
    response = browser.get(f"/oembed?{query}").response
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")


@pytest.mark.one_engine
def test_a_page_may_wish_for_a_smaller_frame(browser: Browser, address: str) -> None:
    told = browser.get(
        "/oembed?url=http://localhost/cases/ilja-brandt&maxwidth=300&maxheight=99999"
    ).response.get_json()
    assert (told["width"], told["height"]) == (300, 560)


@pytest.mark.one_engine
def test_a_title_cannot_break_out_of_the_snippet(browser: Browser, address: str, public_case: Published) -> None:
    with transaction() as session:
        session.merge(public_case.letter).title = 'A "letter" <script>alert(1)</script>'
    told = browser.get("/oembed?url=http://localhost/cases/ilja-brandt").response.get_json()
    frame = html.fromstring(told["html"])
    assert frame.tag == "iframe"
    assert frame.get("title") == 'Who signed: A "letter" <script>alert(1)</script>'
    page = browser.get("/api")
    assert page.tree.xpath("//textarea/text()") == [told["html"]]


@pytest.mark.one_engine
def test_the_snippet_stands_on_the_page_for_developers(browser: Browser, address: str) -> None:
    page = browser.get("/api")
    (snippet,) = page.tree.xpath("//textarea/text()")
    assert html.fromstring(snippet).get("src") == f"http://localhost{address}"
