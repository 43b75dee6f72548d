"""A campaign's written questions; how many each Member has asked, as far as it is known here."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, selectinload

from campaign.campaigns.models import Campaign
from campaign.questions import rules
from campaign.questions.models import Part, Question, QuestionMember
from campaign.questions.rules import Finding
from campaign.web.refusals import NotFound


def questions(session: Session, campaign: Campaign, *, only_public: bool = False) -> list[Question]:
    """The campaign's questions with their Members, the newest first; two queries."""
    query = _loaded().where(Question.campaign_id == campaign.id)
    if only_public:
        query = query.where(Question.is_public, Question.tabled_on.is_not(None))
    return list(session.scalars(query.order_by(Question.tabled_on.is_not(None), Question.tabled_on.desc())))


def question_of(session: Session, campaign: Campaign, public_id: str) -> Question:
    """One question of this campaign.

    Raises NotFound for another campaign's.
    """
    found = session.scalar(_loaded().where(Question.campaign_id == campaign.id, Question.public_id == public_id))
    if found is None:
        raise NotFound("question", _("There is no such question. Start from the campaign's page."))
    return found


def findings(session: Session, question: Question, *, day: date) -> list[Finding]:
    """All checks of a draft on this day; the number of queries does not grow with its authors."""
    authors = [each.ep_id for each in question.authors]
    since = rules.months_before(day, rules.NOT_AGAIN_FOR_MONTHS)
    return rules.checks(
        question,
        tabled=tabled_by(session, authors, besides=question),
        priorities=tabled_by(session, authors, besides=question, only_priorities=True),
        earlier=_same_subject(session, question, since=since),
        day=day,
    )


def tabled_by(
    session: Session, ep_ids: Iterable[int], *, besides: Question | None = None, only_priorities: bool = False
) -> dict[int, list[date]]:
    """The days on which these Members tabled questions that are known here, in whichever campaign; by EP id."""
    query = select(QuestionMember.ep_id, Question.tabled_on).join(Question, Question.id == QuestionMember.question_id)
    query = query.where(
        QuestionMember.ep_id.in_(set(ep_ids)), QuestionMember.part == Part.AUTHOR, Question.tabled_on.is_not(None)
    )
    if besides is not None and besides.id is not None:
        query = query.where(Question.id != besides.id)
    if only_priorities:
        query = query.where(Question.is_priority)
    found: defaultdict[int, list[date]] = defaultdict(list)
    for ep_id, day in session.execute(query):
        if day is not None:
            found[ep_id].append(day)
    return dict(found)


def _same_subject(session: Session, question: Question, *, since: date) -> list[str]:
    """References, else subjects, of tabled questions on the same subject since that day."""
    if not question.subject:
        return []
    same = or_(
        func.lower(Question.subject) == question.subject.lower(),
        func.lower(Question.subject) == question.subject.removeprefix(rules.VP_HR_SUBJECT).lower(),
    )
    query = select(Question.reference, Question.subject).where(same, Question.tabled_on > since)
    if question.id is not None:
        query = query.where(Question.id != question.id)
    return [reference or subject for reference, subject in session.execute(query)]


def _loaded() -> Select[Question]:
    return select(Question).options(selectinload(Question.members))
