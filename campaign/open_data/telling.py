"""Cases in the shapes that other software reads."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from campaign import links
from campaign.campaigns.models import Campaign
from campaign.drafting.models import LetterState
from campaign.missions import queries as missions
from campaign.missions.models import Mission
from campaign.open_data import case_shapes, letter_shapes, plain, queries, shapes
from campaign.open_data.facts import Fact
from campaign.parliament import groups
from campaign.questions import queries as questions
from campaign.questions import rules as clockwork
from campaign.questions.models import Question
from campaign.timeline import queries as timeline
from campaign.timeline.models import CaseDocument


def cases(found: Sequence[Campaign], pages: shapes.Pages) -> case_shapes.Cases:
    """A page of the list of cases."""
    return case_shapes.Cases(cases=tuple(_summary(each) for each in found), pages=pages)


def case(session: Session, campaign: Campaign, *, day: date) -> case_shapes.Case:
    """One case with all that is published of it; the number of queries does not grow with what it holds."""
    slug = plain.slug(campaign)
    asked = questions.questions(session, campaign, only_public=True)
    return case_shapes.Case(
        slug=slug,
        title=campaign.title,
        story=campaign.story,
        public_from=_since(campaign),
        closed_on=plain.day(campaign.closed_at),
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


def document(row: CaseDocument, slug: str) -> case_shapes.Document:
    """A published file or page."""
    ours = links.absolute("public.document", slug=slug, document_id=row.public_id) if row.file_digest else ""
    return case_shapes.Document(
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


def entries(facts: Sequence[Fact]) -> tuple[case_shapes.Entry, ...]:
    """What happened, the oldest first: of all published facts those that are days of the case."""
    days = sorted((each for each in facts if each.on is not None), key=lambda each: (each.on, each.title))
    return tuple(
        case_shapes.Entry(on=each.on, until=each.until, title=each.title, text=each.text, url=each.page_url)
        for each in days
        if each.on is not None
    )


def _summary(campaign: Campaign) -> case_shapes.CaseSummary:
    slug = plain.slug(campaign)
    return case_shapes.CaseSummary(
        slug=slug,
        title=campaign.title,
        public_from=_since(campaign),
        closed_on=plain.day(campaign.closed_at),
        outcome=campaign.outcome,
        page_url=links.absolute("public.case", slug=slug),
        api_url=links.absolute("api.case", slug=slug),
    )


def _letters(session: Session, campaign: Campaign) -> tuple[letter_shapes.LetterSummary, ...]:
    found = queries.letters(session, campaign)
    standing = queries.counts(session, found)
    return tuple(
        letter_shapes.LetterSummary(
            code=each.public_id,
            title=each.title,  # from the opening on the same as in the text that is signed
            dated_on=each.dated_on,
            language=each.language,
            members=standing.get(each.id, 0),
            is_record=each.state is LetterState.RECORD,
            api_url=links.absolute("api.letter", slug=plain.slug(campaign), code=each.public_id),
        )
        for each in found
    )


def _question(row: Question, day: date) -> case_shapes.Question:
    assert row.tabled_on is not None  # what was not tabled is never public
    return case_shapes.Question(
        id=row.public_id,
        reference=row.reference,
        institution=row.institution,
        subject=row.subject,
        is_priority=row.is_priority,
        term=row.term,
        members=tuple(
            case_shapes.QuestionMember(
                ep_id=each.ep_id,
                name=each.printed_name,
                part=each.part,
                country=each.country,
                group=plain.group(groups.get(each.group_code)),
            )
            for each in (*row.authors, *row.supporters)
        ),
        tabled_on=row.tabled_on,
        forwarded_on=row.forwarded_on,
        due_on=clockwork.due_on(row),
        answered_on=row.answered_on,
        state=clockwork.stage(row, day),
        question_url=plain.web(row.question_url),
        answer_url=plain.web(row.answer_url),
        source_url=plain.web(row.source_url),
    )


def _mission(row: Mission) -> case_shapes.Mission:
    return case_shapes.Mission(
        id=row.public_id,
        place=row.place,
        occasion=row.occasion,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        delegation=tuple(row.delegates),
    )


def _since(campaign: Campaign) -> datetime:
    assert campaign.public_from is not None
    return campaign.public_from
