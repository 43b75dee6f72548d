"""What Parliament asks of a written question, and when its answer is due. Pure; sources beside each rule.

Rules of Procedure on questions for written answer (130 in the eighth term, 138 in the ninth, 144 in the tenth) with
their annex: length, sub-questions, addressee, number per Member, time for the answer.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from campaign.parliament import groups
from campaign.questions.models import Institution, Question

WORDS_AT_MOST = 200
SUBQUESTIONS_AT_MOST = 3
IN_THREE_MONTHS = 20
PRIORITIES_A_MONTH = 1
ANSWERED_WITHIN = timedelta(weeks=6)
PRIORITY_ANSWERED_WITHIN = timedelta(weeks=3)
NOT_AGAIN_FOR_MONTHS = 6
RULE_IN_TERM = {8: 130, 9: 138, 10: 144}
VP_HR_SUBJECT = "VP/HR — "
HEADED_TO = {
    Institution.COMMISSION: "to the Commission",
    Institution.VP_HR: "to the Commission (Vice-President/High Representative)",
    Institution.COUNCIL: "to the Council",
    Institution.EUROPEAN_COUNCIL: "to the President of the European Council",
}

_NUMBERED = re.compile(r"^[^\S\n]*(?:\d{1,2}|[a-zA-Z])[.)]\s+\S", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+(?:['’.,/-][^\W_]+)*")
_REFERENCE = re.compile(r"^\s*([EP])-(\d{1,6})[/-](\d{4}|\d{2})\s*(?:\(ASW\))?\s*$", re.IGNORECASE)
_DOCUMENT = re.compile(r"^\s*([EP])-(\d{1,2})-(\d{4})-(\d{1,6})(?:-ASW)?(?:_[A-Z]{2})?\s*$", re.IGNORECASE)


class Check(StrEnum):
    """One thing that Parliament looks at before it lets a question through."""

    WORDS = "words"
    SUBQUESTIONS = "subquestions"
    SUBJECT = "subject"
    VP_HR = "vp_hr"
    TEXT = "text"
    AUTHORS = "authors"
    QUOTA = "quota"
    PRIORITY = "priority"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Finding:
    """How one check came out: with the figure found and the one allowed, where there are figures."""

    check: Check
    is_good: bool
    found: int = 0
    allowed: int = 0
    about: str = ""


class Stage(StrEnum):
    """Where a question stands on a day."""

    DRAFT = "draft"
    WAITING = "waiting"
    OVERDUE = "overdue"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Reference:
    """Parliament's number of a question: E-007095/2017."""

    prefix: str
    number: int
    year: int

    def __str__(self) -> str:
        return f"{self.prefix}-{self.number:06}/{self.year}"

    @property
    def header(self) -> str:
        """As the question's first line prints it: E-007095-17."""
        return f"{self.prefix}-{self.number:06}-{self.year % 100:02}"

    @property
    def answer(self) -> str:
        """The answer's number."""
        return f"{self}(ASW)"

    def document(self, term: int) -> str:
        """The number of the document in Parliament's register: E-8-2017-007095."""
        return f"{self.prefix}-{term}-{self.year}-{self.number:06}"


def reference(typed: str) -> Reference:
    """A reference from any of its written forms. Raises ValueError for anything else."""
    if found := _REFERENCE.match(typed):
        year = int(found[3])
        return Reference(found[1].upper(), int(found[2]), year if year > 99 else 2000 + year)
    if found := _DOCUMENT.match(typed):
        return Reference(found[1].upper(), int(found[4]), int(found[3]))
    raise ValueError(f"no reference of a question: {typed!r}")


def words(text: str) -> int:
    """Words as Parliament counts them: numbers and words with hyphens or apostrophes are one each."""
    return len(_WORD.findall(text))


def subquestions(text: str) -> int:
    """Numbered or lettered points; without any, sentences that end in a question mark."""
    return len(_NUMBERED.findall(text)) or text.count("?")


def due_on(question: Question) -> date | None:
    """The day on which the answer is due, counted from when it was forwarded, else tabled; None before."""
    start = question.forwarded_on or question.tabled_on
    if start is None:
        return None
    return start + (PRIORITY_ANSWERED_WITHIN if question.is_priority else ANSWERED_WITHIN)


def stage(question: Question, day: date) -> Stage:
    """Where the question stands on this day."""
    due = due_on(question)
    if due is None:
        return Stage.DRAFT
    if question.answered_on is not None and question.answered_on <= day:
        return Stage.ANSWERED
    return Stage.OVERDUE if day > due else Stage.WAITING


def days_to_answer(question: Question) -> int | None:
    """How many days the answer took, from the day that starts the clock; None without an answer."""
    start = question.forwarded_on or question.tabled_on
    return (question.answered_on - start).days if start and question.answered_on else None


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last of the month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def used(tabled: Iterable[date], day: date, *, months: int = 3) -> int:
    """How many of these were tabled in the months up to this day."""
    first = months_before(day, months)
    return sum(first < each <= day for each in tabled)


def header(question: Question) -> tuple[str, ...]:
    """The lines above the subject, as Parliament prints them: kind, institution, rule, authors."""
    number = reference(question.reference).header if question.reference else ""
    kind = "Priority question for written answer" if question.is_priority else "Question for written answer"
    rule = RULE_IN_TERM.get(question.term)
    authors = ", ".join(f"{each.printed_name} ({groups.get(each.group_code).official})" for each in question.authors)
    lines = (f"{kind} {number}".strip(), HEADED_TO[question.institution], f"Rule {rule}" if rule else "", authors)
    return tuple(line for line in lines if line)


def printed_name(given: str, surname: str) -> str:
    """A first guess at how questions print a name, "Tunne Kelam": runs of capitals in the surname become small.

    Single letters and mixed capitals stay (McGUINNESS -> McGuinness). A guess only: the organiser may mend it.
    """
    quiet = re.sub(r"[^\W\d_]{2,}", lambda run: _quiet(run[0]), surname)
    return f"{given} {quiet}".strip()


def _quiet(run: str) -> str:
    capitals = re.search(r"[^\W\d_]{2,}$", run)
    start = next((at for at in range(len(run) - 1) if run[at:].isupper()), None)
    if capitals is None or start is None:
        return run
    return run[:start] + run[start] + run[start + 1 :].lower()


def checks(question: Question, *, tabled: dict[int, list[date]], priorities: dict[int, list[date]],
           earlier: Iterable[str], day: date) -> list[Finding]:  # fmt: skip
    """All checks of a draft on this day.

    `tabled` and `priorities` hold the days of the authors' questions known here, by EP id; `earlier` the references or
    subjects of questions on the same subject in the last six months.
    """
    counted, asked = words(question.text), subquestions(question.text)
    found = [
        Finding(Check.SUBJECT, bool(question.subject)),
        Finding(Check.TEXT, bool(question.text)),
        Finding(Check.WORDS, counted <= WORDS_AT_MOST, counted, WORDS_AT_MOST),
        Finding(Check.SUBQUESTIONS, 1 <= asked <= SUBQUESTIONS_AT_MOST, asked, SUBQUESTIONS_AT_MOST),
        Finding(Check.AUTHORS, bool(question.authors)),
    ]
    if question.institution is Institution.VP_HR:
        found.append(Finding(Check.VP_HR, question.subject.startswith(VP_HR_SUBJECT)))
    found += _quotas(question, tabled, priorities, day)
    found += [Finding(Check.REPEATED, False, about=each) for each in earlier]
    return found


def _quotas(
    question: Question, tabled: dict[int, list[date]], priorities: dict[int, list[date]], day: date
) -> Iterable[Finding]:
    for author in question.authors:
        number = used(tabled.get(author.ep_id, ()), day)
        yield Finding(Check.QUOTA, number < IN_THREE_MONTHS, number, IN_THREE_MONTHS, author.printed_name)
        if question.is_priority:
            number = used(priorities.get(author.ep_id, ()), day, months=1)
            is_good = number < PRIORITIES_A_MONTH
            yield Finding(Check.PRIORITY, is_good, number, PRIORITIES_A_MONTH, author.printed_name)
