"""Sheets signed in ink: printed, scanned, cut into rows, and what is refused on the way."""

import io
import struct
import zlib
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from flask import Flask
from PIL import Image, ImageDraw
from sqlalchemy import select

from campaign import clock
from campaign.claims import papers, scans
from campaign.claims.models import Claim, Paper
from campaign.claims.scans import BadScan, Trouble
from campaign.db import reading, transaction
from campaign.outbox import attachments
from campaign.signing.models import Signature
from tests import factories
from tests.browser import Browser, Page
from tests.claims.conftest import Team, make_team

pytestmark = pytest.mark.one_engine


@pytest.fixture
def team(app: Flask) -> Team:  # type: ignore[misc]
    with transaction() as session:
        made = make_team(session)
        made.letter.deadline_at = clock.now() + timedelta(days=3)
        factories.make_member(session, given="Boris", surname="OTHER")
    return made


def sheet(app: Flask, team: Team) -> Page:
    """A sheet for both Members, made on the page."""
    page = Browser(app).logged_in(team.first).get(f"/letters/{team.letter.public_id}/evidence/papers")
    return page.fill("Make this sheet", title="Evening in Strasbourg", group="SD")


def scanned(paper: Paper) -> bytes:
    """The sheet as a scanner sees it, with ink in the first row."""
    printed = attachments.made(f"paper-sheet:{paper.public_id}").content
    with pypdfium2.PdfDocument(printed) as document:
        picture = document[0].render(scale=2).to_pil().convert("RGB")
    place = papers.places(paper.public_id, tuple(row.code for row in paper.rows))[paper.rows[0].code]
    middle = (place.top + place.bottom) * picture.height // 2000
    ImageDraw.Draw(picture).line((800, middle, 1000, middle - 20, 1100, middle + 10), fill="navy", width=5)
    written = io.BytesIO()
    picture.save(written, "PDF")
    return written.getvalue()


def the_paper() -> Paper:
    reading().rollback()
    return reading().scalars(select(Paper)).one()


def bring(page: Page, content: bytes, **answers: Any) -> Page:
    files = {"file": (io.BytesIO(content), "scan.pdf")}
    return page.fill("Bring this scan", files=files, witness="Ina First", **answers)


def test_ink_on_a_sheet_becomes_a_signature_once_a_colleague_compared_it(app: Flask, team: Team) -> None:
    page = sheet(app, team)
    rows = bring(page, scanned(the_paper()))
    assert "Ada TESTER" in rows.text
    picture = rows.browser.get(rows.tree.xpath("//img/@src")[0])
    assert picture.response.data.startswith(b"\x89PNG")
    page = rows.fill("These rows are signed", row="1")
    assert "1 row waits for a colleague." in page.text
    assert page.follow("Boris OTHER").tree.xpath("//img[contains(@src, 'row.png')]")
    judge = Browser(app).logged_in(team.second).get(page.path).follow("Boris OTHER")
    assert the_paper().rows[0].code in judge.text
    judge.press("It is good")
    signature = reading().scalars(select(Signature)).one()
    assert (signature.assurance.value, signature.evidence["row"]) == ("paper_sheet", 1)


def test_every_page_of_the_sheet_names_the_letter_its_text_and_each_row(app: Flask, team: Team) -> None:
    sheet(app, team)
    paper = the_paper()
    printed = attachments.made(f"paper-sheet:{paper.public_id}").content
    assert printed == attachments.made(f"paper-sheet:{paper.public_id}").content
    with pypdfium2.PdfDocument(printed) as document:
        for number in range(len(document)):
            text = document[number].get_textpage().get_text_bounded()
            assert team.letter.public_id in text.replace("-", "")
            assert paper.revision.digest[:12] in text.replace(" ", "").replace("\r\n", "")
        text = document[0].get_textpage().get_text_bounded()
    assert all(row.code in text for row in paper.rows)


def test_rows_stand_one_below_the_other_and_apart(app: Flask, team: Team) -> None:
    sheet(app, team)
    paper = the_paper()
    first, second = papers.places(paper.public_id, tuple(row.code for row in paper.rows)).values()
    assert first.page == second.page == 1
    assert first.bottom <= second.top + 20
    assert first.bottom - first.top >= 50


def test_a_scan_is_not_brought_to_another_letters_sheet(app: Flask, team: Team) -> None:
    page = sheet(app, team)
    with transaction() as session:
        other = factories.make_open_letter(session, session.merge(team.letter.campaign))
        other_id = other.public_id
    foreign = page.path.replace(team.letter.public_id, other_id)
    assert page.browser.get(foreign).status == 404


def test_nothing_is_claimed_by_a_scan_alone(app: Flask, team: Team) -> None:
    bring(sheet(app, team), scanned(the_paper()))
    assert reading().scalars(select(Claim)).all() == []


def png(width: int, height: int) -> bytes:
    """A picture of one colour, tiny as a file."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (width + 1) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"GIF89a" + b"\0" * 50, Trouble.KIND),
        (b"PK\x03\x04%PDF-1.7", Trouble.KIND),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Trouble.KIND),
        (b"%PDF-1.7\nnothing more", Trouble.UNREADABLE),
        (b"%PDF-1.7\n" + png(10, 10), Trouble.UNREADABLE),
        (png(9_000, 9_000), Trouble.UNREADABLE),
        (b"\xff\xd8\xff" + b"\0" * 100, Trouble.UNREADABLE),
        (b"%PDF-" + b"\0" * scans.LARGEST, Trouble.TOO_LARGE),
    ],
    ids=["gif", "zip with a pdf in it", "svg", "empty pdf", "png in a pdf", "png bomb", "broken jpeg", "too large"],
)
def test_bombs_and_polyglots_are_refused(content: bytes, trouble: Trouble) -> None:
    with pytest.raises(BadScan) as refused:
        scans.read([content])
    assert refused.value.trouble is trouble


def test_a_pdf_of_a_thousand_pages_is_refused() -> None:
    document = pypdfium2.PdfDocument.new()
    for _ in range(1000):
        document.new_page(10, 10)
    written = io.BytesIO()
    document.save(written)
    with pytest.raises(BadScan):
        scans.read([written.getvalue()])


def test_a_picture_is_kept_grey_and_bounded() -> None:
    written = io.BytesIO()
    Image.new("RGB", (4000, 5600), "pink").save(written, "JPEG", comment=b"secret")
    (page,) = scans.read([written.getvalue()])
    with Image.open(io.BytesIO(page.picture)) as kept:
        assert (kept.mode, kept.width) == ("L", 1500)
    assert b"secret" not in page.picture
