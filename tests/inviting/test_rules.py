"""When a reminder is due, why a waiting mail stays here: tables of cases, no database."""

from datetime import timedelta

import pytest

from campaign.drafting.models import Letter, LetterState
from campaign.inviting import rules
from campaign.inviting.models import CoveringText, Invitation, MailKind, PersonalLink
from campaign.outbox.models import MailState, OutgoingMail
from tests.conftest import NOON

COVERING = CoveringText(reminders_at_most=2, days_between=3)
DAY = timedelta(days=1)


def letter(**changes: object) -> Letter:
    return Letter(**({"state": LetterState.OPEN, "deadline_at": NOON + 10 * DAY} | changes))


def link(kind: MailKind, state: MailState, days_ago: float) -> PersonalLink:
    settled = None if state is MailState.QUEUED else NOON - days_ago * DAY
    return PersonalLink(kind=kind, mailbox="a@b.eu", mail=OutgoingMail(state=state, settled_at=settled))


def invitation(*links: PersonalLink, **changes: object) -> Invitation:
    return Invitation(letter=letter(), links=list(links), **changes)


ASKED = (MailKind.INVITATION, MailState.SENT)
REMINDED = (MailKind.REMINDER, MailState.SENT)


@pytest.mark.parametrize(
    ("links", "due"),
    [
        ([(*ASKED, 3)], True),
        ([(*ASKED, 2.99)], False),
        ([(*ASKED, 9), (*REMINDED, 3)], True),
        ([(*ASKED, 9), (*REMINDED, 2)], False),
        ([(*ASKED, 9), (*REMINDED, 6), (*REMINDED, 3)], False),
        ([(*ASKED, 9), (MailKind.REMINDER, MailState.QUEUED, 0)], False),
        ([(*ASKED, 9), (MailKind.REMINDER, MailState.REFUSED, 5)], False),
        ([(MailKind.INVITATION, MailState.QUEUED, 0)], False),
        ([(MailKind.INVITATION, MailState.REFUSED, 9)], False),
        ([(MailKind.INVITATION, MailState.SUPPRESSED, 9)], False),
        ([], False),
    ],
)
def test_a_reminder_is_due_when_the_last_mail_arrived_long_enough_ago(
    links: list[tuple[MailKind, MailState, float]], due: bool
) -> None:
    assert rules.is_reminder_due(invitation(*(link(*each) for each in links)), COVERING, now=NOON) is due


@pytest.mark.parametrize("ended", ["answered_at", "revoked_at"])
def test_no_reminder_once_it_is_over(ended: str) -> None:
    over = invitation(link(*ASKED, 9), **{ended: NOON})
    assert rules.is_reminder_due(over, COVERING, now=NOON) is False


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"state": LetterState.DRAFT}, "draft"),
        ({"state": LetterState.CLOSED}, "closed"),
        ({"deadline_at": None}, "no_deadline"),
        ({"deadline_at": NOON}, "deadline_over"),
        ({"deadline_at": NOON + timedelta(seconds=1)}, None),
        ({"deadline_at": NOON + DAY}, "too_late"),
    ],
)
def test_why_nobody_can_be_asked(changes: dict[str, object], reason: str | None) -> None:
    due_at = NOON + DAY if reason == "too_late" else None
    assert rules.why_not(letter(**changes), now=NOON, due_at=due_at) == reason


@pytest.mark.parametrize(
    ("changes", "mailbox", "reason"),
    [
        ({}, "a@b.eu", None),
        ({}, "other@b.eu", "other_mailbox"),
        ({}, None, "other_mailbox"),
        ({"answered_at": NOON}, "a@b.eu", "answered"),
        ({"revoked_at": NOON}, "a@b.eu", "revoked"),
    ],
)
def test_why_a_waiting_mail_stays_here(changes: dict[str, object], mailbox: str | None, reason: str | None) -> None:
    waiting = link(MailKind.REMINDER, MailState.QUEUED, 0)
    invitation(waiting, **changes)
    assert rules.why_stop(waiting, mailbox=mailbox, now=NOON) == reason


def test_a_waiting_mail_stays_here_when_the_letter_has_closed() -> None:
    waiting = link(MailKind.REMINDER, MailState.QUEUED, 0)
    invitation(waiting).letter.state = LetterState.CLOSED
    assert rules.why_stop(waiting, mailbox="a@b.eu", now=NOON) == "not_open"
