"""Two people at one draft: nobody is overwritten, nothing is lost."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from campaign.campaigns.models import TeamPlace
from campaign.db import reading, transaction
from campaign.drafting import acts, comparing, queries, saving
from campaign.drafting import draft as drafts
from campaign.drafting.content import AddresseeBlock
from campaign.drafting.draft import Draft
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from tests import factories
from tests.browser import Browser


@pytest.fixture
def letter_id(app: Flask, organiser: Organiser) -> str:
    with transaction() as session:
        return factories.make_letter(session, factories.make_campaign(session, organiser)).public_id


@pytest.fixture
def colleague(app: Flask, organiser: Organiser, letter_id: str) -> Browser:
    """Another organiser of the same team."""
    with transaction() as session:
        other = factories.make_organiser(session, name="Noor Petit")
        letter = queries.letter_of(session, organiser, letter_id)
        session.add(TeamPlace(campaign_id=letter.campaign_id, organiser_id=other.id))
    return Browser(app).logged_in(other)


def stored(organiser: Organiser, letter_id: str) -> Letter:
    reading().rollback()
    return queries.letter_of(reading(), organiser, letter_id)


def test_a_stale_save_writes_nothing(session: Session, now: datetime) -> None:
    letter = factories.make_letter(session)
    by = letter.campaign.team[0].organiser
    first = drafts.of_letter(letter)
    assert saving.save(session, letter, replace(first, body="Mine."), version=1, by=by, now=now)
    assert not saving.save(session, letter, replace(first, body="Theirs."), version=1, by=by, now=now)
    assert (letter.body, letter.version) == ("Mine.", 2)


def test_a_stale_save_of_the_same_text_is_no_conflict(session: Session, now: datetime) -> None:
    letter = factories.make_letter(session)
    by = letter.campaign.team[0].organiser
    same = replace(drafts.of_letter(letter), body="Same.")
    assert saving.save(session, letter, same, version=1, by=by, now=now)
    assert saving.save(session, letter, same, version=1, by=by, now=now)
    assert letter.version == 2


def test_initiators_change_places(session: Session, now: datetime) -> None:
    letter = factories.make_letter(session)
    by = letter.campaign.team[0].organiser
    one, two = factories.make_member(session).ep_id, factories.make_member(session).ep_id
    for version, order in enumerate(((one, two), (two, one), (two,)), 1):
        draft = replace(drafts.of_letter(letter), initiators=order)
        assert saving.save(session, letter, draft, version=version, by=by, now=now)
        assert drafts.of_letter(letter).initiators == order


def test_two_editors_are_shown_both_texts(
    organiser_browser: Browser, colleague: Browser, organiser: Organiser, letter_id: str
) -> None:
    mine = organiser_browser.open("drafting.edit", letter_id=letter_id)
    colleague.open("drafting.edit", letter_id=letter_id).fill("Save", body="Release him tomorrow.")
    page = mine.fill("Save", body="Release him today.")
    assert page.status == 409
    assert "Noor Petit saved it" in page.text
    assert page.tree.xpath("//del/text()") == ["tomorrow"]
    assert page.tree.xpath("//ins/text()") == ["today"]
    assert stored(organiser, letter_id).body == "Release him tomorrow."


@pytest.mark.parametrize(
    ("choice", "kept"),
    [("theirs", "Release him tomorrow."), ("mine", "Release him today."), ("merged", "Release him now.")],
)
def test_the_chosen_text_is_saved(
    organiser_browser: Browser, colleague: Browser, organiser: Organiser, letter_id: str, choice: str, kept: str
) -> None:
    mine = organiser_browser.open("drafting.edit", letter_id=letter_id)
    colleague.open("drafting.edit", letter_id=letter_id).fill("Save", body="Release him tomorrow.", place="Strasbourg")
    page = mine.fill("Save", body="Release him today.", subject="My subject")
    answers: dict[str, Any] = {"choice-body": choice, "merged-body": "Release him now."}
    page = page.fill("Save what I chose", **answers)
    assert "Both texts are one again." in page.text
    letter = stored(organiser, letter_id)
    assert letter.body == kept
    assert (letter.place, letter.subject) == ("Strasbourg", "My subject"), "each kept what only one of them changed"


def test_a_third_text_is_shown_too(
    organiser_browser: Browser, colleague: Browser, organiser: Organiser, letter_id: str
) -> None:
    mine = organiser_browser.open("drafting.edit", letter_id=letter_id)
    theirs = colleague.open("drafting.edit", letter_id=letter_id).fill("Save", body="Second.")
    page = mine.fill("Save", body="First.", **{"addressees-0-name": "Ms Vera Holm"})
    theirs.fill("Save", body="Third.")
    page = page.fill("Save what I chose", **{"choice-body": "mine"})
    assert page.status == 409
    page = page.fill("Save what I chose", **{"choice-body": "mine"})
    letter = stored(organiser, letter_id)
    assert (letter.body, letter.addressees[0].name) == ("First.", "Ms Vera Holm")


def test_autosave_answers_with_the_new_version(
    organiser_browser: Browser, organiser: Organiser, letter_id: str
) -> None:
    page = organiser_browser.open("drafting.edit", letter_id=letter_id)
    form = page.tree.forms[1]
    values = dict(form.form_values()) | {"body": "Typed."}
    address = form.get("data-autosave")
    answer = organiser_browser.post(address, data=values).response
    assert answer.json is not None
    assert (answer.status_code, answer.json["version"]) == (200, 2)
    stale = organiser_browser.post(address, data=values | {"body": "Typed on."}).response
    assert stale.status_code == 409
    assert stored(organiser, letter_id).body == "Typed."


def test_a_preview_while_typing_saves_nothing(organiser_browser: Browser, organiser: Organiser, letter_id: str) -> None:
    page = organiser_browser.open("drafting.edit", letter_id=letter_id)
    form = page.tree.forms[1]
    values = dict(form.form_values()) | {"body": "**Typed.** <script>"}
    answer = organiser_browser.client.post(form.get("data-preview"), data=values)
    assert "<strong>Typed.</strong> &lt;script&gt;" in answer.text
    assert stored(organiser, letter_id).version == 1


DRAFT = Draft(title="T", addressees=tuple(AddresseeBlock(name=each) for each in "abc"), initiators=(1, 2))


@pytest.mark.parametrize(
    ("act", "names"),
    [
        ("add-addressee", ["a", "b", "c", ""]),
        ("up-addressee:1", ["b", "a", "c"]),
        ("down-addressee:1", ["a", "c", "b"]),
        ("up-addressee:0", ["a", "b", "c"]),
        ("down-addressee:2", ["a", "b", "c"]),
        ("remove-addressee:1", ["a", "c"]),
        ("remove-addressee:7", ["a", "b", "c"]),
        ("remove-addressee:-1", ["a", "b", "c"]),
        ("remove-addressee:", ["a", "b", "c"]),
        ("explode", ["a", "b", "c"]),
    ],
)
def test_rows_are_moved_by_acts(act: str, names: list[str]) -> None:
    assert [each.name for each in acts.perform(DRAFT, act).addressees] == names


def test_an_initiator_is_added_once() -> None:
    assert acts.perform(acts.perform(DRAFT, "add-initiator:7"), "add-initiator:7").initiators == (1, 2, 7)


def test_what_only_they_changed_is_suggested_as_theirs() -> None:
    base = drafts.marks(DRAFT)
    theirs, mine = replace(DRAFT, place="Strasbourg"), replace(DRAFT, body="Mine.")
    found = comparing.compare(theirs, mine, base=base, names=str)
    assert {each.name: each.keep_theirs for each in found} == {"place": True, "body": False}


def test_word_import_is_shown_and_taken_only_when_asked(
    organiser_browser: Browser, organiser: Organiser, letter_id: str
) -> None:
    import io

    import docx

    document = docx.Document()
    document.add_paragraph("From Word.")
    file = io.BytesIO()
    document.save(file)
    file.seek(0)
    page = organiser_browser.open("drafting.edit", letter_id=letter_id).press("Bring the text from Word")
    page = page.fill("Read the file", files={"file": (file, "letter.docx")})
    assert "Everything in the file could be carried over." in page.text
    assert "Ilja" in stored(organiser, letter_id).body
    page = page.press("Take it in place of the present text")
    assert "is in the letter" in page.text
    assert stored(organiser, letter_id).body == "From Word."
