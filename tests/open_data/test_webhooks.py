"""Systems of others are told of published facts and of nothing else; a real server takes, fails, hangs, misleads."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import clock
from campaign.campaigns.models import CampaignOutcome, Role
from campaign.db import reading, transaction
from campaign.open_data import cli, hearing, operations, rules, sending
from campaign.open_data.facts import Fact, Kind
from campaign.open_data.models import MessageState, Off, Webhook, WebhookMessage
from campaign.open_data.operations import CannotTell
from campaign.organisers.models import Organiser
from campaign.outbox.models import OutgoingMail
from campaign.publishing import operations as publishing
from campaign.signing import operations as signing
from campaign.signing import queries as signed
from campaign.timeline import operations as timeline
from campaign.timeline import queries as events
from campaign.timeline.operations import EventFacts
from campaign.web import outside
from tests import factories
from tests.browser import Browser
from tests.factories import NOON
from tests.open_data.conftest import Later, Published
from tests.open_data.hooks import Theirs, serving
from tests.smtp import Certificate, certificate

__all__ = ["certificate"]

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@pytest.fixture
def theirs(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> Iterator[Theirs]:
    """A server on this machine, which stands for a public one; its certificate is checked."""
    with serving(certificate.file) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate.file))
        monkeypatch.setattr(outside, "PORT", server.port)
        monkeypatch.setattr(outside, "is_public", lambda address: str(address) == "127.0.0.1")
        yield server


@pytest.fixture
def hook(public_case: Published, theirs: Theirs, organiser: Organiser) -> Webhook:
    """The server above, told of a public case."""
    return registered(public_case, theirs, organiser)


def registered(case: Published, theirs: Theirs, by: Organiser) -> Webhook:
    with transaction() as session:
        return operations.add(session, session.merge(case.campaign), theirs.url, by=by, now=clock.now())[0]


def hear() -> int:
    with transaction() as session:
        return hearing.hear(session, now=clock.now())


def told(theirs: Theirs) -> list[str]:
    """Hear and send until nothing is due; the kinds of what arrived."""
    hear()
    while sending.deliver():
        pass
    return [json.loads(each.body)["type"] for each in theirs.posts]


def messages() -> list[WebhookMessage]:
    reading().rollback()
    reading().expire_all()
    return list(reading().scalars(select(WebhookMessage).order_by(WebhookMessage.id)))


def withdraw(session: Session, case: Published) -> None:
    letter = session.merge(case.letter)
    gone = signed.standing_signatures(session, letter)[0]
    signing.ask_withdrawal(session, signed.case_of(session, gone, now=NOON), gone, now=NOON)


# What is told.


@pytest.mark.one_engine
def test_nothing_that_was_published_before_is_told(hook: Webhook, theirs: Theirs) -> None:
    assert told(theirs) == []


def test_an_embargoed_case_tells_nothing_until_the_hour_and_then_one_thing(
    case: Published, theirs: Theirs, organiser: Organiser, later: Later
) -> None:
    registered(case, theirs, organiser)
    with transaction() as session:
        campaign = session.merge(case.campaign)
        hour = NOON + timedelta(days=1)
        publishing.publish(session, campaign, slug=case.slug, public_from=hour, by=organiser, now=NOON)
    later(hours=1)
    with transaction() as session:
        withdraw(session, case)
    later(hours=23, minutes=59)
    assert told(theirs) == []
    later(days=1)
    assert told(theirs) == ["case.published"]
    assert told(theirs) == ["case.published"]


def test_a_name_that_was_taken_back_is_told_at_once_without_the_name(
    hook: Webhook, theirs: Theirs, public_case: Published, later: Later
) -> None:
    later(hours=3)
    told(theirs)
    theirs.posts.clear()
    with transaction() as session:
        withdraw(session, public_case)
    assert told(theirs) == ["letter.names_changed"]
    body = theirs.posts[0].body.decode()
    assert "ALMBERG" not in body
    data = json.loads(body)["data"]
    assert data["id"] == public_case.code
    assert data["api_url"] == f"http://localhost/api/v1/cases/ilja-brandt/letters/{public_case.code}"
    assert len(data["digest"]) == 64


def test_what_is_published_and_taken_back_is_told(
    hook: Webhook, theirs: Theirs, public_case: Published, organiser: Organiser, later: Later
) -> None:
    later(hours=3)
    told(theirs)
    theirs.posts.clear()
    by = {"by": organiser, "now": clock.now()}
    with transaction() as session:
        campaign = session.merge(public_case.campaign)
        facts = EventFacts(title="The trial", starts_on=NOON.date(), is_public=True)
        event = timeline.add_event(session, campaign, facts, **by)  # type: ignore[arg-type]
        timeline.close_case(session, campaign, CampaignOutcome.PARTLY, "He is free.", **by)  # type: ignore[arg-type]
    assert told(theirs) == ["entry.published", "case.closed"]
    with transaction() as session:
        campaign = session.merge(public_case.campaign)
        timeline.reopen_case(session, campaign, **by)  # type: ignore[arg-type]
        timeline.remove_event(session, events.event_of(session, campaign, event.public_id), **by)  # type: ignore[arg-type]
        publishing.show_letter(session, session.merge(public_case.letter), False, **by)  # type: ignore[arg-type]
    gone = told(theirs)[2:]
    assert sorted(gone) == ["case.reopened", "entry.taken_back", "letter.taken_back"]
    taken = {json.loads(each.body)["type"]: json.loads(each.body)["data"] for each in theirs.posts}
    assert taken["letter.taken_back"]["id"] == public_case.code
    assert taken["entry.taken_back"]["id"] == event.public_id


def test_private_acts_are_never_told(
    hook: Webhook, theirs: Theirs, public_case: Published, organiser: Organiser, later: Later
) -> None:
    later(hours=3)
    told(theirs)
    theirs.posts.clear()
    with transaction() as session:
        campaign = session.merge(public_case.campaign)
        private = EventFacts(title="A plan", starts_on=NOON.date(), is_public=False)
        timeline.add_event(session, campaign, private, by=organiser, now=clock.now())
        factories.make_signature(session, factories.make_open_letter(session, campaign))
    assert told(theirs) == []


def test_a_case_that_was_taken_back_tells_only_that(
    hook: Webhook, theirs: Theirs, public_case: Published, organiser: Organiser, later: Later
) -> None:
    later(hours=3)
    with transaction() as session:
        campaign = session.merge(public_case.campaign)
        facts = EventFacts(title="The trial", starts_on=NOON.date(), is_public=True)
        timeline.add_event(session, campaign, facts, by=organiser, now=clock.now())
    hear()  # written, and not sent yet
    with transaction() as session:
        publishing.hide(session, session.merge(public_case.campaign), by=organiser, now=clock.now())
    assert told(theirs) == ["case.taken_back"]
    assert {each.state for each in messages() if each.kind != "case.taken_back"} == {MessageState.CANCELLED}
    assert set(json.loads(theirs.posts[0].body)["data"]) == {"case", "case_id", "key"}


# How it leaves.


@pytest.mark.one_engine
def test_a_signature_is_made_as_the_standard_says() -> None:
    at = NOON
    made = rules.headers(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', at=at)
    signed_content = f"msg_p5jXN8AQM9LWM0D4loKWxJek.{int(at.timestamp())}." + '{"test": 2432232314}'
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed_content.encode(), hashlib.sha256).digest()).decode()
    assert made["webhook-signature"] == f"v1,{expected}"


@pytest.mark.one_engine
def test_the_signature_is_that_of_the_standards_own_example() -> None:
    """The example of the specification's reference libraries."""
    made = rules.headers(
        SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', at=datetime.fromtimestamp(1614265330, UTC)
    )
    assert made["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_message_is_signed_with_the_secret_that_was_shown_once(
    organiser_browser: Browser, public_case: Published, theirs: Theirs
) -> None:
    page = organiser_browser.open("publishing.show", campaign_id=public_case.campaign.public_id).follow("Webhooks")
    page = page.fill("Register", url=theirs.url)
    (secret,) = page.tree.xpath("//p[@class='secret']/code/text()")
    assert secret.startswith("whsec_")
    stored = reading().scalars(select(Webhook)).one()
    assert secret.removeprefix("whsec_").encode() not in stored.secret
    page = page.follow("I have copied it")
    assert secret not in page.response.text
    page.press("Send a test message")
    assert told(theirs) == ["webhook.test"]
    post = theirs.posts[0]
    signed_text = f"{post.headers['webhook-id']}.{post.headers['webhook-timestamp']}.".encode() + post.body
    mac = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed_text, hashlib.sha256)
    assert post.headers["webhook-signature"] == f"v1,{base64.b64encode(mac.digest()).decode()}"
    assert post.headers["content-type"] == "application/json"
    page = organiser_browser.get(page.path)
    assert "delivered" in page.text
    assert "200" in page.text


def test_a_failure_is_tried_again_under_the_same_number(hook: Webhook, theirs: Theirs, later: Later) -> None:
    theirs.status = 503
    with transaction() as session:
        operations.ping(session, session.merge(hook), now=clock.now())
    assert sending.deliver() == 1
    assert sending.deliver() == 0, "not before its pause is over"
    (row,) = messages()
    assert (row.state, row.last_status, row.attempts) == (MessageState.WAITING, 503, 1)
    later(minutes=1)
    theirs.status = 204
    assert sending.deliver() == 1
    first, second = theirs.posts
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert first.headers["webhook-timestamp"] != second.headers["webhook-timestamp"]
    assert messages()[0].state is MessageState.DELIVERED
    assert reading().scalars(select(Webhook)).one().failing_since is None


@pytest.mark.one_engine
def test_a_redirect_into_the_network_is_not_followed(hook: Webhook, theirs: Theirs) -> None:
    theirs.status, theirs.location = 302, "http://127.0.0.1:1/inner"
    with transaction() as session:
        operations.ping(session, session.merge(hook), now=clock.now())
    assert sending.deliver() == 1
    assert len(theirs.posts) == 1
    assert (messages()[0].state, messages()[0].last_status) == (MessageState.WAITING, 302)


@pytest.mark.one_engine
def test_an_address_that_hangs_is_given_up_for_now_and_holds_nobody_up(
    hook: Webhook, theirs: Theirs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "SILENCE", 0.2)
    theirs.hangs = threading.Event()
    with transaction() as session:
        operations.ping(session, session.merge(hook), now=clock.now())
    assert sending.deliver() == 1
    assert (messages()[0].last_status, messages()[0].last_error) == (None, "ReadTimeoutError")


@pytest.mark.one_engine
def test_an_address_that_answers_byte_by_byte_is_cut_off(
    hook: Webhook, theirs: Theirs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "LONGEST", 0.5)
    theirs.drips = True
    with transaction() as session:
        operations.ping(session, session.merge(hook), now=clock.now())
    assert sending.deliver() == 1
    (row,) = messages()
    assert (row.state, row.last_status, row.last_error) == (MessageState.WAITING, None, "CutOff")


@pytest.mark.one_engine
def test_a_server_without_a_good_certificate_gets_nothing(
    hook: Webhook, theirs: Theirs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with transaction() as session:
        operations.ping(session, session.merge(hook), now=clock.now())
    sending.deliver()
    assert theirs.posts == []
    assert messages()[0].last_error == "SSLError"


@pytest.mark.one_engine
def test_a_name_that_leads_inward_gets_nothing(
    app: Flask, organiser: Organiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    inward = ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "64:ff9b::7f00:1"]
    answers = iter(inward)
    monkeypatch.setattr(outside, "public_addresses", lambda host: [ip_address(next(answers))])
    with transaction() as session:
        campaign = factories.make_campaign(session, organiser)
        for number in range(len(inward)):
            url = f"https://hook.example/{number}"
            operations.ping(session, operations.add(session, campaign, url, by=organiser, now=NOON)[0], now=NOON)
    assert sending.deliver() == len(inward)
    assert {each.last_error for each in messages()} == {"inner_address"}


@pytest.mark.one_engine
def test_an_address_that_can_never_be_told_is_refused_at_once(session: Session, organiser: Organiser) -> None:
    campaign = factories.make_campaign(session, organiser)
    for wrong in (
        "http://hook.example/", "https://hook.example:8443/", "https://user:x@hook.example/", "https://localhost/",
        "https://127.0.0.1/", "https://[::1]/", "https://10.1.2.3/x", "https://printer/", "javascript:alert(1)",
        "https://hook.example/" + 1000 * "x",
    ):  # fmt: skip
        with pytest.raises(CannotTell):
            operations.add(session, campaign, wrong, by=organiser, now=NOON)


@pytest.mark.one_engine
def test_only_so_many_addresses_are_told(session: Session, organiser: Organiser) -> None:
    campaign = factories.make_campaign(session, organiser)
    for number in range(operations.AT_MOST):
        operations.add(session, campaign, f"https://hook.example/{number}", by=organiser, now=NOON)
    with pytest.raises(CannotTell):
        operations.add(session, campaign, "https://hook.example/more", by=organiser, now=NOON)


def test_what_fails_for_three_days_is_switched_off_with_a_mail_and_catches_up_later(
    hook: Webhook, theirs: Theirs, public_case: Published, organiser: Organiser, later: Later
) -> None:
    with transaction() as session:
        factories.join_team(session, session.merge(public_case.campaign), Role.VIEWER)
        operations.ping(session, session.merge(hook), now=NOON)
    theirs.status = 500
    hours = 0.0
    while messages()[0].state is MessageState.WAITING:
        later(hours=hours)
        sending.deliver()
        hours += 1
        assert hours < 80
    assert 70 < hours < 78, "about three days"
    off = reading().scalars(select(Webhook)).one()
    assert off.off_because is Off.FAILED
    mails = select(OutgoingMail.recipient).where(OutgoingMail.template == "webhook_off")
    assert reading().scalars(mails).all() == [organiser.email]
    theirs.status, before = 200, len(theirs.posts)
    with transaction() as session:
        withdraw(session, public_case)
    assert len(told(theirs)) == before, "nothing is told while it is off"
    with transaction() as session:
        operations.switch_on(session, session.merge(hook), by=organiser, now=clock.now())
    assert sorted(told(theirs)[before:]) == ["letter.names_changed", "webhook.test"]


@pytest.mark.one_engine
def test_an_address_that_says_it_is_gone_is_switched_off_at_once(hook: Webhook, theirs: Theirs) -> None:
    theirs.status = 410
    with transaction() as session:
        operations.ping(session, session.merge(hook), now=clock.now())
    sending.deliver()
    assert reading().scalars(select(Webhook)).one().off_because is Off.GONE


def test_two_workers_send_a_message_once(hook: Webhook, theirs: Theirs) -> None:
    with transaction() as session:
        operations.ping(session, session.merge(hook), now=clock.now())
    with transaction() as session:
        assert len(sending.lease(session, now=clock.now())) == 1
    with transaction() as session:
        assert sending.lease(session, now=clock.now()) == []
        assert len(sending.lease(session, now=clock.now() + sending.LEASE)) == 1, "a worker that died leaves it"


def test_messages_to_one_address_arrive_in_order(
    hook: Webhook, theirs: Theirs, public_case: Published, later: Later
) -> None:
    theirs.status = 500
    with transaction() as session:
        operations.ping(session, session.merge(hook), now=clock.now())
    sending.deliver()
    with transaction() as session:
        withdraw(session, public_case)
    hear()
    assert sending.deliver() == 0, "the later one waits for the earlier one"
    theirs.status = 200
    later(hours=1)
    assert [each for each in told(theirs)[1:] if each in ("webhook.test", "letter.names_changed")] == [
        "webhook.test",
        "letter.names_changed",
    ]


@pytest.mark.one_engine
def test_the_worker_tells_without_waiting(hook: Webhook, theirs: Theirs) -> None:
    with transaction() as session:
        operations.ping(session, session.merge(hook), now=clock.now())
    theirs.hangs, stop = threading.Event(), threading.Event()
    cli.hear_some(stop)
    cli.tell_some(stop)
    cli.tell_some(stop)  # the round before still goes on: nothing happens
    theirs.hangs.set()
    cli._rounds[-1].join(20)
    assert len(theirs.posts) == 1


# Who may.


def test_only_who_may_publish_registers_addresses(app: Flask, public_case: Published, theirs: Theirs) -> None:
    with transaction() as session:
        viewer = factories.join_team(session, session.merge(public_case.campaign), Role.VIEWER)
    browser = Browser(app).logged_in(viewer)
    assert browser.open("webhooks.index", campaign_id=public_case.campaign.public_id).status == 403


def test_an_address_is_stopped_switched_on_given_a_new_secret_and_removed(
    organiser_browser: Browser, hook: Webhook, public_case: Published
) -> None:
    here = {"campaign_id": public_case.campaign.public_id, "webhook_id": hook.public_id}
    page = organiser_browser.open("webhooks.show", **here)
    page = page.press("Switch it off")
    assert "Switched on again, it is told what it missed" in page.text
    page = page.press("Switch it on")
    page = page.press("Make a new secret")
    assert page.tree.xpath("//p[@class='secret']/code/text()")[0].startswith("whsec_")
    page = organiser_browser.open("webhooks.show", **here).press("Remove it")
    assert "The address is removed." in page.text
    assert reading().scalars(select(Webhook)).all() == []


# The rule behind it.


def fact(key: str, digest: str = "", **kinds: Any) -> Fact:
    return Fact(key=key, subject="abc", digest=digest, at=NOON, page_url="", api_url="", **({"appears": None} | kinds))


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("told", "now", "expected"),
    [
        (None, None, []),
        (None, [fact("a", appears=Kind.LETTER_PUBLISHED)], ["case.published"]),
        ([fact("a")], None, ["case.taken_back"]),
        ([], [fact("a", appears=Kind.LETTER_PUBLISHED)], ["letter.published"]),
        ([], [fact("a", changes=Kind.LETTER_NAMES_CHANGED)], []),
        ([fact("a", "1")], [fact("a", "2", changes=Kind.LETTER_NAMES_CHANGED)], ["letter.names_changed"]),
        ([fact("a", "1")], [fact("a", "1", changes=Kind.LETTER_NAMES_CHANGED)], []),
        ([fact("a", goes=Kind.LETTER_TAKEN_BACK)], [], ["letter.taken_back"]),
        ([fact("a")], [], []),
    ],
)
def test_what_came_changed_and_went_is_told(
    told: list[Fact] | None, now: list[Fact] | None, expected: list[str]
) -> None:
    known = None if told is None else rules.snapshot(told)
    assert [each.kind.value for each in rules.happenings(known, now)] == expected


@pytest.mark.one_engine
def test_retries_end_within_three_days() -> None:
    assert timedelta(days=2, hours=20) < sum(rules.PAUSES, timedelta()) < timedelta(days=3, minutes=1)
