"""The demo tells an invented story through the real operations."""

import os
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_security.utils import verify_password
from sqlalchemy import func, select

from campaign import journal
from campaign.db import reading
from campaign.delivering.models import Audience, Edition
from campaign.demo import loading, people, scribbles
from campaign.drafting.models import Letter, LetterState
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
    assert session.scalar(select(func.count()).select_from(Edition)) == len(Audience)
    assert journal.verify(session) is None


def test_real_names_stand_under_no_text_of_ours(app: Flask, now: datetime) -> None:
    loading.load(now=now, tell=lambda _what: None)
    for signature in reading().scalars(select(Signature)):
        is_record = signature.letter.state == LetterState.RECORD
        assert (signature.assurance == Assurance.PUBLIC_SOURCE) == is_record
        assert is_record or signature.ep_id >= people.FIRST_ID


def test_some_invitations_wait_to_be_opened_by_whoever_tries_the_demo(app: Flask, now: datetime) -> None:
    loading.load(now=now, tell=lambda _what: None)
    waiting = reading().scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED)).all()
    assert len(waiting) == loading.ASKED_JUST_NOW
    assert {each.template for each in waiting} == {"invitation"}


def test_each_start_gives_a_new_password_and_loads_nothing_twice(app: Flask, now: datetime) -> None:
    first = loading.load(now=now, tell=lambda _what: None)
    second = loading.load(now=now, tell=lambda _what: None)
    assert first != second
    organiser = reading().scalars(select(Organiser)).one()
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
        "Mission to Strasbourg",
        "Lyudmyla Kozlovska",
        "Report on cases at the anniversary of Zhanaozen",
        "30 December 2019",
        "Part of what was asked for has happened",
        "of 750 seats",
    ):
        assert words in page.text, words
