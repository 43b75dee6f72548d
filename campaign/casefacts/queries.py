"""What is known of a case, and which drafts were started from it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from campaign.campaigns.models import Campaign
from campaign.casefacts import rules, texts
from campaign.casefacts.models import CaseFact, LetterStart
from campaign.casefacts.rules import Offer
from campaign.drafting import draft as drafts
from campaign.drafting.models import Letter, LetterState


@dataclass(frozen=True)
class Started:
    """A draft that was started from a template, as it stands now, and what the facts of now would make of it."""

    start: LetterStart
    now: dict[str, str]
    wanted: dict[str, str]
    offer: Offer

    @property
    def letter(self) -> Letter:
        """The draft."""
        return self.start.letter

    @property
    def is_untouched(self) -> bool:
        """Whether nobody changed what the template made."""
        return self.now == self.start.made

    @property
    def is_behind(self) -> bool:
        """Whether the facts would change the text."""
        return self.wanted != self.start.made and (self.offer.parts != self.now or self.offer.lost > 0)


def known(session: Session, campaign: Campaign) -> dict[str, str]:
    """Every fact that was entered, by name."""
    rows = session.scalars(select(CaseFact).where(CaseFact.campaign_id == campaign.id))
    return {each.name: each.value for each in rows}


def started(session: Session, campaign: Campaign) -> list[Started]:
    """The drafts of this campaign that were started from a template, the latest first."""
    query = (
        select(LetterStart)
        .join(Letter)
        .where(Letter.campaign_id == campaign.id, Letter.state == LetterState.DRAFT)
        .options(joinedload(LetterStart.letter))
        .order_by(Letter.created_at.desc(), Letter.id.desc())
    )
    facts = known(session, campaign)
    return [_standing(each, facts) for each in session.scalars(query) if each.template in texts.BY_KEY]


def started_letter(session: Session, letter: Letter) -> Started | None:
    """The same for one letter; None when it was started otherwise, or is no draft any more."""
    start = session.get(LetterStart, letter.id)
    if start is None or start.template not in texts.BY_KEY or letter.state != LetterState.DRAFT:
        return None
    return _standing(start, known(session, letter.campaign))


def _standing(start: LetterStart, facts: dict[str, str]) -> Started:
    now = rules.parts(drafts.of_letter(start.letter))
    wanted = rules.parts(rules.made(texts.BY_KEY[start.template], facts))
    return Started(start, now, wanted, rules.offer(now, start.made, wanted, facts))
