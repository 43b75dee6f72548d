"""An organiser's campaigns in the browser."""

from flask import Flask

from campaign.db import transaction
from campaign.organisers.models import Organiser
from tests import factories
from tests.browser import Browser


def test_an_organiser_without_campaigns_is_told_what_to_do_first(organiser_browser: Browser) -> None:
    page = organiser_browser.open("campaigns.index")
    assert "Start your first campaign" in page.text


def test_a_campaign_is_started_and_leads_to_its_first_letter(organiser_browser: Browser) -> None:
    page = organiser_browser.open("campaigns.index").follow("Start your first campaign")
    page = page.fill("Start the campaign", title="The case of Ilja Brandt", story="Held since March.")
    assert page.h1 == "The case of Ilja Brandt"
    page = page.follow("Write the first letter").fill("Start writing", title="Release Ilja Brandt")
    assert page.h1 == "Release Ilja Brandt Draft"


def test_a_campaign_needs_a_title(organiser_browser: Browser) -> None:
    page = organiser_browser.open("campaigns.create").fill("Start the campaign", story="Only a story")
    assert page.errors == ["Fill in this field."]


def test_a_campaign_is_told_anew(organiser_browser: Browser) -> None:
    page = organiser_browser.open("campaigns.create").fill("Start the campaign", title="Brandt")
    page = page.follow("Change title and story").fill("Save", title="The case of Ilja Brandt", story="Since March.")
    assert (page.h1, "Since March." in page.text) == ("The case of Ilja Brandt", True)


def test_the_campaigns_page_lists_letters_with_their_state(
    app: Flask, organiser: Organiser, organiser_browser: Browser
) -> None:
    with transaction() as session:
        factories.make_open_letter(session, factories.make_campaign(session, organiser))
    page = organiser_browser.open("campaigns.index")
    assert "Release Ilja Brandt Open for signature" in page.text


def test_somebody_elses_campaign_looks_like_none(app: Flask, organiser_browser: Browser) -> None:
    with transaction() as session:
        foreign = factories.make_campaign(session).public_id
    pages = [organiser_browser.open("campaigns.show", campaign_id=each) for each in (foreign, "2222222222zz")]
    assert [each.status for each in pages] == [404, 404]
    assert pages[0].text == pages[1].text
