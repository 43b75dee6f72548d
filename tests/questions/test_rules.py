"""What Parliament asks of a written question."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.questions import rules
from campaign.questions.models import Institution, Part, Question, QuestionMember
from campaign.questions.rules import Check, Stage


def _question(**changes: object) -> Question:
    values = {"term": 8, "institution": Institution.VP_HR, "is_priority": False, "subject": "", "text": ""}
    return Question(**(values | changes))


def _author(name: str, group: str, ep_id: int = 9_000_001) -> QuestionMember:
    return QuestionMember(ep_id=ep_id, part=Part.AUTHOR, position=1, printed_name=name, country="EE", group_code=group)


def _published() -> Question:
    """E-007095/2017 as Parliament published it: its facts only, no text."""
    question = _question(
        reference="E-007095/2017", tabled_on=date(2017, 11, 17), answered_on=date(2018, 2, 21), source_url="x"
    )
    question.members = [_author("Tunne Kelam", "EPP"), _author("Mady Delvaux", "SD", 9_000_002)]
    return question


def test_a_published_question_is_headed_as_parliament_printed_it() -> None:
    assert rules.header(_published()) == (
        "Question for written answer E-007095-17",
        "to the Commission (Vice-President/High Representative)",
        "Rule 130",
        "Tunne Kelam (PPE), Mady Delvaux (S&D)",
    )


def test_a_published_question_was_due_overdue_and_answered_on_its_days() -> None:
    question = _published()
    assert rules.due_on(question) == date(2017, 12, 29)
    assert rules.days_to_answer(question) == 96
    stages = {day: rules.stage(question, day) for day in (date(2017, 12, 29), date(2017, 12, 30), date(2018, 2, 21))}
    assert list(stages.values()) == [Stage.WAITING, Stage.OVERDUE, Stage.ANSWERED]


def test_the_clock_starts_when_the_question_is_forwarded() -> None:
    question = _question(tabled_on=date(2026, 1, 5), forwarded_on=date(2026, 1, 12))
    assert rules.due_on(question) == date(2026, 2, 23)


def test_a_priority_question_is_due_in_three_weeks() -> None:
    assert rules.due_on(_question(tabled_on=date(2026, 1, 5), is_priority=True)) == date(2026, 1, 26)


@pytest.mark.parametrize(
    "typed", ["E-007095/2017", "e-7095/2017", "E-007095-17", "E-8-2017-007095", "E-007095/2017(ASW)"]
)
def test_a_reference_is_known_in_each_of_its_forms(typed: str) -> None:
    found = rules.reference(typed)
    assert (str(found), found.header, found.document(8), found.answer) == (
        "E-007095/2017",
        "E-007095-17",
        "E-8-2017-007095",
        "E-007095/2017(ASW)",
    )


@pytest.mark.parametrize("typed", ["", "007095/2017", "X-007095/2017", "E-/2017", "E-007095/17a", "E-1234567/2017"])
def test_what_is_no_reference_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="no reference"):
        rules.reference(typed)


@given(st.sampled_from("EP"), st.integers(0, 999_999), st.integers(2000, 2099))
def test_every_reference_reads_back(prefix: str, number: int, year: int) -> None:
    made = rules.Reference(prefix, number, year)
    assert rules.reference(str(made)) == rules.reference(made.header) == rules.reference(made.document(10)) == made


@pytest.mark.parametrize(("term", "rule"), [(8, "Rule 130"), (9, "Rule 138"), (10, "Rule 144")])
def test_the_rule_is_that_of_the_term(term: int, rule: str) -> None:
    assert rule in rules.header(_question(term=term))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("One two three.", 3),
        ("The EU–Kazakhstan agreement's entry", 5),
        ("An on-the-spot visit, on 13.12.2017, at 10:30", 8),
        ("— … !", 0),
    ],
)
def test_words_are_counted_as_a_reader_would(text: str, number: int) -> None:
    assert rules.words(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("What will it do?", 1),
        ("What? When? Who?", 3),
        ("1. Is it aware? Does it know?\n2. What will it do?", 2),
        ("a) Is it aware?\nb) What now?\nc) And then?\nd) So?", 4),
        ("It was on 13 December.", 0),
    ],
)
def test_points_are_counted_else_question_marks(text: str, number: int) -> None:
    assert rules.subquestions(text) == number


@pytest.mark.parametrize(
    ("surname", "printed"),
    [
        ("KELAM", "Kelam"),
        ("McGUINNESS", "McGuinness"),
        ("D'AMATO", "D'Amato"),
        ("VAN BREMPT", "Van Brempt"),
        ("THUN UND HOHENSTEIN", "Thun Und Hohenstein"),
        ("ŞTEFĂNUȚĂ", "Ştefănuță"),
        ("van BAALEN", "van Baalen"),
        ("Kelam", "Kelam"),
        ("GARCÍA-MARGALLO Y MARFIL", "García-Margallo Y Marfil"),
    ],
)
def test_a_name_in_capitals_is_guessed_as_questions_print_it(surname: str, printed: str) -> None:
    assert rules.printed_name("X", surname) == f"X {printed}"


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2028, 5, 31), 3, date(2028, 2, 29)),
        (date(2026, 1, 15), 3, date(2025, 10, 15)),
        (date(2026, 12, 15), 12, date(2025, 12, 15)),
    ],
)
def test_months_are_counted_back_by_the_calendar(day: date, months: int, before: date) -> None:
    assert rules.months_before(day, months) == before


def test_the_quota_rolls_over_three_months() -> None:
    day = date(2026, 6, 30)
    days = [date(2026, 3, 30), date(2026, 3, 31), date(2026, 6, 30), date(2026, 7, 1)]
    assert rules.used(days, day) == 2


def _bad(question: Question, **facts: object) -> set[Check]:
    known: dict[str, object] = {"tabled": {}, "priorities": {}, "earlier": (), "day": date(2026, 6, 30)}
    return {each.check for each in rules.checks(question, **(known | facts)) if not each.is_good}  # type: ignore[arg-type]


def _ready(**changes: object) -> Question:
    question = _question(**({"subject": "VP/HR — A case", "text": "What will it do?"} | changes))
    question.members = [_author("Ada Tester", "EPP")]
    return question


def test_a_question_that_is_ready_passes_every_check() -> None:
    assert _bad(_ready()) == set()


@pytest.mark.parametrize(
    ("changes", "lacking"),
    [
        ({"text": ""}, {Check.TEXT, Check.SUBQUESTIONS}),
        ({"text": "word " * 200 + "word?"}, {Check.WORDS}),
        ({"text": "a? b? c? d?"}, {Check.SUBQUESTIONS}),
        ({"subject": ""}, {Check.SUBJECT, Check.VP_HR}),
        ({"subject": "A case"}, {Check.VP_HR}),
        ({"subject": "A case", "institution": Institution.COUNCIL}, set()),
    ],
)
def test_a_draft_is_told_what_it_lacks(changes: dict[str, object], lacking: set[Check]) -> None:
    assert _bad(_ready(**changes)) == lacking


def test_a_member_asks_no_more_than_twenty_in_three_months() -> None:
    days = [date(2026, 6, 1)] * 20
    assert _bad(_ready(), tabled={9_000_001: days}) == {Check.QUOTA}
    assert _bad(_ready(), tabled={9_000_001: days[1:]}) == set()


def test_a_member_asks_one_priority_question_a_month() -> None:
    days = {9_000_001: [date(2026, 6, 1)]}
    assert _bad(_ready(is_priority=True), priorities=days) == {Check.PRIORITY}
    assert _bad(_ready(is_priority=True), priorities={9_000_001: [date(2026, 5, 30)]}) == set()


def test_a_question_asked_again_within_six_months_is_named() -> None:
    assert _bad(_ready(), earlier=["E-000001/2026"]) == {Check.REPEATED}
