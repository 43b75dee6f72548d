"""What is written down when a Member signs, declines or takes back; once, whoever presses how often."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import clock, journal
from campaign.db import reading, transaction
from campaign.inviting.models import Invitation
from campaign.roster.models import GroupMembership, Mandate
from campaign.signing import auditing, guard, operations, preparing, queries
from campaign.signing.models import AutographKind, Decline, PendingSignature, Signature
from campaign.signing.queries import Step
from campaign.signing.refusals import CannotSign
from campaign.signing.rules import Case, WhyNot
from campaign.signing.wishes import Wish
from tests import factories
from tests.signing.conftest import Asked, Asking


def case_of(session: Session, secret: str, now: Any) -> Case:
    found = queries.case_by_secret(session, secret, now=now, to_write=True)
    assert found is not None
    return found


@pytest.fixture
def secret(session: Session) -> str:
    return factories.make_invitation(session)[1]


def signed(session: Session, secret: str, now: Any, **wish: Any) -> Signature:
    case = case_of(session, secret, now)
    return operations.sign(session, case, Wish(digest=case.text.digest, **wish), now=now, network="192.0.2.0/24")


def test_the_snapshot_is_of_the_day_of_signing(session: Session, secret: str, now: Any) -> None:
    signature = signed(session, secret, now)
    for row in [*session.scalars(select(Mandate)), *session.scalars(select(GroupMembership))]:
        if isinstance(row, Mandate):
            row.party = "Another Party"
        else:
            row.group_code = "EPP"
    session.flush()
    session.refresh(signature)
    assert (signature.country, signature.group_code, signature.party) == ("BE", "SD", "Example Party")


def test_the_evidence_names_no_mailbox_and_no_full_address(session: Session, secret: str, now: Any) -> None:
    evidence = signed(session, secret, now).evidence
    assert evidence["network"] == "192.0.2.0/24"
    assert "@" not in str(evidence)
    assert evidence["code_confirmed_at"] is None


def test_the_journal_holds_ids_and_digests_only(session: Session, secret: str, now: Any) -> None:
    signature = signed(session, secret, now)
    event = journal.history(session, signature.public_id)[-1]
    assert event.kind == "signature.given"
    digests = {"revision": signature.signed_text.digest, "row": auditing.digest(signature)}
    assert event.facts == {"assurance": "link", **digests}


def test_the_answer_ends_the_reminders(session: Session, secret: str, now: Any) -> None:
    signed(session, secret, now)
    assert session.scalars(select(Invitation)).one().answered_at == now


def test_a_member_cannot_sign_twice(session: Session, secret: str, now: Any) -> None:
    signed(session, secret, now)
    with pytest.raises(CannotSign) as refused:
        signed(session, secret, now)
    assert refused.value.why is WhyNot.ALREADY_SIGNED


def test_the_database_itself_lets_one_signature_through(session: Session, secret: str, now: Any) -> None:
    """The rule looked before another request had written: the unique constraint decides."""
    case = case_of(session, secret, now)
    wish = Wish(digest=case.text.digest)
    operations.sign(session, case, wish, now=now)
    with pytest.raises(CannotSign) as refused, session.begin_nested():
        operations.sign(session, case, wish, now=now)
    assert refused.value.why is WhyNot.ALREADY_SIGNED


def test_another_text_than_the_letters_is_not_signed(session: Session, secret: str, now: Any) -> None:
    with pytest.raises(CannotSign) as refused:
        operations.sign(session, case_of(session, secret, now), Wish(digest="0" * 64), now=now)
    assert refused.value.why is WhyNot.TEXT_CHANGED


def test_filling_in_again_replaces_what_was_filled_in(session: Session, secret: str, now: Any) -> None:
    case = case_of(session, secret, now)
    for name in ("A. Tester", "Ada Tester"):
        wish = Wish(digest=case.text.digest, kind=AutographKind.TYPED, autograph={"text": name})
        operations.fill_in(session, case, wish, now=now)
    assert session.scalars(select(PendingSignature)).one().form["autograph"] == {"text": "Ada Tester"}


def test_what_was_never_confirmed_is_forgotten_after_a_day(session: Session, secret: str, now: Any) -> None:
    case = case_of(session, secret, now)
    operations.fill_in(session, case, Wish(digest=case.text.digest), now=now)
    assert preparing.forget_unconfirmed(session, now=now + timedelta(hours=23)) == 0
    assert preparing.forget_unconfirmed(session, now=now + timedelta(hours=25)) == 1


def test_the_journal_does_not_tell_who_declined(session: Session, secret: str, now: Any) -> None:
    case = case_of(session, secret, now)
    operations.decline(session, case, "No.", now=now)
    event = journal.history(session, case.letter.public_id)[-1]
    assert event.kind == "decline.given"
    assert event.facts == {}
    assert not journal.history(session, case.invitation.public_id)


def test_a_decline_keeps_one_row_and_its_latest_reason(session: Session, secret: str, now: Any) -> None:
    for reason in ("No.", "Not yet."):
        operations.decline(session, case_of(session, secret, now), reason, now=now)
    assert session.scalars(select(Decline)).one().reason == "Not yet."


def test_a_history_tells_every_step(session: Session, secret: str, now: Any) -> None:
    hour = timedelta(hours=1)
    operations.decline(session, case_of(session, secret, now), "", now=now + hour)
    signature = signed(session, secret, now + 2 * hour)
    case = case_of(session, secret, now)
    case.letter.code_required = False
    operations.ask_withdrawal(session, case, signature, now=now + 3 * hour)
    steps = [each.step for each in queries.history_of(session, case.invitation)]
    assert steps == [
        Step.INVITED,
        Step.STARTED,
        Step.DECLINED,
        Step.SIGNED,
        Step.WITHDRAWAL_ASKED,
        Step.WITHDRAWN,
    ]


def at_once(act: Callable[[], Any], times: int = 50) -> list[Any]:
    """What so many threads get that act in the same moment."""
    start = threading.Barrier(times)
    got: list[Any] = []

    def run() -> None:
        start.wait()
        got.append(act())

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


def post(app: Flask, path: str, asked: Asked, **answers: str) -> Callable[[], tuple[int, str]]:
    token = guard.token(asked.secret)

    def send() -> tuple[int, str]:
        response = app.test_client().post(path, data={"csrf_token": token} | answers)
        return response.status_code, response.headers.get("Location", "")

    return send


def test_fifty_forms_at_once_give_one_signature(app: Flask, ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "CODES_A_DAY", 100)
    asked = ask(code_required=False)
    path = f"/sign/{asked.secret}"
    answers = {"digest": asked.letter.revisions[0].digest, "kind": "none", "agreed": "y"}
    got = at_once(post(app, path, asked, **answers))
    assert len(ask.signatures()) == 1
    assert set(got) == {(303, path)}


def test_fifty_right_codes_at_once_give_one_signature(app: Flask, ask: Asking) -> None:
    asked = ask()
    now = clock.now()
    with transaction() as session:
        case = case_of(session, asked.secret, now)
        operations.fill_in(session, case, Wish(digest=case.text.digest), now=now)
    path = f"/sign/{asked.secret}"
    got = at_once(post(app, f"{path}/confirm", asked, code=asked.code()))
    assert len(ask.signatures()) == 1
    assert set(got) == {(303, path)}
    assert journal.verify(reading()) is None
