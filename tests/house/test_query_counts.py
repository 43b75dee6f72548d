"""Pages ask the database as often for many rows as for few."""

import pytest
from flask import Flask

from campaign.db import transaction
from tests import factories
from tests.browser import Browser
from tests.house.world import World
from tests.queries import count_queries

FEW, MANY = 2, 12
LISTS = {
    "campaigns.index",
    "campaigns.show",
    "dashboard.overview",
    "dashboard.members",
    "evidence.index",
    "delivering.editions",
    "inviting.asked",
    "inviting.choose",
    "roster.index",
}


def _more(world: World, how_many: int) -> None:
    with transaction() as session:
        organiser = session.merge(world.organiser)
        for _ in range(how_many):
            campaign = factories.make_campaign(session, organiser)
            factories.make_letter(session, campaign)
        letter = factories.make_open_letter(session, campaign)
        world.letters["open"] = letter.public_id
        world.values["campaign_id"] = campaign.public_id
        for _ in range(how_many):
            factories.make_letter(session, campaign)
            factories.make_signature(session, letter)
            factories.make_invitation(session, letter)
            factories.make_claim(session, letter, by=organiser)


@pytest.mark.one_engine
def test_a_list_asks_as_often_for_many_as_for_few(app: Flask, world: World) -> None:
    browser = Browser(app).logged_in(world.organiser)
    rules = [each for each in app.url_map.iter_rules() if each.endpoint in LISTS]
    assert len(rules) == len(LISTS)
    counted: dict[str, list[int]] = {endpoint: [] for endpoint in LISTS}
    for how_many in (FEW, FEW, MANY):  # the first round fills what is computed once
        _more(world, how_many)
        for rule in rules:
            with count_queries() as sent:
                browser.get(world.address(app, rule))
            counted[rule.endpoint].append(len(sent))
    assert {endpoint: (few, many) for endpoint, (_, few, many) in counted.items() if few != many} == {}
