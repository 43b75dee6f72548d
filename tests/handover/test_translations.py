"""The letter and its translation reach an authority together: one mail, one line of the ledger, both digests."""

from datetime import timedelta

import pypdfium2
import pytest
from sqlalchemy import select

from campaign import vault
from campaign.db import reading, transaction
from campaign.delivering import operations as delivering
from campaign.delivering import queries as editions
from campaign.delivering.models import Delivery, TranslatedEdition
from campaign.drafting.models import Letter
from campaign.handover import watching
from campaign.handover.models import Attempt
from campaign.journal import Event
from campaign.outbox.models import OutgoingMail
from campaign.translating import operations as translating
from tests import mailbox
from tests.browser import Browser, Page
from tests.handover.conftest import Case
from tests.translating.rows import make_translation

pytestmark = pytest.mark.one_engine


@pytest.fixture
def french(case: Case) -> TranslatedEdition:
    """The addressee's file of the French translation, beside the first edition."""
    with transaction() as session:
        letter = session.get_one(Letter, case.letter_id)
        make_translation(session, letter, case.organiser)
        delivering.issue_translations(session, letter, by=case.organiser, now=case.now + timedelta(minutes=1))
        return editions.offered_translations(session, case.edition())[0]


def look_at_the_mail(case: Case, browser: Browser) -> Page:
    return browser.open("handover.mail", letter_id=case.public_id, party="1").press("Look at the mail")


def test_one_mail_brings_the_letter_and_its_translation(
    case: Case, french: TranslatedEdition, organiser_browser: Browser
) -> None:
    page = look_at_the_mail(case, organiser_browser)  # the only translation there is goes along unless it is unticked
    assert french.file_digest in page.text
    page.press("Send it")
    mail = mailbox.only_mail(reading(), "president@sarovia.example")
    attached = [each.get_content() for each in mail.iter_attachments()]
    assert attached == [vault.read(case.edition().file_digest), vault.read(french.file_digest)]
    assert len({each.get_filename() for each in mail.iter_attachments()}) == 2
    words = " ".join(mailbox.plain(mail).split())
    assert f"a translation into French (code {french.public_id}). The Members signed the English text" in words


def test_who_wants_no_translation_along_unticks_it(
    case: Case, french: TranslatedEdition, organiser_browser: Browser
) -> None:
    page = organiser_browser.open("handover.mail", letter_id=case.public_id, party="1")
    page.fill("Look at the mail", translations=[]).press("Send it")
    mail = mailbox.only_mail(reading(), "president@sarovia.example")
    assert len(list(mail.iter_attachments())) == 1
    assert "translation" not in mailbox.plain(mail)


def test_a_mail_with_a_translation_that_was_taken_off_does_not_leave(
    case: Case, french: TranslatedEdition, organiser_browser: Browser
) -> None:
    look_at_the_mail(case, organiser_browser).press("Send it")
    queued = reading().scalars(select(OutgoingMail).where(OutgoingMail.template == "delivery")).one()
    assert watching.why_not(reading(), queued, case.at(2)) is None
    with transaction() as session:
        made = session.get_one(TranslatedEdition, french.id)
        translating.take_off(session, made.translated.translation, by=case.organiser, now=case.at(2))
    assert "taken off" in str(watching.why_not(reading(), queued, case.at(2)))


def test_the_ledger_keeps_both_digests(case: Case, french: TranslatedEdition, organiser_browser: Browser) -> None:
    page = organiser_browser.open("handover.attempt", letter_id=case.public_id, party="1")
    page = page.fill(
        "Write it down",
        channel="by_hand",
        outcome="delivered",
        day=case.at(1).date().isoformat(),
        place="Palace, Sarograd",
        translations=["fr"],
    )
    course = page.follow("By hand")
    assert case.edition().file_digest in course.text
    assert french.file_digest in course.text
    delivery = reading().scalars(select(Delivery)).one()
    assert [each.id for each in delivery.translations] == [french.id]
    told = reading().scalars(select(Event).where(Event.kind == "letter.delivered")).one()
    assert told.facts["translations"] == [french.file_digest]


def test_an_edition_without_that_translation_is_refused(
    case: Case, french: TranslatedEdition, organiser_browser: Browser
) -> None:
    with transaction() as session:
        made = session.get_one(TranslatedEdition, french.id)
        translating.take_off(session, made.translated.translation, by=case.organiser, now=case.at(1))
    case.withdraw("ZUIDHOEK", days=2)
    case.issue(days=3)
    page = organiser_browser.open("handover.attempt", letter_id=case.public_id, party="1")
    page = page.fill(
        "Write it down", channel="post", outcome="sent", day=case.at(4).date().isoformat(), translations=["fr"]
    )
    assert "There is no PDF of that translation in this edition." in page.text
    assert reading().query(Attempt).count() == 0


def test_the_cover_note_names_both(case: Case, french: TranslatedEdition, organiser_browser: Browser) -> None:
    answer = organiser_browser.open("handover.note", letter_id=case.public_id, party="1").response
    with pypdfium2.PdfDocument(answer.data) as document:
        text = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    assert case.edition().public_id in text
    assert french.public_id in text
