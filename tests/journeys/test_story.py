"""The main job as people live it: a drafted letter becomes a letter signed by Members, and a PDF."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from flask_security.utils import hash_password
from sqlalchemy import select

from campaign import clock
from campaign.db import reading, transaction
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.inviting import operations as inviting
from campaign.organisers.models import Organiser
from campaign.roster.models import Member
from campaign.signing import queries as signing
from tests import factories, mailbox
from tests.chromium import Window, Windows
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]

PASSWORD = "four quite other words"
LAST_DAY = "2031-11-24"  # no run of these tests will see it pass
BODY = "We write about **Ilja Brandt**.[^1]\n\n1. Release him.\n2. Let a doctor see him.\n\n[^1]: Held since 3 March."


@pytest.fixture
def organiser(installation: Live) -> Organiser:
    """Robin, who has an account."""
    with transaction() as session, installation.app.test_request_context():
        return factories.make_organiser(
            session, email="robin@example.org", name="Robin Example", password=hash_password(PASSWORD)
        )


@pytest.fixture
def three_members(installation: Live) -> list[str]:
    """Three sitting Members; their mailboxes, as long as real ones are."""
    names = [("Aino", "HÄMEENKOSKI", "FI"), ("Petros", "DRAKOLIAS", "EL"), ("Łukasz", "ŻUBROWSKI", "PL")]
    with transaction() as session:
        long = "member{}.withtwolongfamilynames@europarl.europa.eu".format
        made = [
            factories.make_member(session, given=a, surname=b, country=c, mailbox=long(number))
            for number, (a, b, c) in enumerate(names)
        ]
        return [str(each.mailbox) for each in made]


def test_robin_drafts_a_letter_members_sign_it_and_robin_downloads_it(
    installation: Live, windows: Windows, organiser: Organiser, three_members: list[str], tmp_path: Path
) -> None:
    robin = windows.desktop()
    robin.log_in("robin@example.org", PASSWORD)
    _draft_and_open(robin, LAST_DAY)
    _invite_everybody(robin)
    installation.deliver_mails()

    aino = _sign_by_finger(windows.phone(), installation, three_members[0])
    assert "HÄMEENKOSKI" in aino.text
    petros = _sign_by_typing(windows.without_javascript(), installation, three_members[1])
    assert "DRAKOLIAS" in petros.text

    robin.click("Overview")
    robin.page.get_by_text("Petros DRAKOLIAS signed").first.wait_for()
    text = _close_and_download(robin, tmp_path)
    assert "Aino HÄMEENKOSKI" in text
    assert "Petros DRAKOLIAS" in text
    assert "ŻUBROWSKI" not in text, "nobody learns who did not sign"


@pytest.mark.parametrize("kind", ["without_javascript", "phone"])
def test_robin_does_the_same_without_javascript_and_on_a_phone(
    installation: Live, windows: Windows, organiser: Organiser, three_members: list[str], tmp_path: Path, kind: str
) -> None:
    robin = getattr(windows, kind)()
    robin.log_in("robin@example.org", PASSWORD)
    _draft_and_open(robin, LAST_DAY)
    _invite_everybody(robin)
    installation.deliver_mails()
    _sign_by_typing(windows.phone(), installation, three_members[2])
    assert "Łukasz ŻUBROWSKI" in _close_and_download(robin, tmp_path)


def test_a_member_signs_with_the_keyboard_alone(
    installation: Live, windows: Windows, organiser: Organiser, three_members: list[str]
) -> None:
    _asked(installation, organiser)
    member = windows.desktop()
    member.open(_link(installation, three_members[0]))
    keys = member.page.keyboard
    _tab_to(member, "agreed")
    keys.press("Space")
    keys.press("Tab")
    keys.press("Enter")
    member.page.wait_for_url("**/confirm")
    installation.deliver_mails()
    _tab_to(member, "code")
    keys.type(_code(installation, three_members[0]))
    keys.press("Enter")
    member.page.get_by_text("Thank you").first.wait_for()
    member.inspect()


def test_a_member_takes_the_signature_back_from_the_receipt(
    installation: Live, windows: Windows, organiser: Organiser, three_members: list[str]
) -> None:
    letter_id = _asked(installation, organiser)
    member = _sign_by_typing(windows.phone(), installation, three_members[0])
    installation.deliver_mails()
    receipt = installation.mails(three_members[0])[-1]
    assert [each.get_content_type() for each in receipt.iter_attachments()] == ["application/pdf"]
    member.open(mailbox.link_in(receipt, "/withdrawal/"))
    member.press("Hide my name now")
    assert _standing(letter_id) == 0, "the name is hidden at once, before the code is typed"
    installation.deliver_mails()
    member.page.locator("#code").fill(_code(installation, three_members[0]))
    member.press("Confirm: take my name off")
    assert "withdrawn" in member.text.lower()


def _asked(installation: Live, organiser: Organiser) -> str:
    """A letter of Robin's is open, every Member is asked, and the invitations have left; the letter's public id."""
    now = clock.now()
    with transaction() as session:
        letter = factories.make_letter(session, deadline_at=now + timedelta(days=9))
        drafting.open_for_signature(session, letter, by=organiser, now=now)
        inviting.invite(session, letter, session.scalars(select(Member)).all(), by=organiser, now=now)
        letter_id = letter.public_id
    installation.deliver_mails()
    return letter_id


def _standing(letter_id: str) -> int:
    session = reading()
    session.rollback()
    letter = session.scalars(select(Letter).where(Letter.public_id == letter_id)).one()
    return len(signing.standing_signatures(session, letter))


def _draft_and_open(robin: Window, last_day: str) -> None:
    page = robin.page
    robin.click("Start your first campaign")
    page.get_by_label("Title").fill("The case of Ilja Brandt")
    robin.press("Start the campaign")
    robin.click("Write the first letter")
    page.get_by_label("Title").fill("Release Ilja Brandt")
    robin.press("Start writing")
    _fill(robin, "subject", "Detention of Ilja Brandt")
    _fill(robin, "place", "Brussels")
    _fill(robin, "addressees-0-name", "H.E. Mr Anton Varga")
    _fill(robin, "addressees-0-office", "President of Sarovia")
    _fill(robin, "addressees-0-salutation", "Your Excellency,")
    _fill(robin, "body", BODY)
    _fill(robin, "closing", "Yours faithfully,")
    _fill(robin, "deadline_day", last_day)
    robin.press("Open for signature …")
    robin.press("Freeze the text and open the letter")
    assert "Open for signature" in robin.text


def _fill(robin: Window, name: str, value: str) -> None:
    """Type into the field of this name, opening the section it stands in."""
    field = robin.page.locator(f"[name='{name}']")
    if not field.is_visible():
        robin.page.locator(f"details:not([open]):has([name='{name}']) > summary").first.click()
    field.fill(value)


def _invite_everybody(robin: Window) -> None:
    robin.click("Invitations")
    for box in robin.page.locator("main input[type='checkbox']").all():
        box.check()
    robin.press("Continue")
    robin.press("Send 3 invitations")
    assert "3" in robin.text


def _link(installation: Live, address: str) -> str:
    return mailbox.link_in(installation.mails(address)[0], "/sign/")


def _code(installation: Live, address: str) -> str:
    return mailbox.code_in(installation.mails(address)[-1])


def _sign_by_finger(member: Window, installation: Live, address: str) -> Window:
    member.open(_link(installation, address))
    page = member.page
    page.get_by_label("Draw").check()
    canvas = page.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(box["x"] + 30 + 22 * step, box["y"] + (30 if step % 2 else 80))
    page.mouse.up()
    return _agree_and_confirm(member, installation, address)


def _sign_by_typing(member: Window, installation: Live, address: str) -> Window:
    member.open(_link(installation, address))
    return _agree_and_confirm(member, installation, address)


def _agree_and_confirm(member: Window, installation: Live, address: str) -> Window:
    member.page.locator("[name='agreed']").check()
    member.press("Sign this letter")
    installation.deliver_mails()
    member.page.locator("#code").fill(_code(installation, address))
    return member.press("Confirm my signature")


def _close_and_download(robin: Window, folder: Path) -> str:
    """Close the letter, make the PDF, download it; its words."""
    robin.click("Text")
    robin.click("Close the letter …")
    robin.press("Close the letter for good")
    robin.click("PDF")
    robin.press("Make the PDF")
    with robin.page.expect_download() as download:
        robin.page.get_by_role("link", name="Download the PDF for the addressee").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    with pypdfium2.PdfDocument(io.BytesIO(file.read_bytes())) as document:
        return re.sub(r"\s+", " ", " ".join(page.get_textpage().get_text_range() for page in document))


def _tab_to(window: Window, name: str) -> None:
    """Press Tab until the field of this name has the focus."""
    for _ in range(80):
        window.page.keyboard.press("Tab")
        if window.page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"the keyboard never reached {name}")
