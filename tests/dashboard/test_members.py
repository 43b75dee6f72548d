"""The table of Members and one Member's history, as the campaign's organisers read them."""

import pytest
from flask import Flask
from sqlalchemy import select

from campaign.db import reading, transaction
from campaign.inviting.models import Invitation
from campaign.organisers.models import Organiser
from campaign.signing.models import Decline, Signature, Withdrawal
from tests import factories
from tests.browser import Browser, Page
from tests.dashboard import crowd


@pytest.fixture
def letter(app: Flask, organiser: Organiser) -> str:
    """A letter with 60 seated Members; the first 56 were asked."""
    with transaction() as session:
        owner = session.get(Organiser, organiser.id)
        letter = factories.make_open_letter(session, factories.make_campaign(session, owner))
        crowd.ask(session, letter, crowd.seat(session, 60)[:56])
        crowd.answer(session, letter)
        return letter.public_id


def names(page: Page) -> list[str]:
    return [str(each.text_content()) for each in page.tree.xpath("//table[@class='roll']//tbody/tr/th/a")]


def shown(page: Page, standing: str) -> int:
    return len(page.tree.xpath(f"//tbody//*[contains(@class, 'standing-{standing}')]"))


def test_the_table_holds_everybody_who_was_asked_in_pages(organiser_browser: Browser, letter: str) -> None:
    first = organiser_browser.open("dashboard.members", letter_id=letter)
    second = first.follow("Later")
    assert (len(names(first)), len(names(second))) == (50, 6)
    assert not set(names(first)) & set(names(second))


def test_members_who_were_not_asked_are_shown_on_request(organiser_browser: Browser, letter: str) -> None:
    page = organiser_browser.open("dashboard.members", letter_id=letter).fill("Show", others="1")
    assert "60 Members" in page.text


def test_the_search_folds_diacritics(organiser_browser: Browser, letter: str) -> None:
    page = organiser_browser.open("dashboard.members", letter_id=letter).fill("Show", q="cernik")
    assert names(page)
    assert all("ČERNIK" in name for name in names(page))


def test_a_filter_shows_only_those_who_declined(organiser_browser: Browser, letter: str) -> None:
    page = organiser_browser.open("dashboard.members", letter_id=letter).fill("Show", standing="declined")
    declined = len(reading().scalars(select(Decline)).all())
    assert declined
    assert len(names(page)) == shown(page, "declined") == declined


def test_a_filter_that_matches_nobody_says_how_to_loosen_it(organiser_browser: Browser, letter: str) -> None:
    page = organiser_browser.open("dashboard.members", letter_id=letter).fill("Show", q="nobody of that name")
    assert "Loosen the filter" in page.text


def test_the_table_keeps_its_filter_over_pages(organiser_browser: Browser, letter: str) -> None:
    page = organiser_browser.open("dashboard.members", letter_id=letter).fill("Show", others="1", sort="country")
    assert "60 Members" in page.follow("Later").text


def test_unknown_filters_in_an_address_count_as_none(organiser_browser: Browser, letter: str) -> None:
    page = organiser_browser.get(f"/letters/{letter}/members?standing=x&sort=x&page=99999&country=XX&_external=1")
    assert page.status == 200


def test_a_members_history_tells_reason_and_withdrawal(organiser_browser: Browser, letter: str) -> None:
    with transaction() as session:
        decline = session.scalars(select(Decline)).first()
        signature = session.scalars(select(Signature)).first()
        assert decline
        assert signature
        invitation = session.get(Invitation, decline.invitation_id)
        assert invitation
        signature.standing = None
        session.add(Withdrawal(signature_id=signature.id, hidden_at=factories.NOON))
        declined, withdrawn = invitation.ep_id, signature.ep_id
    page = organiser_browser.open("dashboard.member", letter_id=letter, ep_id=declined)
    assert "Declined. Not in my committee." in page.text
    page = organiser_browser.open("dashboard.member", letter_id=letter, ep_id=withdrawn)
    assert "with a one-time code sent to the Member's registered mailbox" in page.text
    assert "The name was hidden at once." in page.text


def test_a_member_nobody_knows_has_no_page(organiser_browser: Browser, letter: str) -> None:
    assert organiser_browser.open("dashboard.member", letter_id=letter, ep_id=1).status == 404


def test_a_visitor_is_sent_to_the_login(browser: Browser, letter: str) -> None:
    for path in ("", "/now", "/members", "/members/9100001", "/export"):
        response = browser.client.get(f"/letters/{letter}{path}")
        assert response.status_code == 303
        assert "/login" in response.headers["Location"]
