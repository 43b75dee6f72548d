"""What a public case shows beside the names: the text that was signed, what came back, who goes, what Members state."""

from datetime import datetime

from flask import Flask

from campaign.db import transaction
from campaign.handover import replying
from campaign.organisers.models import Organiser
from tests import factories
from tests.browser import Browser
from tests.public import cases

PATH = f"/cases/{cases.SLUG}"


def test_the_letter_can_be_read_with_the_digest_of_its_text(
    app: Flask, organiser: Organiser, browser: Browser, now: datetime
) -> None:
    _campaign, letter = cases.make_case(organiser, now)
    page = browser.get(PATH)
    assert "We write about Ilja Brandt, held since March." in page.text
    with transaction() as session:
        digest = session.merge(letter).revisions[-1].digest
    assert digest in page.text
    assert "so the Members read it before they signed" in page.text


def test_a_published_answer_is_shown_and_its_page_opens_until_it_is_taken_back(
    app: Flask, organiser: Organiser, browser: Browser, now: datetime
) -> None:
    _campaign, letter = cases.make_case(organiser, now)
    with transaction() as session:
        reply = factories.make_reply(session, session.merge(letter), session.merge(organiser))
    page = browser.get(PATH)
    assert "Answer · H.E. Mr Anton Varga" in page.text
    answer = page.follow("answer.pdf")
    assert answer.response.data.startswith(b"%PDF-")
    with transaction() as session:
        replying.hide(session, session.merge(reply), by=session.merge(organiser), now=now)
    assert "answer.pdf" not in browser.get(PATH).text
    assert browser.get(answer.path).status == 404


def test_a_private_answer_is_not_hinted_at(app: Flask, organiser: Organiser, browser: Browser, now: datetime) -> None:
    _campaign, letter = cases.make_case(organiser, now)
    with transaction() as session:
        factories.make_reply(session, session.merge(letter), session.merge(organiser), is_public=False)
    assert "Answer" not in browser.get(PATH).text


def test_names_under_headings_are_numbered_through(
    app: Flask, organiser: Organiser, browser: Browser, now: datetime
) -> None:
    cases.make_case(organiser, now)
    page = browser.get(f"{PATH}?order=country_protocol")
    assert page.tree.xpath("//h4/text()") == ["Czechia", "Greece", "Sweden"]
    assert page.tree.xpath("//ol[@class='record-names']/@start") == ["2", "3"]
