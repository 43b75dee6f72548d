"""Who tries to act for a Member without being allowed to, and what stops it."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from campaign import clock, journal
from campaign.acting import guard
from campaign.claims.models import Claim
from campaign.db import database, reading, transaction
from campaign.offices import operations as offices
from campaign.offices.models import Assistant, Authorisation, PendingAct
from campaign.outbox.models import OutgoingMail
from campaign.roster.models import Mandate, Member
from campaign.signing import earlier
from campaign.signing import guard as forms
from campaign.signing.models import AutographKind, PendingSignature, Signature
from tests import factories
from tests.acting import rows
from tests.acting.conftest import Life
from tests.acting.forms import filled
from tests.browser import Browser
from tests.signing.conftest import Asking


def count(what: type) -> int:
    reading().rollback()
    return reading().scalar(select(func.count()).select_from(what)) or 0


def end_seat(life: Life) -> None:
    yesterday = clock.brussels_day(clock.now()) - timedelta(days=1)
    with transaction() as session:
        session.execute(update(Mandate).where(Mandate.ep_id == life.asked.member.ep_id).values(ends_on=yesterday))


def test_the_code_never_goes_to_the_assistant(life: Life) -> None:
    page = life.in_hand("standing").fill("Prepare for", instructed="y")
    life.browser().get(life.link("prepared", "/sign/")).press("mail me the code")
    page.fill("Sign under", instructed="y")
    reading().rollback()
    query = select(OutgoingMail.template).where(OutgoingMail.recipient == life.assistant_mailbox)
    assert set(reading().scalars(query)) == {"assistant_confirm", "assistant_news", "handed_to_assistant"}


def test_an_assistants_secret_opens_no_page_of_the_member(life: Life) -> None:
    secret = life.in_hand("standing").fill("Sign under", instructed="y").path.rpartition("/")[2]
    browser = life.browser()
    for endpoint in (
        "signing.read",
        "signing.confirm",
        "claims.answer",
        "acting.office",
        "acting.revoke",
        "acting.ask",
    ):
        assert browser.open(endpoint, secret=secret).status == 404, endpoint


def test_an_assistant_cannot_confirm_what_she_prepared(life: Life, ask: Asking) -> None:
    page = life.in_hand("prepare").fill("Prepare for", instructed="y")
    life.browser().get(life.link("prepared", "/sign/")).press("mail me the code")
    secret = page.path.rpartition("/")[2]
    page.browser.post(f"/sign/{secret}/confirm", data=filled(page) | {"code": life.code("code")})
    assert ask.signatures() == []


def test_a_code_the_member_asked_for_does_not_confirm_what_an_assistant_put_in_its_place(
    life: Life, ask: Asking
) -> None:
    page = life.in_hand("prepare")
    member = life.browser().get(life.link("handed_over", "/sign/")).fill("Sign this letter", agreed="y")
    code = life.code("code")
    page.fill("Prepare for", instructed="y", typed_name="Somebody Else")
    fresh = life.browser().get(life.link("prepared", "/sign/"))
    token = fresh.tree.xpath("//input[@name='csrf_token']/@value")[0]
    for path in (member.path, fresh.path):
        fresh.browser.post(path, data={"csrf_token": token, "code": code})
    assert ask.signatures() == []


def test_an_assistant_of_one_member_cannot_act_for_another(app: Flask, life: Life) -> None:
    life.in_hand("standing")
    with transaction() as session:
        other = factories.make_member(session)
        letter = session.merge(life.asked.letter)
        others, _secret = factories.make_invitation(session, letter, other)
        theirs, _confirm = rows.make_assistant(session, other, mailbox="max@europarl.europa.eu", name="Max Muster")
        rows.authorise(session, theirs)
        ids = others.public_id, theirs.public_id
    browser, secret = life.browser(), life.link("office_link", "/office/").rpartition("/")[2]
    token = browser.open("acting.office", secret=secret).tree.xpath("//input[@name='csrf_token']/@value")[0]
    mine = life.asked.invitation.public_id
    attempts = {
        f"/office/{secret}/letters/{ids[0]}": {"assistant": life.assistant().public_id},
        f"/office/{secret}/letters/{mine}": {"assistant": ids[1]},
        f"/office/{secret}/assistants/{ids[1]}": {"scope": "standing", "letter": "", "ends_on": "2026-12-24"},
        f"/office/{secret}/assistants/{ids[1]}/end": {},
    }
    before = count(Authorisation), count(PendingAct)
    told = {address: browser.post(address, data={"csrf_token": token, **each}) for address, each in attempts.items()}
    assert [page.status for page in told.values()] == [409, 200, 410, 410]  # 200: not one of those to choose from
    reading().rollback()
    assert (count(Authorisation), count(PendingAct)) == before
    assert reading().scalars(select(Assistant.current).where(Assistant.public_id == ids[1])).one()
    query = select(func.count()).select_from(journal.Event).where(journal.Event.kind == "letter.handed_over")
    assert reading().scalar(query) == 1  # the first one only, by the office itself


def test_a_single_authorisation_covers_no_other_letter(life: Life) -> None:
    life.in_hand("single")
    with transaction() as session:
        letter = factories.make_open_letter(session, title="Another letter")
        factories.make_invitation(session, letter, session.merge(life.asked.member))
    page = life.office()
    another = page.tree.xpath("//a[.//span[contains(., 'Another letter')]]/@href")[0]
    assert "No assistant may act on this letter yet" in page.browser.get(another).text


@pytest.mark.parametrize("how", ["revoked", "ended", "run out", "seat over", "taken back"])
@pytest.mark.parametrize("act", ["prepare", "sign"])
def test_a_form_from_before_the_end_does_nothing(life: Life, how: str, act: str) -> None:
    page = life.in_hand("standing")
    form = filled(page, act=act)
    match how:
        case "revoked":
            life.browser().get(life.link("handed_over", "/office/authorisation/")).press("End it now")
        case "ended":
            life.office().press("End registration")
        case "run out":
            with transaction() as session:
                held = session.get_one(Authorisation, life.authorisation().id)
                held.granted_at, held.ends_at = held.granted_at - timedelta(9), held.granted_at - timedelta(1)
        case "seat over":
            end_seat(life)
        case "taken back":
            life.office().follow("Change: ").press("Take it back")
    assert page.browser.post(page.path, data=form).status in (409, 410)
    assert (count(Claim), count(PendingSignature), count(Signature)) == (0, 0, 0)


def test_who_may_only_prepare_cannot_sign(life: Life) -> None:
    page = life.in_hand("prepare")
    assert not page.tree.xpath("//button[@value='sign']")
    assert page.browser.post(page.path, data=filled(page, act="sign")).status == 409
    assert count(Claim) == 0


def test_an_assistant_never_draws(life: Life) -> None:
    page = life.in_hand("prepare")
    ink = '{"width":1200,"height":600,"strokes":[[[10,10],[200,300],[400,20]]]}'
    for kind in ("drawn", "image"):
        page.browser.post(page.path, data=filled(page, act="prepare", kind=kind, strokes=ink))
    assert count(PendingSignature) == 0


@pytest.fixture
def ink(life: Life) -> dict[str, object]:
    """What the Member drew under another letter."""
    drawn = {"width": 1200, "height": 600, "strokes": [[[11, 13], [217, 319], [423, 29]]], "curves": ""}
    with transaction() as session:
        member = session.get_one(Member, life.asked.member.ep_id)
        values = {"autograph_kind": AutographKind.DRAWN, "autograph": drawn}
        factories.make_signature(session, factories.make_open_letter(session), member, **values)
    return drawn


def test_the_members_ink_is_offered_to_the_members_code_and_never_to_an_assistant(
    life: Life, ask: Asking, ink: dict[str, object]
) -> None:
    page = life.in_hand("standing")
    seen = [page, page.fill("Prepare for", instructed="y")]
    theirs = life.browser().get(life.link("prepared", "/sign/"))
    seen += [theirs, theirs.press("mail me the code")]
    assert not [each.path for each in seen if "M11 13" in each.response.text or "earlier" in each.response.text]
    page = seen[-1].fill("Confirm my signature", code=life.code("code"))
    assert page.h1.startswith("You have signed. Use the autograph of ")
    page.press("Use this autograph")
    assert ask.signatures()[-1].autograph == ink


def test_what_an_assistant_signed_and_the_mailbox_confirmed_gets_no_ink(
    life: Life, ask: Asking, ink: dict[str, object]
) -> None:
    life.in_hand("standing").fill("Sign under", instructed="y")
    page = life.browser().get(life.link("claim_assistant", "/")).press("Yes")
    signature = ask.signatures()[-1]
    assert signature.assistant_id
    assert "M11 13" not in page.response.text
    with transaction() as session:
        assert earlier.offered(session, session.merge(signature)) is None


@pytest.mark.parametrize(
    "mailbox",
    [
        "jane@example.org",
        "jane@europarl.europa.eu.example.org",
        "jane@sub.europarl.europa.eu",
        "jane@еuroparl.europa.eu",
    ],
)
def test_a_mailbox_elsewhere_is_no_assistants(life: Life, mailbox: str) -> None:
    page = life.office().follow("Register an assistant").fill("Mail me the code", name="Jane Doe", mailbox=mailbox)
    assert page.errors
    assert count(PendingAct) == 0


def test_a_members_mailbox_is_no_assistants(life: Life) -> None:
    with transaction() as session:
        other = factories.make_member(session, mailbox="other.member@europarl.europa.eu")
    for mailbox in (life.asked.mailbox.upper(), str(other.mailbox)):
        page = life.office().follow("Register an assistant").fill("Mail me the code", name="Jane", mailbox=mailbox)
        assert "a Member's mailbox" in page.errors[0]


def test_an_authorisation_lasts_twelve_months_at_most(life: Life) -> None:
    page = life.register(life.office()).follow("Change what Jane Doe may do")
    page = page.fill("Mail me the code", scope="standing", ends_on="2027-11-24")
    assert "twelve months at most" in page.errors[0]
    assert page.fill("Mail me the code", scope="standing", ends_on="2027-11-23").h1.startswith("Now the code")


def test_nothing_is_granted_to_who_has_not_confirmed(life: Life) -> None:
    page = life.register(life.office(), confirmed=False)
    token = page.tree.xpath("//input[@name='csrf_token']/@value")[0]
    address = f"{page.path}/assistants/{life.assistant().public_id}"
    answers = {"csrf_token": token, "scope": "standing", "letter": "", "ends_on": "2026-12-24"}
    assert page.browser.post(address, data=answers).status == 409
    assert count(PendingAct) == 0


def test_the_fifth_wrong_code_ends_even_the_right_one(life: Life) -> None:
    page = life.office().follow("Register an assistant")
    page = page.fill("Mail me the code", name="Jane Doe", mailbox=life.assistant_mailbox)
    right = life.code()
    wrong = "000000" if right != "000000" else "000001"
    for _try in range(5):
        page = page.fill("Confirm", code=wrong)
    assert "fifth wrong code" in page.fill("Confirm", code=right).errors[0]
    assert count(Assistant) == 0


def test_codes_are_bounded_by_the_day(life: Life) -> None:
    page = life.office().follow("Register an assistant")
    page = page.fill("Mail me the code", name="Jane Doe", mailbox=life.assistant_mailbox)
    for _code in range(guard.CODES_A_DAY - 1):
        page = page.press("Send a new code")
    assert page.press("Send a new code").status == 429


def test_a_code_grants_what_was_asked_for_last_and_only_once(life: Life) -> None:
    page = life.office().follow("Register an assistant")
    page.fill("Mail me the code", name="Jane Doe", mailbox=life.assistant_mailbox)
    old = life.code()
    page = page.fill("Mail me the code", name="Max Muster", mailbox="max@europarl.europa.eu")
    if old != life.code():  # one pair in a million is equal
        assert page.fill("Confirm", code=old).errors
    page.fill("Confirm", code=life.code())
    page.fill("Confirm", code=life.code())
    assert count(Assistant) == 1
    assert life.assistant().name == "Max Muster"


def test_a_new_office_link_retires_the_old_one(life: Life) -> None:
    old = life.office().path
    life.browser().open("acting.ask", secret=life.asked.secret).press("Mail me the link")
    assert life.browser().get(old).status == 410
    assert life.office().status == 200


def test_another_registered_mailbox_retires_the_offices_link_and_gets_its_mail(life: Life) -> None:
    page = life.in_hand("standing")
    old = life.office().path
    with transaction() as session:
        session.get_one(Member, life.asked.member.ep_id).mailbox = "new.mailbox@europarl.europa.eu"
    assert life.browser().get(old).status == 410
    page.fill("Sign under", instructed="y")
    assert life.sent("claim_assistant", "new.mailbox@europarl.europa.eu")
    assert not life.sent("claim_assistant")


def test_the_answer_to_asking_for_the_link_is_the_same_with_and_without_assistants(app: Flask, ask: Asking) -> None:
    without, having = Life(app, ask()), Life(app, ask())
    with transaction() as session:
        rows.make_assistant(session, session.merge(having.asked.member))
    for endpoint in ("acting.ask", "acting.asked", "signing.read"):
        pages = [each.browser().open(endpoint, secret=each.asked.secret) for each in (without, having)]
        assert pages[0].status == pages[1].status
        if endpoint != "signing.read":  # that one names each letter's own digest
            assert pages[0].text == pages[1].text
        assert all("Jane" not in each.text for each in pages)


def test_an_organiser_sees_neither_mailbox_nor_link_of_an_assistant(app: Flask, life: Life) -> None:
    secret = life.in_hand("standing").fill("Sign under", instructed="y").path.rpartition("/")[2]
    with transaction() as session:
        organiser = session.merge(life.asked.letter).campaign.team[0].organiser
    browser = Browser(app).logged_in(organiser)
    letter_id, ep_id = life.asked.letter.public_id, life.asked.member.ep_id
    seen = [browser.open("dashboard.member", letter_id=letter_id, ep_id=ep_id)]
    seen += [browser.open(each, letter_id=letter_id) for each in ("dashboard.overview", "inviting.asked")]
    seen += [browser.open(each.endpoint, letter_id=letter_id) for each in _evidence_pages(app)]
    assert all(page.status == 200 for page in seen)
    for page in seen:
        assert life.assistant_mailbox not in page.response.text
        assert secret not in page.response.text


def _evidence_pages(app: Flask) -> list[object]:
    return [
        each
        for each in app.url_map.iter_rules()
        if "GET" in (each.methods or ()) and each.endpoint.startswith("claims.") and each.arguments == {"letter_id"}
    ]


def test_two_revocations_at_once_end_it_once(app: Flask, life: Life) -> None:
    life.in_hand("standing").fill("Sign under", instructed="y")
    address = life.link("claim_assistant", "/office/authorisation/")
    secret = address.rpartition("/")[2]
    database.session.rollback()
    start, statuses = Barrier(2), []

    def press() -> None:
        with app.app_context():
            token = forms.token(secret)
        start.wait()
        path = f"/office/authorisation/{secret}"
        statuses.append(app.test_client().post(path, data={"csrf_token": token}).status_code)

    threads = [Thread(target=press) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert statuses == [303, 303]
    reading().rollback()
    query = select(func.count()).select_from(journal.Event).where(journal.Event.kind == "authorisation.ended")
    assert reading().scalar(query) == 1


def test_ending_one_authorisation_names_the_others(life: Life) -> None:
    page = life.authorise(life.register(life.office()), "prepare")
    first = life.link("office_news", "/office/authorisation/")
    life.authorise(page, "standing")
    page = life.browser().get(first).press("End it now")
    assert "Not ended by this" in page.text
    assert "May sign any letter for you" in page.text


def test_granting_the_same_again_leaves_one_to_end(life: Life) -> None:
    page = life.authorise(life.register(life.office()), "standing")
    first = life.link("office_news", "/office/authorisation/")
    life.authorise(page, "standing", ends_on="2026-12-24")
    assert "has ended" in life.browser().get(first).h1
    life.browser().get(life.link("office_news", "/office/authorisation/")).press("End it now")
    assert "May do nothing yet" in life.office().text


def test_an_office_ends_with_its_seat(app: Flask, life: Life) -> None:
    page = life.in_hand("standing")
    end_seat(life)
    assert life.browser().get(page.path).status == 410
    assert life.browser().get(life.link("office_link", "/office/")).status == 410
    with transaction() as session:
        assert offices.end_with_seats(session, now=clock.now()) == 1
        assert offices.end_with_seats(session, now=clock.now()) == 0
    assert life.authorisation().ended_because == "seat_over"


def test_a_later_seat_does_not_bring_the_old_office_back(life: Life) -> None:
    page = life.in_hand("standing")
    end_seat(life)
    today = clock.brussels_day(clock.now())
    with transaction() as session:
        session.add(Mandate(ep_id=life.asked.member.ep_id, term=10, country="BE", party=None, starts_on=today))
    for act in ("prepare", "sign"):
        assert page.browser.post(page.path, data=filled(page, act=act)).status == 410
    assert (count(Claim), count(PendingSignature)) == (0, 0)
    assert life.browser().get(page.path).status == 410


def test_the_database_refuses_one_mailbox_twice_in_an_office(session: Session) -> None:
    member = factories.make_member(session)
    rows.make_assistant(session, member)
    with pytest.raises(IntegrityError), session.begin_nested():
        rows.make_assistant(session, member)
