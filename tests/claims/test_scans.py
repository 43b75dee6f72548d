"""Scans and photos of signed sheets: known again by their codes, laid straight, sorted, or refused."""

import io
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from campaign import clock, vault
from campaign.claims import ink, inking, marks, papers, scans, straightening
from campaign.claims.models import Claim, Paper, Recognised, Scan
from campaign.db import reading, transaction
from campaign.drafting.models import Letter, Revision, RevisionKind
from campaign.signing.models import Signature
from tests import factories
from tests.browser import Browser, Page
from tests.claims import sheets
from tests.claims.conftest import Team, make_team

pytestmark = pytest.mark.one_engine


@pytest.fixture
def team(app: Flask) -> Team:  # type: ignore[misc]
    with transaction() as session:
        made = make_team(session)
        made.letter.deadline_at = clock.now() + timedelta(days=3)
    return made


def make_sheet(team: Team, rows: int = 10, title: str = "Evening in Strasbourg", letter: Letter | None = None) -> Paper:
    """A sheet for Members of its own; nine of them fit on the first page."""
    with transaction() as session:
        members = [factories.make_member(session, given="Ada", surname=f"TESTER {title} {n}") for n in range(rows)]
        on = session.merge(letter or team.letter)
        public_id = inking.make(
            session, on, members, title=title, by=session.merge(team.first), now=clock.now()
        ).public_id
    return reading().scalars(select(Paper).where(Paper.public_id == public_id)).one()


def page_of(app: Flask, team: Team, paper: Paper | None = None) -> Page:
    """Where scans are brought: any sheet's of the letter, or one sheet's."""
    tail = f"/{paper.public_id}" if paper else ""
    return Browser(app).logged_in(team.first).get(f"/letters/{team.letter.public_id}/evidence/papers{tail}")


def bring(page: Page, *files: bytes, **answers: Any) -> Page:
    brought = [(io.BytesIO(each), f"{number}.jpg") for number, each in enumerate(files)]
    button = "Bring this scan" if "first" in answers or "Bring this scan" in page.text else "Bring these pages"
    return page.fill(button, files={"file": brought}, witness="Ina First", **answers)


def kept() -> Sequence[Scan]:
    reading().rollback()
    return reading().scalars(select(Scan).order_by(Scan.id)).all()


def test_photos_are_laid_straight_however_the_telephone_was_held(app: Flask, team: Team) -> None:
    page = sheets.printed(make_sheet(team))
    for read in scans.read([sheets.photo(page, 7 + quarters, quarters=quarters) for quarters in range(4)]):
        with Image.open(io.BytesIO(read.picture)) as straight:
            seen = straightening.codes(straight)
        corners = [(corner, each.points) for each in seen if (corner := marks.corner(each.text))]
        assert len(corners) >= 3
        for corner, points in corners:
            for at, printed in zip(points, straightening.on_page(corner), strict=True):
                assert at == pytest.approx(printed, abs=6)  # less than a millimetre


def test_a_photo_with_ink_becomes_a_claim_whose_row_shows_exactly_that_ink(app: Flask, team: Team) -> None:
    paper = make_sheet(team)
    rows = bring(page_of(app, team), sheets.photo(sheets.printed(paper, ink=(2, 5)), 3))
    with Image.open(io.BytesIO(vault.read_sealed(kept()[0].file_digest))) as picture:
        assert (picture.mode, picture.size, picture.info) == ("L", (1500, 2121), {})
    assert "laid it straight" in rows.text
    signed = [each.get("value") for each in rows.tree.xpath("//ul[not(ancestor::details)]//input[@name='row']")]
    assert signed == ["2", "5"]
    assert "look empty" in rows.text
    assert not rows.tree.xpath("//input[@name='row'][@checked]")  # a person ticks
    rows.fill("These rows are signed", row="5")
    claim = reading().scalars(select(Claim)).one()
    assert (claim.evidence["row"], claim.evidence["recognised"]) == (5, "straightened")
    judge = Browser(app).logged_in(team.second).get(f"{rows.path.partition('/papers')[0]}/{claim.public_id}")
    assert "The machine read the page's codes" in judge.text
    assert reading().scalars(select(Signature)).all() == []


def test_pages_in_any_order_of_several_sheets_find_their_places(app: Flask, team: Team) -> None:
    one, two = make_sheet(team, rows=10), make_sheet(team, rows=2, title="Group")
    mixed = sheets.scan(sheets.printed(one, 2), sheets.printed(two), sheets.printed(one), turned=(180, 90, 3))
    page = bring(page_of(app, team), mixed)
    assert "3 pages are kept" in page.text
    found = [(scan.paper_id, scan.page, scan.recognised) for scan in kept()]
    straight = Recognised.STRAIGHTENED
    assert sorted(found) == sorted([(one.id, 2, straight), (two.id, 1, straight), (one.id, 1, straight)])


def test_two_sheets_on_one_photo_are_two_pages(app: Flask, team: Team) -> None:
    paper = make_sheet(team)
    both = Image.new("L", (sheets.WIDTH * 2, sheets.HEIGHT), 128)
    for at in (1, 2):
        both.paste(sheets.printed(paper, at), (sheets.WIDTH * (at - 1), 0))
    assert [page.page for page in scans.read([sheets.scan(both, form="JPEG")])] == [1, 2]


def test_the_same_page_twice_is_noticed_and_kept(app: Flask, team: Team) -> None:
    paper = make_sheet(team)
    picture = sheets.scan(sheets.printed(paper), form="JPEG")
    page = bring(page_of(app, team), picture, picture)
    assert "brought more than once" in page.text
    assert len(kept()) == 2


def test_a_sheet_of_another_letter_is_refused_and_the_letter_named(app: Flask, team: Team) -> None:
    make_sheet(team)
    with transaction() as session:
        other = factories.make_open_letter(session, session.merge(team.letter.campaign))
    foreign = make_sheet(team, letter=other)
    page = bring(page_of(app, team), sheets.scan(sheets.printed(foreign), form="JPEG"))
    assert page.status == 422
    assert f"a sheet of another letter, {other.public_id}" in page.text
    assert kept() == []


def test_a_sheet_of_an_older_text_is_refused(app: Flask, team: Team) -> None:
    paper = make_sheet(team)
    picture = sheets.scan(sheets.printed(paper), form="JPEG")
    with transaction() as session:
        old = session.get_one(Revision, paper.revision_id)
        values = {"number": 2, "text": "Another text.", "digest": "0" * 64, "content": old.content, "basis": 2}
        values |= {"kind": RevisionKind.MATERIAL, "reason": "Another demand.", "frozen_by_id": old.frozen_by_id}
        session.add(Revision(letter_id=old.letter_id, frozen_at=clock.now(), **values))
        old.letter.revision_number = 2
    page = bring(page_of(app, team, paper), picture)
    assert (page.status, "signed under an older text" in page.text) == (422, True)
    assert kept() == []


def test_a_sheet_that_was_not_made_here_is_refused(app: Flask, team: Team) -> None:
    paper = make_sheet(team)
    picture = sheets.scan(sheets.printed(paper), form="JPEG")
    with transaction() as session:
        session.get_one(Paper, paper.id).public_id = "2" * 12
    page = bring(page_of(app, team), picture)
    assert (page.status, "was not made here" in page.text) == (422, True)


def test_codes_of_two_texts_on_one_page_contradict_each_other(app: Flask, team: Team) -> None:
    paper = make_sheet(team)
    picture = sheets.scan(sheets.printed(paper), form="JPEG")
    with transaction() as session:
        revision = session.get_one(Revision, paper.revision_id)
        digest, revision.digest = revision.digest, "f" * 64
    page = bring(page_of(app, team), picture)
    assert digest != "f" * 64
    assert (page.status, "contradict each other" in page.text) == (422, True)


def test_a_page_that_cannot_be_read_is_marked_so_for_both_people(app: Flask, team: Team) -> None:
    paper = make_sheet(team)
    picture = sheets.printed(paper)
    middle = picture.crop((180, 0, picture.width - 180, picture.height - 330))
    assert "no code of a sheet could be read" in bring(page_of(app, team), sheets.scan(middle, form="JPEG")).text
    rows = bring(page_of(app, team, paper), sheets.scan(middle, form="JPEG"), first="1")
    assert "Not recognised by machine" in rows.text
    assert not rows.tree.xpath("//details[@class='empty-rows']")
    rows.fill("These rows are signed", row="1")
    claim = reading().scalars(select(Claim)).one()
    judge = Browser(app).logged_in(team.second).get(f"{rows.path.partition('/papers')[0]}/{claim.public_id}")
    assert "Not recognised by machine" in judge.text


def test_a_page_with_one_corner_left_is_named_but_not_straightened(app: Flask, team: Team) -> None:
    paper = make_sheet(team)
    picture = sheets.printed(paper, 2)
    bring(page_of(app, team), sheets.scan(picture.crop((0, 0, picture.width - 180, picture.height - 300)), form="JPEG"))
    (scan,) = kept()
    assert (scan.recognised, scan.page, scan.empty_rows) == (Recognised.NAMED, 2, [])


def test_the_codes_of_a_page_hold_no_name_and_lead_to_its_sheet(app: Flask, team: Team) -> None:
    paper = make_sheet(team)
    (page,) = scans.read([sheets.scan(sheets.printed(paper, 2), form="PNG")])
    (address,) = (text for text in page.texts if text.startswith("http"))
    digest = paper.revision.digest[:16]
    assert address.endswith(f"/letters/{team.letter.public_id}/evidence/papers/{paper.public_id}?page=02&text={digest}")
    assert {text for text in page.texts if text != address} == {f"U{n}02{paper.public_id.upper()}" for n in range(4)}
    opened = Browser(app).logged_in(team.first).get(address.removeprefix("http://localhost"))
    assert opened.tree.xpath("//input[@name='first']/@value") == ["2"]


def test_an_empty_row_is_empty_in_a_bad_photo_and_a_small_cross_is_not(app: Flask, team: Team) -> None:
    paper = make_sheet(team, rows=5)
    places = {row.number: papers.places(paper.public_id, (row.code,))[row.code] for row in paper.rows}
    picture = sheets.printed(paper)
    middle = (places[3].top + places[3].bottom) * sheets.HEIGHT // 2000
    picture.paste(70, (1250, middle, 1290, middle + 4))
    picture.paste(70, (1268, middle - 20, 1272, middle + 20))
    (page,) = scans.read([sheets.photo(picture, 5)])
    assert ink.empty_rows(page.picture, paper.public_id, places) == [1, 2, 4, 5]
