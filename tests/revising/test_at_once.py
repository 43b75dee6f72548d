"""Signing, objecting and publishing at the same moment: whoever is second sees what the first one did."""

import time
from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, Event, Thread

from flask import Flask
from sqlalchemy import select

from campaign import clock, journal
from campaign.db import database, reading, transaction
from campaign.drafting import content as contents
from campaign.drafting import queries as texts
from campaign.drafting.models import Letter, RevisionKind
from campaign.revising import mails, operations, queries
from campaign.signing import guard
from campaign.signing.models import Signature
from campaign.web.refusals import Refusal
from tests import factories, mailbox
from tests.revising.conftest import make_signed, prepare
from tests.revising.test_operations import FIXED, OTHER, TYPO

SIGNERS = 8


def signer(app: Flask, secret: str, digest: str, got: list[int]) -> Callable[[], None]:
    form = {"csrf_token": guard.token(secret), "digest": digest, "kind": "none", "agreed": "y"}

    def send() -> None:
        got.append(app.test_client().post(f"/sign/{secret}", data=form).status_code)

    return send


def publisher(app: Flask, letter_id: int, kind: RevisionKind, *, under_way: Event | None = None) -> Callable[[], None]:
    """Publishes what is prepared; `under_way` keeps the transaction open for a second, for others to run into."""

    def act() -> None:
        with app.app_context(), suppress(Refusal), transaction() as session:
            letter = session.get_one(Letter, letter_id)
            prepared = queries.prepared(session, letter)
            assert prepared is not None
            seen = {"over": prepared.current.digest, "read": contents.digest(prepared.after)}
            by = letter.campaign.team[0].organiser
            operations.publish(session, letter, kind, "Why.", **seen, by=by, now=clock.now())
            if under_way:
                under_way.set()
                time.sleep(1)

    return act


def together(*acts: Callable[[], None]) -> None:
    ready = Barrier(len(acts))

    def run(act: Callable[[], None]) -> None:
        ready.wait()
        act()

    threads = [Thread(target=run, args=(each,)) for each in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    reading().rollback()
    database.session.expire_all()


def standing_numbers(letter_id: int) -> list[int]:
    query = select(Signature).where(Signature.letter_id == letter_id, Signature.standing.is_(True))
    return [each.signed_text.number for each in reading().scalars(query)]


def asked(app: Flask) -> tuple[int, str, list[str]]:
    """An open letter with a prepared change, its digest, and the links of Members who were asked."""
    with transaction() as session:
        letter = factories.make_open_letter(session, code_required=False)
        secrets = [factories.make_invitation(session, letter)[1] for _each in range(SIGNERS)]
        revision = texts.current_revision(session, letter)
        assert revision is not None
        prepare(session, letter, now=clock.now(), **OTHER)
        return letter.id, revision.digest, secrets


def test_who_signs_while_a_new_text_is_published_signs_nothing_old(app: Flask) -> None:
    letter_id, digest, secrets = asked(app)
    got: list[int] = []
    signers = [signer(app, secret, digest, got) for secret in secrets]
    together(publisher(app, letter_id, RevisionKind.MATERIAL), *signers)
    assert set(got) <= {303, 409}
    assert standing_numbers(letter_id) == []
    ended = reading().scalars(select(Signature).where(Signature.letter_id == letter_id)).all()
    assert len(ended) == got.count(303)
    told = [each for each in mailbox.waiting(reading()) if each.template == "changed"]
    assert len(told) == len(ended)
    assert journal.verify(reading()) is None


def test_who_waits_for_a_publication_that_is_under_way_is_told_of_it(app: Flask) -> None:
    letter_id, digest, secrets = asked(app)
    got: list[int] = []

    send = signer(app, secrets[0], digest, got)

    under_way = Event()

    def later() -> None:
        assert under_way.wait(60)
        send()

    together(publisher(app, letter_id, RevisionKind.MATERIAL, under_way=under_way), later)
    assert got == [409]
    assert standing_numbers(letter_id) == []


def test_two_editors_who_publish_at_once_publish_once(app: Flask) -> None:
    letter_id, _digest, _secrets = asked(app)
    together(*(publisher(app, letter_id, RevisionKind.MATERIAL) for _each in range(4)))
    assert [each.number for each in reading().get_one(Letter, letter_id).revisions] == [1, 2]


def test_an_objection_and_a_new_text_at_once_end_the_signature_once(app: Flask) -> None:
    with transaction() as session:
        signed = make_signed(session, **TYPO)
        prepare(session, signed.letter, now=clock.now(), **FIXED)
        letter_id = signed.letter.id
    publisher(app, letter_id, RevisionKind.CORRECTION)()
    with transaction() as session:
        letter = session.get_one(Letter, letter_id)
        revision = texts.current_revision(session, letter)
        signature = session.scalars(select(Signature).where(Signature.letter_id == letter_id)).one()
        assert revision is not None
        secret = mails.objection_secret(signature, revision)
        prepare(session, letter, now=clock.now(), **OTHER)
    got: list[int] = []

    form = {"csrf_token": guard.token(secret)}

    def objector() -> None:
        got.append(app.test_client().post(f"/corrections/{secret}", data=form).status_code)

    together(publisher(app, letter_id, RevisionKind.MATERIAL), objector)
    assert got in ([303], [410])
    ended = reading().scalars(select(Signature).where(Signature.letter_id == letter_id)).one()
    assert ended.standing is None
    assert ended.lapsed_at is not None
    events = [each for each in journal.history(reading(), ended.public_id) if each.kind == "signature.lapsed"]
    assert len(events) == 1
