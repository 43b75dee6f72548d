"""The organisers' way through a change: prepare, look, publish, compare."""

import pytest
from flask import Flask

from campaign import clock
from campaign.campaigns.models import Role, TeamPlace
from campaign.db import reading, transaction
from campaign.drafting.models import Letter
from campaign.signing import queries as signatures
from tests import factories
from tests.browser import Browser, Page
from tests.revising.conftest import Signed, make_signed
from tests.revising.test_operations import FIXED, OTHER, TYPO


@pytest.fixture
def mistaken(app: Flask) -> Signed:
    """A committed letter with a typo and one signatory."""
    with transaction() as session:
        return make_signed(session, **TYPO)


@pytest.fixture
def by(app: Flask, mistaken: Signed) -> Browser:
    """The letter's organiser."""
    return Browser(app).logged_in(mistaken.by)


def start(by: Browser, letter: Letter) -> Page:
    return by.open("drafting.edit", letter_id=letter.public_id).press("Change the text …")


def standing(letter: Letter) -> int:
    reading().rollback()
    return len(signatures.standing_signatures(reading(), reading().get_one(Letter, letter.id)))


def test_a_typo_is_corrected_in_the_editor_and_shown_before_it_is_published(mistaken: Signed, by: Browser) -> None:
    page = start(by, mistaken.letter)
    assert "You are preparing a change of an open letter." in page.text
    page = page.fill("Publish the change …", **FIXED)
    assert "sinse" in page.tree.xpath("string(//del)")
    assert "since" in page.tree.xpath("string(//ins)")
    page = page.fill("Publish the change", kind="correction", reason="A misspelt word.")
    assert "The correction is published." in page.text
    assert "A misspelt word." in page.text
    assert standing(mistaken.letter) == 1


def test_a_new_text_cannot_be_sent_as_a_correction(mistaken: Signed, by: Browser) -> None:
    page = start(by, mistaken.letter).fill("Publish the change …", **OTHER)
    assert "This is more than a correction:" in page.text
    assert page.tree.xpath("//input[@id='kind-correction']/@disabled")
    forged = page.fill("Publish the change", kind="correction", reason="Nothing to see.")
    assert forged.status == 409
    assert standing(mistaken.letter) == 1
    page = page.fill("Publish the change", kind="material", reason="The trial has begun.")
    assert "Everybody who had signed is asked to sign it anew." in page.text
    assert standing(mistaken.letter) == 0


def test_a_reason_is_asked_for(mistaken: Signed, by: Browser) -> None:
    page = start(by, mistaken.letter).fill("Publish the change …", **OTHER)
    page = page.fill("Publish the change", kind="material", reason="")
    assert page.status == 422
    assert "Say why" in page.errors[0]


def test_a_change_can_be_dropped(mistaken: Signed, by: Browser) -> None:
    page = start(by, mistaken.letter).fill("Save", **OTHER)
    page = page.press("Drop the change")
    assert "The change is dropped." in page.text
    assert "held sinse March" in page.text


def test_the_campaigns_new_story_asks_to_be_published(mistaken: Signed, by: Browser) -> None:
    campaign = mistaken.letter.campaign.public_id
    by.open("campaigns.story", campaign_id=campaign).fill("Save", title="The case", story="Framed anew.")
    page = by.open("drafting.edit", letter_id=mistaken.letter.public_id)
    assert "The campaign's title or framing changed: publish the change." in page.text
    page = page.follow("Look at the change …")
    assert "Framed anew." in page.tree.xpath("string(//ins[2])") + page.tree.xpath("string(//ins[1])")
    assert page.tree.xpath("//input[@id='kind-correction']/@disabled")


def test_any_two_texts_are_compared(mistaken: Signed, by: Browser) -> None:
    page = start(by, mistaken.letter).fill("Publish the change …", **FIXED)
    page = page.fill("Publish the change", kind="correction", reason="A misspelt word.")
    page = page.follow("What changed in revision 2")
    assert "From revision 1 to revision 2" in page.text
    assert page.tree.xpath("//ins")
    address = f"/letters/{mistaken.letter.public_id}/texts/compare"
    assert "Both say the same." in by.get(f"{address}?since=2&to=2").text
    assert by.get(f"{address}?since=1&to=7").status == 404
    assert by.get(f"{address}?since=one&to=two").status == 200


def test_an_editors_stale_page_is_not_published_over_a_newer_text(mistaken: Signed, by: Browser, app: Flask) -> None:
    page = start(by, mistaken.letter).fill("Publish the change …", **OTHER)
    colleague = Browser(app).logged_in(mistaken.by)
    other = colleague.open("revising.publish", letter_id=mistaken.letter.public_id)
    other.fill("Publish the change", kind="material", reason="The trial has begun.")
    again = page.fill("Publish the change", kind="material", reason="The trial has begun.")
    assert again.status == 409
    assert len(reading().get_one(Letter, mistaken.letter.id).revisions) == 2


@pytest.mark.parametrize("role", [Role.VIEWER, Role.DESK])
def test_who_may_only_look_changes_no_text(mistaken: Signed, app: Flask, role: Role) -> None:
    with transaction() as session:
        viewer = factories.make_organiser(session)
        session.add(TeamPlace(campaign_id=mistaken.letter.campaign_id, organiser_id=viewer.id, role=role))
    browser = Browser(app).logged_in(viewer)
    page = browser.open("drafting.edit", letter_id=mistaken.letter.public_id)
    assert "Change the text" not in page.text
    assert browser.open("revising.texts", letter_id=mistaken.letter.public_id).status == 200
    assert browser.open("revising.publish", letter_id=mistaken.letter.public_id).status == 403


def test_late_signatures_are_taken_by_a_decision_of_the_organiser(mistaken: Signed, by: Browser) -> None:
    page = by.open("drafting.close", letter_id=mistaken.letter.public_id).press("Close the letter for good")
    page = by.open("drafting.edit", letter_id=mistaken.letter.public_id).follow("Late signatures …")
    day = (clock.now().date()).replace(year=clock.now().year + 1).isoformat()
    assert page.fill("Take late signatures", deadline_day=day, reason="Asked by an office.").status == 422
    page = page.fill("Take late signatures", deadline_day="2026-12-20", reason="Asked by an office.")
    assert "for a supplement" in page.text
    page = page.follow("Late signatures …").press("Take no more from now on")
    assert "No more late signatures are taken." in page.text
