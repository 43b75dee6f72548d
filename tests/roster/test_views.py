"""The roster in the browser: search, one Member, and the import step by step."""

import io
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from campaign.db import transaction
from campaign.roster import queries
from campaign.roster.models import ImportDraft, Member
from tests import factories
from tests.browser import Browser, Page
from tests.roster.material import full_list, mep, table

LIST = full_list(mep(9_000_001, "Ada EXAMPLE"), mep(9_000_002, "Bo SAMPLE", "Greece", "EPP"))


def bring(browser: Browser, *files: tuple[str, bytes], **answers: Any) -> Page:
    uploads = [(io.BytesIO(content), name) for name, content in files]
    page = browser.open("roster.bring")
    return page.fill("Look at what would change", files={"files": uploads}, **answers)


def members() -> int:
    with transaction() as session:
        return session.scalar(select(func.count()).select_from(Member)) or 0


def drafts() -> int:
    with transaction() as session:
        return session.scalar(select(func.count()).select_from(ImportDraft)) or 0


@pytest.mark.parametrize("endpoint", ["roster.index", "roster.bring"])
def test_the_roster_is_for_organisers(browser: Browser, endpoint: str) -> None:
    assert "Log in" in browser.open(endpoint).h1


def test_an_empty_roster_says_what_to_do_first(organiser_browser: Browser) -> None:
    page = organiser_browser.open("roster.index")
    assert "No Member is known yet" in page.text
    assert page.follow("Import the list of Members").h1 == "Import a list of Members"


def test_a_list_is_brought_shown_and_applied(organiser_browser: Browser) -> None:
    preview = bring(organiser_browser, ("list.xml", LIST))
    assert preview.h1 == "What would change"
    assert "Ada EXAMPLE" in preview.text
    assert members() == 0
    roster = preview.press("Take 2 changes over")
    assert "2 new" in roster.text
    assert members() == 2
    assert drafts() == 0


def test_thrown_away_files_change_nothing(organiser_browser: Browser) -> None:
    bring(organiser_browser, ("list.xml", LIST)).press("Throw the files away")
    assert (members(), drafts()) == (0, 0)


def test_a_preview_is_not_applied_when_the_roster_has_changed_since(organiser_browser: Browser) -> None:
    first, second = bring(organiser_browser, ("a.xml", LIST)), bring(organiser_browser, ("b.xml", LIST))
    first.press("Take 2 changes over")
    page = second.press("Take 2 changes over")
    assert page.status == 409
    assert "Look at the new preview" in page.text


def test_a_table_goes_through_its_columns(organiser_browser: Browser) -> None:
    bring(organiser_browser, ("list.xml", LIST)).press("Take 2 changes over")
    office = table(("Nr", "Who", "Kasten"), ("9000001", "Ada EXAMPLE", "ada@europarl.europa.eu"))
    columns = bring(organiser_browser, ("office.csv", office))
    assert columns.h1 == "Which column holds what?"
    chosen = {"table1-ep_id": "0", "table1-full_name": "1", "table1-mailbox": "2", "table1-country": ""}
    preview = columns.fill("Look at what would change", **chosen)
    assert "Official address: unknown → ada@europarl.europa.eu" in preview.text
    preview.press("Take 1 change over")
    with transaction() as session:
        assert queries.mailbox_on(session, 9_000_001, date(2026, 11, 23)) == "ada@europarl.europa.eu"


def test_wrong_columns_are_refused_on_the_same_page(organiser_browser: Browser) -> None:
    office = table(("id", "name", "country"), ("9000001", "Ada EXAMPLE", "Greece"))
    columns = bring(organiser_browser, ("office.csv", office))
    page = columns.fill("Look at what would change", **{"table1-country": "1", "table1-full_name": ""})
    assert page.status == 422
    assert "“Ada EXAMPLE” is not a Member State" in page.text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<!doctype html><html></html>", "is a web page"),
        (b"", "is empty"),
        (full_list(mep(9_000_001, "Ada EXAMPLE", country="Atlantis")), "“Atlantis” is not a Member State"),
    ],
)
def test_a_file_that_is_refused_leaves_nothing_behind(organiser_browser: Browser, content: bytes, words: str) -> None:
    page = bring(organiser_browser, ("list.xml", content))
    assert page.status == 422
    assert words in page.errors[0]
    assert drafts() == 0


def test_an_enormous_upload_is_turned_away_with_a_sentence(organiser_browser: Browser) -> None:
    content = b"x" * 17 * 1024 * 1024
    page = organiser_browser.post("/roster/import", data=content, content_type="multipart/form-data; boundary=x")
    assert page.status == 413
    assert "too large" in page.text
    assert drafts() == 0


def test_nothing_chosen_is_said_at_the_field(organiser_browser: Browser) -> None:
    page = organiser_browser.open("roster.bring").press("Look at what would change")
    assert "Choose the list you saved" in page.errors[0]


def test_an_address_inside_the_network_is_refused_at_its_field(organiser_browser: Browser) -> None:
    page = organiser_browser.open("roster.bring").fill("Look at what would change", address="https://127.0.0.1/x")
    assert "private network" in page.errors[0]


def test_a_list_that_would_end_many_mandates_asks_for_a_second_look(organiser_browser: Browser) -> None:
    sitting = [mep(9_000_001 + at, f"Ada X{at}") for at in range(30)]
    bring(organiser_browser, ("list.xml", full_list(*sitting))).press("Take 30 changes over")
    preview = bring(organiser_browser, ("one.xml", full_list(sitting[0])), whole="yes")
    assert "the mandates of 29 Members they do not show end" in preview.text
    assert preview.tree.xpath("//*[contains(@class, 'notice-bad')]")


def test_an_older_list_is_said_to_be_history(organiser_browser: Browser) -> None:
    preview = bring(organiser_browser, ("list.xml", LIST), shows_on="2017-12-17")
    assert "That term is over" in preview.text


def test_missing_members_end_only_after_the_organiser_says_so(organiser_browser: Browser) -> None:
    bring(organiser_browser, ("list.xml", LIST)).press("Take 2 changes over")
    preview = bring(organiser_browser, ("one.xml", full_list(mep(9_000_001, "Ada EXAMPLE"))))
    assert "nothing to take over" in preview.text
    judged = preview.press("They are complete: end 1 mandate")
    assert "Bo SAMPLE" in judged.text
    assert "nothing to take over" in judged.press("They are only a part").text


def test_brought_files_cannot_be_seen_by_another_organiser(app: Flask, organiser_browser: Browser) -> None:
    preview = bring(organiser_browser, ("list.xml", LIST))
    with transaction() as session:
        other = factories.make_operator(session)
    assert Browser(app).logged_in(other).get(preview.path).status == 404


def test_only_an_operator_imports_members(app: Flask) -> None:
    with transaction() as session:
        other = factories.make_organiser(session)
    browser = Browser(app).logged_in(other)
    assert "Import" not in browser.open("roster.index").tree.xpath("string(//main//a)")
    page = browser.open("roster.bring")
    assert page.status == 403
    assert "Ask Example Operator: operator@example.org." in page.text


def test_members_are_searched_and_filtered(organiser_browser: Browser) -> None:
    bring(organiser_browser, ("list.xml", LIST)).press("Take 2 changes over")
    page = organiser_browser.open("roster.index")
    found = page.fill("Show", text="sampl")
    assert "Bo SAMPLE" in found.text
    assert "Ada EXAMPLE" not in found.text
    assert "Nobody fits" in page.fill("Show", country="FR").text
    assert "1 Member" in page.fill("Show", group="EPP", country="EL").text


def test_a_filter_nobody_offered_asks_for_nothing(organiser_browser: Browser) -> None:
    bring(organiser_browser, ("list.xml", LIST)).press("Take 2 changes over")
    assert "2 Members" in organiser_browser.get("/roster/?country=XX&group=%27&page=nine").text


def test_a_members_page_tells_the_dated_history(organiser_browser: Browser) -> None:
    with transaction() as session:
        member = factories.make_member(session, given="Zoë", surname="EXAMPLE", country="EL", group="EPP")
    page = organiser_browser.open("roster.show", ep_id=member.ep_id)
    assert page.h1 == "Zoë EXAMPLE"
    for words in ("Greece", "PPE", "Group of the European People's Party", "16 July 2024", "10th term"):
        assert words in page.text


def test_a_number_nobody_has_is_not_found(organiser_browser: Browser) -> None:
    assert organiser_browser.open("roster.show", ep_id=1).status == 404
