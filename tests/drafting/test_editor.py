"""The editor in real Chromium: it saves by itself, keeps what the connection lost, and needs no mouse and no script."""

from typing import Any

import pytest

from campaign.db import reading, transaction
from campaign.drafting import queries
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from tests import factories
from tests.browser import Browser
from tests.chromium import Window, Windows
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]


@pytest.fixture
def story(installation: Live) -> dict[str, str]:
    """An organiser with a draft, and a session for it."""
    with transaction() as session:
        organiser = factories.make_organiser(session)
        letter = factories.make_letter(session, factories.make_campaign(session, organiser))
        factories.make_member(session, given="Jana", surname="ŽDÁRSKÁ")
        found = {"organiser": organiser.public_id, "letter": letter.public_id}
    cookie = Browser(installation.app).logged_in(organiser).client.get_cookie("session")
    assert cookie is not None
    return found | {"cookie": cookie.value}


def at_the_editor(window: Window, story: dict[str, str]) -> Any:
    window.context.add_cookies([{"name": "session", "value": story["cookie"], "url": window.home}])
    return window.open(f"/letters/{story['letter']}/text").page


def stored(story: dict[str, str]) -> Letter:
    reading().rollback()
    organiser = reading().query(Organiser).filter_by(public_id=story["organiser"]).one()
    return queries.letter_of(reading(), organiser, story["letter"])


def write(page: Any, text: str) -> None:
    """Type a new body and wait until it was saved by itself."""
    before = page.locator("[name=version]").input_value()
    page.get_by_label("Body").fill(text)
    page.locator(f"[name=version]:not([value='{before}'])").wait_for(state="attached")


def test_what_is_typed_is_saved_and_shown_by_itself(story: dict[str, str], windows: Windows) -> None:
    window = windows.desktop()
    page = at_the_editor(window, story)
    write(page, "Release **him** today.")
    page.locator("[data-live] strong", has_text="him").wait_for()
    assert stored(story).body == "Release **him** today."
    window.inspect()


def test_a_save_after_an_autosave_overtakes_nobody(story: dict[str, str], windows: Windows) -> None:
    window = windows.desktop()
    page = at_the_editor(window, story)
    write(page, "First.")
    page.get_by_label("Body").fill("Second.")
    window.press("Save", exact=True)
    page.get_by_text("Saved.", exact=True).wait_for()
    assert stored(story).body == "Second."
    assert page.locator(".kept").count() == 0


def test_text_typed_without_a_connection_is_offered_again(
    story: dict[str, str], windows: Windows, installation: Live
) -> None:
    window = windows.desktop()
    page = at_the_editor(window, story)
    page.route("**/text/autosave", lambda route: route.abort())
    page.get_by_label("Body").fill("Typed on a train.")
    page.get_by_text("Not saved: no connection.").wait_for()
    window.complaints.clear()  # the browser tells of the failed request, as it should
    page.unroute("**/text/autosave")
    page.evaluate("navigator.sendBeacon = () => false")
    page.goto("about:blank")
    page = window.open(f"/letters/{story['letter']}/text").page
    page.get_by_text("This browser kept text that was never saved.").wait_for()
    assert "Ilja Brandt" in page.get_by_label("Body").input_value()
    with page.expect_response("**/text/autosave"):
        window.press("Put it back")
    assert stored(story).body == "Typed on a train."


def test_an_overtaken_editor_says_so_and_loses_nothing(story: dict[str, str], windows: Windows) -> None:
    mine, theirs = windows.desktop(), windows.desktop()
    page, other = at_the_editor(mine, story), at_the_editor(theirs, story)
    write(other, "Theirs.")
    with page.expect_response("**/text/autosave"):
        page.get_by_label("Body").fill("Mine.")
    page.get_by_text("Somebody else saved meanwhile.").wait_for()
    mine.complaints.clear()  # the 409 in the console
    mine.press("Save", exact=True)
    page.get_by_text("You saved this letter in another window").wait_for()
    page.get_by_label("Both, written here").check()
    page.get_by_label("The text made from both").fill("Mine and theirs.")
    mine.press("Save what I chose")
    page.get_by_text("Both texts are one again.").wait_for()
    assert stored(story).body == "Mine and theirs."


def test_the_toolbar_types_the_signs(story: dict[str, str], windows: Windows) -> None:
    window = windows.desktop()
    page = at_the_editor(window, story)
    body = page.get_by_label("Body")
    body.fill("Release him\nLet a doctor see him")
    body.select_text()
    page.get_by_role("button", name="1. List").click()
    assert body.input_value() == "1. Release him\n2. Let a doctor see him"
    body.fill("today")
    body.select_text()
    page.keyboard.press("Control+b")
    assert body.input_value() == "**today**"
    page.keyboard.press("Control+b")
    assert body.input_value() == "today"
    page.keyboard.press("End")
    page.get_by_role("button", name="Footnote").click()
    page.keyboard.type("Said so.")
    assert body.input_value() == "today[^1]\n\n[^1]: Said so."


def test_the_toolbar_is_one_stop_and_arrows_move_in_it(story: dict[str, str], windows: Windows) -> None:
    page = at_the_editor(windows.desktop(), story)
    page.get_by_role("button", name="Bold").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(":focus").get_attribute("data-mark") == "italic"
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("name") == "body"


@pytest.mark.parametrize("kind", ["phone", "without_javascript"])
def test_a_letter_is_drafted_and_opened(story: dict[str, str], windows: Windows, kind: str) -> None:
    window = getattr(windows, kind)()
    page = at_the_editor(window, story)
    window.press("Add an addressee")
    page.locator("#addressees-1-name").fill("Ms Vera Holm")
    page.locator("#initiators summary").click()
    page.get_by_label("Find a Member").fill("zdarska")
    window.press("Find")
    window.press("Add Jana ŽDÁRSKÁ as initiator")
    assert "Jana ŽDÁRSKÁ" in window.text
    window.press("Preview")
    assert "Ms Vera Holm" in window.text
    assert "Jana ŽDÁRSKÁ" not in window.text, "no Member is named under a text before having signed"
    window.click("Back to the text").press("Open for signature")
    window.press("Freeze the text and open the letter")
    assert "its text is frozen" in window.text
    window.open(f"/letters/{story['letter']}/text")
    revision = queries.current_revision(reading(), stored(story))
    assert revision is not None
    assert revision.digest in window.text


def test_every_page_of_drafting_is_clean(story: dict[str, str], windows: Windows) -> None:
    with transaction() as session:
        letter = factories.make_open_letter(session, stored(story).campaign)
        campaign_id, open_id = letter.campaign.public_id, letter.public_id
    window = windows.phone(color_scheme="dark")
    at_the_editor(window, story)
    for path in ("/campaigns/", "/campaigns/new", f"/campaigns/{campaign_id}", f"/campaigns/{campaign_id}/story"):
        window.open(path)
    window.open("/letters/markdown").open(f"/letters/new/{campaign_id}")
    for step in ("preview", "open", "import"):
        window.open(f"/letters/{story['letter']}/{step}")
    for step in ("text", "preview", "close", "extend"):
        window.open(f"/letters/{open_id}/{step}")
    assert window.inspected == 14
