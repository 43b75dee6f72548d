"""A written question from the draft to the answer, as its organisers see it."""

import io

import pytest
from flask import Flask
from sqlalchemy import select

from campaign.campaigns.models import Campaign
from campaign.db import reading, transaction
from campaign.journal import Event
from campaign.organisers.models import Organiser
from campaign.questions.models import Question
from tests import factories
from tests.browser import Browser, Page
from tests.queries import count_queries

TEXT = "Ilja Brandt has been held since March.\n\n1. Is the High Representative aware?\n2. What will she do?"


@pytest.fixture
def case(app: Flask, organiser: Organiser) -> Campaign:
    with transaction() as session:
        factories.make_member(session, given="Ada", surname="ALMBERG", group="SD", country="SE")
        return factories.make_campaign(session, organiser)


@pytest.fixture
def draft(organiser_browser: Browser, case: Campaign) -> Page:
    """A question to the High Representative, just drafted."""
    page = organiser_browser.open("campaigns.show", campaign_id=case.public_id).follow("Written questions")
    page = page.follow("Draft the first question")
    return page.fill("Save and check", institution="vp_hr", subject="VP/HR — Detention of Ilja Brandt", text=TEXT)


def _name(page: Page, part: str = "Author") -> Page:
    return page.fill("Search", find="almberg").press(f"{part}: Ada ALMBERG")


def _table(page: Page, **answers: str) -> Page:
    page = page.follow("It is tabled: follow it")
    return page.fill("Save", **({"tabled_on": "2026-11-02", "reference": "e-1234/2026"} | answers))


def _question() -> Question:
    return reading().scalars(select(Question)).one()


def test_a_draft_is_told_what_parliament_looks_at(draft: Page) -> None:
    assert "In order: 18 of 200 words." in draft.text
    assert "To mend: Name the Member who will table it." in draft.text


def test_a_member_is_found_named_and_printed_as_questions_do(draft: Page) -> None:
    page = _name(draft)
    assert page.tree.xpath("//input[@name='printed_name']/@value") == ["Ada Almberg"]
    page = page.fill("Print so", printed_name="Ada van Almberg")
    assert page.tree.xpath("//input[@name='printed_name']/@value") == ["Ada van Almberg"]
    assert "Nobody yet." in page.press("Take off").text


def test_a_member_that_is_found_is_shown_with_the_groups_official_name(draft: Page) -> None:
    assert "Ada ALMBERG S&D, Sweden" in draft.fill("Search", find="almberg").text


def test_the_checks_of_what_is_typed_write_nothing(app: Flask, draft: Page, organiser_browser: Browser) -> None:
    saved = _question()
    token = draft.tree.xpath("//input[@name='csrf_token']/@value")[0]
    typed = {"csrf_token": token, "institution": "council", "subject": "x", "text": "word " * 201}
    answer = organiser_browser.post(f"{draft.path}/checks", data=typed)
    assert "201 of 200 words. Shorten it." in answer.response.text
    reading().expire_all()
    assert (_question().text, _question().version) == (TEXT, saved.version)


def test_two_who_write_at_once_see_both_texts(app: Flask, draft: Page, organiser: Organiser) -> None:
    other = Browser(app).logged_in(organiser).get(draft.path)
    draft.fill("Save and check", text="Mine?")
    page = other.fill("Save and check", text="Theirs?")
    assert page.status == 409
    assert page.tree.xpath("//blockquote")[0].text == "Mine?"
    assert page.fill("Save and check", text="Both?").status == 200
    assert _question().text == "Both?"


def test_a_tabled_question_waits_for_its_answer_and_keeps_its_text(draft: Page) -> None:
    page = _table(_name(draft))
    assert "E-001234/2026 (E-10-2026-001234)" in page.text
    assert "14 December 2026 six weeks" in page.text
    assert "Waiting for the answer" in page.h1
    assert "Question for written answer E-001234-26" in page.text
    assert "Ada Almberg (S&D)" in page.text


def test_the_text_of_a_tabled_question_is_parliaments_now(draft: Page, organiser_browser: Browser) -> None:
    address = _table(_name(draft)).path
    token = draft.tree.xpath("//input[@name='csrf_token']/@value")[0]
    page = organiser_browser.post(address, data={"csrf_token": token, "institution": "vp_hr", "text": "Other?"})
    assert page.status == 409
    assert "its text and authors are Parliament's now" in page.text
    assert _question().text == TEXT


def test_a_question_nobody_asks_cannot_be_tabled(draft: Page) -> None:
    page = _table(draft)
    assert (page.status, "a question has an author" in page.text) == (422, True)


def test_an_answer_ends_the_wait_and_its_file_is_kept(draft: Page) -> None:
    page = _table(_name(draft)).follow("Write down what came of it")
    pdf = b"%PDF-1.7 answer"
    page = page.fill("Save", answered_on="2026-11-20", files={"answer_file": (io.BytesIO(pdf), "answer.pdf")})
    assert "20 November 2026 after 18 days" in page.text
    assert page.follow("answer.pdf").response.data == pdf


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"reference": "7095"}, "Enter it as Parliament prints it, such as E-007095/2017."),
        ({"question_url": "javascript:alert(1)"}, "Enter the whole address of a web page, beginning with https://"),
    ],
)
def test_what_is_typed_wrongly_is_said_beside_the_field(draft: Page, answers: dict[str, str], sentence: str) -> None:
    assert _table(_name(draft), **answers).errors == [sentence]


def test_days_that_contradict_each_other_are_refused(draft: Page) -> None:
    page = _table(_name(draft), answered_on="2026-11-01")
    assert "A day lies before the one on which it was tabled." in page.text


def test_a_reference_belongs_to_one_question(draft: Page, organiser_browser: Browser, case: Campaign) -> None:
    _table(_name(draft))
    page = organiser_browser.open("questions.create", campaign_id=case.public_id)
    page = _table(_name(page.fill("Save and check", institution="council", subject="Other", text="What?")))
    assert "Another question here has this reference already." in page.text


def test_the_portal_gets_the_whole_question_as_text(draft: Page) -> None:
    page = _table(_name(draft))
    assert page.follow("Text for the portal").response.text == (
        "Question for written answer E-001234-26\n"
        "to the Commission (Vice-President/High Representative)\n"
        "Rule 144\n"
        "Ada Almberg (S&D)\n\n"
        "Subject: VP/HR — Detention of Ilja Brandt\n\n" + TEXT + "\n"
    )


def test_the_pdf_is_laid_out_as_parliament_publishes_it(draft: Page) -> None:
    import pypdfium2

    content = _table(_name(draft)).follow("PDF").response.data
    with pypdfium2.PdfDocument(content) as pdf:
        words = " ".join(pdf[0].get_textpage().get_text_bounded().split())
    for line in ("Question for written answer E-001234-26", "Rule 144", "Ada Almberg (S&D)", "Subject: VP/HR"):
        assert line in words


def test_a_draft_is_thrown_away_and_a_tabled_question_never(draft: Page, organiser_browser: Browser) -> None:
    address = _table(_name(draft)).path
    token = draft.tree.xpath("//input[@name='csrf_token']/@value")[0]
    page = organiser_browser.post(f"{address}/remove", data={"csrf_token": token})
    assert (page.status, reading().scalar(select(Question.id)) is not None) == (409, True)


def test_every_step_stands_in_the_journal(draft: Page) -> None:
    _table(_name(draft))
    kinds = reading().scalars(select(Event.kind).where(Event.kind.like("question.%")).order_by(Event.number))
    assert list(kinds) == ["question.started", "question.named", "question.followed"]


@pytest.mark.one_engine
def test_the_list_asks_as_often_for_many_as_for_few(organiser_browser: Browser, case: Campaign, draft: Page) -> None:
    counted = []
    for _round in range(3):
        with count_queries() as sent:
            organiser_browser.open("questions.index", campaign_id=case.public_id)
        counted.append(len(sent))
        for number in range(3):
            page = organiser_browser.open("questions.create", campaign_id=case.public_id)
            page.fill("Save and check", institution="council", subject=f"Subject {number}", text="What?")
    assert counted[1] == counted[2]
