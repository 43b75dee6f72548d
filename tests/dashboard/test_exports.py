"""Exports hold the names that stand and nothing else, and no cell runs as a formula."""

import csv
import io
import json
from datetime import timedelta

import openpyxl
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.test import TestResponse

from campaign.dashboard import exports
from campaign.dashboard.exports import Column, Sheet
from campaign.db import reading, transaction
from campaign.drafting.models import Letter
from campaign.journal import Event
from campaign.organisers.models import Organiser
from campaign.roster.models import Member
from campaign.signing import queries as signing
from campaign.signing.models import Decline, Signature
from tests import factories
from tests.browser import Browser
from tests.dashboard import crowd

EVERYTHING = [column.value for column in Column]


@pytest.fixture
def letter(app: Flask, organiser: Organiser) -> str:
    with transaction() as session:
        owner = session.get(Organiser, organiser.id)
        letter = factories.make_open_letter(session, factories.make_campaign(session, owner))
        crowd.ask(session, letter, crowd.seat(session, 60))
        crowd.answer(session, letter)
        return letter.public_id


def download(browser: Browser, letter: str, file_type: str, columns: list[str]) -> TestResponse:
    page = browser.open("dashboard.export", letter_id=letter)
    return page.fill("Download", columns=columns, file_type=file_type).response


def table(response: TestResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))


def standing(letter_id: str) -> list[Signature]:
    letter = reading().scalars(select(Letter).where(Letter.public_id == letter_id)).one()
    return signing.standing_signatures(reading(), letter)


def test_a_csv_holds_the_chosen_columns_in_print_order(organiser_browser: Browser, letter: str) -> None:
    rows = table(download(organiser_browser, letter, "csv", ["surname", "number"]))
    assert rows[0] == ["number", "surname"]
    assert [row[1] for row in rows[1:]] == [each.surname for each in standing(letter)]


def test_an_excel_file_holds_the_same(organiser_browser: Browser, letter: str) -> None:
    response = download(organiser_browser, letter, "xlsx", ["number", "surname"])
    page = openpyxl.load_workbook(io.BytesIO(response.data)).active
    rows = list(page.iter_rows(values_only=True))
    assert rows[0] == ("number", "surname")
    assert [row[1] for row in rows[1:]] == [each.surname for each in standing(letter)]


def test_a_json_file_holds_the_same_with_the_summary(organiser_browser: Browser, letter: str) -> None:
    whole = json.loads(download(organiser_browser, letter, "json", ["surname"]).data)
    assert [each["surname"] for each in whole["signatories"]] == [each.surname for each in standing(letter)]
    assert whole["summary"].startswith(f"{len(standing(letter))} Members")


@pytest.mark.parametrize("file_type", ["csv", "json"])
def test_nobody_learns_from_an_export_who_did_not_sign(organiser_browser: Browser, letter: str, file_type: str) -> None:
    signed = {each.ep_id for each in standing(letter)}
    text = download(organiser_browser, letter, file_type, EVERYTHING).data.decode()
    others = set(reading().scalars(select(Member.ep_id))) - signed
    assert reading().scalars(select(Decline)).first()
    assert not [ep_id for ep_id in others if str(ep_id) in text]
    assert "@" not in text
    assert "declin" not in text.lower()


def test_a_withdrawn_signature_is_not_exported(organiser_browser: Browser, letter: str) -> None:
    with transaction() as session:
        first = session.scalars(select(Signature)).first()
        assert first
        first.standing, ep_id = None, first.ep_id
    rows = table(download(organiser_browser, letter, "csv", ["ep_id"]))
    assert [str(ep_id)] not in rows


def test_a_name_that_looks_like_a_formula_stays_text(organiser_browser: Browser, letter: str) -> None:
    with transaction() as session:
        opened = session.scalars(select(Letter).where(Letter.public_id == letter)).one()
        member = factories.make_member(session, surname='=HYPERLINK("http://example.org")', party="+1")
        session.add(crowd.signature_of(member, opened, opened.revisions[-1].id, factories.NOON + timedelta(days=1)))
    rows = table(download(organiser_browser, letter, "csv", ["surname", "party"]))
    assert ['\'=HYPERLINK("http://example.org")', "'+1"] in rows
    file = download(organiser_browser, letter, "xlsx", ["surname"]).data
    cells = [cell for (cell,) in openpyxl.load_workbook(io.BytesIO(file)).active.iter_rows()]
    assert '=HYPERLINK("http://example.org")' in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} == {"s"}


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_no_cell_of_any_csv_begins_like_a_formula(cells: list[str]) -> None:
    content = exports.to_csv(Sheet((Column.SURNAME,), tuple((cell,) for cell in cells), ""))
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]
    assert not [row for row in rows if row and row[0].startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_an_export_without_columns_says_to_choose_one(organiser_browser: Browser, letter: str) -> None:
    page = organiser_browser.open("dashboard.export", letter_id=letter).fill("Download", columns=[])
    assert page.status == 400
    assert "Choose at least one column." in page.errors


def test_the_journal_notes_who_took_the_list_out(organiser_browser: Browser, organiser: Organiser, letter: str) -> None:
    download(organiser_browser, letter, "csv", ["surname"])
    event = reading().scalars(select(Event).where(Event.kind == "signatories.exported")).one()
    assert event.subject == letter
    assert event.facts == {"by": organiser.public_id, "form": "csv", "number": len(standing(letter))}
