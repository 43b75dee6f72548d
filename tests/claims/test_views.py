"""Evidence as organisers bring it and judge it, and as the Member's mailbox answers."""

import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from campaign import clock
from campaign.campaigns.models import Role, TeamPlace
from campaign.claims import bringing, mails
from campaign.claims.models import Claim, Method, Outcome
from campaign.db import reading, transaction
from campaign.signing.models import Signature
from tests import factories, mailbox
from tests.browser import Browser, Page
from tests.claims.conftest import Team, make_team
from tests.claims.mails import Domain, written


@dataclass
class House:
    """The team with a browser for each of the two."""

    team: Team
    first: Browser
    second: Browser
    domain: Domain

    @property
    def address(self) -> str:
        return f"/letters/{self.team.letter.public_id}/evidence/"

    def reply(self, text: str | None = None, **changes: Any) -> bytes:
        words = text or f"I sign the letter {self.team.letter.public_id}."
        values = {"sender": f"Ada TESTER <{self.team.member.mailbox}>", "sent_at": clock.now()}
        return self.domain.seal(written(text=words, **(values | changes)))

    def bring(self, raw: bytes, by: Browser | None = None) -> Page:
        page = (by or self.first).get(f"{self.address}mail")
        return page.fill("Bring this mail", files={"file": (io.BytesIO(raw), "reply.eml")})

    @staticmethod
    def claims() -> list[Claim]:
        reading().rollback()
        return list(reading().scalars(select(Claim).order_by(Claim.id)))

    @staticmethod
    def signatures() -> list[Signature]:
        reading().rollback()
        return list(reading().scalars(select(Signature)))


@pytest.fixture
def house(app: Flask) -> House:
    with transaction() as session:
        team = make_team(session)
        team.letter.deadline_at = clock.now() + timedelta(days=3)
    domain = Domain()
    app.extensions[bringing.RESOLVER] = domain.txt
    return House(team, Browser(app).logged_in(team.first), Browser(app).logged_in(team.second), domain)


def test_a_sealed_reply_brought_by_one_and_approved_by_another_is_a_signature(house: House) -> None:
    page = house.bring(house.reply())
    assert "You brought this in. Somebody else has to look at it" in page.text
    assert "It is good" not in page.text
    page = house.second.get(house.address).follow("Ada TESTER")
    assert "Verified against the key that the domain published." in page.text
    assert f"I sign the letter {house.team.letter.public_id}." in page.text
    page = page.press("It is good")
    assert "Ada TESTER has signed" in page.text
    assert [each.assurance.value for each in house.signatures()] == ["mail_reply"]


def test_a_mail_without_its_seal_is_shown_so_and_cannot_be_approved(house: House) -> None:
    raw = house.reply().partition(b"\r\n\r\n")
    unsealed = b"From: " + raw[0].split(b"From: ")[1] + raw[1] + raw[2]
    house.bring(unsealed)
    page = house.second.get(house.address)
    assert "a check failed" in page.text
    page = page.follow("Ada TESTER")
    assert "The mail carries no seal." in page.text
    assert "nobody can approve this" in page.text
    forced = house.second.post(
        f"{page.path}/approve", data={"csrf_token": page.tree.xpath("//input[@name='csrf_token']/@value")[0]}
    )
    assert forced.status == 409
    assert house.signatures() == []


def test_who_brought_it_cannot_approve_it_by_hand_either(house: House) -> None:
    page = house.bring(house.reply())
    token = page.tree.xpath("//input[@name='csrf_token']/@value")[0]
    forced = house.first.post(f"{page.path}/approve", data={"csrf_token": token})
    assert forced.status == 409
    assert "Ask a colleague to approve it" in forced.text
    assert house.signatures() == []


def test_a_reply_about_another_letter_proves_nothing_about_this_one(house: House) -> None:
    house.bring(house.reply("I sign the letter zzzzzzzzzzzz."))
    page = house.second.get(house.address).follow("Ada TESTER")
    assert "do not name this letter's code" in page.text
    assert "It is good" not in page.text


def test_a_mail_from_a_mailbox_that_is_no_members_is_not_taken(house: House) -> None:
    page = house.bring(house.reply(sender="ada.tester@example.org"))
    assert page.status == 422
    assert "is no Member's registered mailbox" in page.text
    assert house.claims() == []


def test_a_hostile_mail_is_shown_as_words(house: House) -> None:
    house.bring(house.reply(f"<script>alert(1)</script> I sign {house.team.letter.public_id}"))
    page = house.second.get(house.address).follow("Ada TESTER")
    assert "<script>alert(1)</script>" in page.text
    assert not page.tree.xpath("//pre//script")


def test_a_desk_hand_brings_but_does_not_approve(app: Flask, house: House) -> None:
    house.bring(house.reply())
    with transaction() as session:
        hand = factories.make_organiser(session)
        session.add(TeamPlace(campaign_id=house.team.letter.campaign_id, organiser_id=hand.id, role=Role.DESK))
    page = Browser(app).logged_in(hand).get(house.address).follow("Ada TESTER")
    assert "It is good" not in page.text


def test_a_refusal_needs_a_reason_and_ends_it(house: House) -> None:
    house.bring(house.reply())
    page = house.second.get(house.address).follow("Ada TESTER")
    again = page.press("Refuse it")
    assert again.status == 422
    page = again.fill("Refuse it", reason="These words are a question, not a yes.")
    assert "It does not count" in page.text
    assert house.claims()[0].outcome is Outcome.REFUSED


def test_a_word_is_shown_to_organisers_and_counted_nowhere(house: House) -> None:
    page = house.first.get(f"{house.address}word").fill("Note it", member=f"Ada · {house.team.member.ep_id}")
    assert "Said so, nothing signed" in page.text
    overview = house.first.get(f"/letters/{house.team.letter.public_id}")
    assert "Ada TESTER" not in overview.text
    assert house.signatures() == []


def test_a_team_of_one_is_told_to_invite_a_colleague(app: Flask) -> None:
    with transaction() as session:
        organiser = factories.make_organiser(session)
        letter = factories.make_open_letter(session, factories.make_campaign(session, organiser))
    page = Browser(app).logged_in(organiser).get(f"/letters/{letter.public_id}/evidence/")
    assert "You need a colleague." in page.text


def answer_page(app: Flask, house: House) -> tuple[Page, Claim]:
    with transaction() as session:
        team = house.team
        letter, member, by = (session.merge(each, load=True) for each in (team.letter, team.member, team.first))
        claim = factories.make_claim(session, letter, member, by=by, acted_at=clock.now(), now=clock.now())
        secret = mails.answer_secret(claim)
    return Browser(app).get(f"/claims/{secret}"), claim


def test_the_mailbox_confirms_with_one_button(app: Flask, house: House) -> None:
    page, _claim = answer_page(app, house)
    assert "Ina First says that you signed" in page.text
    page = page.press("Yes, that is my signature")
    assert "Your signature counts" in page.h1
    assert [each.assurance.value for each in house.signatures()] == ["in_person"]
    assert "take" in mailbox.plain(_receipt(house)).lower()


def _receipt(house: House) -> Any:
    from campaign.outbox import rendering

    waiting = mailbox.waiting(reading(), str(house.team.member.mailbox))
    return rendering.message(next(each for each in waiting if each.template == "receipt"))


def test_the_mailbox_objects_with_one_button(app: Flask, house: House) -> None:
    page, _claim = answer_page(app, house)
    assert "Nothing was signed" in page.press("No, I object").h1
    assert [each.outcome for each in house.claims()] == [Outcome.OBJECTED]
    assert house.signatures() == []


def test_opening_the_link_confirms_nothing(app: Flask, house: House) -> None:
    answer_page(app, house)
    assert house.signatures() == []
    assert house.claims()[0].method is Method.IN_PERSON
    assert house.claims()[0].settled_at is None


def test_an_unknown_secret_tells_nothing(app: Flask) -> None:
    assert Browser(app).get("/claims/guessed").status == 404


@pytest.mark.parametrize("method", [Method.MAIL_REPLY, Method.PDF_SIGNATURE])
def test_a_file_without_kept_checks_is_shown_and_cannot_count(house: House, method: Method) -> None:
    with transaction() as session:
        team = house.team
        letter, by, member = session.merge(team.letter), session.merge(team.first), session.merge(team.member)
        claim = factories.make_claim(
            session,
            letter,
            member,
            by=by,
            method=method,
            file=house.reply(),
            acted_at=clock.now(),
            evidence={},
        )
        claim_id = claim.public_id
    page = house.second.get(f"{house.address}{claim_id}")
    assert "A check has failed" in page.text
    assert "good enough" in page.text
    assert not page.tree.xpath("//form[contains(@action, 'approve')]")
