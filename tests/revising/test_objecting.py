"""A signatory objects to a correction: by the link in the mail, by a button, at once, and once."""

from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select

from campaign import clock
from campaign.db import reading, transaction
from campaign.drafting.models import RevisionKind
from campaign.outbox import rendering
from campaign.revising import mails
from campaign.revising.models import ObjectionLink
from campaign.signing.models import Lapse, Signature
from tests import factories, mailbox
from tests.browser import Browser
from tests.revising.conftest import make_signed, publish
from tests.revising.test_operations import FIXED, OTHER, TYPO


@dataclass
class Corrected:
    """Two signatories of a corrected letter; the first one's mailbox, link and way to sign."""

    path: str
    mailbox: str
    secret: str
    signature_id: int
    other_id: int
    letter_id: int


@pytest.fixture
def corrected(app: Flask) -> Corrected:
    """A letter with two signatories, corrected."""
    with transaction() as session:
        signed = make_signed(session, **TYPO)
        other = factories.make_signature(session, signed.letter)
        publish(session, signed.letter, RevisionKind.CORRECTION, now=clock.now(), **FIXED)
        waiting = mailbox.waiting(session, str(signed.member.mailbox))
        link = mailbox.link_in(rendering.message(waiting[-1]), "/corrections/")
        path = "/corrections/" + link.rpartition("/")[2]
        to = str(signed.member.mailbox)
        return Corrected(path, to, signed.secret, signed.signature.id, other.id, signed.letter.id)


def signature(number: int) -> Signature:
    reading().rollback()
    return reading().get_one(Signature, number)


def test_looking_at_a_correction_changes_nothing(corrected: Corrected, browser: Browser) -> None:
    page = browser.get(corrected.path)
    assert page.h1 == "A correction in the letter you signed"
    assert "sinse" in page.tree.xpath("string(//del)")
    assert "since" in page.tree.xpath("string(//ins)")
    assert signature(corrected.signature_id).standing


def test_an_objection_ends_the_signature_at_once(corrected: Corrected, browser: Browser) -> None:
    page = browser.get(corrected.path).press("Object: take my name off now")
    assert page.h1 == "Your name is off the letter"
    ended = signature(corrected.signature_id)
    assert (ended.standing, ended.lapsed_because) == (None, Lapse.OBJECTED)
    assert signature(corrected.other_id).standing
    mail = mailbox.waiting(reading(), corrected.mailbox)[-1]
    assert mail.template == "objected"
    assert "your name stands on none of our pages" in " ".join(mailbox.plain(rendering.message(mail)).split())


def test_an_objection_pressed_twice_is_one(corrected: Corrected, browser: Browser) -> None:
    page = browser.get(corrected.path)
    page.press("Object: take my name off now")
    first = signature(corrected.signature_id).lapsed_at
    page.press("Object: take my name off now")
    assert signature(corrected.signature_id).lapsed_at == first
    told = [each for each in mailbox.waiting(reading(), corrected.mailbox) if each.template == "objected"]
    assert len(told) == 1


def test_an_objection_needs_our_form(corrected: Corrected, browser: Browser) -> None:
    assert browser.post(corrected.path, data={"csrf_token": "guessed"}).status == 400
    assert signature(corrected.signature_id).standing


def test_the_mark_of_one_link_is_none_for_another(corrected: Corrected, browser: Browser) -> None:
    mark = browser.get(corrected.path).tree.xpath("string(//input[@name='csrf_token']/@value)")
    other = signature(corrected.other_id)
    link = reading().scalars(select(ObjectionLink).where(ObjectionLink.signature_id == other.id)).one()
    path = "/corrections/" + mails.objection_secret(other, link.revision)
    assert browser.post(path, data={"csrf_token": mark}).status == 400
    assert signature(corrected.other_id).standing


def test_an_unknown_link_says_so(app: Flask, browser: Browser) -> None:
    page = browser.get("/corrections/guessed")
    assert page.status == 404
    assert "not one of ours" in page.text


def test_who_objected_can_sign_the_corrected_text(corrected: Corrected, browser: Browser) -> None:
    browser.get(corrected.path).press("Object: take my name off now")
    page = browser.open("signing.read", secret=corrected.secret)
    assert page.status == 200
    page = page.fill("Sign this letter", agreed="y")
    waiting = [each for each in mailbox.waiting(reading(), corrected.mailbox) if each.template == "code"]
    page = page.fill("Confirm my signature", code=mailbox.code_in(rendering.message(waiting[-1])))
    assert "You have signed" in page.h1
    assert browser.get(corrected.path).h1 == "Your name is off the letter"  # the old link ends nothing new
    query = select(Signature).where(Signature.letter_id == corrected.letter_id, Signature.standing.is_(True))
    assert sorted(each.signed_text.number for each in reading().scalars(query)) == [1, 2]


def test_a_signature_that_ended_otherwise_cannot_be_objected_for(corrected: Corrected, browser: Browser) -> None:
    page = browser.get(corrected.path)
    with transaction() as session:
        letter = session.get_one(Signature, corrected.signature_id).letter
        publish(session, letter, RevisionKind.MATERIAL, now=clock.now(), **OTHER)
    assert page.press("Object: take my name off now").status == 410
    assert signature(corrected.signature_id).lapsed_because is Lapse.TEXT_CHANGED
    assert browser.get(corrected.path).h1 == "This signature does not stand any more"


def test_the_organisers_see_who_objected(corrected: Corrected, app: Flask, browser: Browser) -> None:
    browser.get(corrected.path).press("Object: take my name off now")
    letter = signature(corrected.signature_id).letter
    organiser = Browser(app).logged_in(letter.campaign.team[0].organiser)
    page = organiser.open("revising.texts", letter_id=letter.public_id)
    assert "Who objected: their names are off the letter" in page.text
    assert "Ada TESTER" in page.text
    assert "objected: the signature ended" in organiser.open("dashboard.overview", letter_id=letter.public_id).text
