"""What is published, as rows: the public cases, their letters, and what the page shows of each."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.campaigns.models import Campaign
from campaign.delivering import queries as delivering
from campaign.delivering.models import Audience, Edition
from campaign.drafting.models import Letter, LetterState
from campaign.public import cases
from campaign.publishing import rules
from campaign.signing import queries as signing
from campaign.signing.models import Signature
from campaign.web.refusals import NotFound

SHOWN = (LetterState.CLOSED, LetterState.RECORD)


def public_campaigns(session: Session, *, now: datetime, skip: int = 0, limit: int | None = None) -> list[Campaign]:
    """The campaigns whose embargo is over, the newest first."""
    query = select(Campaign).where(rules.are_public(now))
    query = query.order_by(Campaign.public_from.desc(), Campaign.id.desc())
    return list(session.scalars(query.offset(skip).limit(limit)))


def number_public(session: Session, *, now: datetime) -> int:
    """How many there are."""
    return session.scalar(select(func.count()).select_from(Campaign).where(rules.are_public(now))) or 0


def campaign_at(session: Session, slug: str, *, now: datetime) -> Campaign:
    """The campaign that is public at this address now. Raises NotFound, in the same words as for no campaign."""
    return cases.public_campaign(session, slug, now=now)


def letters(session: Session, campaign: Campaign) -> list[Letter]:
    """The letters that the campaign's page shows, the oldest first."""
    query = select(Letter).where(Letter.campaign_id == campaign.id, Letter.is_public, Letter.state.in_(SHOWN))
    return list(session.scalars(query.order_by(Letter.closed_at, Letter.id)))


def letter_at(session: Session, slug: str, code: str, *, now: datetime) -> Letter:
    """A letter that the page at this address shows now. Raises NotFound."""
    campaign = campaign_at(session, slug, now=now)
    for each in letters(session, campaign):
        if each.public_id == code:
            return each
    raise NotFound("letter", _("There is no such letter. Start from the case's page."))


def public_editions(session: Session, letter: Letter) -> list[Edition]:
    """What was made for the public, the newest first."""
    return [each for each in delivering.editions_of(session, letter) if each.audience is Audience.PUBLIC]


def downloadable(editions: Sequence[Edition], signatures: Iterable[Signature]) -> Edition | None:
    """The edition that the page offers: the newest, unless it holds a name that stands no more."""
    standing = {each.public_id for each in signatures}
    newest = next(iter(editions), None)
    return newest if newest is not None and standing.issuperset(newest.signature_ids) else None


def counts(session: Session, found: Iterable[Letter]) -> dict[int, int]:
    """How many names stand under each of these letters, by the letter's id; one query."""
    query = select(Signature.letter_id, func.count().label("number")).where(
        Signature.letter_id.in_([each.id for each in found]), Signature.standing.is_(True)
    )
    return {row.letter_id: row.number for row in session.execute(query.group_by(Signature.letter_id))}


def names(session: Session, letter: Letter) -> list[Signature]:
    """The signatures that stand now, in print order."""
    return signing.standing_signatures(session, letter)


def names_digest(signatures: Iterable[Signature]) -> str:
    """A digest that changes with every name that comes or goes, and tells none of them."""
    return hashlib.sha256("\n".join(sorted(each.public_id for each in signatures)).encode()).hexdigest()
