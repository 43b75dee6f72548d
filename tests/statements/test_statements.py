"""A Member can state not to have signed; nobody learns anything else by asking."""

import hashlib
import io
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from campaign import journal
from campaign.claims import operations as claims
from campaign.claims.models import Claim, Method
from campaign.claims.refusals import CannotClaim
from campaign.claims.rules import WhyNot
from campaign.db import reading, transaction
from campaign.delivering import operations as delivering
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.outbox import rendering
from campaign.roster.models import Member
from campaign.signing.models import Decline, Signature
from campaign.statements import operations, queries
from campaign.statements.models import Statement
from campaign.statements.operations import About
from tests import factories, mailbox
from tests.browser import Browser, Page
from tests.queries import count_queries

NEXT = factories.NOON + timedelta(days=1)


@pytest.fixture
def letter(app: Flask, organiser: Organiser) -> Letter:
    """An issued letter with one Member under it."""
    with transaction() as session:
        letter = factories.make_open_letter(session, factories.make_campaign(session, session.merge(organiser)))
        factories.make_signature(session, letter, factories.make_member(session, surname="ZUIDHOEK"))
        drafting.close(session, letter, by=organiser, now=factories.NOON)
        delivering.issue_edition(session, letter, by=organiser, now=factories.NOON)
        return letter


@pytest.fixture
def member(app: Flask) -> Member:
    """A Member whom nobody ever asked anything."""
    with transaction() as session:
        return factories.make_member(session, given="Ada", surname="LINDEN")


def ask(browser: Browser, member: Member, **answers: str) -> Page:
    page = browser.open("statements.ask", member=member.ep_id)
    return page.fill("Ask the Member", **({"kind": "document", "title": "A letter", "seen": "a blog"} | answers))


def ask_about(browser: Browser, member: Member, letter: Letter) -> Page:
    return ask(browser, member, kind="letter", code=letter.public_id, title="", seen="")


def link(template: str = "statement_asked") -> str:
    reading().rollback()
    asked = [each for each in mailbox.waiting(reading()) if each.template == template]
    return mailbox.link_in(rendering.message(asked[-1]), "/statement/")


def code() -> str:
    reading().rollback()
    asked = [each for each in mailbox.waiting(reading()) if each.template == "statement_code"]
    return mailbox.code_in(rendering.message(asked[-1]))


def make(browser: Browser, *, publish: bool = False) -> Page:
    page = browser.get(link()).press("Send me the code")
    return page.fill("I state this", code=code(), publish="y" if publish else None)


def test_the_member_is_found_by_name(browser: Browser, member: Member) -> None:
    page = browser.open("statements.ask").fill("Find the Member", name="lind").follow("Ada LINDEN")
    assert "For: Ada LINDEN" in page.text


def test_the_link_goes_to_the_registered_mailbox_only_and_carries_no_strangers_words(
    browser: Browser, member: Member
) -> None:
    ask(browser, member, title="Buy at evil.example", seen="evil.example")
    sent = mailbox.waiting(reading())
    assert [each.recipient for each in sent] == [member.mailbox]
    assert "evil" not in rendering.message(sent[0]).as_string()


def test_a_member_never_asked_states_not_to_stand_under_our_letter(
    browser: Browser, member: Member, letter: Letter
) -> None:
    ask_about(browser, member, letter)
    page = make(browser)
    assert page.h1 == "Your statement stands"
    statement = reading().scalars(select(Statement)).one()
    assert (statement.given, statement.surname, statement.letter_id) == ("Ada", "LINDEN", letter.id)
    kinds = [each.kind for each in journal.history(reading(), statement.public_id)]
    assert kinds == ["statement.made", "statement.sealed"]
    page = browser.open("checking.result", code=statement.public_id)
    assert page.h1 == "We know this statement"
    assert "My signature does not stand under the letter “Release Ilja Brandt”" in page.text


def test_looking_and_a_wrong_code_make_nothing(browser: Browser, member: Member) -> None:
    ask(browser, member)
    page = browser.get(link()).press("Send me the code")
    wrong = f"{(int(code()) + 1) % 1_000_000:06d}"
    assert page.fill("I state this", code=wrong).errors == [
        "This is not the code we sent. Compare it with the newest mail and type all six digits."
    ]
    assert reading().scalars(select(Statement.confirmed_at)).one() is None


def test_the_fifth_wrong_code_is_the_last(browser: Browser, member: Member) -> None:
    ask(browser, member)
    page = browser.get(link()).press("Send me the code")
    right = code()
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _try in range(5):
        page.fill("I state this", code=wrong)
    assert page.fill("I state this", code=right).errors == [
        "That was too often, so the code no longer counts. Ask for a new one below."
    ]


def test_who_stands_under_the_letter_is_offered_the_withdrawal_instead(browser: Browser, letter: Letter) -> None:
    signatory = reading().scalars(select(Member).where(Member.surname == "ZUIDHOEK")).one()
    ask_about(browser, signatory, letter)
    page = browser.get(link())
    assert page.h1 == "Your signature stands under this letter"
    assert page.tree.xpath("//a[contains(@href, '/sign/withdrawal/')]")


def sign_after_all(letter: Letter, member: Member) -> None:
    with transaction() as session:
        found = session.get_one(Letter, letter.id)
        later = factories.NOON + timedelta(hours=2)
        factories.make_signature(session, found, session.get_one(Member, member.ep_id), signed_at=later)


def test_a_statement_ends_when_its_member_signs_the_letter_after_all(
    browser: Browser, member: Member, letter: Letter
) -> None:
    ask_about(browser, member, letter)
    mine = make(browser, publish=True)
    statement = reading().scalars(select(Statement)).one()
    sign_after_all(letter, member)
    assert browser.open("statements.show", statement_code=statement.public_id).status == 404
    assert browser.open("statements.file", statement_code=statement.public_id).status == 404
    assert browser.open("checking.result", code=statement.public_id).h1 == "It holds no more"
    mine = browser.get(mine.path)
    assert mine.h1 == "Your statement holds no more"
    assert mine.tree.xpath("//a[contains(@href, '/sign/withdrawal/')]")


def test_nobody_learns_of_a_signature_that_no_edition_holds_from_a_statement_that_ended(
    browser: Browser, organiser: Organiser, member: Member, letter: Letter
) -> None:
    """Taken back and overtaken look alike, byte for byte, until an edition shows the signature to everybody."""
    with transaction() as session:
        facts = {"letter_id": letter.id, "title": ""}
        codes = [factories.make_statement(session, session.merge(member), **facts).public_id]
        taken_back = {"taken_back_at": factories.NOON, "is_published": False}
        codes.append(factories.make_statement(session, **facts, **taken_back).public_id)
    sign_after_all(letter, member)
    pages = {browser.open("checking.result", code=each).response.data for each in codes}
    assert len(pages) == 1
    with transaction() as session:
        delivering.issue_edition(session, session.get_one(Letter, letter.id), by=session.merge(organiser), now=NEXT)
    assert "The Member signed the letter afterwards." in browser.open("checking.result", code=codes[0]).text


def test_an_older_yes_that_others_tell_of_does_not_outlive_the_statement(
    browser: Browser, organiser: Organiser, member: Member, letter: Letter
) -> None:
    with transaction() as session:
        held, second = session.get_one(Letter, letter.id), factories.make_organiser(session)
        held.late_until = factories.NOON + timedelta(days=9)
        known = session.get_one(Member, member.ep_id)
        claim = factories.make_claim(session, held, known, by=session.merge(organiser), method=Method.MAIL_REPLY)
        told = claim.id
    ask_about(browser, member, letter)
    make(browser)
    with transaction() as session:
        claim, by = session.get_one(Claim, told), session.merge(second)
        with pytest.raises(CannotClaim) as refused:
            claims.approve(session, claim, by=by, now=factories.NOON + timedelta(hours=1))
    assert refused.value.why is WhyNot.SAID_NO


def test_only_a_published_statement_has_a_page_and_it_can_be_hidden_and_taken_back(
    browser: Browser, member: Member
) -> None:
    ask(browser, member)
    mine = make(browser)
    statement = reading().scalars(select(Statement)).one()
    show = {"endpoint": "statements.show", "statement_code": statement.public_id}
    assert browser.open(**show).status == 404
    mine = mine.press("Show it to everybody")
    assert "Ada LINDEN did not sign" in browser.open(**show).text
    mine = mine.press("Show it only to who has the code")
    assert browser.open(**show).status == 404
    assert mine.press("Take the statement back").h1 == "You took the statement back"
    assert browser.open("checking.result", code=statement.public_id).h1 == "It holds no more"


def test_a_hidden_and_an_unknown_statement_answer_alike(browser: Browser, member: Member) -> None:
    with transaction() as session:
        hidden = factories.make_statement(session, session.merge(member), is_published=False).public_id
    hidden_page = browser.open("statements.show", statement_code=hidden)
    unknown_page = browser.open("statements.show", statement_code="nosuchcode22")
    assert (hidden_page.status, hidden_page.response.data) == (unknown_page.status, unknown_page.response.data)


def test_the_very_file_a_member_denies_is_recognised_on_the_check_page(browser: Browser, member: Member) -> None:
    forged = b"%PDF-1.7 a forged letter"
    page = browser.open("statements.ask", member=member.ep_id)
    page.fill(
        "Ask the Member",
        kind="document",
        title="Forged",
        seen="a blog",
        files={"file": (io.BytesIO(forged), "forged.pdf")},
    )
    make(browser, publish=True)
    assert reading().scalars(select(Statement.document_digest)).one() == hashlib.sha256(forged).hexdigest()
    answer = browser.open("checking.ask").fill("Check the file", files={"file": (io.BytesIO(forged), "x.pdf")})
    assert "Members who state that they did not sign Ada LINDEN" in answer.text


def test_a_published_statement_stands_beside_our_letter(browser: Browser, member: Member, letter: Letter) -> None:
    ask_about(browser, member, letter)
    make(browser, publish=True)
    assert "Ada LINDEN" in browser.open("checking.result", code=letter.public_id).text


def test_asking_answers_alike_whoever_is_asked_and_whatever_they_did(
    app: Flask, browser: Browser, letter: Letter, member: Member, organiser: Organiser
) -> None:
    """Byte for byte, with status and address: signatory, decliner, withdrawn, never asked, unknown, no mailbox."""
    with transaction() as session:
        found = session.get_one(Letter, letter.id)
        declined = factories.make_member(session, surname="DECLINER")
        invitation, _secret = factories.make_invitation(session, found, declined)
        session.add(Decline(invitation_id=invitation.id, declined_at=factories.NOON))
        gone = factories.make_member(session, surname="GONE")
        factories.make_signature(session, found, gone).standing = None
        silent = factories.make_member(session, surname="SILENT", mailbox=None)
        unissued = factories.make_open_letter(session)
        numbers = [each.ep_id for each in (member, declined, gone, silent)]
        numbers += [session.scalars(select(Signature.ep_id).where(Signature.standing)).one(), 1]
        codes = [letter.public_id, unissued.public_id, "nosuchcode22"]
    token = browser.open("statements.ask", member=member.ep_id).tree.xpath("//input[@name='csrf_token']/@value")[0]
    answers = set()
    for number in numbers:
        for typed in codes[: 3 if number == member.ep_id else 1]:
            response = browser.client.post(
                "/statements/", data={"csrf_token": token, "member": number, "kind": "letter", "code": typed}
            )
            answers.add((response.status_code, response.headers["Location"], response.data))
    assert len(answers) == 1
    assert browser.get("/statements/asked").h1 == "The request is taken"


def test_asking_takes_the_same_questions_to_the_database_for_signatory_decliner_and_stranger(
    app: Flask, letter: Letter, member: Member
) -> None:
    with transaction() as session:
        number = member.ep_id
        signatory = session.scalars(select(Signature.ep_id)).one()
        about = About(letter_code=letter.public_id)
        operations.ask(session, number, about, now=factories.NOON)  # statements are put together once
        numbers = set()
        for ep_id in (number, signatory):
            session.expunge_all()  # nothing is at hand from before
            with count_queries() as asked:
                operations.ask(session, ep_id, about, now=factories.NOON)
            numbers.add(len(asked))
    assert len(numbers) == 1


def test_a_letter_that_was_not_issued_is_unknown_even_to_the_member(
    browser: Browser, member: Member, app: Flask
) -> None:
    with transaction() as session:
        unissued = factories.make_open_letter(session)
    ask_about(browser, member, unissued)
    page = browser.get(link())
    assert "No letter with this code was issued here." in page.text
    assert unissued.title not in page.text


def test_at_most_three_mails_a_day_reach_a_member_and_nobody_sees_the_bound(browser: Browser, member: Member) -> None:
    pages = {ask(browser, member).h1 for _time in range(5)}
    assert pages == {"The request is taken"}
    assert len(mailbox.waiting(reading(), str(member.mailbox))) == 3


def test_what_nobody_confirmed_is_forgotten_after_two_days(app: Flask, member: Member) -> None:
    with transaction() as session:
        operations.ask(session, member.ep_id, About(title="x", seen="y"), now=factories.NOON)
        assert operations.forget_unconfirmed(session, now=factories.NOON + timedelta(days=1)) == 0
        assert operations.forget_unconfirmed(session, now=factories.NOON + timedelta(days=3)) == 1
    assert reading().scalar(select(func.count(Statement.id))) == 0


def test_only_the_digest_of_the_link_is_stored(browser: Browser, member: Member) -> None:
    ask(browser, member)
    secret = link().rpartition("/")[2]
    row = reading().execute(select(Statement.__table__)).one()
    assert secret not in repr(tuple(row))
    assert queries.by_secret(reading(), secret) is not None


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"kind": "letter"}, "Type the code that is printed at the foot of every page."),
        ({"title": ""}, "Give the document's title, or its first words."),
        ({"title": "A \N{FIRE} letter"}, "Leave out what cannot be printed: “\N{FIRE}” (FIRE)."),
        ({"title": "tfarD \u202e"}, "Leave out what cannot be printed: “\u202e” (RIGHT-TO-LEFT OVERRIDE)."),
        ({"url": "javascript:alert(1)"}, "Enter the whole address, such as https://example.org/page."),
    ],
)
@pytest.mark.one_engine
def test_a_form_that_lacks_something_says_what(
    browser: Browser, member: Member, answers: dict[str, str], sentence: str
) -> None:
    assert sentence in ask(browser, member, **answers).errors
