"""The tablet's pages without a script: what they show, what they take, what they never tell."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from campaign import clock
from campaign.campaigns.models import Role, TeamPlace
from campaign.claims import settling
from campaign.claims.models import Claim, Method, Outcome
from campaign.db import reading, transaction
from campaign.desk import rules
from campaign.desk.models import Desk, DeskSheet
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.outbox import rendering
from campaign.outbox.models import OutgoingMail
from campaign.roster.models import Member
from campaign.signing import queries as signing
from campaign.signing.models import Channel
from tests import factories, mailbox
from tests.browser import Browser, Page


class Place:
    """One letter, one Member, one tablet at a desk."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with transaction() as session:
            self.witness = factories.make_organiser(session, name="Robin Example")
            campaign = factories.make_campaign(session, self.witness)
            self.letter = factories.make_open_letter(session, campaign)
            self.member = factories.make_member(session, given="Aino", surname="HÄMEENKOSKI", country="FI")
            self.other = factories.make_member(session, given="Petros", surname="DRAKOLIAS", country="EL")
        self.tablet = Browser(app).logged_in(self.witness)
        self.tablet.open("desk.show", letter_id=self.letter.public_id).fill(
            "open the desk", place="Strasbourg, LOW N1.3"
        )

    def sign(self, member: Member | None = None, **answers: Any) -> Page:
        """What a Member does on the tablet, from the search to the button."""
        member = member or self.member
        found = self.tablet.get("/desk/").fill("Find", q=member.surname)
        page = found.follow(member.name).follow("Sign on this tablet")
        return page.fill("Sign", **({"agreed": "y"} | answers))

    def shown(self, path: str) -> str:
        """A page as it stands, without the key that is new each time."""
        return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "key", self.tablet.get(path).response.text)

    def mails(self, member: Member | None = None) -> list[OutgoingMail]:
        reading().rollback()
        return mailbox.waiting(reading(), str((member or self.member).mailbox))

    def claims(self) -> list[Claim]:
        reading().rollback()
        return list(reading().scalars(select(Claim).order_by(Claim.id)))

    def desk(self) -> Desk:
        reading().rollback()
        return reading().scalars(select(Desk).order_by(Desk.id.desc())).first() or pytest.fail("no desk")


@pytest.fixture
def place(app: Flask) -> Place:
    return Place(app)


def test_a_member_signs_at_a_desk_and_confirms_from_the_mailbox(place: Place) -> None:
    page = place.sign()
    assert page.h1 == "Thank you"
    (claim,) = place.claims()
    assert (claim.method, claim.channel) == (Method.IN_PERSON, Channel.TABLET)
    assert claim.evidence["place"] == "Strasbourg, LOW N1.3"
    assert claim.evidence["witness"] == place.witness.public_id
    assert claim.brought_by_id == place.witness.id
    (mail,) = place.mails()
    phone = Browser(place.app)
    phone.get(mailbox.link_in(rendering.message(mail), "/claims/")).press("Yes")
    assert [each.surname for each in _standing(place.letter)] == ["HÄMEENKOSKI"]


def test_what_nobody_confirmed_is_no_signature_anywhere_and_expires(place: Place) -> None:
    place.sign()
    organiser = Browser(place.app).logged_in(place.witness)
    shown = [
        organiser.open("dashboard.export", letter_id=place.letter.public_id),
        Browser(place.app).open("public.record", letter_id=place.letter.public_id),
    ]
    assert not any("HÄMEENKOSKI" in each.response.text for each in shown)
    assert _standing(place.letter) == []
    with transaction() as session:
        assert settling.ripen(session, now=clock.now() + timedelta(days=7, minutes=1)) == 1
    assert place.claims()[0].outcome is Outcome.EXPIRED
    assert _standing(place.letter) == []


def test_a_signature_at_a_desk_expires_with_the_deadline_when_that_is_sooner(app: Flask) -> None:
    place = Place(app)
    with transaction() as session:
        letter = session.get_one(Letter, place.letter.id)
        letter.deadline_at = clock.now() + timedelta(days=2)
        deadline = letter.deadline_at
    place.sign()
    assert place.claims()[0].expires_at == deadline


def test_the_tablet_does_not_tell_that_a_member_has_signed(place: Place) -> None:
    with transaction() as session:
        letter = session.get_one(Letter, place.letter.id)
        factories.make_signature(session, letter, session.get_one(Member, place.member.ep_id))
    already, new = place.sign(place.member), place.sign(place.other)
    assert (already.status, already.path, already.text) == (new.status, new.path, new.text)
    told = [rendering.message(each) for each in place.mails() if each.template == "desk_not_needed"]
    assert "already recorded" in str(told[0]["Subject"])
    assert [each.ep_id for each in place.claims()] == [place.other.ep_id]


def test_the_tablet_shows_the_same_whatever_members_did(place: Place) -> None:
    paths = ("/desk/", "/desk/?q=a", "/desk/members.json", "/desk/mark", "/desk/done")
    paths += tuple(f"/desk/members/{place.member.ep_id}{end}" for end in ("", "/sign"))
    before = {path: place.shown(path) for path in paths}
    with transaction() as session:
        letter = session.get_one(Letter, place.letter.id)
        factories.make_signature(session, letter, session.get_one(Member, place.member.ep_id))
        factories.make_invitation(session, letter, session.get_one(Member, place.other.ep_id))
    assert {path: place.shown(path) for path in paths} == before


def test_the_tablets_list_holds_public_facts_only(place: Place) -> None:
    found = place.tablet.get("/desk/members.json")
    public = {"id", "name", "country", "group", "line", "search", "mailbox"}
    assert [each["name"] for each in found.response.json] == ["Petros DRAKOLIAS", "Aino HÄMEENKOSKI"]
    assert {frozenset(each) for each in found.response.json} == {frozenset(public)}
    assert "@" not in found.response.text


def test_opening_a_desk_logs_the_organiser_out(place: Place) -> None:
    assert place.tablet.get("/campaigns/").path.startswith("/login")
    assert place.tablet.get(f"/letters/{place.letter.public_id}/desk").path.startswith("/login")
    assert place.tablet.get("/desk/").status == 200


def test_a_tablet_on_which_somebody_logged_in_is_not_handed_over(place: Place) -> None:
    place.tablet.logged_in(place.witness)
    page = place.tablet.get("/desk/")
    assert page.h1 == "Somebody is logged in on this tablet"
    assert page.press("Log out").path == "/desk/"
    assert place.tablet.get("/campaigns/").path.startswith("/login")


def test_locking_leaves_the_login_page_only(place: Place) -> None:
    page = place.tablet.get("/desk/").press("Lock this tablet")
    assert page.path.startswith("/login")
    assert place.tablet.get("/desk/").path.startswith("/login")


def test_a_lost_tablet_is_ended_from_another_device(place: Place) -> None:
    sheet = place.tablet.get(f"/desk/members/{place.member.ep_id}/sign")
    Browser(place.app).logged_in(place.witness).open("desk.show", letter_id=place.letter.public_id).press(
        "End this desk"
    )
    assert sheet.fill("Sign", agreed="y").path.startswith("/login")
    assert place.claims() == []


def test_ending_all_other_sessions_ends_tablets_and_spares_ones_own(place: Place) -> None:
    mine = Browser(place.app).logged_in(place.witness)
    page = mine.open("organisers.sessions_page").press("End all others")
    assert (page.h1, page.status) == (mine.open("organisers.sessions_page").h1, 200)
    assert place.tablet.get("/desk/").path.startswith("/login")


@pytest.mark.parametrize("change", ["password", "closed", "role", "hours"])
def test_a_desk_ends_with_what_its_organiser_may_do(place: Place, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    with transaction() as session:
        organiser = session.get_one(Organiser, place.witness.id)
        if change == "password":
            organiser.fs_uniquifier = "as a new password does"
        elif change == "closed":
            organiser.active = False
        elif change == "role":
            session.get_one(TeamPlace, (place.letter.campaign_id, organiser.id)).role = Role.VIEWER
    if change == "hours":
        real = clock.now
        monkeypatch.setattr(clock, "now", lambda: real() + rules.LIVES)
    assert place.tablet.get("/desk/").path.startswith("/login")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.SHEPHERD])
def test_who_may_not_bring_evidence_opens_no_desk(app: Flask, role: Role) -> None:
    place = Place(app)
    with transaction() as session:
        guest = factories.make_organiser(session)
        group = "SD" if role is Role.SHEPHERD else None
        session.add(TeamPlace(campaign_id=place.letter.campaign_id, organiser_id=guest.id, role=role, group_code=group))
    browser = Browser(app).logged_in(guest)
    assert browser.open("desk.show", letter_id=place.letter.public_id).status == 403


def test_the_form_of_another_desk_is_refused(place: Place) -> None:
    answer = place.tablet.post(f"/desk/members/{place.member.ep_id}/sign", data={"csrf_token": "guessed"})
    assert answer.status == 400
    assert place.claims() == []


def test_a_sheet_of_another_campaigns_desk_is_refused(place: Place) -> None:
    with transaction() as session:
        elsewhere = factories.make_open_letter(session)
        foreign, _secret = factories.make_desk(session, elsewhere)
        foreign_id = foreign.public_id
    page = place.sign(desk=foreign_id)
    assert page.status == 409
    assert "another desk" in page.text
    assert place.claims() == []


def test_the_same_sheet_twice_is_taken_once(place: Place) -> None:
    key = str(uuid.uuid4())
    first, second = place.sign(key=key), place.sign(key=key)
    assert (first.path, second.path) == ("/desk/done", "/desk/done")
    assert len(place.claims()) == 1
    assert len(place.mails()) == 1


def test_the_same_sheet_sent_at_once_by_many_is_taken_once(place: Place) -> None:
    page = place.tablet.get(f"/desk/members/{place.member.ep_id}/sign")
    values = {**dict(page.tree.forms[1].form_values()), "agreed": "y"}
    secret = place.tablet.client.get_cookie("desk")
    assert secret is not None

    def send(_number: int) -> int:
        with place.app.app_context():
            client = place.app.test_client()
            client.set_cookie("desk", secret.value)
            return client.post(page.path, data=values).status_code

    reading().rollback()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(send, range(8))) == [303] * 8
    assert len(place.claims()) == 1
    assert len(place.mails()) == 1


def test_a_key_used_again_with_other_content_is_refused(place: Place) -> None:
    key = str(uuid.uuid4())
    place.sign(key=key)
    assert place.sign(place.other, key=key).status == 409
    assert place.sign(key=key, typed_name="Somebody Else").status == 409
    assert [each.ep_id for each in place.claims()] == [place.member.ep_id]


def test_a_drawing_bomb_is_refused(place: Place) -> None:
    strokes = '{"width":1200,"height":600,"strokes":[' + ",".join(["[[1,1],[2,2]]"] * 90) + "]}"
    page = place.sign(kind="drawn", strokes=strokes)
    assert page.status == 422
    assert "more ink" in page.text
    assert place.claims() == []


def test_a_member_is_not_flooded_with_mails(place: Place) -> None:
    answers = [place.sign().status for _ in range(rules.MAILS_A_DAY + 1)]
    assert answers == [200] * rules.MAILS_A_DAY + [429]
    assert len(place.mails()) == rules.MAILS_A_DAY


def test_a_text_that_changed_is_not_signed_with_the_old_sheet(place: Place) -> None:
    page = place.sign(digest="0" * 64)
    assert page.status == 409
    assert "text of the letter has changed" in page.text
    assert place.claims() == []


def _standing(letter: Letter) -> list[Any]:
    reading().rollback()
    return list(signing.standing_signatures(reading(), reading().get_one(Letter, letter.id)))


def test_every_sheet_has_one_row(place: Place) -> None:
    place.sign()
    reading().rollback()
    (sheet,) = reading().scalars(select(DeskSheet)).all()
    assert sheet.claim_id == place.claims()[0].id
