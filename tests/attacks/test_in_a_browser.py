"""A mail gateway's browser that opens every link and runs its scripts, and a page that frames ours."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from campaign import clock, tokens
from campaign.db import transaction
from campaign.inviting import operations as inviting
from campaign.organisers import operations as accounts
from campaign.signing import mails
from campaign.signing.models import WithdrawalLink
from tests import factories
from tests.chromium import Windows
from tests.house.world import everything
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]

# What scanners do besides opening: every form that only looks is sent, every link of the page is asked for.
PRY = """async () => {
  for (const form of document.querySelectorAll("form"))
    if (form.method === "get") await fetch(form.action + "?" + new URLSearchParams(new FormData(form)));
  const found = [...document.querySelectorAll("a[href], link[href]")].map(each => each.href);
  for (const each of new Set(found))
    if (each.startsWith(location.origin) && !each.includes("#")) await fetch(each, {credentials: "include"});
}"""


@pytest.fixture
def links(installation: Live) -> list[str]:
    """Every link of every mail that the installation sends: invitation, code, receipt, withdrawal, password."""
    now = clock.now()
    with transaction() as session:
        letter = factories.make_open_letter(session, deadline_at=now + timedelta(days=5))
        inviting.invite(
            session, letter, [factories.make_member(session)], by=letter.campaign.team[0].organiser, now=now
        )
        invitation, _secret = factories.make_invitation(session, letter)
        signature = factories.make_signature(session, letter, invitation.member, invitation=invitation)
        way_back = mails.withdrawal_secret(signature)
        session.add(WithdrawalLink(signature_id=signature.id, digest=tokens.digest(way_back)))
        accounts.add(session, "robin@example.org", name="Robin Example", now=now)
    installation.deliver_mails()
    found = [f"{installation.url}/sign/withdrawal/{way_back}"]
    for mail in installation.mails():
        for part in mail.walk():
            if part.get_content_maintype() == "text":
                found += re.findall(rf"{installation.url}/[^\s<>\"]+", str(part.get_content()))
    return list(dict.fromkeys(found))


def test_a_scanner_that_opens_every_link_and_runs_its_scripts_changes_nothing(
    installation: Live, windows: Windows, links: list[str]
) -> None:
    assert {"/sign/", "/unsubscribe/", "/password/"} <= {
        re.sub(r"[^/]+$", "", each[len(installation.url) :]) for each in links
    }
    page = windows.desktop().page
    before = everything()
    for link in links:
        page.goto(link)
        page.evaluate(PRY)
    assert everything() == before


def test_a_strange_page_cannot_frame_ours(installation: Live, windows: Windows, links: list[str]) -> None:
    page: Page = windows.desktop().page
    for link in (links[0], f"{installation.url}/login"):
        with page.expect_response(link):
            page.set_content(f'<iframe src="{link}"></iframe>')
        (frame,) = page.frames[1:]
        frame.wait_for_url("chrome-error://**")
