"""The organiser chooses, words, sends, reminds, mends; the Member unsubscribes."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from campaign import clock
from campaign.db import reading, transaction
from campaign.drafting.models import Letter
from campaign.inviting import mails, operations, queries
from campaign.inviting.models import Invitation, MailKind, PersonalLink
from campaign.organisers.models import Organiser
from campaign.outbox import operations as outbox
from campaign.outbox import queries as mailboxes
from campaign.outbox import rendering
from campaign.outbox.models import MailState, OutgoingMail
from tests import factories, mailbox
from tests.browser import Browser, Page
from tests.queries import count_queries


@pytest.fixture
def letter(organiser: Organiser) -> str:
    """An open letter of the logged-in organiser with three Members in the roster."""
    with transaction() as session:
        by = session.get_one(Organiser, organiser.id)
        made = factories.make_open_letter(session, factories.make_campaign(session, by))
        made.deadline_at = clock.now() + timedelta(days=10)
        factories.make_member(session, given="Ada", surname="TESTER", country="BE", group="SD")
        factories.make_member(session, given="Bo", surname="ÅKER", country="SE", group="GREENS")
        factories.make_member(session, given="Cyr", surname="NOBOX", country="BE", group="EPP", mailbox=None)
        return made.public_id


def choose(browser: Browser, letter: str, **filters: str) -> Page:
    return browser.open("inviting.choose", letter_id=letter, **filters)


def invite_all(browser: Browser, letter: str) -> Page:
    return choose(browser, letter, ticked="all").press("Continue").press("Send")


def invitations() -> list[Invitation]:
    reading().rollback()
    return list(reading().scalars(select(Invitation).order_by(Invitation.id)))


def settle_all(state: MailState, words: str = "") -> None:
    with transaction() as session:
        for row in session.scalars(select(OutgoingMail)):
            row.state, row.settled_at, row.last_error = state, clock.now() - timedelta(days=5), words or None


def test_ticked_members_are_asked_after_a_confirmation(organiser_browser: Browser, letter: str) -> None:
    confirmation = choose(organiser_browser, letter, ticked="all").press("Continue")
    assert "Ask 2 Members to sign?" in confirmation.text
    assert invitations() == []
    page = confirmation.press("Send 2 invitations")
    assert "2 invitations are on their way." in page.text
    assert len(invitations()) == 2


def test_a_filter_shows_and_ticks_only_those_who_fit(organiser_browser: Browser, letter: str) -> None:
    page = choose(organiser_browser, letter, country="SE")
    assert "Bo ÅKER" in page.text
    assert "Ada TESTER" not in page.text
    page.press("Continue").press("Send")
    assert [each.member.name for each in invitations()] == ["Bo ÅKER"]


def test_search_finds_a_name_without_its_diacritics(organiser_browser: Browser, letter: str) -> None:
    assert "Bo ÅKER" in choose(organiser_browser, letter, text="aker").text


def test_nobody_is_ticked_before_a_filter_is_chosen(organiser_browser: Browser, letter: str) -> None:
    assert "Tick at least one Member." in choose(organiser_browser, letter).press("Continue").text


def test_a_member_without_mailbox_is_listed_and_cannot_be_ticked(organiser_browser: Browser, letter: str) -> None:
    page = choose(organiser_browser, letter)
    assert "Cyr NOBOX no official mailbox" in page.text
    assert len(page.tree.xpath("//input[@name='member']")) == 2


def test_those_asked_already_cannot_be_ticked_again(organiser_browser: Browser, letter: str) -> None:
    invite_all(organiser_browser, letter)
    page = choose(organiser_browser, letter)
    assert page.tree.xpath("//input[@name='member']") == []
    assert "Ada TESTER asked" in page.text


def test_sending_the_confirmation_twice_asks_nobody_twice(organiser_browser: Browser, letter: str) -> None:
    confirmation = choose(organiser_browser, letter, ticked="all").press("Continue")
    confirmation.press("Send")
    assert "2 were left out" in confirmation.press("Send").text
    assert len(invitations()) == 2


def test_invitations_can_leave_at_a_later_hour_in_brussels(organiser_browser: Browser, letter: str) -> None:
    day = clock.brussels_day(clock.now()) + timedelta(days=2)
    confirmation = choose(organiser_browser, letter, ticked="all").press("Continue")
    confirmation.fill("Send", when="later", day=day.isoformat(), hour="09:30")
    due = {clock.in_brussels(each.due_at).isoformat()[:16] for each in reading().scalars(select(OutgoingMail))}
    assert due == {f"{day.isoformat()}T09:30"}


def test_a_later_hour_without_its_day_is_asked_for(organiser_browser: Browser, letter: str) -> None:
    page = choose(organiser_browser, letter, ticked="all").press("Continue").fill("Send", when="later", hour="09:30")
    assert page.errors == ["Fill in the day and the hour, or send the mails now."]
    assert invitations() == []


def test_no_page_shows_a_link_that_works(organiser_browser: Browser, letter: str) -> None:
    invite_all(organiser_browser, letter)
    for endpoint in ("choose", "asked", "preview", "text", "remind"):
        page = organiser_browser.open(f"inviting.{endpoint}", letter_id=letter)
        assert "/sign/" not in page.response.text, endpoint
        assert "/unsubscribe/" not in page.response.text, endpoint


def test_the_covering_text_is_kept_and_previewed(organiser_browser: Browser, letter: str) -> None:
    page = organiser_browser.open("inviting.text", letter_id=letter)
    preview = page.fill("Keep and preview", subject="For {surname}", text="Dear {given} of {country},\n\n{link}\n\nBye")
    assert "For ÅKER" in preview.text
    assert "Dear Bo of Sweden," in preview.text
    invite_all(organiser_browser, letter)
    mail = rendering.message(mailbox.waiting(reading())[0])
    assert mail["Subject"] == "For ÅKER"
    assert mailbox.plain(mail).startswith("Dear Bo of Sweden,\n\nhttp://localhost/sign/")


@pytest.mark.parametrize(
    ("typed", "stray"),
    [
        ("Dear {nmae},", "{nmae}"),
        ("{{ config }}", "{ config }"),
        ("{% import os %}", "{% import os %}"),
        ("{name.__class__}", "{name.__class__}"),
        ("{name!r}", "{name!r}"),
        ("{0}", "{0}"),
        ("a lone { brace", "{ brace"),
    ],
)
def test_what_is_no_placeholder_is_refused_with_a_sentence(
    organiser_browser: Browser, letter: str, typed: str, stray: str
) -> None:
    page = organiser_browser.open("inviting.text", letter_id=letter).fill("Keep", text=typed)
    assert len(page.errors) == 1
    assert stray in page.errors[0]
    assert "is no placeholder" in page.errors[0]


def test_a_letters_title_cannot_smuggle_a_placeholder_in(organiser_browser: Browser, letter: str) -> None:
    with transaction() as session:
        made = session.scalars(select(Letter).where(Letter.public_id == letter)).one()
        made.title = "{surname} {{ 7 * 7 }} <b>bold</b>"
    page = organiser_browser.open("inviting.preview", letter_id=letter)
    assert "{surname} {{ 7 * 7 }} <b>bold</b>" in page.text


def test_the_mail_for_ones_own_mailbox_holds_no_link(organiser_browser: Browser, letter: str) -> None:
    file = organiser_browser.open("inviting.text_file", letter_id=letter, **{"for": "ada"})
    assert file.response.mimetype == "text/plain"
    assert "Dear Ada TESTER," in file.response.text
    assert "http" not in file.response.text


def test_what_has_not_left_is_stopped_and_can_be_asked_again(organiser_browser: Browser, letter: str) -> None:
    page = invite_all(organiser_browser, letter).press("Stop what has not left yet")
    assert "2 mails were stopped." in page.text
    invite_all(organiser_browser, letter)
    assert len(invitations()) == 2
    assert len(mailbox.waiting(reading())) == 2


def test_reminders_go_after_a_confirmation_to_those_who_are_due(organiser_browser: Browser, letter: str) -> None:
    invite_all(organiser_browser, letter)
    settle_all(MailState.SENT)
    with transaction() as session:
        session.scalars(select(Invitation)).first().answered_at = clock.now()  # type: ignore[union-attr]
    page = organiser_browser.open("inviting.asked", letter_id=letter).follow("Remind 1 Member")
    assert page.press("Send 1 reminder").text.count("1 reminder is on its way.") == 1
    kinds = list(reading().scalars(select(PersonalLink.kind).order_by(PersonalLink.id)))
    assert kinds == [MailKind.INVITATION, MailKind.INVITATION, MailKind.REMINDER]


def test_nobody_is_reminded_who_unsubscribed(organiser_browser: Browser, letter: str) -> None:
    invite_all(organiser_browser, letter)
    settle_all(MailState.SENT)
    with transaction() as session:
        outbox.suppress(session, invitations()[0].links[0].mailbox, outbox.Suppressed.UNSUBSCRIBED, now=clock.now())
    assert "Remind 1 Member?" in organiser_browser.open("inviting.remind", letter_id=letter).text


def test_a_bounced_mail_is_sent_again_to_the_corrected_address(organiser_browser: Browser, letter: str) -> None:
    choose(organiser_browser, letter, country="SE").press("Continue").press("Send")
    settle_all(MailState.REFUSED, "550 5.1.1 unknown")
    with transaction() as session:
        outbox.suppress(session, invitations()[0].links[0].mailbox, outbox.Suppressed.BOUNCED, now=clock.now())
        session.get_one(Invitation, invitations()[0].id).member.mailbox = "new.address@europarl.europa.eu"
    page = organiser_browser.open("inviting.asked", letter_id=letter)
    assert "550 5.1.1 unknown" in page.text
    mending = page.follow("What can be done for Bo ÅKER")
    assert "new.address@europarl.europa.eu (corrected since)" in mending.text
    mending.press("Send a new invitation to new.address@europarl.europa.eu")
    assert len(mailbox.waiting(reading(), "new.address@europarl.europa.eu")) == 1


def test_an_address_that_was_checked_is_tried_once_more(organiser_browser: Browser, letter: str) -> None:
    choose(organiser_browser, letter, country="SE").press("Continue").press("Send")
    settle_all(MailState.REFUSED, "550 5.1.1 unknown")
    address = invitations()[0].links[0].mailbox
    with transaction() as session:
        outbox.suppress(session, address, outbox.Suppressed.BOUNCED, now=clock.now())
    page = organiser_browser.open("inviting.asked", letter_id=letter).follow("What can be done for Bo ÅKER")
    page.press("Send a new invitation")
    reading().rollback()
    assert mailboxes.suppressed(reading(), [address]) == {}


def test_an_organiser_cannot_lift_a_members_own_wish(organiser_browser: Browser, letter: str) -> None:
    choose(organiser_browser, letter, country="SE").press("Continue").press("Send")
    settle_all(MailState.SUPPRESSED)
    [invitation] = invitations()
    with transaction() as session:
        outbox.suppress(session, invitation.links[0].mailbox, outbox.Suppressed.UNSUBSCRIBED, now=clock.now())
    page = organiser_browser.open("inviting.again", letter_id=letter, invitation_id=invitation.public_id)
    assert "Only its owner can take that back." in page.text
    with transaction() as session, pytest.raises(operations.CannotInvite):
        operations.again(session, session.get_one(Invitation, invitation.id), by=_by(letter), now=clock.now())


def _by(letter: str) -> Organiser:
    made = reading().scalars(select(Letter).where(Letter.public_id == letter)).one()
    return made.campaign.team[0].organiser


def test_a_draft_says_what_to_do_first(organiser_browser: Browser, organiser: Organiser) -> None:
    with transaction() as session:
        by = session.get_one(Organiser, organiser.id)
        draft = factories.make_letter(session, factories.make_campaign(session, by)).public_id
        factories.make_member(session)
    page = choose(organiser_browser, draft)
    assert "Open the letter for signature first" in page.text
    assert "Continue" not in [each.text for each in page.tree.xpath("//button")]


def test_somebody_elses_letter_is_not_found(organiser_browser: Browser, app: Flask) -> None:
    with transaction() as session:
        foreign = factories.make_open_letter(session).public_id
    for endpoint in ("choose", "asked", "preview", "text", "remind", "text_file"):
        assert organiser_browser.open(f"inviting.{endpoint}", letter_id=foreign).status == 404


@pytest.mark.parametrize("endpoint", ["choose", "asked", "remind"])
def test_the_number_of_queries_does_not_grow_with_the_members(
    organiser_browser: Browser, letter: str, endpoint: str
) -> None:
    def queries_now() -> int:
        with count_queries() as sent:
            assert organiser_browser.open(f"inviting.{endpoint}", letter_id=letter).status == 200
        return len(sent)

    invite_all(organiser_browser, letter)
    settle_all(MailState.SENT)
    few = queries_now()
    with transaction() as session:
        for _each in range(40):
            factories.make_member(session)
    invite_all(organiser_browser, letter)
    settle_all(MailState.SENT)
    assert queries_now() == few


def unsubscribe_address(app: Flask) -> tuple[str, str]:
    with transaction() as session:
        _invitation, secret = factories.make_invitation(session)
        to = mailbox.waiting(session)[0].recipient
    return f"/unsubscribe/{mails.unsubscribe_secret(secret)}", to


def test_opening_the_unsubscribe_link_changes_nothing(browser: Browser, app: Flask) -> None:
    address, to = unsubscribe_address(app)
    browser.get(address)
    assert mailboxes.suppressed(reading(), [to]) == {}


def test_a_member_unsubscribes_with_the_button(browser: Browser, app: Flask) -> None:
    address, to = unsubscribe_address(app)
    assert browser.get(address).press("Send me no more invitations").h1 == "You will get no more invitations"
    reading().rollback()
    assert len(mailboxes.suppressed(reading(), [to])) == 1


def test_a_mail_program_unsubscribes_with_one_click_and_no_session(app: Flask) -> None:
    address, to = unsubscribe_address(app)
    answer = app.test_client().post(address, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    reading().rollback()
    assert len(mailboxes.suppressed(reading(), [to])) == 1


def test_an_unknown_unsubscribe_secret_gets_the_same_answer(browser: Browser, app: Flask) -> None:
    address, _to = unsubscribe_address(app)
    known = app.test_client().post(address).get_data(as_text=True)
    unknown = app.test_client().post("/unsubscribe/nobody-has-this").get_data(as_text=True)
    blank = re.compile(r'unsubscribe/[^"]+|value="[^"]+"')
    assert blank.sub("", known) == blank.sub("", unknown)


def test_the_link_itself_does_not_unsubscribe_and_the_unsubscribe_secret_does_not_open_the_letter(app: Flask) -> None:
    with transaction() as session:
        _invitation, secret = factories.make_invitation(session)
        assert queries.link_by_unsubscribe(session, secret) is None
        assert queries.link_by_secret(session, mails.unsubscribe_secret(secret)) is None
