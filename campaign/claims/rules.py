"""What must happen before a claim counts, method by method, and what speaks against it. Pure.

The table follows the domain's evidence table: for each way in which a Member may have signed, what must be stored and
who must have looked at it before the name may be printed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from campaign import clock
from campaign.claims.models import Claim, Method
from campaign.drafting import rules as drafting
from campaign.drafting.models import Letter, LetterState, Revision
from campaign.signing.lines import Snapshot
from campaign.signing.models import Assurance, Channel, Signature


class Need(StrEnum):
    """What has to happen before a claim becomes a signature."""

    APPROVAL = "approval"
    """A second organiser looks at the evidence and approves."""
    CONFIRMATION = "confirmation"
    """The Member's registered mailbox confirms."""
    CONFIRMATION_OR_TIME = "confirmation_or_time"
    """The Member's registered mailbox confirms, or does not object while the cooling time runs."""
    NEVER = "never"
    """Nothing makes it count: somebody's word."""


class WhyNot(StrEnum):
    """Why a claim cannot be brought, or cannot become a signature."""

    NOT_OPEN = "not_open"
    CLOSED = "closed"
    AFTER_DEADLINE = "after_deadline"
    IN_THE_FUTURE = "in_the_future"
    BEFORE_THE_TEXT = "before_the_text"
    NO_MANDATE = "no_mandate"
    NO_MAILBOX = "no_mailbox"
    STANDS = "stands"
    UNSETTLED = "unsettled"
    SAID_NO = "said_no"
    WAITING = "waiting"
    TEXT_CHANGED = "text_changed"
    SETTLED = "settled"
    OWN = "own"
    NOT_THIS_WAY = "not_this_way"
    BAD_EVIDENCE = "bad_evidence"
    OTHER_MAILBOX = "other_mailbox"
    """The mailbox that was asked is no longer the registered one."""


COOLING = timedelta(hours=72)
"""How long the Member's mailbox can object to an assistant's signature before it counts by itself."""
LEAST_COOLING = timedelta(hours=24)
"""No setting makes it shorter than this: the mailbox must have had a working day's chance."""
CONFIRMED_WITHIN = timedelta(days=7)
"""How long a signature given on an organiser's device waits for the Member's mailbox."""
AHEAD = timedelta(minutes=10)
"""How far another computer's clock may be ahead of ours."""


@dataclass(frozen=True, slots=True)
class Way:
    """One method: what it needs, how sure it is then, and by which way it comes."""

    need: Need
    assurance: Assurance | None
    channel: Channel
    lives: timedelta | None = None
    """After what time it expires unconfirmed."""


WAYS = {
    Method.MAIL_REPLY: Way(Need.APPROVAL, Assurance.MAIL_REPLY, Channel.MAIL),
    Method.PAPER_SHEET: Way(Need.APPROVAL, Assurance.PAPER_SHEET, Channel.PAPER),
    Method.PDF_SIGNATURE: Way(Need.APPROVAL, Assurance.PDF_SIGNATURE, Channel.FILE),
    Method.IN_PERSON: Way(Need.CONFIRMATION, Assurance.IN_PERSON, Channel.TABLET, CONFIRMED_WITHIN),
    Method.AUTHORISED_ASSISTANT: Way(Need.CONFIRMATION_OR_TIME, Assurance.AUTHORISED_ASSISTANT, Channel.PERSONAL_LINK),
    Method.WORD: Way(Need.NEVER, None, Channel.MAIL),
}

ASKS_THE_MAILBOX = frozenset(
    method for method, way in WAYS.items() if way.need in (Need.CONFIRMATION, Need.CONFIRMATION_OR_TIME)
)


def assurance(method: Method) -> Assurance:
    """How sure a signature by this method is. Raises ValueError for a word, which is never a signature."""
    found = WAYS[method].assurance
    if found is None:
        raise ValueError("somebody's word is no signature")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What decisions about one claim rest on, as it stands now."""

    letter: Letter
    current: Revision | None
    """The text that is signed now."""
    revision: Revision | None
    """The text that the claim is about: the same, or one that was only corrected since."""
    snapshot: Snapshot | None
    """The Member on the day of the act; None without a mandate."""
    mailbox: str | None
    signature: Signature | None
    """The one that stands, or the one whose withdrawal is not settled."""
    said_no_at: datetime | None
    """When the Member last declined, withdrew or objected; an older yes does not count any more."""


def why_not_brought(facts: Facts, *, acted_at: datetime, now: datetime) -> WhyNot | None:
    """The reason why nothing can be claimed for this Member and letter, or None."""
    if facts.current is None or facts.revision is None or facts.letter.state is LetterState.RECORD:
        return WhyNot.NOT_OPEN
    if not drafting.stands_under(facts.revision, facts.current):
        return WhyNot.TEXT_CHANGED
    if reason := why_too_late(facts.letter, acted_at=acted_at, now=now):
        return reason
    if acted_at > now + AHEAD:
        return WhyNot.IN_THE_FUTURE
    if acted_at < facts.revision.frozen_at:
        return WhyNot.BEFORE_THE_TEXT
    return _why_not_this_member(facts, acted_at=acted_at)


def why_too_late(letter: Letter, *, acted_at: datetime, now: datetime) -> WhyNot | None:
    """Whether the letter's time is over: acts within it can be proved until it is closed, late ones in their time."""
    if letter.state is LetterState.CLOSED:
        return None if letter.late_until is not None and now <= letter.late_until else WhyNot.CLOSED
    if letter.deadline_at is not None and acted_at > letter.deadline_at:
        return WhyNot.AFTER_DEADLINE
    return None


def _why_not_this_member(facts: Facts, *, acted_at: datetime) -> WhyNot | None:
    if facts.signature is not None:
        return WhyNot.STANDS if facts.signature.standing else WhyNot.UNSETTLED
    if facts.snapshot is None:
        return WhyNot.NO_MANDATE
    if facts.mailbox is None:
        return WhyNot.NO_MAILBOX
    if facts.said_no_at is not None and facts.said_no_at >= acted_at:
        return WhyNot.SAID_NO
    return None


def why_not_signed(claim: Claim, facts: Facts, *, now: datetime) -> WhyNot | None:
    """The reason why this claim, whatever its proof, cannot become a signature now, or None."""
    if claim.settled_at is not None:
        return WhyNot.SETTLED
    if WAYS[claim.method].assurance is None:
        return WhyNot.NOT_THIS_WAY
    return why_not_brought(facts, acted_at=claim.acted_at, now=now)


def why_not_approved(claim: Claim, *, by_id: int) -> WhyNot | None:
    """The reason why this organiser's approval does not make the claim count, or None."""
    if claim.settled_at is not None:
        return WhyNot.SETTLED
    if WAYS[claim.method].need is not Need.APPROVAL:
        return WhyNot.NOT_THIS_WAY
    if claim.brought_by_id == by_id:
        return WhyNot.OWN
    checked = claim.method is not Method.PAPER_SHEET  # people alone look at ink; of the others the checks must be kept
    return None if claim.evidence.get("good", not checked) else WhyNot.BAD_EVIDENCE


def why_not_confirmed(claim: Claim, *, now: datetime) -> WhyNot | None:
    """The reason why the Member's mailbox has nothing to confirm here, or None."""
    if is_over(claim, now=now) or claim.settled_at is not None:
        return WhyNot.SETTLED
    return None if claim.method in ASKS_THE_MAILBOX else WhyNot.NOT_THIS_WAY


def is_ripe(claim: Claim, *, now: datetime) -> bool:
    """Whether the cooling time is over without an objection."""
    waits = WAYS[claim.method].need is Need.CONFIRMATION_OR_TIME
    return waits and claim.settled_at is None and claim.ripe_at is not None and claim.ripe_at <= now


def silence_counts(*, heard_at: datetime | None, mailbox: str | None, now: datetime) -> bool:
    """Whether nobody's objection means anything: the mail that asks left a day ago and did not come back, and the
    Member still sits, with that mailbox to object from. Until then the claim waits for the Member's yes."""
    return mailbox is not None and heard_at is not None and heard_at + LEAST_COOLING <= now


def weighs_from(method: Method, said_no_at: datetime | None) -> datetime | None:
    """Until when a no outweighs an act by this method: of ink only the day is known, so that all of its day counts."""
    if said_no_at is None or method is not Method.PAPER_SHEET:
        return said_no_at
    return clock.end_of_brussels_day(clock.brussels_day(said_no_at))


def is_over(claim: Claim, *, now: datetime) -> bool:
    """Whether nobody confirmed it in time."""
    return claim.expires_at is not None and claim.expires_at <= now


def counts_from(claim: Claim, *, now: datetime) -> datetime:
    """When the signature is dated: the Member's act; under a closed letter, the late moment its proof became whole."""
    return now if claim.letter.state is LetterState.CLOSED else claim.acted_at
