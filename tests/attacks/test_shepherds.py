"""Who looks after one political group learns nothing of another: every page reads the same whatever goes on there."""

import re

from flask import Flask
from sqlalchemy import select

from campaign import clock
from campaign.campaigns.models import Campaign, Role
from campaign.claims.models import Method
from campaign.db import transaction
from campaign.drafting.models import Letter, LetterState
from campaign.signing.models import Decline, Withdrawal
from tests import factories
from tests.browser import Browser
from tests.house.test_routes import is_public
from tests.house.world import World, addresses

CHANGES = re.compile(r'name="csrf_token"[^>]*value="[^"]*"|value="[^"]*"[^>]*name="csrf_token"')


def what_is_shown(app: Flask, world: World, browser: Browser) -> dict[str, tuple[int, str, str | None]]:
    """Every page that this organiser may open, and its ETag."""
    found = {}
    for rule, address in addresses(app, world, "GET"):
        if is_public(rule) or rule.endpoint == "organisers.app_page":  # a new secret each time
            continue
        with app.app_context():
            answer = browser.client.get(address, buffered=True)
        if answer.status_code == 200:
            text = CHANGES.sub("", answer.text) if answer.mimetype.startswith("text/") else answer.data.hex()
            found[address] = (answer.status_code, text, answer.headers.get("ETag"))
    return found


def test_a_shepherds_pages_are_the_same_whatever_other_groups_do(app: Flask, world: World) -> None:
    with transaction() as session:
        campaign = session.scalars(select(Campaign).where(Campaign.public_id == world.values["campaign_id"])).one()
        shepherd = factories.join_team(session, campaign, Role.SHEPHERD, group="GREENS")
        members = [
            factories.make_member(session, given="Zoltan", surname=f"QUIETMAN{number}", group="EPP", country="HU")
            for number in range(5)
        ]
        ids = [each.ep_id for each in members]
    browser = Browser(app).logged_in(shepherd)
    before = what_is_shown(app, world, browser)
    assert len(before) > 12, sorted(before)
    with transaction() as session:
        for public_id in (world.letters["open"], world.letters["closed"]):
            letter = session.scalars(select(Letter).where(Letter.public_id == public_id)).one()
            signed, hidden, declined, asked, said = (session.get_one(type(members[0]), each) for each in ids)
            factories.make_signature(session, letter, signed)
            taken = factories.make_signature(session, letter, hidden, standing=None)
            session.add(Withdrawal(signature=taken, hidden_at=clock.now()))
            no = factories.make_invitation(session, letter, declined)[0]
            session.add(Decline(invitation_id=no.id, reason="", declined_at=clock.now()))
            factories.make_invitation(session, letter, asked)
            if letter.state is LetterState.OPEN:
                factories.make_claim(session, letter, said, by=session.merge(world.organiser), method=Method.MAIL_REPLY)
    after = what_is_shown(app, world, browser)
    changed = [address for address in before | after if before.get(address) != after.get(address)]
    assert changed == []
