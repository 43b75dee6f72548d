"""Feeds and calendars are valid, stay the same while nothing happens, and hold no name of a signatory."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from icalendar import Calendar
from lxml import etree

from campaign.campaigns.models import CampaignOutcome
from campaign.db import transaction
from campaign.organisers.models import Organiser
from campaign.publishing import operations as publishing
from campaign.signing import operations as signing
from campaign.signing import queries as signed
from campaign.timeline import operations as timeline
from tests import factories
from tests.browser import Browser
from tests.factories import NOON
from tests.open_data.conftest import Later, Published

GRAMMAR = etree.RelaxNG(etree.parse(str(Path(__file__).parent / "data/atom.rng")))
ATOM = {"a": "http://www.w3.org/2005/Atom"}
FEEDS = ("/cases.atom", "/cases/ilja-brandt/feed.atom")
CALENDAR = "/cases/ilja-brandt/calendar.ics"


def valid(content: bytes) -> Any:
    """The feed, held against the RFC's grammar and the rules that no grammar can say (4.1.1, 4.2.6, 4.2.7.2)."""
    tree = etree.fromstring(content)
    assert GRAMMAR.validate(tree), GRAMMAR.error_log
    ids = tree.xpath("//a:id/text()", namespaces=ATOM)
    assert len(ids) == len(set(ids)), "each id names one thing"
    assert tree.xpath("a:author", namespaces=ATOM), "the feed has an author, so each entry has one"
    for each in tree.xpath("a:entry", namespaces=ATOM):
        assert each.xpath("a:link[not(@rel) or @rel='alternate']", namespaces=ATOM), (
            "an entry without content links to one"
        )
    return tree


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_is_valid(
    browser: Browser, public_case: Published, delivered: Published, address: str, later: Later
) -> None:
    later(hours=3)
    response = browser.get(address).response
    assert response.mimetype == "application/atom+xml"
    tree = valid(response.data)
    assert tree.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == [f"http://localhost{address}"]
    read = feedparser.parse(response.data)
    assert not read.bozo
    kinds = {tag.term for each in read.entries for tag in each.tags}
    assert {"letter.published", "letter.delivered", "reply.published", "question.tabled", "entry.published"} <= kinds


@pytest.mark.one_engine
def test_a_feed_of_nothing_is_valid(browser: Browser) -> None:
    valid(browser.get("/cases.atom").response.data)


def test_a_feed_stays_the_same_until_something_happens(
    browser: Browser, public_case: Published, organiser: Organiser, later: Later
) -> None:
    later(hours=3)
    for address in FEEDS:
        first = browser.get(address).response
        later(days=3)
        again = browser.get(address, headers={"If-None-Match": first.headers["ETag"]}).response
        assert again.status_code == 304
    with transaction() as session:
        campaign = session.merge(public_case.campaign)
        now = NOON + timedelta(days=3)
        timeline.close_case(session, campaign, CampaignOutcome.ACHIEVED, "He is free.", by=organiser, now=now)
    for address in FEEDS:
        newest = feedparser.parse(browser.get(address).response.data).entries[0]
        assert newest.tags[0].term == "case.closed"
        assert newest.updated == "2026-11-26T11:00:00+00:00"


def test_ids_outlive_another_address(
    browser: Browser, public_case: Published, organiser: Organiser, later: Later
) -> None:
    later(hours=3)
    before = {each.id for each in feedparser.parse(browser.get(FEEDS[1]).response.data).entries}
    assert all(re.fullmatch(r"tag:localhost,2026:[2-9a-z]{12}/[a-z0-9:]+", each) for each in before)
    with transaction() as session:
        campaign = session.merge(public_case.campaign)
        publishing.publish(session, campaign, slug="another", public_from=NOON, by=organiser, now=NOON)
    after = {each.id for each in feedparser.parse(browser.get("/cases/another/feed.atom").response.data).entries}
    assert after == before


def test_nothing_is_dated_before_it_could_be_known(
    browser: Browser, case: Published, organiser: Organiser, later: Later
) -> None:
    hour = NOON + timedelta(days=2)
    with transaction() as session:
        campaign = session.merge(case.campaign)
        publishing.publish(session, campaign, slug=case.slug, public_from=hour, by=organiser, now=NOON)
    later(days=2)
    read = feedparser.parse(browser.get(FEEDS[1]).response.data)
    assert {each.published for each in read.entries} == {"2026-11-25T11:00:00+00:00"}


def test_no_name_of_a_signatory_is_in_feeds_and_calendars(
    browser: Browser, public_case: Published, delivered: Published, later: Later
) -> None:
    later(hours=3)
    for address in (*FEEDS, CALENDAR):
        text = browser.get(address).response.text
        assert "Release Ilja Brandt" in text
        assert not any(surname in text for surname in ("ALMBERG", "ČERNIK", "McVAN", "WAITING"))


def test_a_count_in_a_feed_goes_down_with_a_name(browser: Browser, public_case: Published, later: Later) -> None:
    later(hours=3)
    for address in FEEDS:
        assert "3 Members signed it." in browser.get(address).response.text
    with transaction() as session:
        letter = session.merge(public_case.letter)
        gone = signed.standing_signatures(session, letter)[0]
        signing.ask_withdrawal(session, signed.case_of(session, gone, now=NOON), gone, now=NOON)
    for address in FEEDS:
        assert "2 Members signed it." in browser.get(address).response.text


def test_a_calendar_holds_the_public_days_and_when_answers_are_due(
    browser: Browser, public_case: Published, later: Later
) -> None:
    later(hours=3)
    response = browser.get(CALENDAR).response
    assert response.mimetype == "text/calendar"
    assert response.data == browser.get(CALENDAR).response.data
    assert all(len(line) <= 75 for line in response.data.split(b"\r\n")), "RFC 5545, 3.1"
    book = Calendar.from_ical(response.data)
    assert (book["version"], book.errors, book["prodid"]) == ("2.0", [], "-//Undersigned//Case//EN")
    days = {str(each["summary"]): each for each in book.walk("VEVENT")}
    assert all(each["uid"] and each["dtstamp"] and not each.errors for each in days.values())
    assert len({str(each["uid"]) for each in days.values()}) == len(days)
    mission = days["Mission to Strasbourg"]
    assert (str(mission.start), str(mission.end)) == ("2026-12-14", "2026-12-17")
    assert str(days["Answer due: E-007095/2026"].start) == "2026-12-29"
    assert not any("private" in each for each in days)


@pytest.mark.one_engine
def test_words_that_xml_cannot_hold_do_not_break_a_feed(
    browser: Browser, public_case: Published, organiser: Organiser, later: Later
) -> None:
    later(hours=3)
    with transaction() as session:
        session.merge(public_case.campaign).title = "Bad \x01\x0b\ufffe & <title>"
    for address in FEEDS:
        valid(browser.get(address).response.data)
    assert Calendar.from_ical(browser.get(CALENDAR).response.data)


@pytest.mark.one_engine
def test_many_entries_are_cut_to_the_newest(browser: Browser, organiser: Organiser, later: Later) -> None:
    later(hours=3)
    with transaction() as session:
        campaign = factories.make_campaign(session, organiser)
        publishing.publish(session, campaign, slug="many", public_from=NOON, by=organiser, now=NOON)
        for number in range(120):
            facts = timeline.EventFacts(title=f"Day {number}", starts_on=NOON.date(), is_public=True)
            at = NOON + timedelta(seconds=number)
            timeline.add_event(session, campaign, facts, by=organiser, now=at)
    read = feedparser.parse(browser.get("/cases/many/feed.atom").response.data)
    assert len(read.entries) == 100
    assert read.entries[0].title == "Day 119"
