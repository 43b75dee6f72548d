"""The public pages in real Chromium: wide, 320 px narrow, dark, and what the copy buttons copy."""

from datetime import UTC, datetime

import pytest

from campaign.db import transaction
from tests import factories
from tests.chromium import Windows
from tests.live import Live
from tests.public import cases

PATH = f"/cases/{cases.SLUG}"


@pytest.mark.one_engine
def test_the_case_and_its_press_kit_hold_at_every_width_and_in_the_dark(installation: Live, windows: Windows) -> None:
    with transaction() as session:
        organiser = factories.make_organiser(session)
    cases.make_case(organiser, datetime.now(UTC))
    for window in (windows.desktop(), windows.phone(color_scheme="dark"), windows.without_javascript()):
        window.open(PATH)
        window.page.locator("summary").first.click()
        window.inspect()
        window.open(f"{PATH}?order=group_size&names=E").open(f"{PATH}/press")


@pytest.mark.one_engine
def test_a_button_copies_the_line_and_without_scripts_there_is_none(installation: Live, windows: Windows) -> None:
    with transaction() as session:
        organiser = factories.make_organiser(session)
    cases.make_case(organiser, datetime.now(UTC))
    window = windows.desktop(permissions=["clipboard-read", "clipboard-write"]).open(f"{PATH}/press")
    window.page.get_by_role("button", name="Copy").nth(2).click()
    window.page.get_by_role("button", name="Copied").wait_for()
    assert "Ada ALMBERG (Sweden, S&D)" in window.page.evaluate("navigator.clipboard.readText()")
    bare = windows.without_javascript().open(f"{PATH}/press")
    assert bare.page.get_by_role("button", name="Copy").count() == 0
