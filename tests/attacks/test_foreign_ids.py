"""An organiser of one campaign who puts another campaign's numbers into addresses that begin with one of the own."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from campaign import clock
from campaign.campaigns.models import Campaign
from campaign.db import transaction
from campaign.drafting import operations as drafting
from campaign.organisers.models import Organiser
from tests import factories
from tests.browser import Browser
from tests.house.test_routes import ONLY_FOR_THE_TEAM
from tests.house.world import World, everything, routes, token_of

INNER = ONLY_FOR_THE_TEAM - {"letter_id", "campaign_id", "draft_id"} | {
    "translation_id", "document_id", "question_id", "mission_id", "meeting_id",
}  # fmt: skip

SAYS_NOTHING = {"campaigns.take_back"}
"""What is not there is taken back already: the answer is the same, and nothing happens."""


def of_a_stranger(world: World) -> World:
    """The same world as an organiser sees it who has a campaign with letters of the own, and every foreign number."""
    with transaction() as session:
        stranger = session.get_one(Organiser, world.stranger.id)
        campaign = factories.make_campaign(session, stranger)
        letters = {}
        for state in ("draft", "open", "closed"):
            letter = factories.make_letter(session, campaign)
            letters[state] = letter.public_id
            if state != "draft":
                drafting.open_for_signature(session, letter, by=stranger, now=clock.now())
            if state == "closed":
                drafting.close(session, letter, by=stranger, now=clock.now())
        values: dict[str, Any] = world.values | {"campaign_id": campaign.public_id}
    return replace(world, letters=letters, values=values)


def test_no_number_of_another_campaign_works_behind_an_own_one(app: Flask, world: World) -> None:
    mine = of_a_stranger(world)
    browser = Browser(app).logged_in(world.stranger)
    token = token_of(browser)
    before, broken, tried = everything(), [], 0
    for method in ("GET", "POST"):
        for rule in routes(app, method):
            if not (rule.arguments & {"letter_id", "campaign_id"} and rule.arguments & INNER):
                continue
            for state in mine.letters:
                address = mine.address(app, rule, state)
                with app.app_context():
                    data = {"csrf_token": token, "role": "viewer"} if method == "POST" else {}
                    status = browser.client.open(address, method=method, data=data).status_code
                tried += 1
                if status != (303 if rule.endpoint in SAYS_NOTHING else 404):
                    broken.append(f"{method} {rule.rule} ({rule.endpoint}): {status}")
    assert sorted(set(broken)) == []
    assert everything() == before
    assert tried > 100


def test_a_letter_of_another_campaign_is_not_shown_on_ones_own_page(app: Flask, world: World) -> None:
    mine = of_a_stranger(world)
    browser = Browser(app).logged_in(world.stranger)
    before = everything()
    path = f"/campaigns/{mine.values['campaign_id']}/publishing/letters/{world.letters['closed']}/off"
    assert browser.client.post(path, data={"csrf_token": token_of(browser)}).status_code == 404
    assert everything() == before


@pytest.mark.one_engine
def test_the_worlds_have_campaigns_of_their_own(app: Flask, world: World) -> None:
    mine = of_a_stranger(world)
    with transaction() as session:
        teams = {each.public_id: {place.organiser_id for place in each.team} for each in session.query(Campaign)}
    assert not teams[mine.values["campaign_id"]] & teams[world.values["campaign_id"]]
