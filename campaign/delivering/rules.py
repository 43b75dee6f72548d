"""When an edition may be issued, whether the one at hand still tells the truth, and what changed since."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from campaign import clock
from campaign.delivering.models import Audience, Edition, TranslatedEdition
from campaign.drafting.models import Letter, LetterState
from campaign.signing import printing
from campaign.signing.models import Signature


class WhyNot(StrEnum):
    """Why no edition can be issued now."""

    NOT_CLOSED = "not_closed"
    RECORD = "record"
    UP_TO_DATE = "up_to_date"
    EDITION_FIRST = "edition_first"
    """A translation goes with an edition that tells what is true now."""


class WhyNotDelivered(StrEnum):
    """Why a delivery cannot be written down like this."""

    FUTURE = "future"
    BEFORE_ISSUED = "before_issued"
    NOBODY = "nobody"
    ARCHIVE = "archive"
    OTHER_EDITION = "other_edition"


class Change(StrEnum):
    """One way in which what is true now differs from what an edition says."""

    WITHDRAWN = "withdrawn"
    """A signature in it stands no more: taken back, or objected to."""
    SUPPLEMENT = "supplement"
    """Somebody signed after the letter was closed."""
    RESTORED = "restored"
    """A signature that it left out, hidden at that moment, stands again: its Member kept it."""
    TEXT = "text"
    """The text was corrected."""
    NOTE = "note"
    """A dated note about an earlier delivery is due below the list."""
    ANEW = "anew"
    """Text and names are the same: what was changed in between was changed back."""
    TRANSLATION = "translation"
    """The translation was revised; the text that was signed is the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """What went from a list after it had been delivered: days and counts, no name."""

    delivered_on: date
    addressees: tuple[str, ...]
    names: int
    gone_on: tuple[date, ...]
    """A day for each signature that went, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """What an edition issued now would hold, all read at one instant."""

    signatures: tuple[Signature, ...]
    revision_id: int | None
    notes: tuple[str, ...] = ()
    departures: tuple[Departure, ...] = ()
    """Of what the notes tell, for those who tell it in another language."""

    @property
    def ids(self) -> list[str]:
        """Public ids of the signatures, in print order."""
        return [each.public_id for each in self.signatures]


def why_not_issued(letter: Letter, latest: Edition | None, stand: Stand) -> WhyNot | None:
    """None where a new edition is due: the letter is closed, and the latest one does not tell what is true now."""
    if letter.state == LetterState.RECORD:
        return WhyNot.RECORD
    if letter.state != LetterState.CLOSED:
        return WhyNot.NOT_CLOSED
    if latest is not None and not changes(latest, stand):
        return WhyNot.UP_TO_DATE
    return None


def changes(edition: Edition, stand: Stand) -> list[Change]:
    """How what is true now differs from this edition; empty while it tells the truth."""
    then, now = set(edition.signature_ids), set(stand.ids)
    late = {each.public_id for each in stand.signatures if printing.is_late(each, edition.letter)}
    found = {
        Change.WITHDRAWN: then - now,
        Change.SUPPLEMENT: (now - then) & late,
        Change.RESTORED: (now - then) - late,
        Change.TEXT: edition.revision_id != stand.revision_id,
        Change.NOTE: list(edition.notes) != list(stand.notes),
    }
    told = [change for change, differs in found.items() if differs]
    return [each for each in told if each is not Change.NOTE or told == [Change.NOTE]]


def changes_between(earlier: Edition, later: Edition) -> list[Change]:
    """Why the later edition was issued after the earlier one."""
    then, now, late = set(earlier.signature_ids), set(later.signature_ids), set(later.late_ids)
    found = {
        Change.WITHDRAWN: then - now,
        Change.SUPPLEMENT: (now - then) & late,
        Change.RESTORED: (now - then) - late,
        Change.TEXT: earlier.revision_id != later.revision_id,
    }
    told = [change for change, differs in found.items() if differs]
    return told or [Change.ANEW if list(earlier.notes) == list(later.notes) else Change.NOTE]


def why_not_delivered(
    edition: Edition,
    translations: Collection[TranslatedEdition],
    *,
    addressee: str,
    delivered_at: datetime,
    now: datetime,
) -> WhyNotDelivered | None:
    """Why this cannot have been delivered so, or None."""
    if edition.audience is Audience.ARCHIVE:
        return WhyNotDelivered.ARCHIVE
    if not addressee.strip():
        return WhyNotDelivered.NOBODY
    if delivered_at > now:
        return WhyNotDelivered.FUTURE
    if any(each.edition_id != edition.id for each in translations):
        return WhyNotDelivered.OTHER_EDITION
    made = max([edition.issued_at, *(each.issued_at for each in translations)])
    if clock.brussels_day(delivered_at) < clock.brussels_day(made):
        return WhyNotDelivered.BEFORE_ISSUED
    return None


def departure(
    names: Collection[str], delivered: Collection[tuple[date, str]], gone_on: Collection[date]
) -> Departure | None:
    """The departure from a delivered list of these names; None where all of them stand."""
    if not gone_on:
        return None
    return Departure(
        delivered_on=min(day for day, _name in delivered),
        addressees=tuple(dict.fromkeys(name for _day, name in sorted(delivered))),
        names=len(names),
        gone_on=tuple(sorted(gone_on)),
    )
