"""The wording a Member agrees to, and its version, belong together; every way to sign shows all of it (DOMAIN §3)."""

import hashlib

import pypdfium2
import pytest
from flask import Flask

from campaign.campaigns.models import Campaign
from campaign.claims import mails as claims
from campaign.claims.models import Method
from campaign.db import reading, transaction
from campaign.notices import queries as notices
from campaign.organisers.models import Organiser
from campaign.outbox import attachments
from campaign.signing import consent
from campaign.signing.models import Signature
from tests import factories
from tests.browser import Browser
from tests.notices.test_notices import published

WORDINGS = {
    "2026-11-22": "7bd0468728254558c95385652be35e17f54eaec65b4619ccb23694f2acab35cf",
    "2026-11-23": "b0acbe1728eb061875c0d0f3499b92b58947c3b61a283fb7c1844fcb63d0b0c4",
}
AUTHORITY = "H.E. Mr Anton Varga, President of Sarovia"


def test_another_wording_has_another_version(app: Flask) -> None:
    """When this fails: give consent.VERSION a new value and add its digest here; never change an old line."""
    with app.test_request_context():
        wording = "\n".join(str(each) for each in (consent.AGREEMENT, *consent.SENTENCES))
    assert hashlib.sha256(wording.encode()).hexdigest() == WORDINGS[consent.VERSION]


@pytest.mark.one_engine
@pytest.mark.parametrize("way", ["signing.read", "claims.own_file", "claims.answer", "paper"])
def test_every_way_to_sign_names_what_is_printed_published_delivered_kept_and_how_to_withdraw(
    app: Flask, organiser: Organiser, browser: Browser, way: str
) -> None:
    with transaction() as session:
        campaign = factories.make_campaign(session, session.merge(organiser))
        letter = factories.make_open_letter(session, campaign)
        _invitation, secret = factories.make_invitation(session, letter)
        claim = factories.make_claim(session, letter)
        paper, _scan = factories.make_paper(session, letter, session.merge(organiser), factories.grey_page())
    published(campaign, factories.NOON)
    with transaction() as session:
        campaign = session.get_one(Campaign, campaign.id)
        notice, version = notices.link_of(campaign), consent.version(campaign)
    proof = [consent.EVIDENCE]
    if way == "paper":
        text, proof = printed(paper.public_id), [consent.EVIDENCE_ON_PAPER]
        assert version in text
    else:
        page = browser.open(way, secret=claims.answer_secret(claim) if way == "claims.answer" else secret)
        text = f"{page.text} {' '.join(page.tree.xpath('//@href'))}"
        notice = notice.removeprefix("http://localhost")
        proof += [consent.EVIDENCE_IN_FILE] if way == "claims.own_file" else []
    said = [consent.PRINTED, consent.PUBLISHED, consent.DELIVERED, *proof, consent.WITHDRAWAL]
    assert [str(each) for each in said if str(each) not in text] == []
    assert AUTHORITY in text
    assert "(Belgium, S&D)" in text, "the name as it is printed"
    assert notice in text.replace(" ", "")


def printed(paper_id: str) -> str:
    """What stands on a sheet, its lines joined."""
    with pypdfium2.PdfDocument(attachments.made(f"paper-sheet:{paper_id}").content) as document:
        return " ".join(document[0].get_textpage().get_text_range().split()).replace("- ", "-")


@pytest.mark.one_engine
def test_the_version_is_that_of_the_page_on_which_the_mailbox_said_yes(
    app: Flask, organiser: Organiser, browser: Browser
) -> None:
    with transaction() as session:
        campaign = factories.make_campaign(session, session.merge(organiser))
        claim = factories.make_claim(session, factories.make_open_letter(session, campaign), method=Method.IN_PERSON)
    published(campaign, factories.NOON)
    browser.open("claims.answer", secret=claims.answer_secret(claim)).press("Yes, that is my signature")
    signature = reading().query(Signature).one()
    assert signature.consent_version == consent.version(signature.letter.campaign)
    assert "+" in signature.consent_version
