"""When an edition may be issued, and whether the one at hand still tells the truth."""

from collections.abc import Iterable
from enum import StrEnum

from campaign.delivering.models import Edition
from campaign.drafting.models import Letter, LetterState


class WhyNot(StrEnum):
    """Why no edition can be issued now."""

    NOT_CLOSED = "not_closed"
    RECORD = "record"
    UP_TO_DATE = "up_to_date"


def why_not_issued(letter: Letter, latest: Edition | None, standing: Iterable[str]) -> WhyNot | None:
    """None where a new edition is due: the letter is closed, and no edition holds exactly these signatures."""
    if letter.state == LetterState.RECORD:
        return WhyNot.RECORD
    if letter.state != LetterState.CLOSED:
        return WhyNot.NOT_CLOSED
    if latest is not None and is_current(latest, standing):
        return WhyNot.UP_TO_DATE
    return None


def is_current(edition: Edition, standing: Iterable[str]) -> bool:
    """Whether the edition's signatures are exactly those that stand now (public ids)."""
    return set(edition.signature_ids) == set(standing)
