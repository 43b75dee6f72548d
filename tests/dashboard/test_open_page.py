"""The overview in real Chromium: it follows what happens while it is open, and every page fits a phone."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from campaign import clock
from campaign.db import reading, transaction
from campaign.drafting.models import Letter, LetterState
from campaign.organisers.models import Organiser
from campaign.roster.models import Member
from campaign.signing.models import Signature
from tests import factories
from tests.browser import Browser
from tests.chromium import Window, Windows
from tests.dashboard import crowd
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]


@pytest.fixture
def letter(installation: Live) -> str:
    """An open letter with 150 Members."""
    started = clock.now() - timedelta(days=5)
    with transaction() as session:
        organiser = factories.make_organiser(session)
        goals = {"goal_members": 60, "goal_groups": 7, "deadline_at": clock.now() + timedelta(days=9, hours=3)}
        letter = factories.make_open_letter(session, factories.make_campaign(session, organiser), **goals)
        letter.opened_at = started
        crowd.ask(session, letter, crowd.seat(session, 150)[:140], on=started)
        crowd.answer(session, letter, on=started)
        return letter.public_id


def logged_in(window: Window, installation: Live) -> Window:
    """Give the window the organiser's session, without the login page."""
    organiser = reading().scalars(select(Organiser)).one()
    browser = Browser(installation.app).logged_in(organiser)
    cookie = browser.client.get_cookie("session")
    assert cookie
    window.context.add_cookies([{"name": "session", "value": cookie.value, "url": installation.url}])
    return window


def sign_one_more(letter_id: str) -> None:
    with transaction() as session:
        letter = session.scalars(select(Letter).where(Letter.public_id == letter_id)).one()
        member = session.scalars(select(Member).order_by(Member.ep_id.desc())).first()
        assert member
        session.add(crowd.signature_of(member, letter, letter.revisions[-1].id, clock.now()))


def look_now(window: Window) -> None:
    """What the page does every few seconds, at once."""
    window.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def number(window: Window) -> int:
    return int(window.page.locator(".headline-number").inner_text())


def test_a_new_signature_appears_without_reload(installation: Live, windows: Windows, letter: str) -> None:
    window = logged_in(windows.desktop(), installation).open(f"/letters/{letter}")
    before = number(window)
    window.page.evaluate("window.opened = true")
    window.page.get_by_text("As a table").first.click()
    sign_one_more(letter)
    look_now(window)
    window.page.locator(".headline-number", has_text=str(before + 1)).wait_for()
    assert window.page.evaluate("window.opened")
    assert window.page.locator("[data-part=countries] details").get_attribute("open") is not None
    assert str(before + 1) in window.page.locator("[data-news]").inner_text()
    window.inspect()


def test_what_the_reader_is_using_is_left_alone_until_it_is_free(
    installation: Live, windows: Windows, letter: str
) -> None:
    window = logged_in(windows.desktop(), installation).open(f"/letters/{letter}")
    before = number(window)
    window.page.locator(".headline .button").focus()
    sign_one_more(letter)
    with window.page.expect_response("**/now"):
        look_now(window)
    window.page.locator(".chamber-number", has_text=str(before + 1)).wait_for()
    assert number(window) == before
    window.page.evaluate("document.activeElement.blur()")
    look_now(window)
    window.page.locator(".headline-number", has_text=str(before + 1)).wait_for()


def test_without_javascript_a_link_reloads_the_figures(installation: Live, windows: Windows, letter: str) -> None:
    window = logged_in(windows.without_javascript(), installation).open(f"/letters/{letter}")
    before = number(window)
    sign_one_more(letter)
    window.click("Reload")
    assert number(window) == before + 1


def test_an_expired_session_leaves_the_last_figures_standing(installation: Live, windows: Windows, letter: str) -> None:
    window = logged_in(windows.desktop(), installation).open(f"/letters/{letter}")
    before = number(window)
    window.context.clear_cookies()
    with window.page.expect_event("requestfailed", lambda request: request.url.endswith("/now")):
        look_now(window)
    assert number(window) == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_every_page_of_a_letter_fits_and_has_nothing_for_axe(
    installation: Live, windows: Windows, letter: str, kind: str, scheme: str
) -> None:
    member = reading().scalars(select(Signature.ep_id)).first()
    with transaction() as session:
        campaign = session.scalars(select(Letter)).one().campaign
        values = {"state": LetterState.RECORD, "opened_at": clock.now(), "source_url": "https://example.org/2017"}
        record = factories.make_letter(session, campaign, **values)
        session.add(crowd.signature_of(session.get_one(Member, member), record, None, clock.now()))
        public_id = record.public_id
    window = logged_in(getattr(windows, kind)(color_scheme=scheme), installation)
    for path in ("", "/members", "/members?others=1&q=cernik", f"/members/{member}", "/export"):
        window.open(f"/letters/{letter}{path}")
    window.open(f"/letters/{public_id}")
    window.open(f"/records/{public_id}")
    window.context.clear_cookies()
    window.open("/")
