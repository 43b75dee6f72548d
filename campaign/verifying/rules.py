"""When a round may be started, and what an objection meets. Pure."""

from datetime import datetime
from enum import StrEnum

from campaign.drafting.models import Letter, LetterState
from campaign.signing.models import Lapse, Signature


class WhyNot(StrEnum):
    """Why no round can be started now."""

    NOT_SIGNED_YET = "not_signed_yet"
    RECORD = "record"
    DELIVERED = "delivered"
    NOBODY = "nobody"
    NO_TIME = "no_time"


class Standing(StrEnum):
    """Where the name stands that an enquiry is about."""

    STANDS = "stands"
    OBJECTED = "objected"
    GONE = "gone"
    """Taken back in another way, or no longer counted."""


def why_not_started(letter: Letter, *, delivered: bool, names: int) -> WhyNot | None:
    """None where a round makes sense: names stand under the letter, and nobody holds the list yet."""
    if letter.state is LetterState.RECORD:
        return WhyNot.RECORD
    if letter.state is LetterState.DRAFT:
        return WhyNot.NOT_SIGNED_YET
    if delivered:
        return WhyNot.DELIVERED
    return None if names else WhyNot.NOBODY


def why_no_time(wait_until: datetime, *, now: datetime) -> WhyNot | None:
    """A round waits until an instant that is still to come."""
    return None if wait_until > now else WhyNot.NO_TIME


def standing(signature: Signature) -> Standing:
    """What the page behind a link says of the signature."""
    if signature.standing:
        return Standing.STANDS
    return Standing.OBJECTED if signature.lapsed_because is Lapse.OBJECTED else Standing.GONE
