"""Letters known from a public source only: what was published, by whom, and nothing of ours above the names."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import tally
from campaign.drafting.models import Letter, LetterState
from campaign.parliament import groups
from campaign.signing import lines, printing
from campaign.signing.models import Assurance, Signature
from campaign.tally import Tally
from campaign.web.refusals import NotFound

LIST_FORMAT = "A"


@dataclass(frozen=True, slots=True)
class Record:
    """A published list of signatories."""

    title: str
    place: str
    on: date | None
    source: str
    """Host of the publication, such as example.org; empty where no source is stored."""
    source_url: str
    signatories: tuple[str, ...]
    tally: Tally
    group_order: tuple[str, ...]


def record_of(session: Session, public_id: str) -> Record:
    """The record with this public number.

    Raises NotFound for any letter that is not a public record.
    """
    letter = session.scalar(select(Letter).where(Letter.public_id == public_id, Letter.state == LetterState.RECORD))
    if letter is None:
        raise NotFound("record", _("There is no such record. Check the address with whoever gave it to you."))
    query = select(Signature).where(
        Signature.letter_id == letter.id,
        Signature.standing.is_(True),
        Signature.assurance == Assurance.PUBLIC_SOURCE,
    )
    signatures = printing.in_print_order(letter, session.scalars(query))
    counted = tally.of(signatures)
    on = letter.dated_on or letter.created_at.date()
    return Record(
        title=letter.title,
        place=letter.place,
        on=letter.dated_on,
        source=_host(letter.source_url),
        source_url=(letter.source_url or "") if _host(letter.source_url) else "",
        signatories=tuple(
            lines.printed_line(each, LIST_FORMAT, language=letter.language, on=on) for each in signatures
        ),
        tally=counted,
        group_order=_order(Counter(counted.by_group), on),
    )


def _host(url: str | None) -> str:
    """The publication's host without www; empty for anything but a web address."""
    parts = urlsplit(url or "")
    return (parts.hostname or "").removeprefix("www.") if parts.scheme in ("http", "https") else ""


def _order(present: Counter[str], day: date) -> tuple[str, ...]:
    """The groups with signatories, from left to right as they sat that day."""
    seated = [group.code for group in groups.seating(day) if group.code in present]
    return (*seated, *(code for code in present if code not in seated))
