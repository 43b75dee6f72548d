"""A closed letter is brought to those it is for, by a real mail server and by hand; it is answered and published."""

import io
import threading
from datetime import timedelta

import pytest
from flask import Flask

from campaign import clock, journal, vault
from campaign.db import reading, transaction
from campaign.drafting import operations as drafting
from campaign.drafting.models import Addressee, Letter
from campaign.handover import cli, queries, standings
from campaign.handover.kinds import Outcome
from campaign.handover.whereabouts import Answer, Stage
from campaign.organisers.models import Organiser
from campaign.outbox import bounces, delivery, rendering
from campaign.signing.models import Signature
from tests import factories, mailbox
from tests.browser import Browser, Page
from tests.outbox.test_bounces import report
from tests.smtp import Relay

pytestmark = pytest.mark.one_engine
BEGAN = factories.NOON - timedelta(days=20)


@pytest.fixture
def letter(app: Flask, organiser: Organiser) -> str:
    """An open letter to a president and a minister, two Members under it; its public id."""
    with transaction() as session:
        letter = factories.make_letter(session, factories.make_campaign(session, session.merge(organiser)))
        letter.addressees[0].email = "president@sarovia.example"
        letter.addressees.append(Addressee(position=2, name="Ms Eva Minister", salutation="Dear Minister,"))
        drafting.open_for_signature(session, letter, by=organiser, now=BEGAN)
        for surname in ("ÅKER", "NOVAK"):
            factories.make_signature(session, letter, factories.make_member(session, surname=surname), signed_at=BEGAN)
        drafting.close(session, letter, by=organiser, now=BEGAN)
        return letter.public_id


def test_a_letter_goes_by_mail_and_by_hand_is_answered_and_the_answer_is_published(
    app: Flask,
    letter: str,
    organiser_browser: Browser,
    relay: Relay,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    robin = organiser_browser
    robin.open("delivering.editions", letter_id=letter).press("Make the PDF")
    page = _mailed(robin, letter)
    delivery.deliver_due()

    [taken] = [each for each in relay.taken if each.recipient == "president@sarovia.example"]
    [attached] = taken.mail.iter_attachments()
    edition = _row(letter, "1").attempts[0].edition
    assert attached.get_content() == vault.read(edition.file_digest), "byte by byte what was sealed"
    assert taken.mail["Reply-To"] == "desk@ngo.example"
    assert taken.mail["Auto-Submitted"] == "no"
    assert "Your Excellency," in mailbox.plain(taken.mail)
    assert "<img" not in str(taken.mail.get_body(("html",)))
    assert _row(letter, "1").stage is Stage.UNDER_WAY, "taken by a server is not yet arrived"

    with transaction() as session:
        found = bounces.report(report(message_id=taken.message_id))
        assert found is not None
        assert bounces.take(session, found, now=clock.now())
    assert _row(letter, "1").attempts[0].last.outcome is Outcome.BOUNCED
    assert "came back as undeliverable" in robin.open("handover.show", letter_id=letter).text

    page = robin.open("handover.attempt", letter_id=letter, party="2")
    today = clock.brussels_day(clock.now())
    said = {"channel": "by_hand", "outcome": "delivered", "day": today.isoformat(), "place": "Brussels"}
    page = page.fill("Write it down", files={"files": [(io.BytesIO(b"\xff\xd8\xff photo"), "photo.jpg")]}, **said)
    assert "Partly delivered: 1 of 2" in page.text
    _reply(robin, letter, kind="acknowledgement", channel="by_hand", day=today.isoformat())
    assert _row(letter, "2").answer is Answer.ACKNOWLEDGED

    later = clock.now() + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert _row(letter, "2").answer is Answer.OVERDUE
    cli.tell_some(threading.Event())
    cli.tell_some(threading.Event())
    [mail] = [each for each in mailbox.waiting(reading()) if each.template == "answer_overdue"]
    assert "Ms Eva Minister" in mailbox.plain(rendering.message(mail))

    on = clock.brussels_day(later).isoformat()
    page = _reply(robin, letter, kind="answer", channel="post", day=on, language="ru")
    assert queries.public_replies(reading(), _letter(letter)) == []
    page.follow("Publish").fill("Publish it", shows_files="y")
    [told] = queries.public_replies(reading(), _letter(letter))
    assert (told.addressee, told.kind, told.language) == ("Ms Eva Minister", "answer", "ru")
    assert [each.addressee for each in queries.delivered(reading(), _letter(letter))] == ["Ms Eva Minister"]
    assert journal.verify(reading()) is None


def test_a_server_that_refuses_is_told(
    app: Flask,
    letter: str,
    organiser_browser: Browser,
    relay: Relay,
) -> None:
    relay.at_rcpt = lambda _recipient: "550 5.1.1 no such person"
    organiser_browser.open("delivering.editions", letter_id=letter).press("Make the PDF")
    _mailed(organiser_browser, letter)
    delivery.deliver_due()
    [attempt] = _row(letter, "1").attempts
    assert attempt.last.outcome is Outcome.REFUSED
    assert "no such person" in attempt.last.note
    assert _row(letter, "1").stage is Stage.FAILED


def test_a_name_that_is_taken_back_stops_the_mail_that_waits(
    app: Flask,
    letter: str,
    organiser_browser: Browser,
    relay: Relay,
) -> None:
    organiser_browser.open("delivering.editions", letter_id=letter).press("Make the PDF")
    _mailed(organiser_browser, letter)
    with transaction() as session:
        session.query(Signature).filter_by(surname="NOVAK").one().standing = None
    delivery.deliver_due()
    assert [each for each in relay.taken if each.recipient == "president@sarovia.example"] == []
    [attempt] = _row(letter, "1").attempts
    assert attempt.last.outcome is Outcome.STOPPED
    assert "taken back" in attempt.last.note


def _mailed(robin: Browser, letter: str) -> Page:
    robin.open("handover.cover", letter_id=letter).fill("Keep", reply_to="desk@ngo.example")
    page = robin.open("handover.mail", letter_id=letter, party="1").press("Look at the mail")
    return page.press("Send it")


def _reply(robin: Browser, letter: str, **said: str) -> Page:
    page = robin.open("handover.reply", letter_id=letter, party="2")
    return page.fill("Write it down", files={"files": [(io.BytesIO(b"%PDF-1.7 page"), "reply.pdf")]}, **said)


def _letter(public_id: str) -> Letter:
    reading().rollback()
    return reading().query(Letter).filter_by(public_id=public_id).one()


def _row(letter: str, key: str) -> standings.PartyStanding:
    return standings.party_of(standings.standing(reading(), _letter(letter), now=clock.now()), key)
