"""A letter open for signature with a team of two, and a Member who was never invited."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from campaign.campaigns.models import Role, TeamPlace
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.roster.models import Member
from tests import factories


@dataclass
class Team:
    """Two organisers, their open letter and a sitting Member."""

    letter: Letter
    first: Organiser
    second: Organiser
    member: Member


def make_team(session: Session, opened_at: datetime = factories.NOON) -> Team:
    first, second = factories.make_organiser(session, name="Ina First"), factories.make_organiser(session, name="Olaf")
    campaign = factories.make_campaign(session, first)
    campaign.team.append(TeamPlace(organiser=second, role=Role.EDITOR))
    deadline_at = opened_at + timedelta(days=9)
    letter = factories.make_letter(session, campaign, letterhead_name="Ribbon International", deadline_at=deadline_at)
    drafting.open_for_signature(session, letter, by=first, now=opened_at)
    member = factories.make_member(session, given="Ada", surname="TESTER")
    return Team(letter, first, second, member)


@pytest.fixture
def team(session: Session) -> Team:
    """The team, in the test's open transaction."""
    return make_team(session)
