"""Draft a written question, name its authors, follow it until it is answered."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from campaign import journal, vault
from campaign.campaigns.models import Campaign
from campaign.organisers.models import Organiser
from campaign.parliament import groups, terms
from campaign.questions import rules
from campaign.questions.models import Institution, Part, Question, QuestionMember
from campaign.roster.queries import Place
from campaign.web.refusals import Refusal

MEMBERS_AT_MOST = 60


class CannotChange(Refusal):
    """The question cannot be changed in this way now."""


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What a draft says."""

    institution: Institution
    is_priority: bool
    subject: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Course:
    """What Parliament and the institution did with a question."""

    reference: str | None = None
    tabled_on: date | None = None
    forwarded_on: date | None = None
    published_on: date | None = None
    answered_on: date | None = None
    question_url: str | None = None
    answer_url: str | None = None
    is_public: bool = False


def start(session: Session, campaign: Campaign, wording: Wording, *, by: Organiser, now: datetime) -> Question:
    """A new draft for the term of this day; the caller commits."""
    term = terms.on(now.date()) or terms.ALL[-1]
    question = Question(campaign_id=campaign.id, term=term.number, created_at=now, saved_at=now, **vars(wording))
    session.add(question)
    session.flush()
    _note(session, "question.started", question, by=by, now=now)
    return question


def save(session: Session, question: Question, wording: Wording, *, version: int, by: Organiser, now: datetime) -> bool:
    """Write the draft if nobody saved since `version`; False, and nothing written, where somebody did.

    Raises CannotChange for a question that is tabled: its text is Parliament's now.
    """
    _refuse_tabled(question)
    standing = Wording(
        institution=question.institution,
        is_priority=question.is_priority,
        subject=question.subject,
        text=question.text,
    )
    if standing == wording:
        return True
    if question.version != version:
        return False
    for name, value in vars(wording).items():
        setattr(question, name, value)
    question.version, question.saved_at = question.version + 1, now
    session.flush()
    _note(session, "question.saved", question, by=by, now=now)
    return True


def name_member(
    session: Session, question: Question, place: Place, part: Part, *, by: Organiser, now: datetime
) -> None:
    """Put a Member on the draft as author or supporter, or change which of the two; the caller commits.

    Raises CannotChange for a tabled question and for more Members than a question can carry.
    """
    _refuse_tabled(question)
    standing = next((each for each in question.members if each.ep_id == place.member.ep_id), None)
    if standing is not None:
        standing.part = part
    elif len(question.members) >= MEMBERS_AT_MOST:
        raise CannotChange("full", _("No more Members fit on one question. Take one off first."))
    else:
        name = rules.printed_name(place.member.given, place.member.surname)
        question.members.append(
            QuestionMember(
                ep_id=place.member.ep_id,
                part=part,
                position=max((each.position for each in question.members), default=0) + 1,
                printed_name=name,
                country=place.mandate.country,
                group_code=place.group or groups.NI.code,
            )
        )
    session.flush()
    _note(session, "question.named", question, by=by, now=now, ep_id=place.member.ep_id, part=part.value)


def print_as(session: Session, question: Question, ep_id: int, name: str, *, by: Organiser, now: datetime) -> None:
    """Mend how a Member's name is printed; nothing happens for a Member who is not on the question."""
    for each in question.members:
        if each.ep_id == ep_id:
            each.printed_name = name
    session.flush()
    _note(session, "question.saved", question, by=by, now=now)


def take_off(session: Session, question: Question, ep_id: int, *, by: Organiser, now: datetime) -> None:
    """Take a Member off the draft; the caller commits. Raises CannotChange for a tabled question."""
    _refuse_tabled(question)
    question.members = [each for each in question.members if each.ep_id != ep_id]
    session.flush()
    _note(session, "question.unnamed", question, by=by, now=now, ep_id=ep_id)


def follow(session: Session, question: Question, course: Course, *, by: Organiser, now: datetime) -> None:
    """Write down what became of the question; the caller commits.

    Raises CannotChange where the days contradict each other, the reference belongs to another question, or nobody is
    named as its author.
    """
    _refuse_contradictions(question, course)
    for name, value in vars(course).items():
        setattr(question, name, value)
    question.saved_at = now
    try:
        with session.begin_nested():
            session.flush()
    except IntegrityError as error:
        raise CannotChange(
            "reference", _("Another question here has this reference already. Compare the number with Parliament's.")
        ) from error
    _note(session, "question.followed", question, by=by, now=now, reference=course.reference or "")


def keep_answer(
    session: Session, question: Question, content: bytes, name: str, *, by: Organiser, now: datetime
) -> None:
    """Keep the answer's file; an earlier one is replaced. The caller commits."""
    question.answer_digest, question.answer_name, question.answer_size = vault.store(content), name, len(content)
    session.flush()
    _note(session, "question.answer_kept", question, by=by, now=now, file=question.answer_digest)


def remove(session: Session, question: Question, *, by: Organiser, now: datetime) -> None:
    """Throw a draft away; the caller commits. Raises CannotChange for a tabled question."""
    _refuse_tabled(question)
    _note(session, "question.removed", question, by=by, now=now)
    session.delete(question)
    session.flush()


def _refuse_tabled(question: Question) -> None:
    if question.tabled_on is not None:
        raise CannotChange(
            "tabled", _("This question is tabled: its text and authors are Parliament's now. Draft a new one instead.")
        )


def _refuse_contradictions(question: Question, course: Course) -> None:
    later = (course.forwarded_on, course.published_on, course.answered_on)
    if course.tabled_on is None and any(later):
        raise CannotChange("tabled_on", _("Enter the day on which it was tabled first."))
    if course.tabled_on and any(day < course.tabled_on for day in later if day):
        raise CannotChange("order", _("A day lies before the one on which it was tabled. Mend one of the two."))
    if course.tabled_on and not question.authors:
        raise CannotChange("authors", _("Name the Member who tabled it first: a question has an author."))


def _note(
    session: Session, kind: str, question: Question, *, by: Organiser, now: datetime, **facts: str | int | None
) -> None:
    journal.record(session, kind, question.public_id, now=now, by=by.public_id, **facts)
