"""An organiser invites Members, and a Member opens the mail, in real Chromium."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from campaign import clock
from campaign.db import reading, transaction
from campaign.inviting.models import Invitation
from campaign.organisers import passwords
from tests import factories
from tests.chromium import Windows
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]
PASSWORD = "four quite other words"


def prepared() -> tuple[str, str]:
    """An organiser with an open letter and three Members: the address to log in with, the letter's id."""
    with transaction() as session:
        anna = factories.make_organiser(session, email="anna@example.org", password=passwords.hashed(PASSWORD))
        letter = factories.make_open_letter(session, factories.make_campaign(session, anna))
        letter.deadline_at = clock.now() + timedelta(days=9)
        for given, surname, country in (("Ada", "TESTER", "BE"), ("Bo", "ÅKER", "SE"), ("Cyr", "NOVAK", "CZ")):
            factories.make_member(session, given=given, surname=surname, country=country)
        return anna.email, letter.public_id


@pytest.mark.parametrize("kind", ["desktop", "phone", "without_javascript"])
def test_an_organiser_asks_members_and_one_of_them_opens_the_mail(
    installation: Live, windows: Windows, kind: str
) -> None:
    email, letter = prepared()
    window = getattr(windows, kind)().log_in(email, PASSWORD)
    window.open(f"/letters/{letter}/invitations/text").press("Keep and preview")
    window.click("Choose Members").click("All not yet asked")
    window.page.get_by_label("Cyr NOVAK").uncheck()
    window.press("Continue")
    assert "Ask 2 Members to sign?" in window.text
    window.press("Send 2 invitations")
    assert "2 invitations are on their way." in window.text
    reading().rollback()
    assert len(list(reading().scalars(select(Invitation)))) == 2
    installation.deliver_mails()
    window.open("/mails/").click("Bo ÅKER")
    window.page.frame_locator("iframe").get_by_role("link", name="Read the letter and answer").click()
    window.page.wait_for_url("**/sign/**")
    assert "Release Ilja Brandt" in window.text
    window.page.go_back()
    window.page.frame_locator("iframe").get_by_role("link", name="Get no more invitations").click()
    window.page.wait_for_url("**/unsubscribe/**")
    window.inspect().press("Send me no more invitations")
    assert window.h1 == "You will get no more invitations"


def test_ticking_all_and_none_is_counted(installation: Live, windows: Windows) -> None:
    email, letter = prepared()
    window = windows.desktop().log_in(email, PASSWORD).open(f"/letters/{letter}/invitations")
    window.press("Tick all")
    assert window.page.get_by_role("button", name="Continue (3)").is_visible()
    window.press("Untick all")
    assert "0 of 3 ticked." in window.text
