"""An invitation is looked at once more when it leaves."""

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select

from campaign import clock
from campaign.cli import main
from campaign.db import reading, transaction
from campaign.drafting.models import LetterState
from campaign.inviting import mails, operations
from campaign.inviting.models import Invitation, PersonalLink
from campaign.outbox import delivery
from campaign.outbox import operations as outbox
from campaign.outbox.models import MailState, OutgoingMail
from campaign.signing import mails as signing
from tests import factories


def invited(now: datetime) -> int:
    with transaction() as session:
        letter = factories.make_open_letter(session)
        letter.deadline_at = now + timedelta(days=20)
        by = letter.campaign.team[0].organiser
        [made] = operations.invite(session, letter, [factories.make_member(session)], by=by, now=now)
        return made.id


def deliver(now: datetime) -> list[tuple[MailState, str | None]]:
    delivery.deliver_due(now=lambda: now)
    reading().rollback()
    rows = reading().scalars(select(OutgoingMail).order_by(OutgoingMail.id))
    return [(row.state, row.last_error) for row in rows]


def test_an_invitation_leaves(app: Flask, now: datetime) -> None:
    invited(now)
    assert deliver(now) == [(MailState.SENT, None)]


def test_who_unsubscribed_is_invited_by_no_other_campaign_and_still_gets_codes(app: Flask, now: datetime) -> None:
    with transaction() as session:
        invitation, secret = factories.make_invitation(session)
        operations.unsubscribe(session, mails.unsubscribe_secret(secret), now=now)
        other = factories.make_open_letter(session, factories.make_campaign(session, factories.make_organiser(session)))
        other.deadline_at = now + timedelta(days=20)
        operations.invite(session, other, [invitation.member], by=other.campaign.team[0].organiser, now=now)
        code = signing.code(invitation, other, to=str(invitation.member.mailbox), code="123456")
        outbox.post(session, code, now=now)
    states = [state for state, _error in deliver(now)]
    assert states == [MailState.SUPPRESSED, MailState.SUPPRESSED, MailState.SENT]


def test_a_reminder_does_not_leave_after_an_answer_that_came_while_it_waited(app: Flask, now: datetime) -> None:
    made = invited(now)
    deliver(now)
    later = now + timedelta(days=5)
    with transaction() as session:
        invitation = session.get_one(Invitation, made)
        operations.remind(session, invitation.letter, by=None, now=later)
        invitation.answered_at = later
    assert deliver(later) == [(MailState.SENT, None), (MailState.CANCELLED, "answered")]
    links = list(reading().scalars(select(PersonalLink).order_by(PersonalLink.id)))
    assert links[0].revoked_at is None


def test_an_invitation_does_not_follow_a_member_to_an_old_mailbox(app: Flask, now: datetime) -> None:
    made = invited(now)
    with transaction() as session:
        session.get_one(Invitation, made).member.mailbox = "new@europarl.europa.eu"
    assert deliver(now) == [(MailState.CANCELLED, "other_mailbox")]


def test_an_invitation_does_not_leave_when_the_mandate_has_ended(app: Flask, now: datetime) -> None:
    made = invited(now)
    with transaction() as session:
        session.get_one(Invitation, made).member.mandates[0].ends_on = clock.brussels_day(now) - timedelta(days=1)
    assert deliver(now) == [(MailState.CANCELLED, "other_mailbox")]


def test_an_invitation_does_not_leave_when_the_letter_has_closed(app: Flask, now: datetime) -> None:
    made = invited(now)
    with transaction() as session:
        session.get_one(Invitation, made).letter.state = LetterState.CLOSED
    assert deliver(now) == [(MailState.CANCELLED, "not_open")]


def test_the_command_reminds_only_for_letters_that_let_it(app: Flask) -> None:
    past = clock.now() - timedelta(days=5)
    made = invited(past)
    deliver(past)
    said = app.test_cli_runner().invoke(main, ["inviting", "remind"])
    assert said.output == "0 reminders queued.\n"
    with transaction() as session:
        letter = session.get_one(Invitation, made).letter
        by = letter.campaign.team[0].organiser
        operations.word(session, letter, {"reminds_by_itself": True}, by=by, now=clock.now())
    assert app.test_cli_runner().invoke(main, ["inviting", "remind"]).output == "1 reminders queued.\n"
    assert app.test_cli_runner().invoke(main, ["inviting", "remind"]).output == "0 reminders queued.\n"
