"""What journalists take away: every name as it is printed, in words and files that are what they say."""

import csv
import io
import json
from datetime import datetime

import pytest
from flask import Flask
from PIL import Image

from campaign.demo import loading
from campaign.organisers.models import Organiser
from campaign.public import cards
from campaign.public.cards import Card
from tests.browser import Browser
from tests.public import cases

PATH = f"/cases/{cases.SLUG}"


@pytest.fixture
def letter(app: Flask, organiser: Organiser, now: datetime) -> str:
    """The code of the letter of a public case."""
    return cases.make_case(organiser, now)[1].public_id


def _copied(browser: Browser) -> list[str]:
    page = browser.get(f"{PATH}/press")
    return [str(each.text_content()) for each in page.tree.xpath("//*[@data-copy]")]


def test_all_names_stand_in_one_paragraph_in_both_styles_of_groups(browser: Browser, letter: str) -> None:
    _summary, _sentences, official, english = _copied(browser)
    assert official == "Ada ALMBERG (Sweden, S&D), Mátyás ČERNIK (Czechia, PPE), Ίρις ΔΗΜΟΥ (Greece, NI)"
    assert english.endswith("Mátyás ČERNIK (Czechia, EPP), Ίρις ΔΗΜΟΥ (Greece, non-attached)")


def test_the_sentences_say_who_to_whom_when_and_how_many(browser: Browser, letter: str) -> None:
    summary, sentences, *_lines = _copied(browser)
    assert summary == "3 Members, 1 of them non-attached, from 2 political groups and 3 Member States"
    assert sentences.startswith(f"{summary} have signed the letter “Release Ilja Brandt” (Brussels, 23 November 2026)")
    assert "to H.E. Mr Anton Varga, President of Sarovia." in sentences


def test_the_list_comes_as_table_with_the_members_numbers(browser: Browser, letter: str) -> None:
    answer = browser.client.get(f"{PATH}/letters/{letter}/signatories.csv")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [each["name"] for each in rows] == ["Ada ALMBERG", "Mátyás ČERNIK", "Ίρις ΔΗΜΟΥ"]
    assert all(int(each["ep_id"]) > 9_000_000 for each in rows)


def test_a_name_that_looks_like_a_formula_is_text_in_the_table(
    app: Flask, organiser: Organiser, browser: Browser, now: datetime
) -> None:
    _campaign, letter = cases.make_case(organiser, now, names=(("=HYPERLINK(1)", "ALMBERG", "SD", "SE"),))
    answer = browser.client.get(f"{PATH}/letters/{letter.public_id}/signatories.csv")
    assert "'=HYPERLINK(1)" in answer.text


def test_the_list_comes_for_programs_too(browser: Browser, letter: str) -> None:
    found = json.loads(browser.client.get(f"{PATH}/letters/{letter}/signatories.json").data)
    assert found["page"] == f"http://localhost{PATH}"
    assert [each["group"] for each in found["signatories"]] == ["S&D", "PPE", "NI"]


def test_the_card_has_the_size_that_others_expect(browser: Browser, letter: str) -> None:
    page = browser.get(PATH)
    [address] = page.tree.xpath("//meta[@property='og:image']/@content")
    answer = browser.client.get(address.removeprefix("http://localhost"))
    assert Image.open(io.BytesIO(answer.data)).size == (1200, 630)


def test_the_cards_faces_hold_greek_and_cyrillic() -> None:
    drawn = {
        text: cards.card(Card(eyebrow="", title=text, summary="", names=(text,), more="", foot="", chamber=None))
        for text in ("ΔΗΜΟΥ", "ЖӘҢІР", "ŞŢĔ", "\uffff\uffff\uffff")
    }
    assert len(set(drawn.values())) == len(drawn)


def test_a_long_list_says_how_many_more_there_are() -> None:
    assert cards.places(["x"] * 10) == 10
    assert cards.places(["x"] * 11) == 9


def test_the_line_of_2017_reads_as_the_press_had_it(app: Flask, now: datetime) -> None:
    loading.load(now=now, tell=lambda _what: None)
    page = Browser(app).get("/cases/kazakhstan-2017/press")
    assert (
        "Ana GOMES (Portugal, S&D), Tunne KELAM (Estonia, EPP), Jaromír ŠTĚTINA (Czech Republic, EPP), "
        "Indrek TARAND (Estonia, Greens/EFA), Kazimierz Michał UJAZDOWSKI (Poland, ECR), "
        "Julie WARD (United Kingdom, S&D), Tomáš ZDECHOVSKÝ (Czech Republic, EPP)" in page.text
    )
    assert "According to odfoundation.eu, 7 Members from 4 political groups and 5 Member States signed" in page.text
