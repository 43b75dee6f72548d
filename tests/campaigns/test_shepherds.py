"""A shepherd sees and invites the Members of one group, by the group of the day, or of the signature's snapshot."""

from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select

from campaign.campaigns.models import Role
from campaign.db import reading, transaction
from campaign.inviting.models import Invitation
from campaign.organisers.models import Organiser
from tests import factories
from tests.browser import Browser


@dataclass
class Case:
    """An open letter with Members of two groups."""

    letter_id: str
    shepherd: Organiser


@pytest.fixture
def case(app: Flask) -> Case:
    with transaction() as session:
        letter = factories.make_open_letter(session, goal_members=50)
        for group, name in (("SD", "MINE"), ("EPP", "OTHERS")):
            factories.make_signature(
                session, letter, factories.make_member(session, surname=f"{name}-SIGNED", group=group)
            )
            factories.make_invitation(
                session, letter, factories.make_member(session, surname=f"{name}-ASKED", group=group)
            )
            factories.make_member(session, surname=f"{name}-FREE", group=group)
        moved = factories.make_member(session, surname="MOVED-AWAY", group="EPP")
        factories.make_signature(session, letter, moved, group_code="SD")
        shepherd = factories.join_team(session, letter.campaign, Role.SHEPHERD, group="SD")
        return Case(letter.public_id, shepherd)


@pytest.mark.parametrize(
    ("page", "values", "shown"),
    [
        ("dashboard.members", {"others": 1}, {"MINE-SIGNED", "MINE-ASKED", "MINE-FREE", "MOVED-AWAY"}),
        ("dashboard.overview", {}, {"MINE-SIGNED", "MOVED-AWAY"}),
        ("dashboard.now", {}, {"MINE-SIGNED", "MOVED-AWAY"}),
        ("inviting.choose", {}, {"MINE-SIGNED", "MINE-ASKED", "MINE-FREE"}),
        ("inviting.choose", {"group": "EPP"}, {"MINE-SIGNED", "MINE-ASKED", "MINE-FREE"}),
        ("inviting.asked", {}, {"MINE-SIGNED", "MINE-ASKED"}),
    ],
)
def test_a_shepherd_reads_of_no_other_group(
    app: Flask, case: Case, page: str, values: dict[str, str], shown: set[str]
) -> None:
    text = Browser(app).logged_in(case.shepherd).open(page, letter_id=case.letter_id, **values).response.text
    names = {"MINE-SIGNED", "MINE-ASKED", "MINE-FREE", "OTHERS-SIGNED", "OTHERS-ASKED", "OTHERS-FREE", "MOVED-AWAY"}
    assert {each for each in names if each in text} == shown


def test_a_shepherds_figures_count_one_group_only(app: Flask, case: Case) -> None:
    page = Browser(app).logged_in(case.shepherd).open("dashboard.overview", letter_id=case.letter_id)
    assert page.tree.xpath("string(//*[@class='headline-number'])") == "2"
    assert "of 50" not in page.text, "the goal is the whole letter's"


def test_a_shepherd_invites_nobody_else_whatever_is_sent(app: Flask, case: Case) -> None:
    browser = Browser(app).logged_in(case.shepherd)
    page = browser.open("inviting.choose", letter_id=case.letter_id)
    with transaction() as session:
        own = factories.make_member(session, group="SD").ep_id
        others = factories.make_member(session, group="EPP").ep_id
    token = page.tree.xpath("//input[@name='csrf_token']/@value")[0]
    data = {"csrf_token": token, "member": [str(own), str(others)]}
    asked = browser.post(f"/letters/{case.letter_id}/invitations/confirm", data=data)
    assert asked.tree.xpath("string(//input[@name='members']/@value)") == f"{own},{others}"
    asked.press("Send")
    query = select(Invitation.ep_id).where(Invitation.ep_id.in_([own, others]))
    assert list(reading().scalars(query)) == [own]
