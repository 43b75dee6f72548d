"""The pages: write down, send once, publish deliberately."""

import io
import re

import pypdfium2
import pytest
from flask import Flask

from campaign import vault
from campaign.campaigns.models import Role
from campaign.db import reading, transaction
from campaign.delivering import operations as delivering
from campaign.drafting import operations as drafting
from campaign.handover import files, queries
from campaign.handover.kinds import Outcome
from campaign.handover.models import Attempt, Reply
from campaign.handover.whereabouts import Stage
from campaign.outbox.models import OutgoingMail
from tests import factories, mailbox
from tests.browser import Browser, Page
from tests.handover.conftest import MINISTER, OMBUDSMAN, Case

pytestmark = pytest.mark.one_engine
PDF = b"%PDF-1.7 a receipt"


def show(case: Case, browser: Browser) -> Page:
    return browser.open("handover.show", letter_id=case.public_id)


def day(case: Case, days: int) -> str:
    return case.at(days).date().isoformat()


def bring(content: bytes, name: str) -> dict[str, object]:
    return {"files": [(io.BytesIO(content), name)]}


def test_an_organiser_writes_down_what_was_handed_over_by_hand(case: Case, organiser_browser: Browser) -> None:
    page = organiser_browser.open("delivering.editions", letter_id=case.public_id).follow("Deliver it")
    page = page.follow("Write down another way to H.E. Mr Anton Varga")
    page = page.fill(
        "Write it down",
        files=bring(PDF, "../stamped copy.pdf"),
        channel="by_hand",
        outcome="delivered",
        day=day(case, 1),
        place="Palace, Sarograd",
        witness="Eva Clerk",
    )
    assert "Partly delivered: 1 of 2 addressees have it." in page.text
    page = page.follow("By hand")
    assert "Palace, Sarograd" in page.text
    assert "Eva Clerk" in page.text
    answer = page.follow("stamped copy.pdf").response
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_receipt_is_added_below_and_nothing_before_it_changes(case: Case, organiser_browser: Browser) -> None:
    attempt = case.attempt(Outcome.SENT, days=1, tracking="RR 1")
    page = organiser_browser.open("handover.course", letter_id=case.public_id, attempt_id=attempt)
    page = page.fill("Add it", files=bring(PDF, "slip.pdf"), outcome="delivered", day=day(case, 4))
    assert [each.outcome for each in case.row().attempts[0].steps] == [Outcome.SENT, Outcome.DELIVERED]
    assert case.row().stage is Stage.DELIVERED


def test_what_is_refused_stands_above_the_form_and_nothing_typed_is_lost(
    case: Case, organiser_browser: Browser
) -> None:
    page = organiser_browser.open("handover.attempt", letter_id=case.public_id, party="1")
    said = {"channel": "post", "outcome": "delivered", "day": day(case, -3), "note": "The porter signed."}
    page = page.fill("Write it down", **said)
    assert page.status == 422
    assert "This edition was made after that day." in page.text
    assert page.tree.xpath("//textarea[@name='note']")[0].text.strip() == "The porter signed."
    assert case.row().attempts == ()


def test_a_letter_without_a_date_is_sent_with_the_one_that_its_pdf_prints(
    case: Case, organiser_browser: Browser
) -> None:
    text = look_at_the_mail(case, organiser_browser).text
    with pypdfium2.PdfDocument(vault.read(case.edition(number=1).file_digest)) as pdf:
        printed = pdf[0].get_textpage().get_text_range()
    [said] = re.findall(r" of (\d+ \w+ \d{4}), signed by 3 Members", text)
    assert said in printed


def test_a_superseded_edition_is_written_down_only_by_who_means_it(case: Case, organiser_browser: Browser) -> None:
    case.withdraw("ZUIDHOEK", days=2)
    case.issue(days=3)
    page = organiser_browser.open("handover.attempt", letter_id=case.public_id, party="1")
    old = case.edition(number=1).public_id
    said = {"edition": old, "channel": "post", "outcome": "delivered", "day": day(case, 1)}
    page = page.fill("Write it down", **said)
    assert page.status == 422
    assert "names a Member who no longer stands under the letter" in page.text
    page.fill("Write it down", anyway="y", **said)
    assert case.row().stage is Stage.DELIVERED


def look_at_the_mail(case: Case, browser: Browser, to: str = "president@sarovia.example") -> Page:
    return browser.open("handover.mail", letter_id=case.public_id, party="1").fill("Look at the mail", mailbox=to)


def test_nothing_leaves_before_the_confirmation(case: Case, organiser_browser: Browser) -> None:
    page = look_at_the_mail(case, organiser_browser)
    assert "Your Excellency," in page.text
    assert "signed by 3 Members" in page.text
    assert (case.row().attempts, mailbox.waiting(reading(), "president@sarovia.example")) == ((), [])
    page.press("Send it")
    assert case.row().stage is Stage.PLANNED
    assert len(mailbox.waiting(reading(), "president@sarovia.example")) == 1


def test_a_double_click_sends_one_mail(case: Case, organiser_browser: Browser) -> None:
    page = look_at_the_mail(case, organiser_browser)
    page.press("Send it")
    assert page.press("Send it").status == 200, "the second press is no error: it finds what the first one did"
    assert reading().query(Attempt).count() == 1
    assert reading().query(OutgoingMail).filter_by(recipient="president@sarovia.example").count() == 1


def test_another_mail_to_the_same_addressee_must_be_meant(case: Case, organiser_browser: Browser) -> None:
    look_at_the_mail(case, organiser_browser).press("Send it")
    page = look_at_the_mail(case, organiser_browser).press("Send it")
    assert page.status == 422
    assert "on its way there already" in page.text
    assert reading().query(Attempt).count() == 1


def test_the_tool_mails_no_edition_with_a_name_that_was_taken_back(case: Case, organiser_browser: Browser) -> None:
    page = look_at_the_mail(case, organiser_browser)
    case.withdraw("ZUIDHOEK", days=2)
    page = page.fill("Send it")
    assert page.status == 422
    assert "Issue a new edition" in page.text
    assert reading().query(Attempt).count() == 0


@pytest.mark.parametrize("address", ["a@b.example\r\nBcc: spy@x.example", "one@b.example, two@b.example", "none", ""])
def test_no_header_gets_into_a_mailbox(case: Case, organiser_browser: Browser, address: str) -> None:
    page = look_at_the_mail(case, organiser_browser, address)
    assert page.status == 422
    assert page.errors


def test_no_header_gets_in_by_the_words_of_the_mail(case: Case, organiser_browser: Browser) -> None:
    page = organiser_browser.open("handover.cover", letter_id=case.public_id)
    evil = "Hello\r\nBcc: spy@x.example"
    assert page.fill("Keep", reply_to="a@b.example\nBcc: spy@x.example").status == 422
    page.fill("Keep", subject=evil, sender_name=evil, text="A {salutation}\n\n<b>bold</b>", reply_to="desk@ngo.example")
    look_at_the_mail(case, organiser_browser).press("Send it")
    mail = mailbox.only_mail(reading(), "president@sarovia.example")
    assert "Bcc" not in mail
    assert "\n" not in mail["Subject"]
    assert mail["Reply-To"] == "desk@ngo.example"
    assert "<b>bold</b>" not in mail.get_body(("html",)).get_content()


def test_template_code_in_the_words_is_refused(case: Case, organiser_browser: Browser) -> None:
    page = organiser_browser.open("handover.cover", letter_id=case.public_id)
    assert page.fill("Keep", text="{{ config }}").status == 422


def test_an_edition_of_another_letter_does_not_go_along(case: Case, organiser_browser: Browser) -> None:
    with transaction() as session:
        other = factories.make_open_letter(session, session.merge(case.letter.campaign))
        drafting.close(session, other, by=case.organiser, now=factories.NOON)
        foreign = delivering.issue_edition(session, other, by=case.organiser, now=factories.NOON).public_id
    page = look_at_the_mail(case, organiser_browser)
    assert page.fill("Send it", edition=foreign).status == 422
    assert reading().query(Attempt).count() == 0


def test_the_archive_edition_never_leaves(case: Case, organiser_browser: Browser) -> None:
    page = look_at_the_mail(case, organiser_browser)
    [archive] = [each for each in case.letter_editions() if each.audience == "archive"]
    assert page.fill("Send it", edition=archive.public_id).status == 422


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html>alert(1)</html>", "a.pdf"),
        (b"GIF89a", "a.png"),
        (b"PK\x03\x04 %PDF-1.7", "a.pdf"),
        (b"", "a.jpg"),
    ],
)
def test_what_is_no_paper_is_not_kept(case: Case, organiser_browser: Browser, content: bytes, name: str) -> None:
    page = organiser_browser.open("handover.attempt", letter_id=case.public_id, party="1")
    page = page.fill("Write it down", files=bring(content, name), channel="post", outcome="sent", day=day(case, 1))
    assert page.status == 422
    assert reading().query(Attempt).count() == 0


def test_a_paper_of_two_natures_comes_back_as_a_download_that_nothing_runs(
    case: Case, organiser_browser: Browser
) -> None:
    both = b"%PDF-1.7\n<html><script>alert(1)</script></html>"
    page = organiser_browser.open("handover.attempt", letter_id=case.public_id, party="1")
    page.fill("Write it down", files=bring(both, "a.html"), channel="post", outcome="sent", day=day(case, 1))
    [proof] = case.row().attempts[0].steps[0].proofs
    headers = organiser_browser.open(
        "handover.paper", letter_id=case.public_id, proof_id=proof.public_id
    ).response.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"] == "attachment; filename=a.pdf"


def test_papers_rest_encrypted(case: Case, organiser_browser: Browser) -> None:
    page = organiser_browser.open("handover.attempt", letter_id=case.public_id, party="1")
    page.fill("Write it down", files=bring(PDF, "a.pdf"), channel="post", outcome="sent", day=day(case, 1))
    [proof] = case.row().attempts[0].steps[0].proofs

    assert PDF not in vault.read(proof.file_digest)
    assert files.content(proof) == PDF


def test_an_answer_is_private_until_it_is_published_and_again_when_it_is_taken_back(
    case: Case, organiser_browser: Browser
) -> None:
    case.attempt(Outcome.SENT, days=1)
    page = show(case, organiser_browser).follow("Write a reply down")
    page = page.fill(
        "Write it down", files=bring(PDF, "answer.pdf"), kind="answer", channel="post", day=day(case, 5), language="fr"
    )
    assert "Private" in page.text
    assert case.row().stage is Stage.DELIVERED, "who answers has the letter"
    assert queries.public_replies(reading(), case.letter) == []
    page = page.follow("Publish")
    assert "counter-claims" in page.text
    assert queries.public_replies(reading(), case.letter) == []
    page = page.fill("Publish it", shows_files="y")
    [told] = queries.public_replies(reading(), case.letter)
    assert (told.kind, told.language, [each.name for each in told.files]) == ("answer", "fr", ["answer.pdf"])
    assert files.content(queries.public_file(reading(), case.letter, told.files[0].code)) == PDF
    page.press("Take it back now")
    assert queries.public_replies(reading(), case.letter) == []


def test_a_reply_can_be_public_without_its_files(case: Case, organiser_browser: Browser) -> None:
    case.attempt(Outcome.DELIVERED, days=1)
    page = organiser_browser.open("handover.reply", letter_id=case.public_id, party="1")
    said = {"kind": "acknowledgement", "channel": "email", "day": day(case, 5)}
    page.fill("Write it down", files=bring(PDF, "a.pdf"), **said).follow("Publish").press("Publish it")
    [told] = queries.public_replies(reading(), case.letter)
    assert told.files == ()
    assert "a.pdf" not in repr(told)


def test_a_struck_reply_counts_no_more(case: Case, organiser_browser: Browser) -> None:
    case.attempt(Outcome.DELIVERED, days=1)
    page = organiser_browser.open("handover.reply", letter_id=case.public_id, party="1")
    page = page.fill("Write it down", kind="refusal", channel="email", day=day(case, 5))
    page.follow("Publish").press("Publish it").fill("Strike it", reason="It was about another letter.")
    assert case.row().answer == "waiting"
    assert queries.public_replies(reading(), case.letter) == []
    assert reading().query(Reply).one().struck_because == "It was about another letter."


def test_silence_is_stated_only_when_an_answer_is_overdue(case: Case, organiser_browser: Browser) -> None:
    case.attempt(Outcome.DELIVERED, days=1)
    page = organiser_browser.open("handover.reply", letter_id=case.public_id, party="1")
    said = {"kind": "silence", "channel": "none", "day": day(case, 11)}
    assert page.fill("Write it down", **said).status == 422
    organiser_browser.open("handover.term", letter_id=case.public_id).fill(
        "Set the term", days="5", reason="The law gives five days."
    )
    assert page.fill("Write it down", **said).status == 200
    assert case.row().answer == "silent"


@pytest.mark.parametrize("role", [Role.VIEWER, Role.DESK])
def test_a_viewer_looks_and_changes_nothing(app: Flask, case: Case, role: Role) -> None:
    case.attempt(Outcome.DELIVERED, days=1)
    with transaction() as session:
        viewer = factories.join_team(session, case.letter.campaign, role)
    browser = Browser(app).logged_in(viewer)
    page = show(case, browser)
    assert "Partly delivered" in page.text
    assert "Send by e-mail" not in page.text
    for endpoint in ("mail", "attempt", "reply"):
        assert browser.open(f"handover.{endpoint}", letter_id=case.public_id, party="1").status == 403


def test_labels_are_printed_in_the_addressees_own_script(case: Case, organiser_browser: Browser) -> None:
    page = organiser_browser.open("handover.labels", letter_id=case.public_id, skip=2)
    labels = page.tree.xpath("//*[@role='listitem']")
    assert [each.xpath("./span/text()") for each in labels] == [
        [],
        [],
        ["H.E. Mr Anton Varga", "President of Sarovia", "1 Palace Square", "10000 Sarograd"],
        [MINISTER, "Достык көшесі 8", "Сарыград"],
    ]
    assert OMBUDSMAN in page.text, "who has no postal address is named"


def test_the_cover_note_is_a_pdf_with_address_and_salutation(case: Case, organiser_browser: Browser) -> None:
    answer = organiser_browser.open("handover.note", letter_id=case.public_id, party="2").response
    with pypdfium2.PdfDocument(answer.data) as document:
        text = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    assert "Достык көшесі 8 Сарыград" in text, "the address, in the addressee's own script"
    assert "Құрметті Министр," in text
    assert case.edition().public_id in text


def test_overdue_answers_of_all_campaigns_stand_on_one_page(case: Case, organiser_browser: Browser) -> None:
    case.attempt(Outcome.DELIVERED, days=1)
    assert "No answer is overdue." in organiser_browser.open("handover.overdue").text
    organiser_browser.open("handover.term", letter_id=case.public_id).fill("Set the term", days="5", reason="Law.")
    assert "H.E. Mr Anton Varga" in organiser_browser.open("handover.overdue").text
    page = organiser_browser.open("campaigns.show", campaign_id=case.letter.campaign.public_id)
    assert "delivered to 1 of 2 · 1 answer overdue" in page.text
    assert "Overdue" in page.follow("Deliveries and replies").text
