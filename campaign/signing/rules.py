"""Who may sign, decline or take back, and when; which code counts. Pure: rows and `now` in, a reason out."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from campaign import onetime, tokens
from campaign.drafting import rules as drafting
from campaign.drafting.models import Letter, LetterState, Revision
from campaign.inviting.models import Invitation, PersonalLink
from campaign.onetime import WhyNoCode
from campaign.signing.lines import Snapshot
from campaign.signing.models import Assurance, ConfirmationCode, Decline, Signature


class WhyNot(StrEnum):
    """Why a letter cannot be signed through this link now."""

    UNKNOWN = "unknown"
    REVOKED = "revoked"
    REPLACED = "replaced"
    OTHER_MAILBOX = "other_mailbox"
    """The directory has another mailbox for the Member since: who holds the old one is not known to be the office."""
    ALREADY_SIGNED = "already_signed"
    UNSETTLED = "unsettled"
    NOT_OPEN = "not_open"
    CLOSED = "closed"
    DEADLINE_OVER = "deadline_over"
    NO_MANDATE = "no_mandate"
    TEXT_CHANGED = "text_changed"
    NOTICE_CHANGED = "notice_changed"


class Purpose(StrEnum):
    """What a one-time code is for; a code for one thing does nothing else."""

    SIGN = "sign"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that decisions about one personal link rest on, as it stands now."""

    link: PersonalLink
    invitation: Invitation
    letter: Letter
    revision: Revision | None
    snapshot: Snapshot | None
    """The Member with country and group of this day; None without a mandate."""
    signature: Signature | None = None
    """The one that stands, or the one whose withdrawal is not settled yet."""
    decline: Decline | None = None

    @property
    def text(self) -> Revision:
        """The revision that is signed. Raises ValueError where there is none: `why_refused` says so first."""
        if self.revision is None:
            raise ValueError("the letter has no text to sign")
        return self.revision

    @property
    def person(self) -> Snapshot:
        """The Member as of this day. Raises ValueError without a mandate: `why_refused` says so first."""
        if self.snapshot is None:
            raise ValueError("the Member has no mandate today")
        return self.snapshot


def why_refused(case: Case, *, now: datetime, digest: str | None = None) -> WhyNot | None:
    """The reason why this Member cannot sign now, or None.

    `digest` is that of the text on the Member's page, once there is one: exactly that text is signed, or none.
    """
    if reason := why_unusable(case):
        return reason
    if reason := _why_not_open(case.letter, case.revision, now):
        return reason
    if case.snapshot is None:
        return WhyNot.NO_MANDATE
    if digest is not None and case.revision is not None and not tokens.same(digest, case.revision.digest):
        return WhyNot.TEXT_CHANGED
    return None


def why_not_declined(case: Case, *, now: datetime) -> WhyNot | None:
    """The reason why there is nothing to decline now, or None. A seat is not needed to say no."""
    return why_unusable(case) or _why_not_open(case.letter, case.revision, now)


def why_unusable(case: Case) -> WhyNot | None:
    """What keeps the link itself from leading to the form: it or its mailbox retired, or it is signed already."""
    if case.invitation.revoked_at is not None:
        return WhyNot.REVOKED
    if case.link.revoked_at is not None:
        return WhyNot.REPLACED
    if is_retired(case.link.mailbox, case.invitation.member.mailbox):
        return WhyNot.OTHER_MAILBOX
    if case.signature is not None:
        return WhyNot.ALREADY_SIGNED if case.signature.standing else WhyNot.UNSETTLED
    return None


def is_retired(mailbox: str, registered: str | None) -> bool:
    """Whether the directory has another mailbox for the Member than the one that was written to."""
    return registered is not None and mailbox.casefold() != registered.casefold()


def _why_not_open(letter: Letter, revision: Revision | None, now: datetime) -> WhyNot | None:
    if letter.state is LetterState.CLOSED:
        return None if revision is not None and drafting.accepts_late(letter, now=now) else WhyNot.CLOSED
    if letter.state is not LetterState.OPEN or revision is None:
        return WhyNot.NOT_OPEN
    if letter.deadline_at is not None and now > letter.deadline_at:
        return WhyNot.DEADLINE_OVER
    return None


def why_no_code(code: ConfirmationCode | None, *, digest: str, now: datetime) -> WhyNoCode | None:
    """The reason why the typed code, given as its digest, does not count, or None. Tries before this one count."""
    if code is None or code.used_at is not None:
        return WhyNoCode.NONE
    kept = onetime.Kept(code.digest, code.expires_at, code.tries)
    return onetime.why_refused(kept, digest=digest, now=now)


def assurance(code_confirmed_at: datetime | None) -> Assurance:
    """How sure a signature is: the link alone, or the link and a code from the registered mailbox."""
    return Assurance.LINK if code_confirmed_at is None else Assurance.LINK_AND_CODE
