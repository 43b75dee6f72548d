"""Inviting and reminding."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import journal, tokens
from campaign.drafting.models import Letter
from campaign.inviting import mails, operations, queries
from campaign.inviting.models import Invitation, MailKind
from campaign.outbox.models import MailState
from campaign.roster.models import Member
from tests import factories, mailbox


def invite(session: Session, letter: Letter, members: list[Member], now: datetime) -> list[Invitation]:
    return operations.invite(session, letter, members, by=letter.campaign.team[0].organiser, now=now)


def delivered(session: Session, invitation: Invitation, at: datetime) -> None:
    """Every mail of this invitation has left."""
    for link in invitation.links:
        link.mail.state, link.mail.settled_at = MailState.SENT, at
        operations.mail_left(session, link.mail, now=at)


def secret_in(session: Session, member: Member) -> str:
    return mailbox.link_in(mailbox.only_mail(session, str(member.mailbox)), "/sign/").rpartition("/")[2]


def test_an_invitation_goes_to_the_rosters_mailbox_with_a_link_that_leads_back(session: Session, now: datetime) -> None:
    letter, member = factories.make_open_letter(session), factories.make_member(session)
    [invitation] = invite(session, letter, [member], now)
    link = queries.link_by_secret(session, secret_in(session, member))
    assert link is not None
    assert link.invitation is invitation
    assert link.mailbox == member.mailbox


def test_the_database_holds_no_secret_in_clear(session: Session, now: datetime) -> None:
    letter, member = factories.make_open_letter(session), factories.make_member(session)
    [invitation] = invite(session, letter, [member], now)
    secret = secret_in(session, member)
    [link] = invitation.links
    assert link.digest == tokens.digest(secret)
    assert secret.encode() not in bytes(link.mail.content or b"")


def test_pressing_twice_asks_nobody_twice(session: Session, now: datetime) -> None:
    letter, member = factories.make_open_letter(session), factories.make_member(session)
    assert len(invite(session, letter, [member, member], now)) == 1
    assert invite(session, letter, [member], now) == []


def test_a_member_without_an_official_mailbox_is_left_out(session: Session, now: datetime) -> None:
    letter = factories.make_open_letter(session)
    assert invite(session, letter, [factories.make_member(session, mailbox=None)], now) == []


def test_a_former_member_is_left_out(session: Session, now: datetime) -> None:
    letter, member = factories.make_open_letter(session), factories.make_member(session)
    member.mandates[0].ends_on = now.date() - timedelta(days=1)
    session.flush()
    assert invite(session, letter, [member], now) == []


def test_a_draft_invites_nobody(session: Session, now: datetime) -> None:
    letter = factories.make_letter(session)
    with pytest.raises(operations.CannotInvite, match="draft"):
        invite(session, letter, [factories.make_member(session)], now)


def test_invitations_stand_in_the_journal_without_names_or_addresses(session: Session, now: datetime) -> None:
    letter, member = factories.make_open_letter(session), factories.make_member(session)
    [invitation] = invite(session, letter, [member], now)
    [event] = journal.history(session, invitation.public_id)
    assert event.kind == "invitation.sent"
    assert set(event.facts) == {"by"}


def test_a_reminder_brings_a_new_link_and_retires_the_old_one_once_it_has_left(session: Session, now: datetime) -> None:
    letter, member = factories.make_open_letter(session), factories.make_member(session)
    [invitation] = invite(session, letter, [member], now)
    first = secret_in(session, member)
    delivered(session, invitation, now)
    later = now + timedelta(days=4)
    assert operations.remind(session, letter, by=None, now=later) == [invitation]
    session.expire_all()
    second = secret_in(session, member)
    old = queries.link_by_secret(session, first)
    assert old is not None
    assert old.revoked_at is None
    delivered(session, invitation, later)
    new = queries.link_by_secret(session, second)
    assert new is not None
    assert (old.revoked_at, new.revoked_at, new.kind) == (later, None, MailKind.REMINDER)


def test_no_reminder_after_an_answer(session: Session, now: datetime) -> None:
    letter, member = factories.make_open_letter(session), factories.make_member(session)
    [invitation] = invite(session, letter, [member], now)
    delivered(session, invitation, now)
    invitation.answered_at = now
    session.flush()
    assert operations.remind(session, letter, by=None, now=now + timedelta(days=4)) == []


def test_the_unsubscribe_secret_is_known_by_its_own_digest(session: Session, now: datetime) -> None:
    letter, member = factories.make_open_letter(session), factories.make_member(session)
    [invitation] = invite(session, letter, [member], now)
    secret = mails.unsubscribe_secret(secret_in(session, member))
    assert invitation.links[0].unsubscribe_digest == tokens.digest(secret)
    assert secret in mailbox.only_mail(session, str(member.mailbox))["List-Unsubscribe"]


def test_an_unknown_secret_finds_nothing(session: Session) -> None:
    assert queries.link_by_secret(session, tokens.new_token()) is None
    assert session.scalar(select(Invitation)) is None
