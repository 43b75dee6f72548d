"""A mission from the plan to the register of the meetings held, as its organisers see it."""

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from campaign.campaigns.models import Campaign, Role, TeamPlace
from campaign.db import reading, transaction
from campaign.missions.models import Meeting, Mission
from campaign.organisers.models import Organiser
from tests import factories
from tests.browser import Browser, Page
from tests.queries import count_queries


@pytest.fixture
def case(app: Flask, organiser: Organiser) -> Campaign:
    """A campaign with an open letter: one Member signed, one was asked, one was not."""
    with transaction() as session:
        campaign = factories.make_campaign(session, organiser)
        letter = factories.make_open_letter(session, campaign)
        signed = factories.make_member(session, given="Sven", surname="SIGNED", group="SD")
        factories.make_signature(session, letter, signed)
        asked = factories.make_member(session, given="Nóra", surname="ASKED", group="EPP")
        factories.make_invitation(session, letter, asked)
        factories.make_member(session, given="Ada", surname="ALMBERG", group="SD", country="SE")
        return campaign


@pytest.fixture
def mission(organiser_browser: Browser, case: Campaign) -> Page:
    """Three days in Strasbourg that have begun."""
    page = organiser_browser.open("campaigns.show", campaign_id=case.public_id).follow("Missions")
    page = page.follow("Plan the first mission")
    days = {"starts_on": "2026-11-23", "ends_on": "2026-11-25"}
    return page.fill("Save", place="Strasbourg", occasion="part_session", delegation="Ira Guide\nOto Kin", **days)


def _plan(page: Page, name: str = "Ada ALMBERG") -> Page:
    return page.press(f"Put on the plan: {name}")


def _agree(page: Page, name: str = "Ada ALMBERG", **answers: str) -> Page:
    usual = {"state": "agreed", "day": "2026-11-23", "hour": "10:30", "room": "LOW N1.3", "subject": "Ilja Brandt"}
    return page.follow(name).fill("Save", **(usual | answers))


def test_whom_to_see_are_members_without_an_answer_those_asked_first(mission: Page) -> None:
    names = mission.tree.xpath("//ul[@class='worth']//b/text()")
    assert names == ["Nóra ASKED", "Ada ALMBERG"]
    assert "Ada ALMBERG S&D, Sweden" in mission.text


def test_the_choice_is_narrowed_by_group_and_name(mission: Page) -> None:
    assert mission.fill("Show", group="SD").tree.xpath("//ul[@class='worth']//b/text()") == ["Ada ALMBERG"]
    assert mission.fill("Show", find="nora").tree.xpath("//ul[@class='worth']//b/text()") == ["Nóra ASKED"]


def test_a_member_comes_on_the_plan_once_and_gets_an_hour(mission: Page) -> None:
    page = _agree(_plan(mission))
    assert "10:30 Ada ALMBERG (S&D, Sweden) Agreed" in page.text
    assert page.tree.xpath("//ul[@class='worth']//b/text()") == ["Nóra ASKED"]


def test_the_mission_leads_to_the_desk_of_an_open_letter(mission: Page) -> None:
    assert mission.follow("Desk for “Release Ilja Brandt”").path.endswith("/desk")


def test_two_meetings_at_once_are_told(mission: Page) -> None:
    page = _agree(_plan(_agree(_plan(mission)), "Nóra ASKED"), "Nóra ASKED", hour="10:40")
    assert page.text.count("At the same time as another") == 2


def test_somebody_else_is_met_too(mission: Page) -> None:
    page = mission.fill("Meet this person too", person="Eva Clerk, DROI secretariat")
    assert "Eva Clerk, DROI secretariat Wished for" in page.text


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"hour": ""}, "Enter the day and the hour of the meeting."),
        ({"day": "2026-11-29"}, "That day is not one of the mission."),
        ({"state": "held", "hour": "23:00"}, "Say that it was held when it is over."),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(mission: Page, answers: dict[str, str], sentence: str) -> None:
    assert sentence in _agree(_plan(mission), **answers).text


def test_the_pocket_list_says_nothing_about_answers(mission: Page) -> None:
    page = _agree(_plan(mission)).follow("List for the pocket")
    assert "10:30Ada ALMBERG (S&D, Sweden)Ilja BrandtLOW N1.3" in page.text.replace(" 10:30", "10:30")
    for word in ("signed", "Signed", "asked to sign letter", "declined"):
        assert word not in page.tree.xpath("//div[@class='pocket']")[0].text_content()


def test_the_calendar_holds_agreed_meetings_at_their_hour(mission: Page) -> None:
    page = _plan(_agree(_plan(mission)), "Nóra ASKED")
    found = Calendar.from_ical(page.follow("For the calendar").response.data).walk("VEVENT")
    assert [(str(each["summary"]), each["dtstart"].dt.isoformat()) for each in found] == [
        ("Ada ALMBERG (S&D, Sweden)", "2026-11-23T09:30:00+00:00")
    ]


def test_the_register_lists_what_was_held_and_no_notes(mission: Page) -> None:
    page = _agree(_plan(mission), state="held", hour="10:30", note="Wavers; do not print.")
    page = _plan(page, "Nóra ASKED").follow("Missions").follow("Meetings held, CSV")
    lines = page.response.data.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("2026-11-23,10:30,Strasbourg,LOW N1.3,Ada ALMBERG,")
    assert lines[1].endswith(",S&D,SE,no,Ilja Brandt,The case of Ilja Brandt")


def test_what_was_held_is_not_taken_off(mission: Page) -> None:
    page = _agree(_plan(mission), state="held")
    assert "This meeting was held: it stays" in page.follow("Ada ALMBERG").press("Take it off the plan").text
    assert "Meetings of this mission were held" in page.follow("Change").press("Remove this mission").text
    assert reading().scalar(select(Meeting.id)) is not None


def test_a_mission_is_removed_with_its_wishes(mission: Page) -> None:
    page = _plan(mission).follow("Change").press("Remove this mission")
    assert "Plan the first mission" in page.text
    assert (reading().scalar(select(Mission.id)), reading().scalar(select(Meeting.id))) == (None, None)


def test_a_shepherd_sees_only_the_meetings_with_the_own_group(app: Flask, mission: Page, case: Campaign) -> None:
    _agree(_plan(_agree(_plan(mission)), "Nóra ASKED"), "Nóra ASKED", hour="12:00")
    with transaction() as session:
        shepherd = factories.make_organiser(session)
        place = TeamPlace(campaign_id=case.id, organiser_id=shepherd.id, role=Role.SHEPHERD, group_code="EPP")
        session.add(place)
    page = Browser(app).logged_in(shepherd).get(mission.path)
    assert ("Nóra ASKED" in page.text, "Ada ALMBERG" in page.text) == (True, False)


@pytest.mark.one_engine
def test_the_plan_asks_as_often_for_many_meetings_as_for_few(mission: Page, organiser_browser: Browser) -> None:
    counted = []
    for _round in range(3):
        with count_queries() as sent:
            organiser_browser.get(mission.path)
        counted.append(len(sent))
        with transaction() as session:
            found = session.scalars(select(Mission)).one()
            for _number in range(4):
                found.meetings.append(Meeting(ep_id=factories.make_member(session).ep_id))
    assert counted[1] == counted[2]
