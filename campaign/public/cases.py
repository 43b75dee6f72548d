"""Everything a campaign's public page says, as frozen values: only what was published, only names that stand now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import clock
from campaign.campaigns.models import Campaign
from campaign.delivering import queries as delivering
from campaign.delivering.models import Edition, TranslatedEdition
from campaign.handover import queries as handover
from campaign.handover.models import ReplyFile
from campaign.missions import queries as missions
from campaign.missions.models import Mission
from campaign.public import happened, shown
from campaign.public.happened import Entry
from campaign.public.naming import Choice
from campaign.public.shown import ShownLetter
from campaign.publishing import rules
from campaign.questions import queries as questions
from campaign.questions import rules as clockwork
from campaign.questions.models import Question
from campaign.questions.rules import Stage
from campaign.signing import queries as signing
from campaign.timeline import queries as timeline
from campaign.timeline.models import CaseDocument
from campaign.web.refusals import NotFound


@dataclass(frozen=True, slots=True)
class Told:
    """What the case is called and how it is told.

    Beside a letter these are the title and story frozen in its text: no Member stands under a story told later.
    """

    title: str
    story: str
    is_signed: bool
    """Whether the Members of the newest letter read exactly this before they signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The whole page."""

    campaign: Campaign
    told: Told
    letters: tuple[ShownLetter, ...]
    questions: tuple[tuple[Question, Stage, date | None], ...]
    documents: tuple[CaseDocument, ...]
    missions: tuple[Mission, ...]
    entries: tuple[Entry, ...]

    @property
    def main(self) -> ShownLetter | None:
        """The letter that stands for the case where one has to: the newest."""
        return self.letters[-1] if self.letters else None


def public_campaign(session: Session, slug: str, *, now: datetime) -> Campaign:
    """The campaign whose page is public at this address now.

    Raises NotFound, in the same words before the embargo's end as for an address that nobody has.
    """
    found = session.scalar(select(Campaign).where(Campaign.slug == slug, rules.are_public(now)))
    if found is None:
        raise not_found()
    return found


def not_found() -> NotFound:
    """The one answer for every address of a case that is not public."""
    return NotFound("case", _("There is no such page. Check the address with whoever gave it to you."))


def case(session: Session, campaign: Campaign, choice: Choice, *, now: datetime) -> Case:
    """What the page says at this moment; the number of queries grows with the letters, not with the names."""
    day = clock.brussels_day(now)
    asked = questions.questions(session, campaign, only_public=True)
    letters = tuple(shown.letter(session, each, choice) for each in shown.letters(session, campaign))
    visits = sorted(missions.missions(session, campaign, only_public=True), key=lambda each: (each.starts_on, each.id))
    events = timeline.events(session, campaign, only_public=True)
    return Case(
        campaign=campaign,
        told=_told(campaign, letters),
        letters=letters,
        questions=tuple((each, clockwork.stage(each, day), clockwork.due_on(each)) for each in asked),
        documents=tuple(timeline.documents(session, campaign, only_public=True)),
        missions=tuple(visits),
        entries=happened.timeline(events, letters, asked, visits),
    )


def public_edition(session: Session, campaign: Campaign, code: str) -> Edition:
    """The newest public edition of a letter that the page shows. Raises NotFound."""
    for letter in shown.letters(session, campaign):
        if letter.public_id == code:
            edition = shown.public_edition(session, letter, signing.standing_signatures(session, letter))
            if edition is not None:
                return edition
    raise NotFound("letter", _("There is no such file. Start from the campaign's page."))


def public_translation(session: Session, campaign: Campaign, code: str, language: str) -> TranslatedEdition:
    """That edition's file in another language. Raises NotFound."""
    for each in delivering.offered_translations(session, public_edition(session, campaign, code)):
        if each.language == language:
            return each
    raise NotFound("letter", _("There is no such file. Start from the campaign's page."))


def public_reply_file(session: Session, campaign: Campaign, code: str, file_code: str) -> ReplyFile:
    """A published page of a reply to a letter that the page shows. Raises NotFound."""
    for letter in shown.letters(session, campaign):
        if letter.public_id == code:
            return handover.public_file(session, letter, file_code)
    raise NotFound("letter", _("There is no such file. Start from the campaign's page."))


def public_document(session: Session, campaign: Campaign, public_id: str) -> CaseDocument:
    """A published file of the case. Raises NotFound for one that is not, and for links."""
    for each in timeline.documents(session, campaign, only_public=True):
        if each.public_id == public_id and each.file_digest is not None:
            return each
    raise NotFound("document", _("There is no such file. Start from the campaign's page."))


def _told(campaign: Campaign, letters: Sequence[ShownLetter]) -> Told:
    for each in reversed(letters):
        if each.content is not None and each.content.format > 1:  # format 1 froze no story
            return Told(each.content.campaign, each.content.framing, is_signed=each.tally.members > 0)
    return Told(campaign.title, campaign.story, is_signed=False)
