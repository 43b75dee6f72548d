"""The field to sign in, in real Chromium: ink is kept as vectors and survives a turn of the phone and an error."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from campaign import clock
from campaign.db import transaction
from tests import factories
from tests.chromium import Window, Windows
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]
DARK = """canvas => {
  const ink = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  return ink.filter((value, at) => at % 4 === 3 && value > 0).length / (canvas.width * canvas.height);
}"""


@pytest.fixture
def member(installation: Live, windows: Windows) -> Window:
    """A Member on a phone who has chosen to draw."""
    with installation.app.app_context(), transaction() as session:
        letter = factories.make_open_letter(session, deadline_at=clock.now() + timedelta(days=3))
        _invitation, secret = factories.make_invitation(session, letter)
    window = windows.phone().open(f"/sign/{secret}")
    window.page.get_by_label("Draw").check()
    return window


def draw(page: Page, height: float) -> None:
    """One stroke across the field, at this part of its height."""
    canvas = page.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + height * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + height * box["height"] + 5, steps=12)
    page.mouse.up()


def strokes(page: Page) -> Any:
    kept = page.locator("input[name=strokes]").input_value()
    return json.loads(kept)["strokes"] if kept else []


def dark(page: Page) -> float:
    """How much of the field is ink."""
    return float(page.locator("canvas").evaluate(DARK))


def test_each_stroke_is_kept_in_units_of_the_field(member: Window) -> None:
    draw(member.page, 0.3)
    draw(member.page, 0.6)
    first, second = strokes(member.page)
    assert first[0][0] == pytest.approx(240, abs=8)
    assert first[-1][0] == pytest.approx(960, abs=8)
    assert second[0][1] == pytest.approx(360, abs=8)


def test_undo_takes_one_stroke_and_clear_takes_all(member: Window) -> None:
    for height in (0.3, 0.5, 0.7):
        draw(member.page, height)
    member.page.get_by_role("button", name="Undo").click()
    assert len(strokes(member.page)) == 2
    member.page.get_by_role("button", name="Clear").click()
    assert strokes(member.page) == []
    assert dark(member.page) == 0


def test_turning_the_phone_draws_the_same_ink_anew(member: Window) -> None:
    draw(member.page, 0.5)
    before, kept = dark(member.page), strokes(member.page)
    member.page.set_viewport_size({"width": 640, "height": 320})
    expect(member.page.locator("canvas")).to_have_attribute("width", re.compile(r"^(9|1\d)\d\d$"))
    assert dark(member.page) == pytest.approx(before, rel=0.3)
    assert strokes(member.page) == kept


def test_ink_is_still_there_after_an_error(member: Window) -> None:
    draw(member.page, 0.5)
    kept = strokes(member.page)
    member.press("Sign this letter")
    assert "Tick this box" in member.text
    assert strokes(member.page) == kept
    assert dark(member.page) > 0
