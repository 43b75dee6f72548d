"""Before its hour, and after it was taken back, a case answers on every address like one that never was."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from campaign import clock
from campaign.campaigns.models import Campaign
from campaign.db import transaction
from campaign.delivering import operations as delivering
from campaign.organisers.models import Organiser
from campaign.public import shown
from campaign.publishing import operations as publishing
from campaign.timeline import operations as timeline
from campaign.timeline.models import DocumentKind
from campaign.timeline.operations import DocumentFacts
from campaign.web.brought import Brought
from tests import factories
from tests.public import cases

UNKNOWN = "nobody-knows-this"


@pytest.fixture(autouse=True)
def small_chamber(monkeypatch: pytest.MonkeyPatch) -> None:
    """The few Members of a test fill a chamber."""
    monkeypatch.setattr(shown, "ENOUGH_SEATS", 1)


def _addresses(app: Flask, organiser: Organiser, now: datetime, *, hours: int) -> tuple[Campaign, list[str]]:
    """The address of every route of a case, filled with what is really there."""
    campaign, letter = cases.make_case(organiser, now, hours=hours, translated=True)
    with transaction() as session:
        campaign, letter, by = session.merge(campaign), session.merge(letter), session.merge(organiser)
        delivering.issue_edition(session, letter, by=by, now=now)
        said = DocumentFacts(kind=DocumentKind.REPORT, title="A report", is_public=True)
        brought = Brought(b"%PDF-1.7", "report.pdf", "application/pdf")
        document = timeline.add_document(session, campaign, said, brought, by=by, now=now)
        reply = factories.make_reply(session, letter, by)
        values = {
            "file_code": reply.files[0].public_id,
            "slug": cases.SLUG,
            "letter_id": letter.public_id,
            "document_id": document.public_id,
            "code": letter.public_id,
            "language": "fr",
        }
    values |= {"file_type": "csv", "picture": "png"}
    rules = [each for each in app.url_map.iter_rules() if "/cases/<slug>" in each.rule]
    assert len(rules) >= 15
    adapter = app.url_map.bind("localhost")
    return campaign, [adapter.build(each.endpoint, {name: values[name] for name in each.arguments}) for each in rules]


def _differences(app: Flask, addresses: list[str]) -> list[str]:
    """Which of these answers differ in anything from those of a case that nobody has."""
    client, found = app.test_client(), []
    for address in addresses:
        for method in ("GET", "HEAD", "POST", "OPTIONS"):
            packed = {"Accept-Encoding": "gzip", "If-None-Match": "*"}
            real = client.open(address, method=method, headers=packed)
            never = client.open(address.replace(cases.SLUG, UNKNOWN), method=method, headers=packed)
            if (real.status, real.data, list(real.headers)) != (never.status, never.data, list(never.headers)):
                found.append(f"{method} {address}")
    return found


@pytest.mark.one_engine
def test_under_embargo_every_address_answers_byte_for_byte_like_an_unknown_one(
    app: Flask, organiser: Organiser, now: datetime
) -> None:
    _campaign, addresses = _addresses(app, organiser, now, hours=2)
    assert _differences(app, addresses) == []


@pytest.mark.one_engine
def test_a_case_taken_back_answers_the_same_though_its_pages_were_kept(
    app: Flask, organiser: Organiser, now: datetime
) -> None:
    campaign, addresses = _addresses(app, organiser, now, hours=-2)
    client = app.test_client()
    assert [each for each in addresses if client.get(each).status_code == 404] == []
    with transaction() as session:
        publishing.hide(session, session.merge(campaign), by=session.merge(organiser), now=now)
    assert _differences(app, addresses) == []


def test_the_sitemap_names_a_case_from_its_hour_on(
    app: Flask, organiser: Organiser, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases.make_case(organiser, now, hours=2)
    client = app.test_client()
    assert cases.SLUG not in client.get("/sitemap.xml").text
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=2))
    assert f"<loc>http://localhost/cases/{cases.SLUG}</loc>" in client.get("/sitemap.xml").text


def test_the_check_page_does_not_lead_to_a_case_under_embargo(app: Flask, organiser: Organiser, now: datetime) -> None:
    _campaign, letter = cases.make_case(organiser, now, hours=2)
    with transaction() as session:
        delivering.issue_edition(session, session.merge(letter), by=session.merge(organiser), now=now)
    page = app.test_client().get(f"/check/{letter.public_id}")
    assert (page.status_code, cases.SLUG in page.text) == (200, False)


def test_crawlers_are_asked_to_leave_personal_links_alone(app: Flask) -> None:
    text = app.test_client().get("/robots.txt").text
    assert "Disallow: /sign/" in text
    assert "Sitemap: http://localhost/sitemap.xml" in text
