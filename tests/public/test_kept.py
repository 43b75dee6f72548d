"""Public pages are kept in memory, and never a moment longer than they are true."""

import gzip
from datetime import datetime, timedelta

import pytest
from flask import Flask

from campaign import clock, journal
from campaign.db import transaction
from campaign.organisers.models import Organiser
from campaign.public import pages
from campaign.timeline import operations as timeline
from campaign.timeline.operations import EventFacts
from tests import factories
from tests.public import cases
from tests.queries import count_queries

PATH = f"/cases/{cases.SLUG}"
FILES = (PATH, f"{PATH}?names=C&order=group_size", f"{PATH}/press")


def _count_renderings(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    made: list[object] = []
    real = pages.case

    def counted(*values: object, **named: object) -> str:
        made.append(values)
        return real(*values, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(pages, "case", counted)
    return made


def test_a_withdrawal_is_gone_from_the_next_answer_of_another_process(
    app: Flask, organiser: Organiser, now: datetime
) -> None:
    _campaign, letter = cases.make_case(organiser, now)
    with cases.another_process(app) as other:
        addresses = [
            *FILES,
            *(f"{PATH}/letters/{letter.public_id}/signatories.{each}" for each in ("csv", "json", "txt")),
        ]
        assert [each for each in addresses if "ALMBERG" not in other.get(each).text] == []
        picture = other.get(f"{PATH}/share.png").data
        cases.withdraw(letter, "ALMBERG", now)
        assert [each for each in addresses if "ALMBERG" in other.get(each).text] == []
        assert other.get(f"{PATH}/share.png").data != picture


def test_a_copy_elsewhere_is_asked_about_and_found_out_of_date(app: Flask, organiser: Organiser, now: datetime) -> None:
    _campaign, letter = cases.make_case(organiser, now)
    client = app.test_client()
    first = client.get(PATH)
    assert first.headers["Cache-Control"] == "public, no-cache"
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get(PATH, headers=known).status_code == 304
    cases.withdraw(letter, "ALMBERG", now)
    assert client.get(PATH, headers=known).status_code == 200


def test_what_the_organisers_add_shows_at_once(app: Flask, organiser: Organiser, now: datetime) -> None:
    campaign, _letter = cases.make_case(organiser, now)
    client = app.test_client()
    client.get(PATH)
    with transaction() as session:
        facts = EventFacts(title="A visit in prison", starts_on=now.date(), is_public=True)
        timeline.add_event(session, session.merge(campaign), facts, by=session.merge(organiser), now=now)
    assert "A visit in prison" in client.get(PATH).text


def test_a_page_is_made_once_while_others_sign_other_letters(
    app: Flask, organiser: Organiser, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases.make_case(organiser, now)
    with transaction() as session:
        other = factories.make_open_letter(session)
    made, client = _count_renderings(monkeypatch), app.test_client()
    client.get(PATH)
    with transaction() as session:
        factories.make_signature(session, session.merge(other))
        journal.record(session, "signature.given", "another", now=now)
    client.get(PATH)
    assert len(made) == 1


def test_a_new_day_makes_the_page_anew(
    app: Flask, organiser: Organiser, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases.make_case(organiser, now)
    made, client = _count_renderings(monkeypatch), app.test_client()
    client.get(PATH)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=1))
    client.get(PATH)
    assert len(made) == 2


@pytest.mark.one_engine
def test_a_kept_page_costs_one_question_and_a_new_one_as_many_for_many_names_as_for_few(
    app: Flask, organiser: Organiser, now: datetime
) -> None:
    _campaign, letter = cases.make_case(organiser, now)
    client, counted = app.test_client(), []
    client.get(PATH)
    for _round in range(2):
        with transaction() as session:
            for _ in range(6):
                factories.make_signature(session, session.merge(letter))
        with count_queries() as sent:
            client.get(PATH)
        counted.append(len([each for each in sent if not each.startswith("BEGIN")]))
    with count_queries() as kept:
        client.get(PATH)
    assert counted[0] == counted[1]
    assert len([each for each in kept if not each.startswith("BEGIN")]) == 1


def test_the_page_is_packed_for_those_who_can_unpack(app: Flask, organiser: Organiser, now: datetime) -> None:
    cases.make_case(organiser, now)
    client = app.test_client()
    plain, packed = client.get(PATH), client.get(PATH, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["ETag"] != plain.headers["ETag"]


def test_the_same_page_for_everybody_sets_no_cookie_and_shows_no_message_of_anybody(
    app: Flask, organiser: Organiser, now: datetime
) -> None:
    cases.make_case(organiser, now)
    client = app.test_client()
    with client.session_transaction() as held:
        held["_flashes"] = [("good", "Only for me")]
    answer = client.get(PATH)
    assert ("Set-Cookie" in answer.headers, "Only for me" in answer.text) == (False, False)
