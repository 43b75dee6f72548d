"""An organiser brings the list of Members, in real Chromium."""

from pathlib import Path

import pytest

from campaign.db import reading
from tests import mailbox
from tests.chromium import Window, Windows
from tests.live import Live
from tests.roster.material import full_list, mep, table

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]
PASSWORD = "four quite other words"
CHANGE = "Look at what would change"


def logged_in(installation: Live, window: Window) -> Window:
    installation.command("organiser", "add", "anna@example.org", "--name", "Anna Berg", "--operator")
    window.open(mailbox.link_in(mailbox.only_mail(reading()), "/password/"))
    window.page.locator("#password").fill(PASSWORD)
    window.page.locator("#again").fill(PASSWORD)
    window.press("Set the password")
    return window.log_in("anna@example.org", PASSWORD)


def bring(window: Window, *files: Path) -> Window:
    window.open("/roster/import").page.locator("#files").set_input_files(files)
    return window.press(CHANGE)


@pytest.mark.parametrize("kind", ["desktop", "phone", "without_javascript"])
def test_the_roster_is_brought_in_and_kept_up_to_date(
    installation: Live, windows: Windows, kind: str, tmp_path: Path
) -> None:
    members = [mep(9_000_001 + at, name) for at, name in enumerate(["Ada ŠTĚTINA", "Bo van SAMPLE", "Cy D'EXAMPLE"])]
    everybody, fewer, office = tmp_path / "list.xml", tmp_path / "fewer.xml", tmp_path / "office.csv"
    everybody.write_bytes(full_list(*members))
    fewer.write_bytes(full_list(*members[:2]))
    office.write_bytes(table(("Number", "Who", "Box"), ("9000001", "Ada Stetina", "ada@europarl.europa.eu")))

    window = logged_in(installation, getattr(windows, kind)())
    window.open("/roster/").click("Import the list of Members")
    window.press(CHANGE)
    assert "Choose the list you saved" in window.text
    bring(window, everybody).press("Take 3 changes over")
    assert "3 Members" in window.text

    bring(window, office)
    assert window.h1 == "Which column holds what?"
    window.page.get_by_label("Official address").select_option(label="Box (ada@europarl.europa.eu)")
    window.press(CHANGE).press("Take 1 change over")
    window.page.locator("#text").fill("stetina")
    window.press("Show").click("Ada ŠTĚTINA")
    assert "ada@europarl.europa.eu" in window.text

    bring(window, fewer)
    assert "nothing to take over" in window.text
    window.press("They are complete: end 1 mandate").press("Take 1 change over")
    assert "2 Members" in window.text
