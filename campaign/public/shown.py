"""A letter as the public page shows it: the frozen text, the names that stand at this moment, where they come from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import clock, spread, tally
from campaign.campaigns.models import Campaign
from campaign.charts import Hemicycle
from campaign.delivering import queries as delivering
from campaign.delivering.models import Audience, Edition, TranslatedEdition
from campaign.drafting import content as contents
from campaign.drafting import queries as drafting
from campaign.drafting.content import Content
from campaign.drafting.models import Letter, LetterState, ListOrder, Revision
from campaign.handover import queries as handover
from campaign.handover.queries import Delivered, PublicReply
from campaign.parliament import groups, terms
from campaign.public import naming
from campaign.public.naming import Choice, NamesUnder, Signatory
from campaign.roster import queries as roster
from campaign.signing import printing, remarks
from campaign.signing import queries as signing
from campaign.signing.models import Signature
from campaign.spread import Share
from campaign.statements import queries as statements
from campaign.statements.models import Statement
from campaign.tally import Tally
from campaign.translating import queries as translating
from campaign.translating.queries import Version

ENOUGH_SEATS = 20
"""A roster that knows fewer Members of that day says nothing about the chamber."""
SHOWN = (LetterState.CLOSED, LetterState.RECORD)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLetter:
    """One letter with the names that stand under it at this moment."""

    letter: Letter
    code: str
    title: str
    place: str
    on: date | None
    addressees: tuple[str, ...]
    content: Content | None
    """The text that was signed, word for word; None for a record, whose text is not ours."""
    revision: Revision | None
    edition: Edition | None
    names: tuple[NamesUnder, ...]
    late: tuple[Signatory, ...]
    tally: Tally
    by_group: tuple[Share, ...]
    by_country: tuple[Share, ...]
    chamber: Hemicycle | None
    seats: int
    day: date
    delivered: tuple[Delivered, ...]
    replies: tuple[PublicReply, ...]
    """What came back and was published by a deliberate act."""
    stated: tuple[Statement, ...]
    """What Members published here about not having signed."""
    translations: tuple[Version, ...]
    """What may be read in other languages; nobody signed it."""
    translated: tuple[TranslatedEdition, ...]
    """The sealed PDFs of the edition in other languages."""
    source: str
    source_url: str
    form: str
    order: ListOrder

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        """Everybody, those of the supplement last."""
        return (*(each for part in self.names for each in part.names), *self.late)


def letters(session: Session, campaign: Campaign) -> Sequence[Letter]:
    """The letters that the page shows: closed ones and records, unless the organisers left them out."""
    query = select(Letter).where(Letter.campaign_id == campaign.id, Letter.is_public, Letter.state.in_(SHOWN))
    return session.scalars(query.order_by(Letter.closed_at, Letter.id)).all()


def letter(session: Session, found: Letter, choice: Choice) -> ShownLetter:
    """One of them with all that is shown of it; the number of queries does not grow with the names."""
    signatures = signing.standing_signatures(session, found)
    in_time, late = printing.split(found, signatures)
    counted, day = tally.of(signatures), _day(found)
    sitting = _sitting(session, found, day)
    by_group = spread.by_group(counted, sitting[0], day)
    revision = drafting.current_revision(session, found)
    content = contents.of_revision(revision) if revision else None
    form, order = choice.form or found.list_format, choice.order or found.list_order
    ordered = printing.in_print_order(found, in_time, order=order)
    moved = remarks.moved(session, signatures, on=clock.brussels_day(clock.now()))
    name = partial(naming.signatory, found, form=form, moved=moved)
    seats = sum(sitting[0].values())
    edition = public_edition(session, found, signatures)
    return ShownLetter(
        letter=found,
        code=found.public_id,
        title=content.title if content else found.title,
        place=content.place if content else found.place,
        on=content.dated_on if content else found.dated_on,
        addressees=tuple(each.authority for each in content.addressees) if content else (),
        content=content,
        revision=revision,
        edition=edition,
        names=tuple(naming.under_headings(found, [name(each) for each in ordered], order)),
        late=tuple(name(each, is_late=True) for each in late),
        tally=counted,
        by_group=by_group,
        by_country=spread.by_country(counted, sitting[1], day, whole=True),
        chamber=spread.chamber(by_group) if seats >= ENOUGH_SEATS else None,
        seats=seats,
        day=day,
        delivered=tuple(handover.delivered(session, found)),
        replies=tuple(handover.public_replies(session, found)),
        stated=tuple(statements.published_about(session, letter=found, document_digest=None)),
        translations=tuple(translating.published(session, found)),
        translated=tuple(delivering.offered_translations(session, edition)) if edition else (),
        source=host(found.source_url),
        source_url=(found.source_url or "") if host(found.source_url) else "",
        form=form,
        order=order,
    )


def public_edition(session: Session, found: Letter, signatures: Sequence[Signature]) -> Edition | None:
    """The newest edition made for the public; none while it still holds a name that was taken back."""
    standing = {each.public_id for each in signatures}
    for each in delivering.editions_of(session, found):
        if each.audience is Audience.PUBLIC:
            return each if standing.issuperset(each.signature_ids) else None
    return None


def host(url: str | None) -> str:
    """The publication's host without www; empty for anything but a web address."""
    parts = urlsplit(url or "")
    return (parts.hostname or "").removeprefix("www.") if parts.scheme in ("http", "https") else ""


def _day(found: Letter) -> date:
    """The day whose chamber the letter is compared with: the one it closed, or the one of the record."""
    if found.state is LetterState.RECORD and found.dated_on:
        return found.dated_on
    return clock.brussels_day(found.closed_at or found.created_at)


def _sitting(session: Session, found: Letter, day: date) -> tuple[Counter[str], Counter[str]]:
    """Members by group and by country on that day: the roster's, or for a record what is known of that month."""
    term = terms.on(day)
    if found.state is LetterState.RECORD:
        return Counter(term.sitting_on(day) if term else {}), Counter()
    places = roster.members_on(session, day)
    by_group = Counter(each.group or groups.NI.code for each in places)
    return by_group, Counter(each.mandate.country for each in places)
