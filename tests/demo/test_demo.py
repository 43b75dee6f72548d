"""The demo tells an invented story through the real operations."""

import os
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_security.utils import verify_password
from sqlalchemy import select

from campaign import journal
from campaign.claims.models import Claim, Method, Outcome
from campaign.db import reading
from campaign.delivering.models import Edition, TranslatedEdition
from campaign.demo import around, collecting, loading, people, scribbles, texts
from campaign.drafting.models import Letter, LetterState
from campaign.handover import queries as handover
from campaign.handover.kinds import ReplyKind
from campaign.organisers.models import Organiser
from campaign.outbox.models import MailState, OutgoingMail
from campaign.parliament import names
from campaign.signing.models import Assurance, Signature
from tests.browser import Browser

SHARED = Path(os.environ.get("SHARED", Path(__file__).resolve().parents[3] / "shared"))


def test_the_demo_has_a_letter_open_a_letter_closed_and_the_record_of_2017(app: Flask, now: datetime) -> None:
    loading.load(now=now, tell=lambda _what: None)
    session = reading()
    states = sorted(session.scalars(select(Letter.state)))
    assert states == [LetterState.CLOSED, LetterState.OPEN, LetterState.RECORD]
    assert journal.verify(session) is None


def test_real_names_stand_under_no_text_of_ours(app: Flask, now: datetime) -> None:
    loading.load(now=now, tell=lambda _what: None)
    for signature in reading().scalars(select(Signature)):
        is_record = signature.letter.state == LetterState.RECORD
        assert (signature.assurance == Assurance.PUBLIC_SOURCE) == is_record
        assert is_record or signature.ep_id >= people.FIRST_ID


def test_some_mails_wait_to_be_opened_by_whoever_tries_the_demo(app: Flask, now: datetime) -> None:
    loading.load(now=now, tell=lambda _what: None)
    waiting = Counter(reading().scalars(select(OutgoingMail.template).where(OutgoingMail.state == MailState.QUEUED)))
    assert waiting == {
        "invitation": collecting.ASKED_JUST_NOW,
        "claim_in_person": 1,
        "claim_assistant": 1,
        "receipt": 1,
    }


def test_each_start_gives_a_new_password_and_loads_nothing_twice(app: Flask, now: datetime) -> None:
    first = loading.load(now=now, tell=lambda _what: None)
    second = loading.load(now=now, tell=lambda _what: None)
    assert first != second
    organiser = reading().scalars(select(Organiser).where(Organiser.email == loading.LOGIN)).one()
    with app.test_request_context():
        assert verify_password(second, organiser.password)
        assert not verify_password(first, organiser.password)


def test_no_two_invented_members_share_name_number_or_mailbox() -> None:
    members = people.members()
    assert len({each.ep_id for each in members}) == len(members)
    assert len({(each.given, each.surname) for each in members}) == len(members)
    assert 140 <= len(members) <= 160


def test_no_invented_member_bears_a_real_members_family_name() -> None:
    lists = sorted((SHARED / "data" / "meps").glob("ep_full_list_*.xml"))
    if not lists:
        pytest.skip("the real lists are not here: shared/data/meps is no part of the product")
    real = names.fold(" ".join(each.read_text() for each in lists))
    assert [each for each in people.members() if f" {names.fold(each.surname)}<" in real] == []


def test_an_autograph_stays_in_its_field() -> None:
    for seed in range(50):
        for stroke in scribbles.scribble(seed)["strokes"]:
            assert all(0 <= x <= scribbles.WIDTH and 0 <= y <= scribbles.HEIGHT for x, y in stroke)


def test_the_case_of_2017_has_a_page_with_all_that_was_published(app: Flask, now: datetime) -> None:
    loading.load(now=now, tell=lambda _what: None)
    page = Browser(app).get("/cases/kazakhstan-2017")
    names = page.tree.xpath("//ol[@class='record-names']/li/text()")
    assert names == [
        "Ana GOMES (Portugal, S&D)",
        "Tunne KELAM (Estonia, PPE)",
        "Jaromír ŠTĚTINA (Czech Republic, PPE)",
        "Indrek TARAND (Estonia, Verts/ALE)",
        "Kazimierz Michał UJAZDOWSKI (Poland, ECR)",
        "Julie WARD (United Kingdom, S&D)",
        "Tomáš ZDECHOVSKÝ (Czech Republic, PPE)",
    ]
    for words in (
        "7 Members from 4 political groups and 5 Member States",
        "As published by odfoundation.eu.",
        "Helmut Scholz (GUE/NGL, Germany)",
        "tabled on 21 December 2017",
        "who did not sign the letter, asked the High Representative, Federica MOGHERINI",
        "signed in Strasbourg during the December part-session",
        "October 2018 Iskander Yerimbetov is sentenced",
        "Mission to Strasbourg",
        "Lyudmyla Kozlovska",
        "Report on cases at the anniversary of Zhanaozen",
        "30 December 2019",
        "Part of what was asked for has happened",
        "of 750 seats",
    ):
        assert words in page.text, words


@pytest.fixture
def demo(app: Flask, now: datetime) -> Browser:  # type: ignore[misc]
    """The demo is loaded; a visitor's browser."""
    loading.load(now=now, tell=lambda _what: None)
    return Browser(app)


def robins(demo: Browser) -> Browser:
    return demo.logged_in(reading().scalars(select(Organiser).where(Organiser.email == loading.LOGIN)).one())


def letter(state: LetterState) -> Letter:
    return reading().scalars(select(Letter).where(Letter.state == state)).one()


@pytest.mark.one_engine
def test_every_way_of_signing_waits_on_the_evidence_page_or_has_counted(demo: Browser) -> None:
    waiting = Counter(reading().scalars(select(Claim.method).where(Claim.settled_at.is_(None))))
    assert waiting == {Method.PAPER_SHEET: 2, Method.IN_PERSON: 1, Method.AUTHORISED_ASSISTANT: 1, Method.WORD: 1}
    counted = reading().scalars(select(Claim).where(Claim.outcome == Outcome.SIGNED)).one()
    assert counted.method is Method.PAPER_SHEET
    page = robins(demo).get(f"/letters/{letter(LetterState.OPEN).public_id}/evidence")
    for words in ("What waits", "Said so, nothing signed", "Settled"):
        assert words in page.text, words


@pytest.mark.one_engine
def test_a_correction_was_shown_and_one_signatory_objected(demo: Browser) -> None:
    page = robins(demo).get(f"/letters/{letter(LetterState.OPEN).public_id}/texts")
    assert texts.CORRECTED_BECAUSE in page.text
    assert "Who objected: their names are off the letter" in page.text


@pytest.mark.one_engine
def test_the_delivered_letter_has_two_editions_a_supplement_and_a_published_answer(demo: Browser) -> None:
    editions = reading().scalars(select(Edition).order_by(Edition.id)).all()
    assert [each.number for each in editions] == [1, 1, 1, 2, 2, 2]
    assert [len(each.late_ids) for each in editions] == [0, 0, 0, 1, 1, 1]
    assert {each.language for each in reading().scalars(select(TranslatedEdition))} == {"fr"}
    replies = handover.public_replies(reading(), letter(LetterState.CLOSED))
    assert [each.kind for each in replies] == [ReplyKind.ACKNOWLEDGEMENT, ReplyKind.ANSWER]
    assert [each.addressee for each in handover.delivered(reading(), letter(LetterState.CLOSED))] == [
        "Ms Milena Torvald, Prosecutor General of Sarovia"
    ]


@pytest.mark.one_engine
def test_the_invented_case_has_a_public_page(demo: Browser) -> None:
    page = demo.get(f"/cases/{around.SLUG}")
    for words in (
        "The case of Ilja Brandt",
        "Independent doctors for the prisoners of Kessel",
        "Medical care for prisoners in Kessel",
        "Behind the wall of Kessel",
        "Mission to Brussels",
        "français",
    ):
        assert words in page.text, words
    assert "Notes of the lawyers" not in page.text


@pytest.mark.one_engine
def test_the_team_has_three_roles_and_one_password(demo: Browser) -> None:
    people = reading().scalars(select(Organiser).order_by(Organiser.name)).all()
    assert [(each.name, bool(each.password)) for each in people] == [
        ("Kim Sample", False),
        ("Robin Example", True),
        ("Sam Reader", False),
    ]
