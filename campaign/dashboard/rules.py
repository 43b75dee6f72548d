"""Where each Member stands and what the numbers are. Pure: plain rows and the time in, values out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from campaign.inviting.models import MailKind
from campaign.outbox.models import MailState
from campaign.signing.models import Assurance, Lapse

_SETTLED_BADLY = {MailState.REFUSED, MailState.GIVEN_UP}
_SETTLED = {MailState.SENT, *_SETTLED_BADLY}


class Standing(StrEnum):
    """Where one Member stands with one letter; in the order in which a table sorts them."""

    SIGNED = "signed"
    STARTED = "started"
    NO_ANSWER = "no_answer"
    WAITING = "waiting"
    BOUNCED = "bounced"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    OUTDATED = "outdated"
    """Signed an earlier text, and has not signed the present one."""
    OBJECTED = "objected"
    REVOKED = "revoked"
    NOT_ASKED = "not_asked"


class Unit(StrEnum):
    """In which unit the time to a deadline is said."""

    DAYS = "days"
    HOURS = "hours"
    MINUTES = "minutes"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class MailSent:
    """One mail of an invitation."""

    kind: MailKind | None
    state: MailState
    queued_at: datetime
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Asked:
    """One invitation with its mails, oldest first, and the "no" if there was one."""

    ep_id: int
    given: str
    surname: str
    invited_at: datetime
    started_at: datetime | None
    revoked_at: datetime | None
    declined_at: datetime | None
    mails: tuple[MailSent, ...]

    @property
    def name(self) -> str:
        """The name as the directory prints it."""
        return f"{self.given} {self.surname}".strip()

    @property
    def last_settled(self) -> MailSent | None:
        """The latest mail whose fate is known."""
        return next((mail for mail in reversed(self.mails) if mail.state in _SETTLED), None)

    @property
    def is_delivered(self) -> bool:
        """Whether the latest mail reached the mailbox."""
        last = self.last_settled
        return last is not None and last.state is MailState.SENT

    @property
    def is_bounced(self) -> bool:
        """Whether the latest mail was refused or given up."""
        last = self.last_settled
        return last is not None and last.state in _SETTLED_BADLY


@dataclass(frozen=True, slots=True)
class Given:
    """One signature with its snapshot. It stands no more from `hidden_at` on, unless the Member then kept it."""

    ep_id: int
    name: str
    country: str
    group_code: str
    party: str | None
    signed_at: datetime
    assurance: Assurance
    counts: bool
    """Whether it stands: neither withdrawn nor hidden while a withdrawal is being confirmed."""
    hidden_at: datetime | None
    lapsed_at: datetime | None = None
    lapsed_because: Lapse | None = None


@dataclass(frozen=True, slots=True)
class Funnel:
    """From asked to signed, in Members."""

    asked: int
    delivered: int
    started: int
    signed: int
    declined: int
    bounced: int


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """How long until a deadline, in the unit people would say it in."""

    unit: Unit
    number: int


def standing_of(asked: Asked | None, given: Sequence[Given]) -> Standing:
    """Where a Member stands: a signature that counts comes first, then what took it back, then the answer, the mail."""
    if any(each.counts for each in given):
        return Standing.SIGNED
    if given:
        return _ended(asked, given[-1])
    if asked is None:
        return Standing.NOT_ASKED
    return _unsigned(asked)


def _ended(asked: Asked | None, last: Given) -> Standing:
    """What ended the last signature: its Member, or a text that became another; a no after that is the answer."""
    if last.lapsed_because is Lapse.OBJECTED:
        return Standing.OBJECTED
    if last.lapsed_at is None:
        return Standing.WITHDRAWN
    declined_at = asked.declined_at if asked else None
    return Standing.DECLINED if declined_at and declined_at > last.lapsed_at else Standing.OUTDATED


def _unsigned(asked: Asked) -> Standing:
    steps = (
        (asked.declined_at is not None, Standing.DECLINED),
        (asked.revoked_at is not None, Standing.REVOKED),
        (asked.started_at is not None, Standing.STARTED),
        (asked.is_bounced, Standing.BOUNCED),
        (asked.is_delivered, Standing.NO_ANSWER),
    )
    return next((standing for holds, standing in steps if holds), Standing.WAITING)


def within(
    group: str, asked: Iterable[Asked], given: Iterable[Given], groups: Mapping[int, str]
) -> tuple[list[Asked], list[Given]]:
    """What a shepherd of this group sees: signatures by their snapshot, who has not signed by the group of the day."""
    signed = list(given)
    snapshots = {each.ep_id: each.group_code for each in signed}
    mine = {each.ep_id for each in signed if snapshots[each.ep_id] == group}
    known = {**groups, **snapshots}
    return [each for each in asked if known.get(each.ep_id) == group], [each for each in signed if each.ep_id in mine]


def by_member(given: Iterable[Given]) -> dict[int, list[Given]]:
    """Each Member's signatures under one letter, withdrawn ones too."""
    found: dict[int, list[Given]] = {}
    for each in given:
        found.setdefault(each.ep_id, []).append(each)
    return found


def funnel(asked: Sequence[Asked], given: Sequence[Given]) -> Funnel:
    """Count the steps from asked to signed; a Member who signed or declined has started."""
    own = by_member(given)
    live = [each for each in asked if each.revoked_at is None or each.ep_id in own]
    standings = [standing_of(each, own.get(each.ep_id, ())) for each in live]
    return Funnel(
        asked=len(live),
        delivered=sum(each.is_delivered for each in live),
        started=sum(bool(each.started_at or each.declined_at or each.ep_id in own) for each in live),
        signed=sum(each.counts for each in given),
        declined=standings.count(Standing.DECLINED),
        bounced=sum(each.is_bounced for each in live),
    )


def time_left(deadline: datetime, now: datetime) -> TimeLeft:
    """Days while there are two or more, then hours, then minutes; whole ones, so that nothing is promised too long."""
    left = deadline - now
    if left <= timedelta():
        return TimeLeft(Unit.OVER, 0)
    if left >= timedelta(days=2):
        return TimeLeft(Unit.DAYS, left.days)
    if left >= timedelta(hours=2):
        return TimeLeft(Unit.HOURS, left // timedelta(hours=1))
    return TimeLeft(Unit.MINUTES, max(1, left // timedelta(minutes=1)))


def may_be_reminded(asked: Asked, given: Sequence[Given], *, at_most: int, days_between: int, now: datetime) -> bool:
    """Whether a reminder is due: no answer, the last mail arrived long enough ago, not too many reminders yet."""
    if standing_of(asked, given) not in (Standing.NO_ANSWER, Standing.STARTED):
        return False
    last = asked.mails[-1] if asked.mails else None
    if last is None or last.state is not MailState.SENT or last.settled_at is None:
        return False
    reminders = sum(each.kind is MailKind.REMINDER and each.state is not MailState.CANCELLED for each in asked.mails)
    return reminders < at_most and last.settled_at + timedelta(days=days_between) <= now
