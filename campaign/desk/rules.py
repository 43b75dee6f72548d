"""When a desk is open, when an act at it counts as having happened, and what became of a sheet. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

from campaign import clock, tokens
from campaign.campaigns import rules as campaigns
from campaign.campaigns.models import TeamPlace
from campaign.campaigns.rules import Right
from campaign.claims.models import Claim, Outcome
from campaign.desk.models import Desk
from campaign.drafting.models import Letter, LetterState, Revision
from campaign.outbox.models import MailState

LIVES = timedelta(hours=12)
"""A day at a plenary session."""
CONFIRM_WITHIN = timedelta(days=7)
PHONE_LINK_LIVES = timedelta(minutes=30)
MAILS_A_DAY = 4
"""To one Member about one letter because of a desk: sheets, links for the own phone, confirmations sent again."""
SHEETS_IN_TEN_MINUTES = 60


class WhyNot(StrEnum):
    """Why a desk does not take something."""

    ENDED = "ended"
    LOGGED_IN = "logged_in"
    NOT_OPEN = "not_open"
    DEADLINE_OVER = "deadline_over"
    TEXT_CHANGED = "text_changed"
    NOTICE_CHANGED = "notice_changed"
    NO_MANDATE = "no_mandate"
    NO_MAILBOX = "no_mailbox"
    OTHER_DESK = "other_desk"
    OTHER_CONTENT = "other_content"
    UNREADABLE = "unreadable"
    SETTLED = "settled"


class Stand(StrEnum):
    """What became of a sheet."""

    WAITING = "waiting"
    UNDELIVERED = "undelivered"
    CONFIRMED = "confirmed"
    OBJECTED = "objected"
    EXPIRED = "expired"
    OVERTAKEN = "overtaken"
    NOT_NEEDED = "not_needed"


_OF_OUTCOME = {
    Outcome.SIGNED: Stand.CONFIRMED,
    Outcome.OBJECTED: Stand.OBJECTED,
    Outcome.REFUSED: Stand.OBJECTED,
    Outcome.EXPIRED: Stand.EXPIRED,
    Outcome.OVERTAKEN: Stand.OVERTAKEN,
}
CAME_BACK = frozenset({MailState.REFUSED, MailState.GIVEN_UP, MailState.SUPPRESSED})


def account_digest(fs_uniquifier: str) -> str:
    """The mark of an account's sessions: it changes with the password."""
    return tokens.digest(f"desk {fs_uniquifier}")


def is_open(desk: Desk, place: TeamPlace | None, *, now: datetime) -> bool:
    """Whether the tablet may still take sheets: not ended, not too old, its witness still allowed to bring evidence."""
    if desk.ended_at is not None or now >= desk.ends_at:
        return False
    if not desk.witness.active or place is None or not campaigns.may(place.role, Right.BRING):
        return False
    return tokens.same(desk.account_digest, account_digest(desk.witness.fs_uniquifier))


def why_not_open(letter: Letter, *, now: datetime) -> WhyNot | None:
    """The reason why no desk can be kept for this letter now, or None."""
    if letter.state is not LetterState.OPEN:
        return WhyNot.NOT_OPEN
    if letter.deadline_at is not None and now >= letter.deadline_at:
        return WhyNot.DEADLINE_OVER
    return None


def acted_at(desk: Desk, text: Revision, drawn_at: datetime | None, *, now: datetime) -> datetime:
    """When the Member signed: what the tablet's clock says, within the time of its desk and of the text it shows."""
    if drawn_at is None:
        return now
    return min(max(min(drawn_at, desk.ended_at or now, desk.ends_at), desk.started_at, text.frozen_at), now)


def expires_at(letter: Letter, *, now: datetime) -> datetime:
    """Until when the Member's mailbox can confirm: a week, and not beyond the letter's deadline."""
    week = now + CONFIRM_WITHIN
    return week if letter.deadline_at is None else min(week, letter.deadline_at)


def stand(claim: Claim | None, mail: MailState | None) -> Stand:
    """What became of a sheet, from its claim and the last mail about it."""
    if claim is None:
        return Stand.NOT_NEEDED
    if claim.outcome is not None:
        return _OF_OUTCOME[claim.outcome]
    return Stand.UNDELIVERED if mail in CAME_BACK else Stand.WAITING


def is_today(instant: datetime, *, now: datetime) -> bool:
    """Whether it was on this day in Brussels."""
    return clock.brussels_day(instant) == clock.brussels_day(now)
