"""Where a Member stands, what the funnel counts, what is advised, how long is left."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from campaign.dashboard import advice, queries, rules
from campaign.dashboard.advice import Advice, After, Step
from campaign.dashboard.rules import Asked, Funnel, Given, MailSent, Standing, TimeLeft, Unit
from campaign.drafting.models import LetterState
from campaign.inviting import queries as inviting
from campaign.inviting import rules as reminding
from campaign.inviting.models import MailKind
from campaign.outbox.models import MailState
from campaign.signing.models import Assurance
from tests import factories
from tests.dashboard import crowd

NOW = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)
EARLIER = NOW - timedelta(days=4)


def mail(state: MailState, kind: MailKind = MailKind.INVITATION) -> MailSent:
    return MailSent(kind, state, EARLIER, EARLIER if state is not MailState.QUEUED else None)


def invited(*states: MailState, **changes: object) -> Asked:
    mails = tuple(mail(state) for state in states)
    asked = Asked(1, "Ada", "ALMBERG", EARLIER, None, None, None, mails)
    return replace(asked, **changes)  # type: ignore[arg-type]


def signature(*, counts: bool = True) -> Given:
    hidden_at = None if counts else NOW
    return Given(1, "Ada ALMBERG", "BE", "SD", None, NOW, Assurance.LINK_AND_CODE, counts, hidden_at)


@pytest.mark.parametrize(
    ("asked", "given", "standing"),
    [
        (None, [], Standing.NOT_ASKED),
        (invited(MailState.QUEUED), [], Standing.WAITING),
        (invited(MailState.SENT), [], Standing.NO_ANSWER),
        (invited(MailState.REFUSED), [], Standing.BOUNCED),
        (invited(MailState.GIVEN_UP), [], Standing.BOUNCED),
        (invited(MailState.REFUSED, MailState.SENT), [], Standing.NO_ANSWER),
        (invited(MailState.SENT, MailState.REFUSED), [], Standing.BOUNCED),
        (invited(MailState.SENT, MailState.QUEUED), [], Standing.NO_ANSWER),
        (invited(MailState.SENT, started_at=NOW), [], Standing.STARTED),
        (invited(MailState.SENT, started_at=NOW, declined_at=NOW), [], Standing.DECLINED),
        (invited(MailState.SENT, revoked_at=NOW), [], Standing.REVOKED),
        (invited(MailState.SENT, declined_at=EARLIER), [signature()], Standing.SIGNED),
        (invited(MailState.SENT), [signature(counts=False)], Standing.WITHDRAWN),
        (invited(MailState.SENT), [signature(counts=False), signature()], Standing.SIGNED),
        (None, [signature()], Standing.SIGNED),
    ],
)
def test_where_a_member_stands(asked: Asked | None, given: list[Given], standing: Standing) -> None:
    assert rules.standing_of(asked, given) is standing


def test_the_funnel_counts_each_member_once_at_each_step() -> None:
    asked = [
        invited(MailState.SENT, ep_id=1, started_at=NOW),
        invited(MailState.SENT, ep_id=2, declined_at=NOW),
        invited(MailState.REFUSED, ep_id=3),
        invited(MailState.QUEUED, ep_id=4),
        invited(MailState.SENT, ep_id=5, revoked_at=NOW),
    ]
    assert rules.funnel(asked, [signature()]) == Funnel(
        asked=4, delivered=2, started=2, signed=1, declined=1, bounced=1
    )


def test_a_withdrawn_signature_is_not_counted_as_signed() -> None:
    assert rules.funnel([invited(MailState.SENT)], [signature(counts=False)]).signed == 0


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(days=9, hours=3), TimeLeft(Unit.DAYS, 9)),
        (timedelta(days=2), TimeLeft(Unit.DAYS, 2)),
        (timedelta(days=2) - timedelta(seconds=1), TimeLeft(Unit.HOURS, 47)),
        (timedelta(hours=2), TimeLeft(Unit.HOURS, 2)),
        (timedelta(hours=2) - timedelta(seconds=1), TimeLeft(Unit.MINUTES, 119)),
        (timedelta(seconds=1), TimeLeft(Unit.MINUTES, 1)),
        (timedelta(), TimeLeft(Unit.OVER, 0)),
        (timedelta(days=-3), TimeLeft(Unit.OVER, 0)),
    ],
)
def test_the_time_left_is_said_as_people_say_it(left: timedelta, said: TimeLeft) -> None:
    assert rules.time_left(NOW + left, NOW) == said


FULL = Funnel(asked=10, delivered=9, started=6, signed=5, declined=1, bounced=1)
NOBODY = Funnel(0, 0, 0, 0, 0, 0)
ALL_ANSWERED = Funnel(asked=6, delivered=6, started=6, signed=5, declined=1, bounced=0)


@pytest.mark.parametrize(
    ("state", "counts", "facts", "best"),
    [
        (LetterState.DRAFT, NOBODY, {}, Advice(Step.FINISH_TEXT)),
        (LetterState.OPEN, NOBODY, {}, Advice(Step.INVITE)),
        (LetterState.OPEN, FULL, {"remindable": 3}, Advice(Step.REMIND, 3)),
        (LetterState.OPEN, FULL, {}, Advice(Step.MEND, 1)),
        (LetterState.OPEN, replace(FULL, bounced=0), {}, Advice(Step.WAIT, 4)),
        (LetterState.OPEN, FULL, {"remindable": 3, "is_over": True}, Advice(Step.CLOSE)),
        (LetterState.OPEN, ALL_ANSWERED, {"goals_reached": True}, Advice(Step.CLOSE)),
        (LetterState.OPEN, FULL, {"goals_reached": True, "remindable": 2}, Advice(Step.REMIND, 2)),
        (LetterState.OPEN, FULL, {"to_look_at": 2, "is_over": True}, Advice(Step.LOOK, 2)),
        (LetterState.CLOSED, FULL, {}, Advice(Step.MAKE_PDF)),
        (LetterState.RECORD, NOBODY, {}, None),
    ],
)
def test_the_next_step_is_the_one_an_organiser_would_take(
    state: LetterState, counts: Funnel, facts: dict[str, int], best: Advice | None
) -> None:
    usual = {"remindable": 0, "goals_reached": False, "is_over": False}
    assert advice.next_step(state, counts, **(usual | facts)) == best  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("after", "best"),
    [
        (After(in_round=True), Advice(Step.WAIT_ROUND)),
        (After(), Advice(Step.MAKE_PDF)),
        (After(has_edition=True, is_true=False, undelivered=2), Advice(Step.ISSUE_AGAIN)),
        (After(has_edition=True, undelivered=2, unanswered=2), Advice(Step.DELIVER, 2)),
        (After(has_edition=True, overdue=1, private_answers=1), Advice(Step.FOLLOW_UP, 1)),
        (After(has_edition=True, private_answers=1, unanswered=1), Advice(Step.PUBLISH_REPLY, 1)),
        (After(has_edition=True, unanswered=1), Advice(Step.PUBLISH_PAGE)),
        (After(has_edition=True, unanswered=1, has_page=True), Advice(Step.WAIT_ANSWER, 1)),
        (After(has_edition=True, has_page=True), Advice(Step.DONE)),
    ],
)
def test_a_closed_letter_is_issued_delivered_answered_and_published(after: After, best: Advice) -> None:
    usual = {"remindable": 0, "goals_reached": False, "is_over": True}
    assert advice.next_step(LetterState.CLOSED, FULL, after=after, **usual) == best  # type: ignore[arg-type]


def test_the_number_to_remind_is_the_one_that_reminding_itself_finds(session: Session) -> None:
    letter = factories.make_open_letter(session)
    crowd.ask(session, letter, crowd.seat(session, 60))
    crowd.answer(session, letter)
    covering = inviting.covering_text(session, letter)
    invitations = inviting.invitations(session, letter)
    answered = {each.ep_id for each in queries.given(session, letter)}
    answered |= {each.ep_id for each in queries.asked(session, letter) if each.declined_at}
    for invitation in invitations:
        invitation.answered_at = NOW if invitation.ep_id in answered else None
    due = {each.ep_id for each in invitations if reminding.is_reminder_due(each, covering, now=NOW)}
    own = rules.by_member(queries.given(session, letter))
    pace = queries.pace(session, letter)
    found = {
        each.ep_id
        for each in queries.asked(session, letter)
        if rules.may_be_reminded(
            each, own.get(each.ep_id, ()), at_most=pace.at_most, days_between=pace.days_between, now=NOW
        )
    }
    assert due
    assert found == due
