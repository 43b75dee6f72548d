"""Who may be invited, and when a reminder is due. Pure: rows and the time in, a value out."""

from datetime import datetime, timedelta
from enum import StrEnum

from campaign.drafting import rules as drafting
from campaign.drafting.models import Letter, LetterState
from campaign.inviting.models import CoveringText, Invitation, MailKind, PersonalLink
from campaign.outbox.models import MailState
from campaign.outbox.rules import Suppressed


class WhyNot(StrEnum):
    """Why a letter's Members cannot be asked now."""

    DRAFT = "draft"
    CLOSED = "closed"
    NO_DEADLINE = "no_deadline"
    DEADLINE_OVER = "deadline_over"
    TOO_LATE = "too_late"


def why_not(letter: Letter, *, now: datetime, due_at: datetime | None = None) -> WhyNot | None:
    """Why no invitation to this letter can leave, or None."""
    if letter.state is LetterState.DRAFT:
        return WhyNot.DRAFT
    if letter.state is not LetterState.OPEN and not drafting.accepts_late(letter, now=now):
        return WhyNot.CLOSED
    if letter.ends_at is None:
        return WhyNot.NO_DEADLINE
    if letter.ends_at <= now:
        return WhyNot.DEADLINE_OVER
    return WhyNot.TOO_LATE if due_at and due_at >= letter.ends_at else None


def is_reminder_due(invitation: Invitation, covering: CoveringText, *, now: datetime) -> bool:
    """Whether this Member may be reminded now: the last mail arrived long enough ago, and no answer came.

    The letter itself is looked at by `why_not`.
    """
    if invitation.answered_at or invitation.revoked_at or not invitation.links:
        return False
    reminders = sum(1 for link in invitation.links if link.mail and _counts(link.kind, link.mail.state))
    last = invitation.links[-1].mail
    if last is None or last.state is not MailState.SENT or last.settled_at is None:
        return False
    if reminders >= covering.reminders_at_most:
        return False
    return last.settled_at + timedelta(days=covering.days_between) <= now


class WhyStop(StrEnum):
    """Why a mail that waits must not leave any more."""

    ANSWERED = "answered"
    REVOKED = "revoked"
    NOT_OPEN = "not_open"
    OTHER_MAILBOX = "other_mailbox"


def why_stop(link: PersonalLink, *, mailbox: str | None, now: datetime) -> WhyStop | None:
    """Why the mail with this link must stay here, given the official mailbox of today (None for a former Member)."""
    if link.invitation.answered_at:
        return WhyStop.ANSWERED
    if link.revoked_at or link.invitation.revoked_at:
        return WhyStop.REVOKED
    if why_not(link.invitation.letter, now=now):
        return WhyStop.NOT_OPEN
    return None if mailbox == link.mailbox else WhyStop.OTHER_MAILBOX


class WhyNotAgain(StrEnum):
    """Why an invitation cannot be sent once more."""

    ANSWERED = "answered"
    NO_MAILBOX = "no_mailbox"
    UNSUBSCRIBED = "unsubscribed"
    IN_HAND = "in_hand"


def why_not_again(invitation: Invitation, *, mailbox: str | None, suppressed: str | None) -> WhyNotAgain | None:
    """Why this invitation cannot be sent once more to today's official mailbox, or None."""
    if invitation.answered_at:
        return WhyNotAgain.ANSWERED
    if mailbox is None:
        return WhyNotAgain.NO_MAILBOX
    if suppressed == Suppressed.UNSUBSCRIBED.value:
        return WhyNotAgain.UNSUBSCRIBED
    return WhyNotAgain.IN_HAND if _last_state(invitation) in (MailState.QUEUED, MailState.SENT) else None


class Standing(StrEnum):
    """Where an invitation stands, for the organiser's list."""

    ANSWERED = "answered"
    STARTED = "started"
    DELIVERED = "delivered"
    WAITING = "waiting"
    BOUNCED = "bounced"
    SUPPRESSED = "suppressed"
    CANCELLED = "cancelled"


_OF_MAIL = {
    MailState.QUEUED: Standing.WAITING,
    MailState.SENT: Standing.DELIVERED,
    MailState.REFUSED: Standing.BOUNCED,
    MailState.GIVEN_UP: Standing.BOUNCED,
    MailState.SUPPRESSED: Standing.SUPPRESSED,
    MailState.CANCELLED: Standing.CANCELLED,
}


def standing(invitation: Invitation) -> Standing:
    """Where this invitation stands: the answer first, else what became of its last mail."""
    if invitation.answered_at:
        return Standing.ANSWERED
    of_mail = _OF_MAIL[_last_state(invitation)]
    return Standing.STARTED if invitation.started_at and of_mail is Standing.DELIVERED else of_mail


def _last_state(invitation: Invitation) -> MailState:
    """What became of the last mail; where none was sent, it is as if it had been stopped."""
    mail = invitation.links[-1].mail if invitation.links else None
    return mail.state if mail else MailState.CANCELLED


def _counts(kind: MailKind | None, state: MailState) -> bool:
    return kind is MailKind.REMINDER and state is not MailState.CANCELLED
