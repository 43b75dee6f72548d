"""Rows as the shapes that other software reads."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from campaign import clock, links, tally
from campaign.campaigns.models import Campaign
from campaign.delivering import queries as delivering
from campaign.delivering.models import Edition, TranslatedEdition
from campaign.drafting import content as contents
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter, LetterState, Revision
from campaign.handover import queries as handover
from campaign.handover.queries import PublicReply
from campaign.missions import queries as missions
from campaign.missions.models import Mission
from campaign.open_data import queries, shapes
from campaign.open_data.facts import Fact
from campaign.parliament import countries, groups
from campaign.questions import queries as questions
from campaign.questions import rules as clockwork
from campaign.questions.models import Question
from campaign.signing import assurances, lines, printing
from campaign.signing.models import Assurance, Signature
from campaign.timeline import queries as timeline
from campaign.timeline.models import CaseDocument
from campaign.web.addresses import is_web_address

AT_PARLIAMENT = "https://www.europarl.europa.eu/meps/en/"


def cases(found: Sequence[Campaign], pages: shapes.Pages) -> shapes.Cases:
    """A page of the list of cases."""
    return shapes.Cases(cases=tuple(_summary(each) for each in found), pages=pages)


def case(session: Session, campaign: Campaign, *, day: date) -> shapes.Case:
    """One case with all that is published of it; the number of queries does not grow with what it holds."""
    slug = _slug(campaign)
    asked = questions.questions(session, campaign, only_public=True)
    return shapes.Case(
        slug=slug,
        title=campaign.title,
        story=campaign.story,
        public_from=_since(campaign),
        closed_on=_day(campaign.closed_at),
        outcome=campaign.outcome,
        outcome_text=campaign.outcome_text,
        letters=_letters(session, campaign),
        questions=tuple(_question(each, day) for each in asked),
        documents=tuple(document(each, slug) for each in timeline.documents(session, campaign, only_public=True)),
        missions=tuple(_mission(each) for each in missions.missions(session, campaign, only_public=True)),
        page_url=links.absolute("public.case", slug=slug),
        timeline_url=links.absolute("api.timeline", slug=slug),
        feed_url=links.absolute("feeds.case", slug=slug),
        calendar_url=links.absolute("feeds.calendar", slug=slug),
    )


def letter(session: Session, letter: Letter) -> shapes.Letter:
    """Everything about a letter but its names."""
    slug, code = _slug(letter.campaign), letter.public_id
    signatures = queries.names(session, letter)
    revision = drafting.current_revision(session, letter)
    content = contents.of_revision(revision) if revision else None
    here = {"slug": slug, "code": code}
    return shapes.Letter(
        code=code,
        case=slug,
        title=content.title if content else letter.title,
        language=letter.language,
        place=content.place if content else letter.place,
        dated_on=content.dated_on if content else letter.dated_on,
        closed_on=_day(letter.closed_at),
        is_record=letter.state is LetterState.RECORD,
        source_url=_web(letter.source_url),
        addressees=tuple(each.authority for each in content.addressees) if content else (),
        text=_text(revision) if revision else None,
        framing=shapes.Framing(title=content.campaign, story=content.framing) if content else None,
        editions=_editions(session, letter, signatures),
        deliveries=_deliveries(session, letter),
        replies=tuple(_reply(each) for each in handover.public_replies(session, letter)),
        tally=_tally(signatures),
        names_digest=queries.names_digest(signatures),
        signatories_url=links.absolute("api.signatories", **here),
        page_url=links.absolute("public.case", slug=slug),
        embed_url=links.absolute("embedding.names", **here),
        check_url=links.absolute("checking.result", code=code),
    )


def signatory(signature: Signature, letter: Letter) -> shapes.Signatory:
    """One name with its snapshot, and what stands behind it."""
    on, group = clock.brussels_day(signature.signed_at), groups.get(signature.group_code)
    return shapes.Signatory(
        ep_id=signature.ep_id,
        ep_url=f"{AT_PARLIAMENT}{signature.ep_id}",
        name=lines.full_name(signature),
        given=signature.given,
        family=signature.surname,
        country=shapes.Country(code=signature.country, name=countries.get(signature.country).label(on=on)),
        group=_group(group),
        party=signature.party or None,
        signed_on=None if signature.assurance is Assurance.PUBLIC_SOURCE else on,
        assurance=shapes.Sureness(code=signature.assurance, words=str(assurances.PUBLIC[signature.assurance])),
        late=printing.is_late(signature, letter),
        in_individual_capacity=signature.in_individual_capacity,
    )


def document(row: CaseDocument, slug: str) -> shapes.Document:
    """A published file or page."""
    ours = links.absolute("public.document", slug=slug, document_id=row.public_id) if row.file_digest else ""
    return shapes.Document(
        id=row.public_id,
        kind=row.kind,
        title=row.title,
        language=row.language,
        dated_on=row.dated_on,
        published_by=row.published_by,
        url=ours or str(row.url),
        file_digest=row.file_digest,
        file_type=row.file_type,
        size=row.file_size,
    )


def entries(facts: Sequence[Fact]) -> tuple[shapes.Entry, ...]:
    """What happened, the oldest first: of all published facts those that are days of the case."""
    days = sorted((each for each in facts if each.on is not None), key=lambda each: (each.on, each.title))
    return tuple(
        shapes.Entry(on=each.on, until=each.until, title=each.title, text=each.text, url=each.page_url)
        for each in days
        if each.on is not None
    )


def _summary(campaign: Campaign) -> shapes.CaseSummary:
    slug = _slug(campaign)
    return shapes.CaseSummary(
        slug=slug,
        title=campaign.title,
        public_from=_since(campaign),
        closed_on=_day(campaign.closed_at),
        outcome=campaign.outcome,
        page_url=links.absolute("public.case", slug=slug),
        api_url=links.absolute("api.case", slug=slug),
    )


def _letters(session: Session, campaign: Campaign) -> tuple[shapes.LetterSummary, ...]:
    found = queries.letters(session, campaign)
    standing = queries.counts(session, found)
    return tuple(
        shapes.LetterSummary(
            code=each.public_id,
            title=each.title,  # from the opening on the same as in the text that is signed
            dated_on=each.dated_on,
            language=each.language,
            members=standing.get(each.id, 0),
            is_record=each.state is LetterState.RECORD,
            api_url=links.absolute("api.letter", slug=_slug(campaign), code=each.public_id),
        )
        for each in found
    )


def _text(revision: Revision) -> shapes.Text:
    url = links.absolute("drafting.revision_text", revision_id=revision.public_id)
    return shapes.Text(revision=revision.public_id, digest=revision.digest, url=url)


def _editions(session: Session, letter: Letter, signatures: Sequence[Signature]) -> tuple[shapes.Edition, ...]:
    found = queries.public_editions(session, letter)
    offered = queries.downloadable(found, signatures)
    translated = delivering.offered_translations(session, offered) if offered else []
    return tuple(_edition(each, translated if each is offered else None) for each in found)


def _edition(row: Edition, translated: Sequence[TranslatedEdition] | None) -> shapes.Edition:
    """One edition, with its translations where it is offered."""
    here = {"slug": _slug(row.letter.campaign), "letter_id": row.letter.public_id}
    return shapes.Edition(
        code=row.public_id,
        number=row.number,
        issued_on=clock.brussels_day(row.issued_at),
        file_digest=row.file_digest,
        size=row.size,
        page_count=row.pages,
        merkle_root=row.merkle_root,
        file_url=links.absolute("public.letter_pdf", **here) if translated is not None else None,
        translations=tuple(_translated(each, here) for each in translated or ()),
    )


def _translated(row: TranslatedEdition, here: dict[str, str]) -> shapes.TranslatedFile:
    return shapes.TranslatedFile(
        code=row.public_id,
        language=row.language,
        file_digest=row.file_digest,
        size=row.size,
        page_count=row.pages,
        file_url=links.absolute("public.translated_pdf", **here, language=row.language),
    )


def _deliveries(session: Session, letter: Letter) -> tuple[shapes.Delivery, ...]:
    first: dict[str, date] = {}
    for each in delivering.deliveries_of(session, letter):
        first.setdefault(each.addressee, clock.brussels_day(each.delivered_at))
    return tuple(shapes.Delivery(on=on, addressee=addressee) for addressee, on in first.items())


def _reply(found: PublicReply) -> shapes.Reply:
    return shapes.Reply(id=found.code, addressee=found.addressee, kind=found.kind, on=found.on, language=found.language)


def _tally(signatures: Sequence[Signature]) -> shapes.Tally:
    counted = tally.of(signatures)
    return shapes.Tally(
        members=counted.members,
        groups=counted.groups,
        countries=counted.countries,
        by_group=tuple(shapes.Count(code=code, members=number) for code, number in counted.by_group.items()),
        by_country=tuple(shapes.Count(code=code, members=number) for code, number in counted.by_country.items()),
    )


def _question(row: Question, day: date) -> shapes.Question:
    assert row.tabled_on is not None  # what was not tabled is never public
    return shapes.Question(
        id=row.public_id,
        reference=row.reference,
        institution=row.institution,
        subject=row.subject,
        is_priority=row.is_priority,
        term=row.term,
        members=tuple(
            shapes.QuestionMember(
                ep_id=each.ep_id,
                name=each.printed_name,
                part=each.part,
                country=each.country,
                group=_group(groups.get(each.group_code)),
            )
            for each in (*row.authors, *row.supporters)
        ),
        tabled_on=row.tabled_on,
        forwarded_on=row.forwarded_on,
        due_on=clockwork.due_on(row),
        answered_on=row.answered_on,
        state=clockwork.stage(row, day),
        question_url=_web(row.question_url),
        answer_url=_web(row.answer_url),
        source_url=_web(row.source_url),
    )


def _mission(row: Mission) -> shapes.Mission:
    return shapes.Mission(
        id=row.public_id,
        place=row.place,
        occasion=row.occasion,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        delegation=tuple(row.delegates),
    )


def _group(group: groups.PoliticalGroup) -> shapes.Group:
    return shapes.Group(code=group.code, official=group.official, english=group.english)


def _slug(campaign: Campaign) -> str:
    return str(campaign.slug)  # a constraint: what is public has an address


def _since(campaign: Campaign) -> datetime:
    assert campaign.public_from is not None
    return campaign.public_from


def _day(at: datetime | None) -> date | None:
    return clock.brussels_day(at) if at else None


def _web(address: str | None) -> str | None:
    return address if address and is_web_address(address) else None
