"""What an office arranges and what its assistants do: whole stories through pages and mails."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from campaign import clock, journal
from campaign.claims import settling
from campaign.claims.models import Claim, Outcome
from campaign.db import reading, transaction
from campaign.privacy import retention
from campaign.signing import preparing
from campaign.signing.models import ActorRole, Assurance, Channel, PendingSignature, Signature
from tests import mailbox
from tests.acting.conftest import Life
from tests.acting.forms import filled
from tests.signing.conftest import Asking


def the_claim() -> Claim:
    reading().rollback()
    return reading().scalars(select(Claim)).one()


def kinds() -> list[str]:
    reading().rollback()
    return list(reading().scalars(select(journal.Event.kind).order_by(journal.Event.number)))


def test_an_office_registers_an_assistant_who_may_do_nothing_yet(life: Life) -> None:
    page = life.register(life.office())
    assert "Jane Doe" in page.text
    assert "May do nothing yet" in page.text
    assert "registered as your assistant" in life.mail("office_news") or "confirmed" in life.mail("office_news")


def test_registering_takes_the_code_from_the_members_mailbox(life: Life) -> None:
    page = life.office().follow("Register an assistant")
    page = page.fill("Mail me the code", name="Jane Doe", mailbox=life.assistant_mailbox)
    wrong = "000000" if life.code() != "000000" else "000001"
    page = page.fill("Confirm", code=wrong)
    assert "This is not the code we sent" in page.errors[0]
    assert "Jane Doe" not in life.office().tree.xpath("string(//section[@aria-labelledby='assistants'])")


def test_an_assistant_prepares_and_the_member_confirms_with_a_code(life: Life, ask: Asking) -> None:
    page = life.in_hand("prepare").fill("Prepare for", instructed="y", in_individual_capacity="y")
    assert "Prepared on" in page.text
    assert ask.signatures() == []
    page = life.browser().get(life.link("prepared", "/sign/"))
    assert page.h1 == "Prepared for you"
    assert "Jane Doe filled this in" in page.text
    page = page.press("mail me the code").fill("Confirm my signature", code=life.code("code"))
    assert page.h1.startswith("Thank you, Ada TESTER")
    [signature] = ask.signatures()
    assert signature.assurance is Assurance.LINK_AND_CODE
    assert signature.role is ActorRole.MEMBER  # the Member's own hand confirmed it
    assert signature.in_individual_capacity
    assert signature.evidence["prepared_by"] == life.assistant().public_id


@pytest.mark.parametrize("scope", ["standing", "single"])
def test_an_assistant_signs_and_unopposed_it_counts_after_the_cooling_time(life: Life, ask: Asking, scope: str) -> None:
    page = life.in_hand(scope).fill("Sign under", instructed="y")
    assert "not counted yet" in page.h1
    assert ask.signatures() == []
    told = life.mail("claim_assistant")
    assert "Jane Doe" in told
    assert "/office/authorisation/" in told
    with transaction() as session:
        mailbox.leave(session, clock.now())
        assert settling.ripen(session, now=clock.now() + timedelta(hours=23)) == 0
        assert settling.ripen(session, now=clock.now() + timedelta(hours=25)) == 1
    [signature] = ask.signatures()
    assert signature.ep_id == life.asked.member.ep_id
    assert signature.assistant_id == life.assistant().id
    assert (signature.role, signature.channel) == (ActorRole.ASSISTANT, Channel.PERSONAL_LINK)
    assert signature.assurance is Assurance.AUTHORISED_ASSISTANT
    assert signature.evidence["authorisation"] == life.authorisation().public_id


def test_the_members_mailbox_objects_and_no_assistant_signs_that_letter_again(life: Life, ask: Asking) -> None:
    life.in_hand("standing").fill("Sign under", instructed="y")
    life.browser().get(life.link("claim_assistant", "/claims/")).press("object")
    assert the_claim().outcome is Outcome.OBJECTED
    page = life.browser().get(life.assistants_link())
    assert "only the Member’s own hand can sign" in page.text
    assert not page.tree.xpath("//button[@value='sign']")
    page = page.browser.post(page.path, data=filled(page) | {"act": "sign"})
    assert page.status == 409
    assert ask.signatures() == []


def test_revoking_from_a_mail_ends_what_does_not_count_yet(life: Life, ask: Asking) -> None:
    life.in_hand("standing").fill("Sign under", instructed="y")
    page = life.browser().get(life.link("claim_assistant", "/office/authorisation/")).press("End it now")
    assert page.h1 == "This authorisation has ended"
    assert the_claim().outcome is Outcome.OBJECTED
    assert "Ended: Jane Doe may no longer" in life.mail("office_news")
    with transaction() as session:
        mailbox.leave(session, clock.now())
        settling.ripen(session, now=clock.now() + timedelta(hours=80))
    assert ask.signatures() == []


def test_every_mail_about_an_authorisation_holds_its_button(life: Life) -> None:
    life.in_hand("standing").fill("Prepare for", instructed="y")
    granted = life.link("office_news", "/office/authorisation/")
    assert life.link("handed_over", "/office/authorisation/") == granted
    assert life.link("prepared", "/office/authorisation/") == granted


def test_grant_use_and_revocation_stand_in_the_journal_without_names(life: Life) -> None:
    life.in_hand("standing").fill("Sign under", instructed="y")
    life.browser().get(life.link("claim_assistant", "/office/authorisation/")).press("End it now")
    wanted = ["assistant.registered", "assistant.confirmed", "authorisation.granted", "letter.handed_over"]
    wanted += ["claim.brought", "authorisation.used", "authorisation.ended", "claim.objected"]
    assert [each for each in kinds() if each in wanted] == wanted
    for event in reading().scalars(select(journal.Event)):
        written = f"{event.subject} {event.facts}".casefold()
        assert "jane" not in written
        assert "@" not in written
        assert str(life.asked.member.ep_id) not in written


def test_handing_over_kills_every_older_link(life: Life) -> None:
    first = life.in_hand("standing").path
    old = life.browser().open("signing.read", secret=life.asked.secret)
    assert old.status == 410
    members = life.link("handed_over", "/sign/")
    assert life.browser().get(members).status == 200
    life.office().follow("Change: ").fill("Hand over", assistant=life.assistant().public_id)
    assert life.browser().get(first).status == 410
    assert life.browser().get(members).status == 410


def test_a_letter_is_taken_back_from_an_assistant(life: Life) -> None:
    page = life.in_hand("standing")
    life.office().follow("Change: ").press("Take it back")
    assert life.browser().get(page.path).status == 410


def test_ending_an_assistant_ends_authorisations_and_links(life: Life) -> None:
    page = life.in_hand("standing")
    office = life.office().press("End registration")
    assert "No assistant is registered yet" in office.text
    assert life.browser().get(page.path).status == 410
    assert life.authorisation().ended_at is not None


def test_somebody_registered_by_mistake_says_so(life: Life) -> None:
    life.register(life.office(), confirmed=False)
    life.browser().get(life.link("assistant_confirm", "/assistant/", life.assistant_mailbox)).press("this is wrong")
    assert "No assistant is registered yet" in life.office().text


def test_what_is_prepared_waits_two_weeks(app: Flask, life: Life) -> None:
    life.in_hand("prepare").fill("Prepare for", instructed="y")
    with transaction() as session:
        assert preparing.forget_unconfirmed(session, now=clock.now() + timedelta(days=13)) == 0
        assert not retention.run(session, now=clock.now() + timedelta(days=8)).rows["pending_signatures"]
        assert preparing.forget_unconfirmed(session, now=clock.now() + timedelta(days=15)) == 1


def test_the_members_own_form_replaces_what_was_prepared(life: Life) -> None:
    life.in_hand("prepare").fill("Prepare for", instructed="y")
    life.browser().get(life.link("prepared", "/sign/")).follow("Read the letter").fill("Sign this letter", agreed="y")
    reading().rollback()
    assert reading().scalars(select(PendingSignature)).one().prepared_by_id is None


def test_a_letter_without_codes_still_asks_one_for_what_was_prepared(app: Flask, ask: Asking) -> None:
    life = Life(app, ask(code_required=False))
    life.in_hand("prepare").fill("Prepare for", instructed="y")
    assert reading().scalars(select(Signature)).all() == []
    page = life.browser().get(life.link("prepared", "/sign/")).press("mail me the code")
    assert page.fill("Confirm my signature", code=life.code("code")).h1.startswith("Thank you")
