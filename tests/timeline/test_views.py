"""A case's timeline, documents and end, as organisers keep them."""

import io

import pytest
from flask import Flask
from sqlalchemy import select

from campaign import vault
from campaign.campaigns.models import Campaign, CampaignOutcome
from campaign.db import reading, transaction
from campaign.journal import Event
from campaign.organisers.models import Organiser
from campaign.timeline.models import CaseDocument
from campaign.web import brought
from tests import factories
from tests.browser import Browser, Page

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def case(app: Flask, organiser: Organiser) -> Campaign:
    with transaction() as session:
        return factories.make_campaign(session, organiser)


def _open(browser: Browser, case: Campaign) -> Page:
    return browser.open("timeline.show", campaign_id=case.public_id)


def _bring(browser: Browser, case: Campaign, content: bytes, name: str, **answers: str) -> Page:
    page = browser.open("timeline.add_document", campaign_id=case.public_id)
    return page.fill("Save", files={"file": (io.BytesIO(content), name)}, **({"title": "A report"} | answers))


def _documents() -> list[CaseDocument]:
    return list(reading().scalars(select(CaseDocument)))


def test_the_campaign_leads_to_its_empty_timeline(organiser_browser: Browser, case: Campaign) -> None:
    page = organiser_browser.open("campaigns.show", campaign_id=case.public_id).follow("Timeline and documents")
    assert "Nothing stands here yet." in page.text


def test_an_entry_is_written_mended_and_removed(organiser_browser: Browser, case: Campaign) -> None:
    page = _open(organiser_browser, case).follow("Add the first entry")
    page = page.fill("Save", title="Ilja Brandt is detained", starts_on="2026-03-04")
    assert "4 March 2026 Ilja Brandt is detained Team only" in page.text
    page = page.follow("Ilja Brandt is detained").fill("Save", ends_on="2026-03-05", is_public="y")
    assert "4–5 March 2026 Ilja Brandt is detained Public" in page.text
    page = page.follow("Ilja Brandt is detained").press("Remove this entry")
    assert "Nothing stands here yet." in page.text


def test_entries_stand_in_the_order_of_their_days(organiser_browser: Browser, case: Campaign) -> None:
    for title, day in (("The trial", "2026-09-01"), ("The arrest", "2026-03-04")):
        page = organiser_browser.open("timeline.add_event", campaign_id=case.public_id)
        page = page.fill("Save", title=title, starts_on=day)
    assert page.text.index("The arrest") < page.text.index("The trial")


def test_nothing_ends_before_it_starts(organiser_browser: Browser, case: Campaign) -> None:
    page = organiser_browser.open("timeline.add_event", campaign_id=case.public_id)
    page = page.fill("Save", title="The trial", starts_on="2026-09-02", ends_on="2026-09-01")
    assert page.errors == ["The last day lies before the first. Mend one of the two."]


def test_what_is_no_day_is_answered_with_what_to_type(organiser_browser: Browser, case: Campaign) -> None:
    page = organiser_browser.open("timeline.add_event", campaign_id=case.public_id)
    page = page.fill("Save", title="The trial", starts_on="2026-09-01", ends_on="soon")
    assert page.errors == ["Enter a day, such as 2026-12-13."]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://", "//example.org", "ftp://example.org/x", "https://me@example.org/"]
)
def test_only_web_pages_are_linked_to(organiser_browser: Browser, case: Campaign, address: str) -> None:
    page = organiser_browser.open("timeline.add_event", campaign_id=case.public_id)
    page = page.fill("Save", title="The trial", starts_on="2026-09-02", url=address)
    assert page.errors == ["Enter the whole address of a web page, beginning with https://"]


def test_a_file_is_kept_as_it_was_brought_and_private(organiser_browser: Browser, case: Campaign) -> None:
    page = _bring(organiser_browser, case, PDF, "Report 2026.pdf")
    assert "A report Team only" in page.text
    (document,) = _documents()
    assert vault.read(str(document.file_digest)) == PDF
    sent = organiser_browser.get(f"/campaigns/{case.public_id}/documents/{document.public_id}/file").response
    assert sent.data == PDF
    assert sent.headers["Content-Disposition"].startswith('attachment; filename="Report 2026.pdf"')


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"MZ\x90", b"", b"<!doctype html>%PDF-1.7"])
def test_a_file_of_another_kind_is_refused(organiser_browser: Browser, case: Campaign, content: bytes) -> None:
    page = _bring(organiser_browser, case, content, "report.pdf")
    assert page.errors == ["That file is no PDF, PNG or JPEG. Save it as PDF and bring that."]
    assert _documents() == []


def test_a_file_that_is_too_large_is_refused(
    organiser_browser: Browser, case: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brought, "MAX_BYTES", 10)
    assert "larger than 15 MB" in _bring(organiser_browser, case, PDF, "report.pdf").errors[0]


def test_a_document_is_a_file_or_an_address_and_never_both(organiser_browser: Browser, case: Campaign) -> None:
    sentence = ["Bring a file or enter an address, one of the two."]
    page = organiser_browser.open("timeline.add_document", campaign_id=case.public_id).fill("Save", title="A report")
    assert page.errors == sentence
    assert _bring(organiser_browser, case, PDF, "r.pdf", url="https://example.org/r").errors == sentence


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("a\u202efdp.exe", "a fdp.pdf"),
        ('x"; drop\r\n.pdf', "x ; drop.pdf"),
        ("Bericht über Haft.PDF", "Bericht über Haft.pdf"),
        ("", "document.pdf"),
    ],
)
def test_a_file_name_is_tidied_and_its_ending_tells_the_truth(name: str, kept: str) -> None:
    assert brought.tidy(name, ".pdf") == kept


def test_publishing_a_document_is_an_act_in_the_journal(organiser_browser: Browser, case: Campaign) -> None:
    page = _bring(organiser_browser, case, PDF, "report.pdf")
    page = page.follow("A report").fill("Save", is_public="y")
    assert "A report Public" in page.text
    found = reading().scalars(select(Event).where(Event.kind.like("document.%")).order_by(Event.number))
    assert [(each.kind, each.facts["public"]) for each in found] == [
        ("document.added", False),
        ("document.mended", True),
    ]


def test_a_document_that_goes_leaves_the_entry_that_named_it(organiser_browser: Browser, case: Campaign) -> None:
    _bring(organiser_browser, case, PDF, "report.pdf")
    (document,) = _documents()
    page = organiser_browser.open("timeline.add_event", campaign_id=case.public_id)
    page = page.fill("Save", title="The report is out", starts_on="2026-09-02", document=document.public_id)
    page = page.follow("A report").press("Remove this document")
    assert ("The report is out" in page.text, "Document: A report" in page.text) == (True, False)


def test_a_case_is_closed_with_an_outcome_and_may_go_on(organiser_browser: Browser, case: Campaign) -> None:
    page = _open(organiser_browser, case).follow("Close it with an outcome")
    page = page.fill("Close the case", outcome="achieved", text="Ilja Brandt came home on 3 May.")
    assert "What was asked for has happened Ilja Brandt came home on 3 May." in page.text
    assert reading().scalars(select(Campaign.outcome)).one() is CampaignOutcome.ACHIEVED
    assert "The case is open." in page.press("Open the case again").text


def test_a_closing_without_an_outcome_is_not_taken(organiser_browser: Browser, case: Campaign) -> None:
    page = _open(organiser_browser, case).follow("Close it with an outcome").fill("Close the case", text="Over.")
    assert page.errors == ["Choose one."]
