"""A newcomer runs a case in one sitting: from the first password to an answer that everybody can read.

Only links and buttons that stand on the pages are used; the one address that is typed is the visitor's, from a print.
"""

import io
from email.message import EmailMessage
from pathlib import Path

import pypdfium2
import pytest

from campaign import clock
from campaign.db import reading, transaction
from campaign.demo import papers
from tests import factories, mailbox
from tests.chromium import Window, Windows
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]
PASSWORD = "four quite other words"
LAST_DAY = "2031-11-24"  # no run of these tests will see it pass
PRESIDENT = "H.E. Mr Anton Varga, President of Sarovia"


@pytest.fixture
def members(installation: Live) -> list[str]:
    """Two sitting Members, brought by whoever runs the installation; their mailboxes."""
    with transaction() as session:
        aino = factories.make_member(session, given="Aino", surname="HÄMEENKOSKI", country="FI")
        petros = factories.make_member(session, given="Petros", surname="DRAKOLIAS", country="EL")
        return [str(aino.mailbox), str(petros.mailbox)]


def test_a_newcomer_runs_a_case_from_draft_to_published_reply(
    installation: Live, windows: Windows, members: list[str], tmp_path: Path
) -> None:
    robin = arrives(installation, windows.desktop())
    drafts_and_opens(robin)
    invites(robin)
    installation.deliver_mails()
    for address in members:
        signs(windows.phone(), installation, address)

    robin.click("Overview").click("Text").click("Close the letter …").press("Close the letter for good")
    verifies(robin)
    installation.deliver_mails()
    assert any("/verify/" in text_of(each) for each in installation.mails(members[1]))  # first by name
    edition = issues(robin, tmp_path)
    delivers(robin)
    installation.deliver_mails()
    sealed = next(installation.mails("president@sarovia.example")[0].iter_attachments())
    assert sealed.get_content() == edition.read_bytes(), "what leaves is the sealed edition"

    writes_down(robin, "Acknowledgement of receipt", tmp_path)
    writes_down(robin, "Answer", tmp_path)
    robin.click("Publish …")
    robin.page.get_by_label("Show its files too").check()
    robin.press("Publish it")
    address = publishes_the_page(robin)
    reads_and_checks(windows.phone(), address, edition)


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None, "every mail has a text"
    return str(body.get_content())


def arrives(installation: Live, robin: Window) -> Window:
    """The operator made an account; its owner sets the password with the link from the mail, and logs in."""
    installation.command("organiser", "add", "robin@example.org", "--name", "Robin Example")
    robin.open(mailbox.link_in(mailbox.only_mail(reading()), "/password/"))
    robin.page.locator("#password").fill(PASSWORD)
    robin.page.locator("#again").fill(PASSWORD)
    robin.press("Set the password")
    robin.page.locator("#email").fill("robin@example.org")
    robin.page.locator("#password").fill(PASSWORD)
    return robin.press("Log in")


def drafts_and_opens(robin: Window) -> None:
    robin.click("Start your first campaign")
    robin.page.get_by_label("Title").fill("The case of Ilja Brandt")
    robin.press("Start the campaign").click("Write the first letter")
    robin.page.get_by_label("Title").fill("Release Ilja Brandt")
    robin.press("Start writing")
    for name, value in (
        ("subject", "Detention of Ilja Brandt"),
        ("place", "Brussels"),
        ("addressees-0-name", "H.E. Mr Anton Varga"),
        ("addressees-0-office", "President of Sarovia"),
        ("addressees-0-email", "president@sarovia.example"),
        ("addressees-0-salutation", "Your Excellency,"),
        ("body", "We write about **Ilja Brandt**.\n\n1. Release him.\n2. Let a doctor see him."),
        ("deadline_day", LAST_DAY),
    ):
        fill(robin, name, value)
    robin.press("Open for signature …").press("Freeze the text and open the letter")


def fill(robin: Window, name: str, value: str) -> None:
    """Type into the field of this name, opening the section it stands in."""
    field = robin.page.locator(f"[name='{name}']")
    if not field.is_visible():
        robin.page.locator(f"details:not([open]):has([name='{name}']) > summary").first.click()
    field.fill(value)


def invites(robin: Window) -> None:
    robin.click("Overview").click("Invite Members")
    robin.press("Tick all").press("Continue").press("Send 2 invitations")


def signs(member: Window, installation: Live, address: str) -> None:
    member.open(mailbox.link_in(installation.mails(address)[0], "/sign/"))
    member.page.locator("[name='agreed']").check()
    member.press("Sign this letter")
    installation.deliver_mails()
    member.page.locator("#code").fill(mailbox.code_in(installation.mails(address)[-1]))
    member.press("Confirm my signature")


def verifies(robin: Window) -> None:
    robin.click("Overview").click("Make the PDF").click("Ask the signatories once more")
    robin.press("See who is asked").press("Send 2 mails now")


def issues(robin: Window, folder: Path) -> Path:
    """Make the PDF before the round is over, on purpose, and download what is delivered."""
    robin.click("PDF").press("Make the PDF").press("Make the PDF now")
    with robin.page.expect_download() as download:
        robin.page.get_by_role("link", name="Download the PDF").first.click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def delivers(robin: Window) -> None:
    robin.click("Delivery", exact=True).click("Send by e-mail")
    robin.press("Look at the mail")
    assert "edition 1, sealed PDF" in robin.text
    robin.page.get_by_label("I have read this").check()
    robin.press("Send it")
    assert PRESIDENT in robin.text


def writes_down(robin: Window, kind: str, folder: Path) -> None:
    """A reply came by mail today, one page long."""
    page = papers.page("reply.pdf", "Dear Members,\nhe was examined by a doctor.")
    file = folder / page.name
    file.write_bytes(page.content)
    robin.click("Delivery", exact=True).click("Write a reply down")
    robin.page.locator("#kind").select_option(label=kind)
    robin.page.locator("#channel").select_option("email")
    robin.page.locator("#day").fill(clock.brussels_day(clock.now()).isoformat())
    robin.page.locator("#files").set_input_files(file)
    robin.press("Write it down")


def publishes_the_page(robin: Window) -> str:
    """Its address, as it will stand on paper."""
    robin.click("Overview").click("Publish the case").press("Go on").press("Publish it")
    return str(robin.page.locator("main a[href*='/cases/']").first.get_attribute("href"))


def reads_and_checks(visitor: Window, address: str, edition: Path) -> None:
    visitor.open(address)
    assert "Aino HÄMEENKOSKI" in visitor.text
    assert "Petros DRAKOLIAS" in visitor.text
    assert PRESIDENT in visitor.text
    reply = visitor.page.get_by_role("link", name="reply.pdf")
    answered = visitor.context.request.get(str(reply.first.evaluate("link => link.href")))
    with pypdfium2.PdfDocument(io.BytesIO(answered.body())) as document:
        assert "examined by a doctor" in document[0].get_textpage().get_text_range()
    visitor.click("Check a letter")
    visitor.page.locator("input[type='file']").set_input_files(edition)
    visitor.press("Check the file")
    assert "genuine" in visitor.text.lower()
    assert "Aino HÄMEENKOSKI" in visitor.text
