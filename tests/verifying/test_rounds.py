"""Before a list is delivered every signatory is asked once more; whoever objects is off at once."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign import clock, journal, tokens
from campaign.db import Base, reading, transaction
from campaign.delivering import operations as delivering
from campaign.delivering.models import Channel, Edition
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.inviting.models import Invitation
from campaign.organisers.models import Organiser
from campaign.outbox import operations as outbox
from campaign.outbox import rendering
from campaign.outbox.models import MailState, OutgoingMail
from campaign.roster.models import Member
from campaign.signing import mails
from campaign.signing import queries as signing
from campaign.signing.models import Lapse, Signature, WithdrawalLink
from campaign.verifying import operations, queries, rules
from campaign.web.refusals import Refusal
from tests import factories, mailbox
from tests.browser import Browser

UNTIL = factories.NOON + timedelta(days=3)


@pytest.fixture
def letter(app: Flask, organiser: Organiser) -> Letter:
    """An open letter with two Members under it."""
    with transaction() as session:
        letter = factories.make_open_letter(session, factories.make_campaign(session, session.merge(organiser)))
        for given, surname in (("Ada", "LINDEN"), ("Jon", "ZUIDHOEK")):
            factories.make_signature(session, letter, factories.make_member(session, given=given, surname=surname))
        return letter


def start(letter: Letter, organiser: Organiser, **more: bool) -> str:
    with transaction() as session:
        found = session.get_one(Letter, letter.id)
        return operations.start(session, found, wait_until=UNTIL, by=organiser, now=factories.NOON, **more).public_id


def mails_to_ask(session: Session) -> list[OutgoingMail]:
    return [each for each in mailbox.waiting(session) if each.template == "verify"]


def link(session: Session, surname: str) -> str:
    return next(
        mailbox.link_in(rendering.message(each), "/verify/")
        for each in reversed(mails_to_ask(session))
        if surname in mailbox.plain(rendering.message(each))
    )


def standing(letter: Letter) -> list[str]:
    reading().rollback()
    found = reading().get_one(Letter, letter.id)
    return [each.surname for each in signing.standing_signatures(reading(), found)]


def test_every_signatory_gets_one_mail_at_the_registered_mailbox(letter: Letter, organiser: Organiser) -> None:
    start(letter, organiser)
    asked = mails_to_ask(reading())
    assert sorted(each.recipient for each in asked) == sorted(
        str(each) for each in reading().scalars(select(Member.mailbox))
    )
    text = " ".join(mailbox.plain(rendering.message(asked[0])).split())
    assert "If that is right, there is nothing to do." in text
    assert "H.E. Mr Anton Varga, President of Sarovia" in text


def test_saying_nothing_changes_nothing_and_neither_does_looking(
    letter: Letter, organiser: Organiser, browser: Browser
) -> None:
    start(letter, organiser)
    page = browser.get(link(reading(), "LINDEN"))
    assert page.h1 == "Your name stands under this letter"
    assert standing(letter) == ["LINDEN", "ZUIDHOEK"]


def test_one_button_takes_the_name_off_at_once_with_a_receipt(
    letter: Letter, organiser: Organiser, browser: Browser
) -> None:
    start(letter, organiser)
    page = browser.get(link(reading(), "LINDEN")).press("That is not right: take my name off")
    assert page.h1 == "Your name is off"
    assert standing(letter) == ["ZUIDHOEK"]
    signature = reading().scalars(select(Signature).where(Signature.surname == "LINDEN")).one()
    assert signature.lapsed_because is Lapse.OBJECTED
    assert journal.history(reading(), signature.public_id)[-1].kind == "signature.objected"
    receipts = [each for each in mailbox.waiting(reading()) if each.template == "name_off"]
    assert len(receipts) == 1
    assert "was taken off the letter" in " ".join(mailbox.plain(rendering.message(receipts[0])).split())


def test_pressing_twice_does_nothing_more(letter: Letter, organiser: Organiser, browser: Browser) -> None:
    start(letter, organiser)
    page = browser.get(link(reading(), "LINDEN"))
    page.press("take my name off")
    assert page.press("take my name off").h1 == "Your name is off"
    assert len([each for each in mailbox.waiting(reading()) if each.template == "name_off"]) == 1


def test_a_link_after_a_withdrawal_meets_a_calm_page(letter: Letter, organiser: Organiser, browser: Browser) -> None:
    start(letter, organiser)
    page = browser.get(link(reading(), "LINDEN"))
    with transaction() as session:
        session.scalars(select(Signature).where(Signature.surname == "LINDEN")).one().standing = None
    assert page.press("take my name off").h1 == "This signature stands no more"


def test_an_unknown_link_is_told_apart_from_nothing(letter: Letter, organiser: Organiser, browser: Browser) -> None:
    start(letter, organiser)
    page = browser.get("/verify/" + "x" * 43)
    assert page.status == 404
    assert "This link is not one of ours." in page.text


def test_only_the_digest_of_a_link_is_stored(letter: Letter, organiser: Organiser) -> None:
    start(letter, organiser)
    secret = link(reading(), "LINDEN").rpartition("/")[2]
    kept = [row for table in ("verifying_enquiries", "verifying_rounds") for row in rows(table)]
    assert kept
    assert not any(secret in row for row in kept)


def rows(table: str) -> list[str]:
    return [repr(tuple(each)) for each in reading().execute(select(Base.metadata.tables[table]))]


def test_a_further_round_can_ask_only_those_who_joined_since(letter: Letter, organiser: Organiser) -> None:
    start(letter, organiser)
    with transaction() as session:
        found = session.get_one(Letter, letter.id)
        factories.make_signature(session, found, factories.make_member(session, surname="WESTERLUND"))
    second = start(letter, organiser, only_new=True)
    counts = queries.round_of(reading(), reading().get_one(Letter, letter.id), second)
    assert counts.asked == 1
    assert link(reading(), "WESTERLUND")
    assert len(mails_to_ask(reading())) == 3


def test_a_mail_does_not_leave_when_the_name_has_gone_meanwhile(letter: Letter, organiser: Organiser) -> None:
    start(letter, organiser)
    with transaction() as session:
        session.scalars(select(Signature).where(Signature.surname == "LINDEN")).one().standing = None
        at = factories.NOON + timedelta(minutes=1)
        leased = outbox.lease(session, now=at, until=at + timedelta(minutes=1), limit=50)
        left = session.scalars(
            select(OutgoingMail.recipient).where(OutgoingMail.id.in_(leased), OutgoingMail.template == "verify")
        ).all()
    assert len(left) == 1
    stopped = reading().scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.CANCELLED)).all()
    assert [each.last_error for each in stopped if each.template == "verify"] == ["the signature stands no more"]


def test_the_round_page_counts_and_names_objectors_to_organisers_only(
    letter: Letter, organiser: Organiser, browser: Browser, organiser_browser: Browser
) -> None:
    round_id = start(letter, organiser)
    browser.get(link(reading(), "LINDEN")).press("take my name off")
    page = organiser_browser.open("verifying.show", letter_id=letter.public_id, round_id=round_id)
    facts = [each.text_content() for each in page.tree.xpath("//dl/dd")]
    assert (facts[0], facts[-1]) == ("2", "1")
    assert "Ada LINDEN" in page.text


def test_an_organiser_starts_a_round_after_a_page_that_says_whom_it_reaches(
    letter: Letter, organiser_browser: Browser
) -> None:
    page = organiser_browser.open("delivering.editions", letter_id=letter.public_id)
    page = page.follow("Ask the signatories once more").press("See who is asked")
    assert page.tree.xpath("//h2")[0].text_content() == "Send 2 mails?"
    assert mails_to_ask(reading()) == []
    page = page.press("Send 2 mails now")
    assert "The mails are on their way." in page.text
    assert len(mails_to_ask(reading())) == 2


def test_a_round_that_waits_for_nothing_is_refused_in_the_form(letter: Letter, organiser_browser: Browser) -> None:
    page = organiser_browser.open("verifying.rounds", letter_id=letter.public_id)
    page = page.fill("See who is asked", day="2026-11-01")
    assert page.errors == ["Choose a day and hour that are still to come, so that Members have time to object."]


def test_a_member_without_a_mailbox_is_noted_not_left_out_in_silence(letter: Letter, organiser: Organiser) -> None:
    with transaction() as session:
        found = session.get_one(Letter, letter.id)
        unknown = factories.make_member(session, surname="NOWHERE")
        invitation = Invitation(letter=found, member=unknown, invited_at=factories.NOON)
        session.add(invitation)
        session.flush()
        factories.make_signature(session, found, unknown, invitation=invitation)
        unknown.mailbox = None
    counts = queries.round_of(reading(), reading().get_one(Letter, letter.id), start(letter, organiser))
    assert (counts.asked, counts.unreachable) == (3, 1)


def test_no_round_is_started_once_the_list_is_delivered(letter: Letter, organiser: Organiser) -> None:
    with transaction() as session:
        found = session.get_one(Letter, letter.id)
        drafting.close(session, found, by=organiser, now=factories.NOON)
        edition = delivering.issue_edition(session, found, by=organiser, now=factories.NOON)
        delivering.record_delivery(
            session,
            edition,
            addressee="the President",
            channel=Channel.BY_HAND,
            delivered_at=factories.NOON,
            by=organiser,
            now=factories.NOON,
        )
    with pytest.raises(Refusal) as refusal:
        start(letter, organiser)
    assert refusal.value.reason == rules.WhyNot.DELIVERED


def test_making_the_pdf_before_the_round_is_over_warns_first(
    letter: Letter, organiser: Organiser, organiser_browser: Browser
) -> None:
    start(letter, organiser)
    with transaction() as session:
        drafting.close(session, session.get_one(Letter, letter.id), by=organiser, now=clock.now())
    page = organiser_browser.open("delivering.editions", letter_id=letter.public_id).press("Make the PDF")
    assert "Make the PDF before the round is over?" in page.text
    assert reading().scalar(select(func.count(Edition.id))) == 0
    page.press("Make the PDF now")
    assert reading().scalar(select(func.count(Edition.id))) == 3


def test_an_objection_tells_the_organisers_when_an_edition_holds_the_name(
    letter: Letter, organiser: Organiser, browser: Browser
) -> None:
    start(letter, organiser)
    with transaction() as session:
        found = session.get_one(Letter, letter.id)
        drafting.close(session, found, by=organiser, now=factories.NOON)
        delivering.issue_edition(session, found, by=organiser, now=factories.NOON)
    browser.get(link(reading(), "LINDEN")).press("take my name off")
    assert [each.template for each in mailbox.waiting(reading(), organiser.email)] == ["edition_touched"]


def test_a_lapsed_signature_is_never_brought_back_through_the_receipts_link(
    letter: Letter, organiser: Organiser, browser: Browser
) -> None:
    start(letter, organiser)
    browser.get(link(reading(), "LINDEN")).press("take my name off")
    signature = reading().scalars(select(Signature).where(Signature.surname == "LINDEN")).one()
    secret = mails.withdrawal_secret(signature)
    with transaction() as session:
        session.add(WithdrawalLink(signature_id=signature.id, digest=tokens.digest(secret)))
    page = browser.get(f"/sign/withdrawal/{secret}")
    assert page.status == 200
    assert not page.tree.forms, "there is nothing to take back and nothing to keep"
    assert standing(letter) == ["ZUIDHOEK"]


def test_of_many_presses_at_once_one_takes_the_name_off(app: Flask, letter: Letter, organiser: Organiser) -> None:
    start(letter, organiser)
    path = "/verify/" + link(reading(), "LINDEN").rpartition("/")[2]
    reading().rollback()
    token = Browser(app).get(path).tree.xpath("//input[@name='csrf_token']/@value")[0]
    ready, answers = Barrier(6), []

    def press() -> None:
        client = app.test_client()
        ready.wait()
        answers.append(client.post(path, data={"csrf_token": token}).status_code)

    threads = [Thread(target=press) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert set(answers) == {303}
    assert standing(letter) == ["ZUIDHOEK"]
    assert len([each for each in mailbox.waiting(reading()) if each.template == "name_off"]) == 1
