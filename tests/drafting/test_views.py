"""The editor and the steps of a letter in the browser, without scripts."""

import io

import pytest
from flask import Flask
from PIL import Image

from campaign.db import reading, transaction
from campaign.drafting import queries
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from tests import factories
from tests.browser import Browser


@pytest.fixture
def letter_id(app: Flask, organiser: Organiser) -> str:
    """A draft of the organiser's, nearly ready."""
    with transaction() as session:
        return factories.make_letter(session, factories.make_campaign(session, organiser)).public_id


def stored(organiser: Organiser, letter_id: str) -> Letter:
    reading().rollback()
    return queries.letter_of(reading(), organiser, letter_id)


def test_what_is_typed_is_saved(organiser_browser: Browser, organiser: Organiser, letter_id: str) -> None:
    page = organiser_browser.open("drafting.edit", letter_id=letter_id)
    page = page.fill(
        "Save", subject="Detention of a journalist", body="He is held.\r\n\r\nRelease him.", goal_groups="4"
    )
    assert "Saved." in page.text
    letter = stored(organiser, letter_id)
    assert (letter.subject, letter.body, letter.goal_groups) == (
        "Detention of a journalist",
        "He is held.\n\nRelease him.",
        4,
    )


def test_saving_twice_without_a_change_is_one_save(
    organiser_browser: Browser, organiser: Organiser, letter_id: str
) -> None:
    page = organiser_browser.open("drafting.edit", letter_id=letter_id)
    page.press("Save").press("Save")
    assert stored(organiser, letter_id).version == 1


def test_addressees_are_added_moved_and_removed_by_buttons(
    organiser_browser: Browser, organiser: Organiser, letter_id: str
) -> None:
    page = organiser_browser.open("drafting.edit", letter_id=letter_id).press("Add an addressee")
    page = page.fill("Save", **{"addressees-1-name": "Ms Vera Holm", "addressees-1-office": "Minister of Justice"})
    page = page.press("↑")
    assert [each.name for each in stored(organiser, letter_id).addressees] == ["Ms Vera Holm", "H.E. Mr Anton Varga"]
    page.press("Remove")
    assert [each.name for each in stored(organiser, letter_id).addressees] == ["H.E. Mr Anton Varga"]


def test_an_addressee_is_kept_in_the_script_it_was_typed_in(
    organiser_browser: Browser, organiser: Organiser, letter_id: str
) -> None:
    page = organiser_browser.open("drafting.edit", letter_id=letter_id)
    page.fill("Save", **{"addressees-0-office": "Әділет министрі", "addressees-0-language": "kk"})
    assert stored(organiser, letter_id).addressees[0].office == "Әділет министрі"
    page = organiser_browser.open("drafting.preview", letter_id=letter_id)
    assert page.tree.xpath("//address[@lang='kk']")


def test_salutations_are_offered(organiser_browser: Browser, letter_id: str) -> None:
    page = organiser_browser.open("drafting.edit", letter_id=letter_id)
    assert "Dear Prime Minister," in page.tree.xpath("//datalist[@id='salutations']/option/@value")


def test_an_initiator_is_found_without_accents_and_added(
    organiser_browser: Browser, organiser: Organiser, letter_id: str
) -> None:
    with transaction() as session:
        factories.make_member(session, given="Jana", surname="ŽDÁRSKÁ")
    page = organiser_browser.open("drafting.edit", letter_id=letter_id).fill("Find", find="zdarska")
    page = page.press("Add as initiator")
    assert "Jana ŽDÁRSKÁ" in page.text
    page = organiser_browser.open("drafting.edit", letter_id=letter_id)
    page.fill("Save", place="Strasbourg")
    assert [each.member.surname for each in stored(organiser, letter_id).initiators] == ["ŽDÁRSKÁ"]


def test_a_wrong_date_is_named_and_nothing_typed_is_lost(organiser_browser: Browser, letter_id: str) -> None:
    page = organiser_browser.open("drafting.edit", letter_id=letter_id)
    page = page.fill("Save", deadline_day="someday", body="A text I typed for an hour")
    assert page.status == 422
    assert page.errors == ["Enter a day, such as 2026-12-13."]
    assert page.tree.xpath("string(//textarea[@name='body'])").strip() == "A text I typed for an hour"


def test_a_deadline_is_meant_in_brussels(organiser_browser: Browser, organiser: Organiser, letter_id: str) -> None:
    page = organiser_browser.open("drafting.edit", letter_id=letter_id)
    page.fill("Save", deadline_day="2026-12-13", deadline_time="18:00")
    deadline = stored(organiser, letter_id).deadline_at
    assert deadline is not None
    assert deadline.isoformat() == "2026-12-13T17:00:00+00:00"


def test_a_deadline_without_an_hour_is_the_end_of_the_day(
    organiser_browser: Browser, organiser: Organiser, letter_id: str
) -> None:
    page = organiser_browser.open("drafting.edit", letter_id=letter_id)
    page = page.fill("Save", deadline_day="2026-12-13", deadline_time="")
    deadline = stored(organiser, letter_id).deadline_at
    assert deadline is not None
    assert deadline.isoformat() == "2026-12-13T22:59:59+00:00"
    assert page.tree.xpath("string(//input[@name='deadline_time']/@value)") == ""


def test_what_is_missing_is_listed_in_the_editor(organiser_browser: Browser, letter_id: str) -> None:
    page = organiser_browser.open("drafting.edit", letter_id=letter_id).fill("Save", subject="")
    assert "The subject is missing." in page.text


def test_a_logo_is_drawn_anew(organiser_browser: Browser, organiser: Organiser, letter_id: str) -> None:
    file = io.BytesIO()
    Image.new("RGBA", (40, 20), (200, 0, 0, 0)).save(file, "PNG")
    file.seek(0)
    page = organiser_browser.open("drafting.edit", letter_id=letter_id)
    page = page.fill("Save", files={"logo": (file, "logo.png")})
    kept = stored(organiser, letter_id).logo
    assert kept is not None
    assert Image.open(io.BytesIO(kept)).mode == "RGB"
    assert organiser_browser.open("drafting.draft_logo", letter_id=letter_id).response.data == kept
    page.press("Remove the logo")
    assert stored(organiser, letter_id).logo is None


def test_the_button_leads_from_the_draft_to_an_open_letter(
    organiser_browser: Browser, organiser: Organiser, letter_id: str
) -> None:
    page = organiser_browser.open("drafting.edit", letter_id=letter_id).press("Open for signature")
    assert "H.E. Mr Anton Varga, President of Sarovia" in page.text
    page = page.press("Freeze the text and open the letter")
    assert "its text is frozen" in page.text
    revision = queries.current_revision(reading(), stored(organiser, letter_id))
    assert revision is not None
    page = organiser_browser.open("drafting.edit", letter_id=letter_id)
    assert revision.digest in page.text
    assert not page.tree.xpath("//textarea")


def test_an_unready_letter_offers_no_button_to_open_it(organiser_browser: Browser, letter_id: str) -> None:
    page = organiser_browser.open("drafting.edit", letter_id=letter_id)
    page = page.fill("Open for signature", body="Release [NAME] now.")
    assert "“[NAME]” looks as if it was to be filled in." in page.text
    assert "Freeze the text" not in page.text


def test_an_opened_text_cannot_be_saved_over(organiser_browser: Browser, organiser: Organiser, letter_id: str) -> None:
    editor = organiser_browser.open("drafting.edit", letter_id=letter_id)
    editor.press("Open for signature").press("Freeze the text and open the letter")
    page = editor.fill("Save", body="Another text")
    assert page.status == 409
    assert "its text is frozen" in page.text
    assert "Ilja Brandt" in stored(organiser, letter_id).body


def test_a_closed_letter_says_so(organiser_browser: Browser, letter_id: str) -> None:
    page = organiser_browser.open("drafting.edit", letter_id=letter_id).press("Open for signature")
    page.press("Freeze the text and open the letter")
    page = organiser_browser.open("drafting.edit", letter_id=letter_id).follow("Close the letter")
    assert "The letter is closed." in page.press("Close the letter for good").text


def test_the_deadline_is_extended_with_a_reason(organiser_browser: Browser, letter_id: str) -> None:
    page = organiser_browser.open("drafting.edit", letter_id=letter_id).press("Open for signature")
    page.press("Freeze the text and open the letter")
    page = organiser_browser.open("drafting.edit", letter_id=letter_id).follow("Extend the deadline")
    page = page.fill("Move the deadline", deadline_day="2026-01-15", reason="Part-session week")
    assert (page.status, page.tree.xpath("//*[@name='reason']/@value")) == (422, ["Part-session week"]), "kept as typed"
    page = page.fill("Move the deadline", deadline_day="2027-01-15", deadline_time="18:00", reason="Part-session week")
    assert "15 January 2027, 18:00" in page.text
    assert "Part-session week" in page.text


PAGES = ["edit", "preview", "open_for_signature", "close", "extend", "import_word", "draft_logo"]


@pytest.mark.parametrize("view", PAGES)
def test_somebody_elses_letter_looks_like_none(app: Flask, organiser_browser: Browser, view: str) -> None:
    with transaction() as session:
        foreign = factories.make_letter(session).public_id
    pages = [organiser_browser.open(f"drafting.{view}", letter_id=each) for each in (foreign, "2222222222zz")]
    assert [each.status for each in pages] == [404, 404]
    assert pages[0].text == pages[1].text


@pytest.mark.parametrize("view", ["save", "autosave", "merge", "preview_typed", "take_word", "close", "extend"])
def test_nobody_posts_to_somebody_elses_letter(
    app: Flask, organiser: Organiser, organiser_browser: Browser, letter_id: str, view: str
) -> None:
    with transaction() as session:
        foreign = factories.make_letter(session)
        foreign_id, before = foreign.public_id, foreign.body
    page = organiser_browser.open("drafting.edit", letter_id=letter_id)
    token = page.tree.xpath("string(//form[@data-editor]//input[@name='csrf_token']/@value)")
    with app.test_request_context():
        from flask import url_for

        address = url_for(f"drafting.{view}", letter_id=foreign_id)
    answer = organiser_browser.post(
        address, data={"csrf_token": token, "title": "Mine", "language": "en", "version": 1}
    )
    assert answer.status in (404, 422)
    with transaction() as session:
        assert session.get(Letter, foreign.id).body == before  # type: ignore[union-attr]


def test_a_character_no_typeface_has_is_named_in_the_editor(organiser_browser: Browser, letter_id: str) -> None:
    page = organiser_browser.open("drafting.edit", letter_id=letter_id)
    page = page.fill("Save", subject="Detention \U00013000 of a journalist")
    assert "No typeface here can print “\U00013000” (EGYPTIAN HIEROGLYPH A001). Replace it." in page.text


def test_a_file_that_is_no_logo_costs_no_typed_text(organiser_browser: Browser, letter_id: str) -> None:
    page = organiser_browser.open("drafting.edit", letter_id=letter_id)
    page = page.fill("Save", files={"logo": (io.BytesIO(b"GIF89a"), "logo.png")}, body="Typed for an hour")
    assert page.errors == ["That file is no PNG or JPEG picture. Choose another one."]
    assert page.tree.xpath("string(//textarea[@name='body'])").strip() == "Typed for an hour"


def test_who_opens_a_letter_is_shown_the_mailboxes_that_every_edition_will_print(
    organiser_browser: Browser, organiser: Organiser
) -> None:
    with transaction() as session:
        case = factories.make_campaign(session, session.merge(organiser))
        letter = factories.make_letter(session, case, body="Write to sister.of@example.org, she waits.")
        quiet = factories.make_letter(session, case, cc="office@example.org")
        told, silent = letter.public_id, quiet.public_id
    page = organiser_browser.open("drafting.open_for_signature", letter_id=told)
    assert page.tree.xpath("//ul[@class='missing']/li/text()") == ["sister.of@example.org"]
    page = organiser_browser.open("drafting.open_for_signature", letter_id=silent)
    assert "Look at these e-mail addresses" not in page.text
