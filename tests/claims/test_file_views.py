"""A copy signed with the Member's own certificate, brought by an organiser and by the Member."""

import dataclasses
import io
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from campaign import clock
from campaign.claims.models import Claim
from campaign.db import reading, transaction
from campaign.signing.models import Signature
from tests import factories
from tests.browser import Browser, Page
from tests.claims.certificates import QUALIFIED, Authority
from tests.claims.conftest import Team, make_team

pytestmark = pytest.mark.one_engine


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def team(app: Flask) -> Team:  # type: ignore[misc]
    with transaction() as session:
        made = make_team(session)
        made.letter.deadline_at = clock.now() + timedelta(days=3)
    return made


def signatures() -> list[Signature]:
    reading().rollback()
    return list(reading().scalars(select(Signature)))


def bring(browser: Browser, page: Page, pdf: bytes, button: str, **answers: str) -> Page:
    return page.fill(button, files={"file": (io.BytesIO(pdf), "letter.pdf")}, **answers)


def test_a_colleague_judges_the_report_of_a_signed_copy(app: Flask, team: Team, authority: Authority) -> None:
    first, second = Browser(app).logged_in(team.first), Browser(app).logged_in(team.second)
    page = first.get(f"/letters/{team.letter.public_id}/evidence/signed-file")
    copy = page.follow("Download our copy").response.data
    signed = authority.signed(copy, qualified=QUALIFIED, at=clock.now())
    page = bring(first, page, signed, "Bring this file", member=f"Ada TESTER · {team.member.ep_id}")
    assert "Somebody else has to look at it" in page.text
    page = second.get(page.path)
    assert "This installation does not know the authority" in page.text
    assert "The certificate says that it is qualified and that its key rests in a qualified device." in page.text
    assert "nobody has asked" in page.text
    page.press("It is good")
    assert [each.assurance.value for each in signatures()] == ["pdf_signature"]


def test_an_unsigned_copy_is_turned_away(app: Flask, team: Team) -> None:
    first = Browser(app).logged_in(team.first)
    page = first.get(f"/letters/{team.letter.public_id}/evidence/signed-file")
    copy = page.follow("Download our copy").response.data
    page = bring(first, page, copy, "Bring this file", member=f"Ada TESTER · {team.member.ep_id}")
    assert page.status == 422
    assert reading().scalars(select(Claim)).all() == []


def own_page(app: Flask, team: Team) -> tuple[Page, bytes]:
    with transaction() as session:
        letter, member = session.merge(team.letter), session.merge(team.member)
        _invitation, secret = factories.make_invitation(session, letter, member)
    page = Browser(app).get(f"/sign/{secret}").follow("Sign with a certificate of my own")
    return page, page.follow("Download the letter").response.data


def test_a_members_own_file_under_an_unknown_authority_waits_for_an_organiser(
    app: Flask, team: Team, authority: Authority
) -> None:
    page, copy = own_page(app, team)
    page = bring(page.browser, page, authority.signed(copy, at=clock.now()), "Bring the signed letter")
    assert "Your signed file has arrived." in page.text
    assert signatures() == []
    judge = Browser(app).logged_in(team.first).get(f"/letters/{team.letter.public_id}/evidence/").follow("Ada TESTER")
    judge.press("It is good")
    assert len(signatures()) == 1


def test_a_members_own_file_under_a_trusted_authority_counts_at_once(
    app: Flask, team: Team, authority: Authority, tmp_path: Path
) -> None:
    roots = tmp_path / "roots.pem"
    roots.write_bytes(authority.pem)
    app.extensions["settings"] = dataclasses.replace(app.extensions["settings"], seal_roots_file=str(roots))
    page, copy = own_page(app, team)
    signed = authority.signed(copy, qualified=QUALIFIED, at=clock.now())
    page = bring(page.browser, page, signed, "Bring the signed letter")
    assert "You have signed" in page.h1
    assert [each.evidence["brought_by"] for each in signatures()] == [None]


def test_a_members_file_with_another_text_is_turned_away(app: Flask, team: Team, authority: Authority) -> None:
    from tests.letters.blanks import blank

    page, _copy = own_page(app, team)
    page = bring(page.browser, page, authority.signed(blank()), "Bring the signed letter")
    assert page.status == 422
    assert "This is not our copy with a signature added" in page.text
