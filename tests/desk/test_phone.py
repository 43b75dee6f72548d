"""The code for the Member's own phone: it opens nothing but a mail to the registered mailbox."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from campaign import clock
from campaign.db import reading, transaction
from campaign.desk import operations, qr, rules
from campaign.desk.models import Desk
from campaign.drafting.models import Letter
from campaign.inviting.models import Invitation
from campaign.outbox import delivery, rendering
from campaign.roster.models import Member
from tests import factories, mailbox
from tests.browser import Browser


class Scanning:
    """A desk and the code that it shows for Ada."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with transaction() as session:
            letter = factories.make_open_letter(session)
            self.member = factories.make_member(session, given="Ada", surname="TESTER")
            desk, _secret = factories.make_desk(session, letter, now=clock.now())
            self.desk_id, self.letter_id = desk.id, letter.id
            self.address = qr.address(desk, self.member.ep_id, now=clock.now())

    @property
    def path(self) -> str:
        return self.address.removeprefix("http://localhost")

    def mails(self) -> list[str]:
        reading().rollback()
        return [each.template for each in mailbox.waiting(reading(), str(self.member.mailbox))]


@pytest.fixture
def scanning(app: Flask) -> Scanning:
    return Scanning(app)


def test_scanning_mails_the_personal_link_and_opens_nothing(app: Flask, scanning: Scanning) -> None:
    page = Browser(app).get(scanning.path)
    assert "/sign/" not in page.response.text
    assert scanning.mails() == []
    page = page.press("Send the link to my mailbox")
    assert "/sign/" not in page.response.text
    mail = rendering.message(mailbox.waiting(reading(), str(scanning.member.mailbox))[0])
    signing = Browser(app).get(mailbox.link_in(mail, "/sign/").removeprefix("http://localhost"))
    assert "Ada TESTER" in signing.text


def test_the_phone_does_not_tell_whether_the_member_has_signed(app: Flask, scanning: Scanning) -> None:
    def answers() -> list[str]:
        page = Browser(app).get(scanning.path)
        return [page.text, page.press("Send the link").text]

    before = answers()
    with transaction() as session:
        letter = session.get_one(Letter, scanning.letter_id)
        factories.make_signature(
            session, letter, session.get_one(Member, scanning.member.ep_id), invitation=_known(letter)
        )
    assert answers() == before
    assert scanning.mails() == ["desk_link", "desk_not_needed"]


def test_an_older_link_still_works_until_the_new_mail_has_left(app: Flask, scanning: Scanning) -> None:
    with transaction() as session:
        letter = session.get_one(Letter, scanning.letter_id)
        _invitation, secret = factories.make_invitation(session, letter, session.get_one(Member, scanning.member.ep_id))
    Browser(app).get(scanning.path).press("Send the link")
    assert Browser(app).get(f"/sign/{secret}").status == 200
    delivery.deliver_due()
    assert Browser(app).get(f"/sign/{secret}").status == 410


@pytest.mark.parametrize("forged", ["other Member", "longer", "not ours"])
def test_a_forged_code_is_refused(app: Flask, scanning: Scanning, forged: str) -> None:
    told = scanning.path.rpartition("/")[2].split(".")
    if forged == "other Member":
        told[1] = str(scanning.member.ep_id + 1)
    elif forged == "longer":
        told[2] = str(int(told[2]) + 3600)
    else:
        told = ["nonsense"]
    assert Browser(app).get("/from-desk/" + ".".join(told)).status == 410


def test_a_code_is_old_after_half_an_hour(app: Flask, scanning: Scanning, monkeypatch: pytest.MonkeyPatch) -> None:
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + rules.PHONE_LINK_LIVES + timedelta(seconds=1))
    assert Browser(app).get(scanning.path).status == 410


def test_a_code_of_a_desk_that_ended_is_refused(app: Flask, scanning: Scanning) -> None:
    with transaction() as session:
        operations.end(session, session.get_one(Desk, scanning.desk_id), by=None, now=clock.now())
    assert Browser(app).get(scanning.path).status == 410


def test_scanning_again_and_again_sends_a_few_mails_only(app: Flask, scanning: Scanning) -> None:
    page = Browser(app).get(scanning.path)
    answers = [page.press("Send the link").status for _ in range(rules.MAILS_A_DAY + 1)]
    assert answers == [200] * rules.MAILS_A_DAY + [429]
    assert len(scanning.mails()) == rules.MAILS_A_DAY


def _known(letter: Letter) -> Invitation:
    """The invitation that scanning made."""
    return reading().scalars(select(Invitation).where(Invitation.letter_id == letter.id)).one()
