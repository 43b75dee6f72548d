"""An organiser's first minutes, in real Chromium."""

import pytest

from campaign.db import reading
from tests import mailbox
from tests.chromium import Windows
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]
PASSWORD = "four quite other words"


@pytest.mark.parametrize("kind", ["desktop", "phone", "without_javascript"])
def test_a_new_organiser_sets_a_password_logs_in_and_out(installation: Live, windows: Windows, kind: str) -> None:
    installation.command("organiser", "add", "anna@example.org", "--name", "Anna Berg")
    window = getattr(windows, kind)()
    window.open(mailbox.link_in(mailbox.only_mail(reading()), "/password/"))
    window.page.locator("#password").fill(PASSWORD)
    window.page.locator("#again").fill(PASSWORD)
    window.press("Set the password")
    window.page.locator("#email").fill("anna@example.org")
    window.page.locator("#password").fill("not this one")
    window.press("Log in")
    assert "do not belong together" in window.text
    window.log_in("anna@example.org", PASSWORD)
    assert window.h1 == "Campaigns"
    window.click("Anna Berg")
    assert window.h1 == "Your account"
    window.press("Log out")
    window.open("/campaigns/")
    assert window.h1 == "Log in"


def test_the_login_needs_only_the_keyboard(installation: Live, windows: Windows) -> None:
    page = windows.desktop().open("/").page
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/login")
    assert page.locator(":focus").get_attribute("id") == "email"
    page.keyboard.type("anna@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type("whatever it was")
    page.keyboard.press("Enter")
    page.get_by_text("do not belong together").first.wait_for()
