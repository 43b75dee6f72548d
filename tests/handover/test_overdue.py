"""When the team is told of overdue answers."""

import pytest

from campaign.campaigns.models import Role
from campaign.db import reading, transaction
from campaign.drafting.models import Letter
from campaign.handover import overdue, replying
from campaign.handover.kinds import Outcome, ReplyChannel, ReplyKind
from campaign.handover.replying import ReplyFacts
from tests import factories, mailbox
from tests.handover.conftest import Case

pytestmark = pytest.mark.one_engine


def tell(case: Case, *, days: float) -> int:
    with transaction() as session:
        return overdue.tell(session, now=case.at(days))


def test_the_team_is_told_once_when_it_was_due_and_then_weekly_three_times_at_most(case: Case) -> None:
    case.attempt(Outcome.DELIVERED, days=0)
    told = [day for day in range(29, 80) if tell(case, days=day)]
    assert told == [31, 38, 45, 52]


def test_a_new_term_is_a_new_due_day(case: Case) -> None:
    case.attempt(Outcome.DELIVERED, days=0)
    assert tell(case, days=31) == 1
    with transaction() as session:
        letter = session.get_one(Letter, case.letter_id)
        replying.set_term(session, letter, 60, "They asked for time.", by=case.organiser, now=case.at(32))
    assert tell(case, days=45) == 0
    assert tell(case, days=61) == 1


def test_nobody_is_told_of_what_is_answered(case: Case) -> None:
    case.attempt(Outcome.DELIVERED, days=0)
    with transaction() as session:
        facts = ReplyFacts(kind=ReplyKind.REFUSAL, channel=ReplyChannel.EMAIL, came_on=case.at(3).date())
        row = case.row()
        replying.write_down(
            session, session.get_one(Letter, case.letter_id), row, facts, by=case.organiser, now=case.at(3)
        )
    assert tell(case, days=31) == 0


def test_only_those_are_told_who_may_write_a_reply_down(case: Case) -> None:
    with transaction() as session:
        viewer = factories.join_team(session, session.get_one(Letter, case.letter_id).campaign, Role.VIEWER)
    case.attempt(Outcome.DELIVERED, days=0)
    tell(case, days=31)
    assert mailbox.waiting(reading(), viewer.email) == []
    mail = mailbox.only_mail(reading(), case.organiser.email)
    assert "H.E. Mr Anton Varga" in mailbox.plain(mail)
