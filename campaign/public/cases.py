"""Everything a campaign's public page says, as frozen values: only what was published, only names that stand now."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from urllib.parse import urlsplit

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import clock, spread, tally
from campaign.campaigns.models import Campaign
from campaign.charts import Hemicycle
from campaign.delivering import queries as delivering
from campaign.delivering.models import Audience, Edition
from campaign.drafting import content as contents
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter, LetterState, ListOrder
from campaign.missions import queries as missions
from campaign.missions.models import Mission
from campaign.parliament import countries, groups, terms
from campaign.publishing import rules
from campaign.questions import queries as questions
from campaign.questions import rules as clockwork
from campaign.questions.models import Question
from campaign.questions.rules import Stage
from campaign.roster import queries as roster
from campaign.signing import lines, printing
from campaign.signing import queries as signing
from campaign.signing.models import Signature
from campaign.spread import Share
from campaign.tally import Tally
from campaign.timeline import queries as timeline
from campaign.timeline.models import CaseDocument, CaseEvent
from campaign.web.refusals import NotFound

ENOUGH_SEATS = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """How a reader wants the names: one of the formats A to F, one of the orders."""

    form: str = ""
    order: ListOrder | None = None


@dataclass(frozen=True, slots=True)
class NamesUnder:
    """Names under one heading: a country, a group, or none."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLetter:
    """One letter with the names that stand under it at this moment."""

    code: str
    title: str
    place: str
    on: date | None
    addressees: tuple[str, ...]
    framing: tuple[str, str]
    """Title and story under which its Members signed, where the campaign tells another one by now; else empty."""
    digest: str
    revision: str
    """The public number of the text, empty for a record."""
    edition: Edition | None
    names: tuple[NamesUnder, ...]
    late: tuple[str, ...]
    tally: Tally
    by_group: tuple[Share, ...]
    by_country: tuple[Share, ...]
    chamber: Hemicycle | None
    seats: int
    day: date
    delivered: tuple[tuple[date, str], ...]
    source: str
    source_url: str
    form: str
    order: ListOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the timeline, from whatever part of the case."""

    on: date
    until: date | None
    title: str
    text: str = ""
    url: str = ""
    document: CaseDocument | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The whole page."""

    campaign: Campaign
    letters: tuple[ShownLetter, ...]
    questions: tuple[tuple[Question, Stage, date | None], ...]
    documents: tuple[CaseDocument, ...]
    missions: tuple[Mission, ...]
    entries: tuple[Entry, ...]


def public_campaign(session: Session, slug: str, *, now: datetime) -> Campaign:
    """The campaign whose page is public at this address now.

    Raises NotFound, in the same words before the embargo's end as for an address that nobody has.
    """
    found = session.scalar(select(Campaign).where(Campaign.slug == slug, Campaign.public_from <= now))
    if found is None or not rules.is_public(found, now=now):
        raise NotFound("case", _("There is no such page. Check the address with whoever gave it to you."))
    return found


def case(session: Session, campaign: Campaign, choice: Choice, *, now: datetime) -> Case:
    """What the page says at this moment; the number of queries grows with the letters, not with the names."""
    day = clock.brussels_day(now)
    asked = questions.questions(session, campaign, only_public=True)
    shown = tuple(_letter(session, each, choice) for each in _letters(session, campaign))
    visits = tuple(missions.missions(session, campaign, only_public=True))
    events = timeline.events(session, campaign, only_public=True)
    entries = [*_told(events), *_of_letters(shown), *_of_questions(asked), *_of_missions(visits)]
    return Case(
        campaign=campaign,
        letters=shown,
        questions=tuple((each, clockwork.stage(each, day), clockwork.due_on(each)) for each in asked),
        documents=tuple(timeline.documents(session, campaign, only_public=True)),
        missions=visits,
        entries=tuple(sorted(entries, key=lambda entry: (entry.on, entry.title))),
    )


def public_edition(session: Session, campaign: Campaign, code: str) -> Edition:
    """The newest public edition of a letter that the page shows. Raises NotFound."""
    for letter in _letters(session, campaign):
        if letter.public_id == code:
            edition = _public_edition(session, letter, signing.standing_signatures(session, letter))
            if edition is not None:
                return edition
    raise NotFound("letter", _("There is no such file. Start from the campaign's page."))


def public_document(session: Session, campaign: Campaign, public_id: str) -> CaseDocument:
    """A published file of the case. Raises NotFound for one that is not, and for links."""
    for each in timeline.documents(session, campaign, only_public=True):
        if each.public_id == public_id and each.file_digest is not None:
            return each
    raise NotFound("document", _("There is no such file. Start from the campaign's page."))


def _letters(session: Session, campaign: Campaign) -> Sequence[Letter]:
    shown = (LetterState.CLOSED, LetterState.RECORD)
    query = select(Letter).where(Letter.campaign_id == campaign.id, Letter.is_public, Letter.state.in_(shown))
    return session.scalars(query.order_by(Letter.closed_at, Letter.id)).all()


def _letter(session: Session, letter: Letter, choice: Choice) -> ShownLetter:
    signatures = signing.standing_signatures(session, letter)
    in_time, late = printing.split(letter, signatures)
    counted, day = tally.of(signatures), _day(letter)
    sitting = _sitting(session, letter, day)
    by_group = spread.by_group(counted, sitting[0], day)
    seats = sum(sitting[0].values())
    revision = drafting.current_revision(session, letter)
    content = contents.of_revision(revision) if revision else None
    form, order = choice.form or letter.list_format, choice.order or letter.list_order
    return ShownLetter(
        code=letter.public_id,
        title=content.title if content else letter.title,
        place=content.place if content else letter.place,
        on=content.dated_on if content else letter.dated_on,
        addressees=tuple(each.authority for each in content.addressees) if content else (),
        framing=_framing(content, letter.campaign) if content else ("", ""),
        digest=revision.digest if revision else "",
        revision=revision.public_id if revision else "",
        edition=_public_edition(session, letter, signatures),
        names=tuple(_under(letter, printing.in_print_order(letter, in_time, order=order), form, order)),
        late=tuple(_line(letter, each, form) for each in late),
        tally=counted,
        by_group=by_group,
        by_country=spread.by_country(counted, sitting[1], day, whole=True),
        chamber=spread.chamber(by_group) if seats >= ENOUGH_SEATS else None,
        seats=seats,
        day=day,
        delivered=tuple(_delivered(session, letter)),
        source=_host(letter.source_url),
        source_url=(letter.source_url or "") if _host(letter.source_url) else "",
        form=form,
        order=order,
    )


def _framing(content: contents.Content, campaign: Campaign) -> tuple[str, str]:
    now = contents.in_format(replace(content, campaign=campaign.title, framing=campaign.story), content.format)
    return ("", "") if now == content else (content.campaign, content.framing)


def _day(letter: Letter) -> date:
    """The day whose chamber the letter is compared with: the one it closed, or the one of the record."""
    if letter.state is LetterState.RECORD and letter.dated_on:
        return letter.dated_on
    return clock.brussels_day(letter.closed_at or letter.created_at)


def _sitting(session: Session, letter: Letter, day: date) -> tuple[Counter[str], Counter[str]]:
    """Members by group and by country on that day: the roster's, or for a record what is known of that month."""
    term = terms.on(day)
    if letter.state is LetterState.RECORD:
        return Counter(term.sitting_on(day) if term else {}), Counter()
    places = roster.members_on(session, day)
    by_group = Counter(each.group or groups.NI.code for each in places)
    return by_group, Counter(each.mandate.country for each in places)


def _public_edition(session: Session, letter: Letter, signatures: Sequence[Signature]) -> Edition | None:
    """The newest edition made for the public; none while it still holds a name that was taken back."""
    standing = {each.public_id for each in signatures}
    for each in delivering.editions_of(session, letter):
        if each.audience is Audience.PUBLIC:
            return each if standing.issuperset(each.signature_ids) else None
    return None


def _delivered(session: Session, letter: Letter) -> Iterator[tuple[date, str]]:
    """Who has it since when: each addressee once, with the first day."""
    seen: set[str] = set()
    for each in delivering.deliveries_of(session, letter):
        if each.addressee not in seen:
            seen.add(each.addressee)
            yield clock.brussels_day(each.delivered_at), each.addressee


def _under(letter: Letter, signatures: Sequence[Signature], form: str, order: ListOrder) -> Iterator[NamesUnder]:
    """The names, under headings where the order has any."""
    headings = {
        ListOrder.COUNTRY_PROTOCOL: lambda each: _country(letter, each),
        ListOrder.COUNTRY_ALPHABET: lambda each: _country(letter, each),
        ListOrder.GROUP_SIZE: lambda each: groups.get(each.group_code).full,
        ListOrder.GROUP_ALPHABET: lambda each: groups.get(each.group_code).full,
    }
    heading = headings.get(order, lambda each: "")
    for title, found in groupby(signatures, key=heading):
        yield NamesUnder(title, tuple(_line(letter, each, form) for each in found))


def _country(letter: Letter, signature: Signature) -> str:
    return countries.get(signature.country).label(letter.language, on=clock.brussels_day(signature.signed_at))


def _line(letter: Letter, signature: Signature, form: str) -> str:
    on = clock.brussels_day(signature.signed_at)
    return lines.printed_line(signature, form, language=letter.language, on=on)


def _host(url: str | None) -> str:
    """The publication's host without www; empty for anything but a web address."""
    parts = urlsplit(url or "")
    return (parts.hostname or "").removeprefix("www.") if parts.scheme in ("http", "https") else ""


def _told(events: Sequence[CaseEvent]) -> Iterator[Entry]:
    for each in events:
        document = each.document if each.document and each.document.is_public else None
        yield Entry(
            on=each.starts_on,
            until=each.ends_on,
            title=each.title,
            text=each.text,
            url=each.url or "",
            document=document,
        )


def _of_letters(letters: Sequence[ShownLetter]) -> Iterator[Entry]:
    for each in letters:
        yield Entry(on=each.on or each.day, until=None, title=_("Letter: %(title)s", title=each.title))
        for day, addressee in each.delivered:
            yield Entry(on=day, until=None, title=_("The letter reaches %(addressee)s", addressee=addressee))


def _of_questions(asked: Sequence[Question]) -> Iterator[Entry]:
    for each in asked:
        about = each.reference or each.subject
        if each.tabled_on:
            yield Entry(on=each.tabled_on, until=None, title=_("Written question tabled: %(about)s", about=about))
        if each.answered_on:
            yield Entry(on=each.answered_on, until=None, title=_("Written question answered: %(about)s", about=about))


def _of_missions(visits: Sequence[Mission]) -> Iterator[Entry]:
    for each in visits:
        until = each.ends_on if each.ends_on != each.starts_on else None
        yield Entry(
            on=each.starts_on,
            until=until,
            title=_("Mission to %(place)s", place=each.place),
            text=", ".join(each.delegates),
        )
