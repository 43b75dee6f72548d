"""The privacy notice of a campaign: versions that never change, and what a Member agreed to."""

from datetime import datetime

from flask import Flask

from campaign.campaigns.models import Campaign
from campaign.db import reading, transaction
from campaign.notices import operations, queries, rules
from campaign.notices.rules import Answers
from campaign.organisers.models import Organiser
from campaign.signing import consent
from tests import factories
from tests.browser import Browser
from tests.signing.conftest import Asked, Asking

ANSWERS = Answers(
    controller="Ribbon International",
    address="1 Ribbon Street, Brussels",
    contact="privacy@ribbon.example",
    register="123456789012-34",
    purposes="To have letters signed.",
    recipients="The President of Sarovia",
    authority="The Belgian data protection authority",
)


def published(campaign: Campaign, now: datetime, answers: Answers = ANSWERS) -> str:
    with transaction() as session:
        campaign = session.get_one(Campaign, campaign.id)
        return operations.publish(session, campaign, answers, by=campaign.team[0].organiser, now=now).version


def test_a_notice_names_who_what_why_how_long_and_where_to_complain() -> None:
    told = "\n".join(f"{each.heading}\n{each.text}" for each in rules.sections(ANSWERS, operator="Example Operator"))
    for value in vars(ANSWERS).values():
        assert value in told
    for word in ("9(2)(a)", "49(1)(a)", "30 days", "24 hours", "Example Operator"):
        assert word in told


def test_a_lead_publishes_a_notice_and_everybody_can_read_it(app: Flask, organiser: Organiser) -> None:
    with transaction() as session:
        campaign = factories.make_campaign(session, session.merge(organiser))
        factories.make_letter(session, campaign)
    page = Browser(app).logged_in(organiser).open("notices.edit", campaign_id=campaign.public_id)
    assert "H.E. Mr Anton Varga, President of Sarovia" in page.response.text, "the addressees are filled in already"
    page = page.fill("Publish", controller="Ribbon", address="Street 1", contact="data@ribbon.example")
    assert "holds from now on" in page.text
    version = queries.versions(reading().get_one(Campaign, campaign.id))[-1].version
    public = Browser(app).open("notices.show", version=version)
    assert "data@ribbon.example" in public.text


def test_the_same_words_again_make_no_new_version(ask: Asking, now: datetime) -> None:
    campaign = ask().letter.campaign
    assert published(campaign, now) == published(campaign, now)
    assert len(queries.versions(reading().get_one(Campaign, campaign.id))) == 1


def test_a_signature_names_the_notice_its_member_read(app: Flask, ask: Asking, now: datetime) -> None:
    asked = ask(code_required=False)
    first = published(asked.letter.campaign, now)
    page = Browser(app).open("signing.read", secret=asked.secret)
    assert f"/privacy/{first}" in page.response.text
    page.fill("Sign this letter", agreed="y")
    published(asked.letter.campaign, now, Answers(**(vars(ANSWERS) | {"purposes": "Something else."})))
    (signature,) = ask.signatures()
    assert signature.consent_version == f"{consent.VERSION}+{first}"


def test_a_member_whose_page_shows_an_older_notice_reads_the_new_one_first(
    app: Flask, ask: Asking, now: datetime
) -> None:
    asked = ask(code_required=False)
    published(asked.letter.campaign, now)
    page = Browser(app).open("signing.read", secret=asked.secret)
    published(asked.letter.campaign, now, Answers(**(vars(ANSWERS) | {"purposes": "Something else."})))
    stopped = page.fill("Sign this letter", agreed="y")
    assert "The privacy notice changed" in stopped.text
    assert ask.signatures() == []


def test_a_form_that_waits_for_its_code_keeps_the_notice_it_was_filled_in_under(
    app: Flask, ask: Asking, now: datetime
) -> None:
    asked = ask()
    first = published(asked.letter.campaign, now)
    page = Browser(app).open("signing.read", secret=asked.secret).fill("Sign this letter", agreed="y")
    published(asked.letter.campaign, now, Answers(**(vars(ANSWERS) | {"purposes": "Something else."})))
    page.fill("Confirm", code=asked.code())
    (signature,) = ask.signatures()
    assert signature.consent_version.endswith(first)


def test_every_mail_to_a_member_links_to_the_notice(app: Flask, ask: Asking, now: datetime) -> None:
    asked = ask()
    version = published(asked.letter.campaign, now)
    Browser(app).open("signing.read", secret=asked.secret).fill("Sign this letter", agreed="y")
    assert f"http://localhost/privacy/{version}" in asked.mail("code")


def test_without_a_notice_the_wording_alone_is_the_version(app: Flask, asked: Asked, ask: Asking) -> None:
    page = Browser(app).open("signing.read", secret=asked.secret).fill("Sign this letter", agreed="y")
    page.fill("Confirm", code=asked.code())
    assert [each.consent_version for each in ask.signatures()] == [consent.VERSION]
