"""What an office and its assistants may do now. Pure: rows and the time in, a reason or None out."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from campaign import clock, onetime
from campaign.drafting.models import Letter
from campaign.offices.models import Assistant, Authorisation, OfficeLink, PendingAct, Scope
from campaign.onetime import WhyNoCode
from campaign.roster.models import Mandate, Member

LINK_LIVES = timedelta(days=30)
PENDING_LIVES = timedelta(days=1)
CONFIRM_WITHIN = timedelta(days=14)
LONGEST_MONTHS = 12
LONGEST_NAME = 80
MOST_ASSISTANTS = 20  # Members have a handful of accredited assistants; this only stops abuse


class WhyNot(StrEnum):
    """Why an office, or an assistant, cannot do this now."""

    UNKNOWN = "unknown"
    OLD_LINK = "old_link"
    SEAT_OVER = "seat_over"
    OTHER_DOMAIN = "other_domain"
    A_MEMBERS_MAILBOX = "a_members_mailbox"
    REGISTERED = "registered"
    TOO_MANY = "too_many"
    ENDED = "ended"
    UNCONFIRMED = "unconfirmed"
    NOT_AUTHORISED = "not_authorised"
    NO_LETTER = "no_letter"
    PAST = "past"
    TOO_LONG = "too_long"
    NO_MAILBOX = "no_mailbox"
    SAID_NO = "said_no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A Member with the seat and the registered mailbox of today, behind the office's link."""

    member: Member
    mandate: Mandate
    mailbox: str
    link: OfficeLink


def why_no_link(link: OfficeLink, *, mandate: Mandate | None, mailbox: str | None, now: datetime) -> WhyNot | None:
    """Why the office's link leads nowhere now. After a change of the registered mailbox only a new link counts."""
    if mandate is None:
        return WhyNot.SEAT_OVER
    if link.revoked_at is not None or now >= link.expires_at or mailbox is None or mailbox != link.mailbox:
        return WhyNot.OLD_LINK
    return None


def why_not_registered(member_mailbox: str, mailbox: str, *, known: set[str], is_members: bool) -> WhyNot | None:
    """Why this mailbox cannot be an assistant's in this office: it must be official, and not a Member's."""
    if domain(mailbox) != domain(member_mailbox):
        return WhyNot.OTHER_DOMAIN
    if is_members or key(mailbox) == key(member_mailbox):
        return WhyNot.A_MEMBERS_MAILBOX
    if key(mailbox) in known:
        return WhyNot.REGISTERED
    return WhyNot.TOO_MANY if len(known) >= MOST_ASSISTANTS else None


def key(mailbox: str) -> str:
    """A mailbox as it is compared and kept: in small letters."""
    return mailbox.strip().casefold()


def domain(mailbox: str) -> str:
    """What stands after the @, as it is compared."""
    return key(mailbox).rpartition("@")[2]


def why_not_granted(scope: Scope, letter: Letter | None, ends_on: date, *, today: date) -> WhyNot | None:
    """Why no authorisation can be granted like this: a single one names its letter, none is longer than a year."""
    if (scope is Scope.SINGLE) != (letter is not None):
        return WhyNot.NO_LETTER
    if ends_on < today:
        return WhyNot.PAST
    return WhyNot.TOO_LONG if ends_on > latest_end(today) else None


def latest_end(today: date) -> date:
    """The last day an authorisation granted today can have: twelve months ahead."""
    try:
        return today.replace(year=today.year + 1)
    except ValueError:  # 29 February
        return today.replace(year=today.year + 1, day=28)


def why_no_assistant(assistant: Assistant, *, mandate: Mandate | None) -> WhyNot | None:
    """Why this person is no assistant now. An office ends with the seat it was made under."""
    if not assistant.current:
        return WhyNot.ENDED
    if mandate is None or mandate.id != assistant.mandate_id:
        return WhyNot.SEAT_OVER
    return None if assistant.confirmed_at else WhyNot.UNCONFIRMED


def holds(authorisation: Authorisation, *, now: datetime) -> bool:
    """Whether the authorisation itself has neither been ended nor run out."""
    return authorisation.ended_at is None and now <= authorisation.ends_at


def covering(assistant: Assistant, letter: Letter, *, to_sign: bool, now: datetime) -> Authorisation | None:
    """The authorisation under which this assistant may sign (or only prepare) this letter now; the narrowest one."""
    order = [Scope.SINGLE, Scope.STANDING] if to_sign else [Scope.PREPARE, Scope.SINGLE, Scope.STANDING]
    held = [each for each in assistant.authorisations if holds(each, now=now) and each.scope in order]
    fitting = [each for each in held if each.scope is not Scope.SINGLE or each.letter_id == letter.id]
    return min(fitting, key=lambda each: order.index(each.scope), default=None)


def why_no_code(pending: PendingAct | None, *, digest: str, now: datetime) -> WhyNoCode | None:
    """The reason why the typed code, given as its digest, does not count, or None."""
    if pending is None:
        return WhyNoCode.NONE
    kept = onetime.Kept(pending.code_digest, pending.sent_at + onetime.LIVES, pending.tries)
    return onetime.why_refused(kept, digest=digest, now=now)


def ends_at(ends_on: date) -> datetime:
    """The last second of an authorisation's last day, in Brussels."""
    return clock.end_of_brussels_day(ends_on)
