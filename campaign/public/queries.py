"""Letters known from a public source only: what was published, by whom, and nothing of ours above the names."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import tally
from campaign.campaigns.models import Campaign
from campaign.drafting.models import Letter, LetterState
from campaign.parliament import groups
from campaign.public import naming, shown
from campaign.publishing import rules
from campaign.signing import printing
from campaign.signing.models import Assurance, Signature
from campaign.tally import Tally
from campaign.web.refusals import NotFound


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
    slug: str
    """The last part of the address of the campaign's page; empty while that is not public."""
    tally: Tally
    group_order: tuple[str, ...]


def record_of(session: Session, public_id: str, *, now: datetime) -> Record:
    """The record with this public number.

    Raises NotFound for any letter that is not a public record, and for one whose campaign is under embargo.
    """
    letter = session.scalar(select(Letter).where(Letter.public_id == public_id, Letter.state == LetterState.RECORD))
    if letter is None or not letter.is_public or _is_embargoed(letter.campaign, now):
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
        source=shown.host(letter.source_url),
        source_url=(letter.source_url or "") if shown.host(letter.source_url) else "",
        signatories=tuple(naming.signatory(letter, each, letter.list_format).line for each in signatures),
        slug=(letter.campaign.slug or "") if rules.is_public(letter.campaign, now=now) else "",
        tally=counted,
        group_order=_order(Counter(counted.by_group), on),
    )


def _is_embargoed(campaign: Campaign, now: datetime) -> bool:
    return campaign.public_from is not None and campaign.public_from > now


def _order(present: Counter[str], day: date) -> tuple[str, ...]:
    """The groups with signatories, from left to right as they sat that day."""
    seated = [group.code for group in groups.seating(day) if group.code in present]
    return (*seated, *(code for code in present if code not in seated))
