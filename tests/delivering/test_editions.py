"""A closed letter becomes a sealed PDF that holds exactly the names that stand."""

import io
from datetime import datetime, timedelta

import pypdfium2
import pytest
from sqlalchemy.orm import Session

from campaign import journal, vault
from campaign.campaigns.models import Campaign
from campaign.db import transaction
from campaign.delivering import assembly, operations, queries, rules
from campaign.drafting import operations as drafting
from campaign.drafting import queries as drafting_queries
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.signing import queries as signing
from campaign.signing.models import Signature
from campaign.web.refusals import Refusal
from tests import factories
from tests.browser import Browser


def words(pdf: bytes) -> str:
    """All text of the file, white space folded."""
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


@pytest.fixture
def letter(session: Session, organiser: Organiser, now: datetime) -> Letter:
    """An open letter of this organiser with three signatures."""
    campaign = factories.make_campaign(session, session.merge(organiser))
    return _letter(session, campaign, organiser, now)


def _letter(session: Session, campaign: Campaign, organiser: Organiser, now: datetime) -> Letter:
    letter = factories.make_letter(session, campaign)
    drafting.open_for_signature(session, letter, by=organiser, now=now)
    for given, surname, country, group in (
        ("Šárka", "ŠTĚPNICKÁ", "CZ", "EPP"),
        ("Eleni", "KARAMOUTSOS", "EL", "LEFT"),
        ("Anke", "ACKERSTEIN", "DE", "NI"),
    ):
        member = factories.make_member(session, given=given, surname=surname, country=country, group=group)
        factories.make_signature(session, letter, member)
    return letter


def _closed(session: Session, letter: Letter, organiser: Organiser, now: datetime) -> Letter:
    drafting.close(session, letter, by=organiser, now=now)
    return letter


def test_an_edition_prints_the_letter_and_every_standing_name(
    session: Session, letter: Letter, organiser: Organiser, now: datetime
) -> None:
    edition = operations.issue_edition(session, _closed(session, letter, organiser, now), by=organiser, now=now)
    text = words(vault.read(edition.file_digest))
    assert "Your Excellency," in text
    for name in ("Anke ACKERSTEIN", "Eleni KARAMOUTSOS", "Šárka ŠTĚPNICKÁ"):
        assert name in text
    assert "3 Members, 1 of them non-attached, from 2 political groups and 3 Member States" in text
    assert "DRAFT" not in text


def test_no_date_is_printed_that_the_members_did_not_see(session: Session, organiser: Organiser, now: datetime) -> None:
    letter = factories.make_letter(
        session, factories.make_campaign(session, session.merge(organiser)), dated_on=None, place="Strasbourg"
    )
    revision = drafting.open_for_signature(session, letter, by=organiser, now=now)
    text = words(assembly.copy(letter, revision)).partition("Your Excellency,")[0]
    assert "Strasbourg" in text
    assert str(now.year) not in text


def test_an_open_letter_has_no_edition(session: Session, letter: Letter, organiser: Organiser, now: datetime) -> None:
    with pytest.raises(Refusal) as refusal:
        operations.issue_edition(session, letter, by=organiser, now=now)
    assert refusal.value.reason == rules.WhyNot.NOT_CLOSED


def test_the_same_names_are_not_issued_twice(
    session: Session, letter: Letter, organiser: Organiser, now: datetime
) -> None:
    operations.issue_edition(session, _closed(session, letter, organiser, now), by=organiser, now=now)
    with pytest.raises(Refusal) as refusal:
        operations.issue_edition(session, letter, by=organiser, now=now)
    assert refusal.value.reason == rules.WhyNot.UP_TO_DATE


def test_a_withdrawn_name_is_gone_from_the_next_edition(
    session: Session, letter: Letter, organiser: Organiser, now: datetime
) -> None:
    operations.issue_edition(session, _closed(session, letter, organiser, now), by=organiser, now=now)
    gone = next(each for each in signing.standing_signatures(session, letter) if each.surname == "KARAMOUTSOS")
    gone.standing = None
    session.flush()
    second = operations.issue_edition(session, letter, by=organiser, now=now + timedelta(hours=1))
    assert second.number == 2
    assert "KARAMOUTSOS" not in words(vault.read(second.file_digest))


def test_the_same_letter_gives_the_same_bytes(session: Session, letter: Letter, now: datetime) -> None:
    revision = drafting_queries.current_revision(session, letter)
    assert revision is not None
    signatures: list[Signature] = signing.standing_signatures(session, letter)
    issue = assembly.Issue(number=1, listed_at=now)
    once, again = (assembly.edition(letter, revision, signatures, issue) for _ in range(2))
    assert once == again


def test_the_journal_names_the_file(session: Session, letter: Letter, organiser: Organiser, now: datetime) -> None:
    edition = operations.issue_edition(session, _closed(session, letter, organiser, now), by=organiser, now=now)
    event = journal.history(session, letter.public_id)[-1]
    assert event.kind == "edition.issued"
    assert event.facts["file"] == edition.file_digest


def test_a_draft_is_marked_on_every_page(session: Session, letter: Letter, now: datetime) -> None:
    pdf = assembly.draft(letter, None, [], now=now)
    with pypdfium2.PdfDocument(pdf) as document:
        assert all("DRAFT" in page.get_textpage().get_text_range() for page in document)


def test_a_receipts_copy_holds_the_text_and_no_name(session: Session, letter: Letter) -> None:
    revision = drafting_queries.current_revision(session, letter)
    assert revision is not None
    text = words(assembly.copy(letter, revision))
    assert "Ilja Brandt" in text
    assert "ACKERSTEIN" not in text


def test_a_character_that_no_typeface_has_is_named(session: Session, letter: Letter, now: datetime) -> None:
    letter.closing = "Yours \U0001f58b faithfully,"
    with pytest.raises(Refusal) as refusal:
        assembly.draft(letter, None, [], now=now)
    assert "U+1F58B" in str(refusal.value.sentence)


def test_a_damaged_file_is_never_served(session: Session, letter: Letter, organiser: Organiser, now: datetime) -> None:
    edition = operations.issue_edition(session, _closed(session, letter, organiser, now), by=organiser, now=now)
    vault.path(edition.file_digest).write_bytes(b"%PDF-1.7 something else")
    with pytest.raises(vault.FileDamaged):
        vault.read(edition.file_digest)


def test_an_organiser_makes_and_downloads_the_pdf(
    organiser_browser: Browser, organiser: Organiser, now: datetime
) -> None:
    with transaction() as session:
        letter = _letter(session, factories.make_campaign(session, session.merge(organiser)), organiser, now)
        _closed(session, letter, organiser, now)
        letter_id = letter.public_id
    page = organiser_browser.open("delivering.editions", letter_id=letter_id).press("Make the PDF")
    assert "Edition 1 is ready to download." in page.text
    download = page.follow("Download the PDF").response
    assert download.mimetype == "application/pdf"
    assert "Release%20Ilja%20Brandt" in download.headers["Content-Disposition"]
    assert download.data.startswith(b"%PDF-")
    part = organiser_browser.client.get(download.request.path, headers={"Range": "bytes=0-4"})
    assert (part.status_code, part.data) == (206, b"%PDF-")


def test_another_organiser_sees_no_pdf(browser: Browser, organiser: Organiser, now: datetime) -> None:
    with transaction() as session:
        letter = _letter(session, factories.make_campaign(session), organiser, now)
        letter_id = letter.public_id
    stranger = browser.logged_in(organiser)
    for endpoint in ("delivering.editions", "delivering.draft_pdf"):
        assert stranger.open(endpoint, letter_id=letter_id).status == 404


def test_pages_of_an_edition_show_as_pictures(
    session: Session, letter: Letter, organiser: Organiser, now: datetime
) -> None:
    edition = operations.issue_edition(session, _closed(session, letter, organiser, now), by=organiser, now=now)
    from campaign.delivering import pictures

    png = pictures.page_png(io.BytesIO(vault.read(edition.file_digest)).getvalue(), 1)
    assert png.startswith(b"\x89PNG")
    assert queries.editions_of(session, letter)[0].pages == edition.pages


def test_a_name_with_a_letter_of_another_alphabet_is_pointed_out(
    organiser_browser: Browser, organiser: Organiser, now: datetime
) -> None:
    with transaction() as session:
        letter = _letter(session, factories.make_campaign(session, session.merge(organiser)), organiser, now)
        factories.make_signature(session, letter, factories.make_member(session, given="Ada", surname="L\u0410NGE"))
        letter_id = letter.public_id
    assert "L\u0410NGE" in organiser_browser.open("delivering.editions", letter_id=letter_id).text
