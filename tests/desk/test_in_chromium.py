"""A desk in real Chromium: with and without a network, taps that double, tabs that compete, a server that dies."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import zxingcpp
from flask_security.utils import hash_password
from PIL import Image
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from campaign import clock
from campaign.claims.models import Claim
from campaign.db import reading, transaction
from campaign.desk import operations
from campaign.desk.models import Desk
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter, Revision, RevisionKind
from campaign.organisers.models import Organiser
from campaign.signing import queries as signing
from tests import factories, mailbox
from tests.chromium import Window, Windows
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]

PASSWORD = "four quite other words"
KEPT = """() => new Promise((done) => {
  const asked = indexedDB.open('undersigned-desk', 1);
  asked.onsuccess = () => {
    const all = asked.result.transaction('sheets').objectStore('sheets').getAll();
    all.onsuccess = () => done(all.result);
  };
})"""


class Hall:
    """A letter, two Members, and Robin with a tablet."""

    def __init__(self, installation: Live, windows: Windows) -> None:
        self.installation, self.windows = installation, windows
        with transaction() as session, installation.app.test_request_context():
            robin = factories.make_organiser(
                session, email="robin@example.org", name="Robin Example", password=hash_password(PASSWORD)
            )
            campaign = factories.make_campaign(session, robin)
            letter = factories.make_letter(session, campaign, deadline_at=clock.now() + timedelta(days=9))
            drafting.open_for_signature(session, letter, by=robin, now=clock.now())
            self.letter_id = letter.public_id
            self.aino = str(factories.make_member(session, given="Aino", surname="HÄMEENKOSKI", country="FI").mailbox)
            factories.make_member(session, given="Łukasz", surname="ŻUBROWSKI", country="PL", group="EPP")

    def open_desk(self, window: Window | None = None, *, scripted: bool = True) -> Window:
        """Log in on a tablet and open the desk there."""
        window = window or self.windows.tablet()
        window.log_in("robin@example.org", PASSWORD)
        window.open(f"/letters/{self.letter_id}/desk")
        window.page.get_by_label("Where are you?").fill("Strasbourg, LOW N1.3")
        window.press("Log out and open the desk")
        if scripted:
            expect(window.page.locator("html[data-ready=offline]")).to_have_count(1)
        return window

    def claims(self) -> list[Claim]:
        reading().rollback()
        return list(reading().scalars(select(Claim).order_by(Claim.id)))

    def standing(self) -> list[str]:
        reading().rollback()
        letter = reading().scalars(select(Letter).where(Letter.public_id == self.letter_id)).one()
        return [each.surname for each in signing.standing_signatures(reading(), letter)]


@pytest.fixture
def hall(installation: Live, windows: Windows) -> Hall:
    return Hall(installation, windows)


def test_a_member_signs_by_finger_and_confirms_from_the_mailbox(hall: Hall) -> None:
    tablet = hall.open_desk()
    _choose(tablet, "hameen", "Aino HÄMEENKOSKI")
    tablet.inspect()
    _sign(tablet)
    tablet.inspect()
    _wait_until_sent(tablet)
    (claim,) = hall.claims()
    assert claim.autograph is not None
    assert claim.autograph["strokes"]
    assert hall.standing() == []
    hall.installation.deliver_mails()
    member = hall.windows.phone()
    member.open(mailbox.link_in(hall.installation.only_mail(hall.aino), "/claims/"))
    member.press("Yes, that is my signature")
    assert hall.standing() == ["HÄMEENKOSKI"]


def test_nothing_signed_without_a_network_is_lost_or_doubled(hall: Hall) -> None:
    tablet = hall.open_desk()
    with offline(tablet):
        for letters, name in (("hameen", "Aino HÄMEENKOSKI"), ("zubr", "Łukasz ŻUBROWSKI")):
            _choose(tablet, letters, name)
            _sign(tablet)
            tablet.page.get_by_role("button", name="Next Member").click()
        expect(tablet.page.locator("[data-state]")).to_have_text("Kept on this tablet, not sent yet: 2")
        tablet.page.reload()
        expect(tablet.page.locator("[data-state]")).to_have_text("Kept on this tablet, not sent yet: 2")
        _choose(tablet, "hameen", "Aino HÄMEENKOSKI")  # the list of Members came along too
        assert hall.claims() == []
    _wait_until_sent(tablet)
    assert len(hall.claims()) == 2


def test_what_is_kept_survives_closing_the_page(hall: Hall) -> None:
    tablet = hall.open_desk()
    with offline(tablet):
        _choose(tablet, "hameen", "Aino HÄMEENKOSKI")
        _sign(tablet)
        tablet.page.close()
    tablet.page = tablet.context.new_page()
    tablet.open("/desk/")
    _wait_until_sent(tablet)
    assert len(hall.claims()) == 1


def test_what_is_kept_cannot_be_read_on_the_tablet(hall: Hall) -> None:
    tablet = hall.open_desk()
    with offline(tablet):
        _choose(tablet, "hameen", "Aino HÄMEENKOSKI")
        _sign(tablet)
        (kept,) = tablet.page.evaluate(KEPT)
    assert set(kept) == {"key", "letter", "sealed", "kept_at", "state"}
    assert "HÄMEENKOSKI" not in str(kept)
    assert "strokes" not in str(kept)
    _wait_until_sent(tablet)
    assert tablet.page.evaluate(KEPT) == []


def test_two_taps_sign_once(hall: Hall) -> None:
    tablet = hall.open_desk()
    _choose(tablet, "hameen", "Aino HÄMEENKOSKI")
    _fill(tablet)
    tablet.page.get_by_role("button", name="Sign", exact=True).dblclick()
    expect(tablet.page.get_by_role("heading", name="Thank you")).to_be_visible()
    _wait_until_sent(tablet)
    assert len(hall.claims()) == 1


def test_two_tabs_send_what_is_kept_once(hall: Hall) -> None:
    tablet = hall.open_desk()
    with offline(tablet):
        _choose(tablet, "hameen", "Aino HÄMEENKOSKI")
        _sign(tablet)
        other = tablet.context.new_page()
        other.goto(f"{tablet.home}/desk/")
        expect(other.locator("[data-state]")).to_have_text("Kept on this tablet, not sent yet: 1")
    for page in (tablet.page, other):
        expect(page.locator("[data-state]")).to_have_text("")
        page.reload()
    assert len(hall.claims()) == 1


def test_an_answer_that_gets_lost_doubles_nothing(hall: Hall) -> None:
    tablet = hall.open_desk()
    lost: list[int] = []

    def lose(route: Route) -> None:
        """The server takes the sheet; its answer never arrives, the first time."""
        lost.append(route.fetch().status)
        if len(lost) == 1:
            route.abort()
        else:
            route.fulfill(json={"reason": "taken"})

    tablet.context.route("**/desk/sheets", lose)
    _choose(tablet, "hameen", "Aino HÄMEENKOSKI")
    _sign(tablet)
    _wait_until_sent(tablet)
    assert lost == [200, 200]
    assert len(hall.claims()) == 1
    _forgive(tablet)


def test_a_server_that_dies_while_it_is_sent_loses_nothing(hall: Hall) -> None:
    tablet = hall.open_desk()

    def kill(route: Route) -> None:
        hall.installation.kill()
        route.continue_()

    tablet.context.route("**/desk/sheets", kill, times=1)
    _choose(tablet, "hameen", "Aino HÄMEENKOSKI")
    with tablet.page.expect_event("requestfailed", lambda sent: sent.url.endswith("/desk/sheets")):
        _sign(tablet)
    expect(tablet.page.locator("[data-state]")).to_have_text("Kept on this tablet, not sent yet: 1")
    hall.installation.start()
    _wait_until_sent(tablet)
    assert len(hall.claims()) == 1
    _forgive(tablet)


def test_a_desk_that_ended_keeps_what_was_signed_until_its_organiser_is_back(hall: Hall) -> None:
    tablet = hall.open_desk()
    with offline(tablet):
        _choose(tablet, "hameen", "Aino HÄMEENKOSKI")
        _sign(tablet)
        _end_desks(hall)
    expect(tablet.page.locator("[data-kept]")).to_contain_text("This desk has ended, and 1 are kept here")
    assert hall.claims() == []
    _forgive(tablet)
    hall.open_desk(tablet)
    _wait_until_sent(tablet)
    assert len(hall.claims()) == 1


def test_a_drawing_is_never_used_for_another_text(hall: Hall) -> None:
    tablet = hall.open_desk()
    with offline(tablet):
        _choose(tablet, "hameen", "Aino HÄMEENKOSKI")
        _sign(tablet)
        tablet.page.get_by_role("button", name="Next Member").click()
        _change_text(hall)
    expect(tablet.page.locator("[data-kept]")).to_contain_text("The text of the letter has changed")
    (kept,) = tablet.page.evaluate(KEPT)
    assert kept["sealed"] == ""
    assert hall.claims() == []
    _forgive(tablet)
    tablet.press("Delete from this tablet")
    expect(tablet.page.locator("[data-kept]")).to_be_hidden()


def test_a_members_own_phone_is_led_to_the_mailbox(hall: Hall) -> None:
    tablet = hall.open_desk()
    tablet.page.get_by_label("Your family name").fill("hameen")
    tablet.page.get_by_role("button", name="Aino HÄMEENKOSKI").click()
    tablet.click("Sign on my own phone")
    phone = hall.windows.phone()
    phone.open(_scanned(tablet))
    phone.press("Send the link to my mailbox")
    assert hall.claims() == []
    hall.installation.deliver_mails()
    phone.open(mailbox.link_in(hall.installation.only_mail(hall.aino), "/sign/"))
    assert "Aino HÄMEENKOSKI" in phone.text


def test_a_desk_works_without_a_script(hall: Hall) -> None:
    plain = hall.open_desk(hall.windows.without_javascript(), scripted=False)
    plain.page.get_by_label("Your family name").fill("Zubrowski")
    plain.press("Find").click("Łukasz ŻUBROWSKI").click("Sign on this tablet")
    plain.page.get_by_label("I sign this text").check()
    plain.press("Sign")
    assert plain.h1 == "Thank you"
    assert len(hall.claims()) == 1


@pytest.mark.parametrize("look", [{"color_scheme": "dark"}, {"contrast": "more"}, {"forced_colors": "active"}])
def test_a_desk_can_be_used_on_a_phone_and_in_every_look(hall: Hall, look: dict[str, Any]) -> None:
    phone = hall.open_desk(hall.windows.phone(**look))
    for words in ("Aino HÄMEENKOSKI", "Sign on this tablet"):
        if words.startswith("Aino"):
            phone.page.get_by_label("Your family name").fill("hameen")
        phone.press(words)
    _sign(phone)
    phone.inspect()
    _wait_until_sent(phone)


def test_a_member_signs_with_the_keyboard_alone(hall: Hall) -> None:
    tablet = hall.open_desk()
    keys = tablet.page.keyboard
    tablet.page.get_by_label("Your family name").focus()
    keys.type("hameen")
    _tab_to(tablet.page, "Aino HÄMEENKOSKI")
    keys.press("Enter")
    _tab_to(tablet.page, "Sign on this tablet")
    keys.press("Enter")
    _tab_to(tablet.page, "kind")
    keys.press("ArrowRight")  # from drawing to typing
    _tab_to(tablet.page, "agreed")
    keys.press("Space")
    keys.press("Enter")
    expect(tablet.page.get_by_role("heading", name="Thank you")).to_be_focused()
    _wait_until_sent(tablet)
    assert hall.claims()[0].autograph == {"text": "Aino HÄMEENKOSKI"}


def test_going_back_leads_to_no_page_of_the_organiser(hall: Hall) -> None:
    tablet = hall.open_desk()
    for _ in range(4):
        tablet.page.go_back()
        assert tablet.page.locator("form.logout").count() == 0, tablet.page.url
        assert "Robin" not in tablet.text.replace("Robin Example as witness", "")


@contextmanager
def offline(window: Window) -> Iterator[None]:
    """No network for this window; what the console says about that is no complaint."""
    window.context.set_offline(True)
    yield
    window.context.set_offline(False)
    _forgive(window)


def _forgive(window: Window) -> None:
    window.complaints[:] = [each for each in window.complaints if "Failed to load resource" not in each]


def _choose(tablet: Window, letters: str, name: str) -> None:
    tablet.page.get_by_label("Your family name").fill(letters)
    tablet.page.get_by_role("button", name=name).click()
    tablet.page.get_by_role("button", name="Sign on this tablet").click()


def _fill(tablet: Window) -> None:
    canvas = tablet.page.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box: Any = canvas.bounding_box()
    mouse = tablet.page.mouse
    mouse.move(box["x"] + 60, box["y"] + 100)
    mouse.down()
    for step in range(1, 9):
        mouse.move(box["x"] + 60 + 40 * step, box["y"] + (50 if step % 2 else 150))
    mouse.up()
    tablet.page.get_by_label("I sign this text").check()


def _sign(tablet: Window) -> None:
    _fill(tablet)
    tablet.page.get_by_role("button", name="Sign", exact=True).click()
    expect(tablet.page.get_by_role("heading", name="Thank you")).to_be_visible()


def _wait_until_sent(tablet: Window) -> None:
    expect(tablet.page.locator("[data-state]")).to_have_text("")
    for _ in range(600):
        if not tablet.page.evaluate(KEPT):
            return
        tablet.page.wait_for_timeout(100)
    raise AssertionError("a sheet was never sent")


def _end_desks(hall: Hall) -> None:
    with transaction() as session:
        robin = session.scalars(select(Organiser)).first()
        for desk in session.scalars(select(Desk)):
            operations.end(session, desk, by=robin, now=clock.now())


def _change_text(hall: Hall) -> None:
    """As a material change does: another wording is the newest one now."""
    with transaction() as session:
        old = session.scalars(select(Revision)).one()
        copied = {name: getattr(old, name) for name in ("letter_id", "text", "content", "frozen_at", "frozen_by_id")}
        new = {"number": 2, "kind": RevisionKind.MATERIAL, "basis": 2, "reason": "Another demand", "digest": "f" * 64}
        session.add(Revision(**new, **copied))


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until what has this name or these words has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if name in page.evaluate("document.activeElement.name || document.activeElement.textContent"):
            return
    raise AssertionError(f"the keyboard never reached {name}")


def _scanned(tablet: Window) -> str:
    """The address in the code, as a camera reads it from the screen."""
    shot = Image.open(io.BytesIO(tablet.page.locator(".scan").screenshot()))
    return str(zxingcpp.read_barcodes(shot)[0].text)
