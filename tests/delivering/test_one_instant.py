"""Two freeze a letter while a third signs or withdraws: every list is what stood at one instant."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select

from campaign import clock
from campaign.db import database, reading, transaction
from campaign.delivering import operations
from campaign.delivering.models import Edition
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.signing import operations as signing
from campaign.signing import queries
from campaign.signing.models import Signature
from campaign.signing.wishes import Wish
from campaign.web.refusals import Refusal
from tests import factories
from tests.delivering.conftest import Case


def at_once(app: Flask, acts: list[Callable[[], None]]) -> list[str]:
    """Let all begin together, each as a request of its own; gives the reasons of those who were refused."""
    ready, refused = Barrier(len(acts)), []

    def run(act: Callable[[], None]) -> None:
        with app.app_context():
            ready.wait()
            try:
                act()
            except Refusal as refusal:
                refused.append(str(refusal.reason))
            database.session.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    reading().rollback()
    return refused


@pytest.mark.parametrize("attempt", range(3))
def test_two_freeze_while_a_third_signs(app: Flask, organiser: Organiser, attempt: int) -> None:
    with transaction() as session:
        campaign = factories.make_campaign(session, session.merge(organiser))
        letter = factories.make_open_letter(session, campaign, code_required=False)
        factories.make_signature(session, letter, signed_at=clock.now())
        _invitation, secret = factories.make_invitation(session, letter)
        letter_id, digest = letter.id, letter.revisions[0].digest

    def freeze() -> None:
        with transaction() as session:
            letter = session.get_one(Letter, letter_id)
            drafting.locked(session, letter)
            if letter.closed_at is None:
                drafting.close(session, letter, by=organiser, now=clock.now())
            operations.issue_edition(session, letter, by=organiser, now=clock.now())

    def sign() -> None:
        with transaction() as session:
            case = queries.case_by_secret(session, secret, now=clock.now(), to_write=True)
            assert case is not None
            signing.sign(session, case, Wish(digest=digest), now=clock.now())

    refused = at_once(app, [freeze, sign, freeze] if attempt else [sign, freeze, freeze])
    editions = list(reading().scalars(select(Edition).where(Edition.letter_id == letter_id)))
    standing = set(reading().scalars(select(Signature.public_id).where(Signature.standing)))
    assert {each.number for each in editions} == {1}, "the second freezer finds the first one's edition"
    assert len(editions) == 3
    assert all(set(each.signature_ids) == standing for each in editions)
    assert all(each.late_ids == [] for each in editions)
    assert len(standing) == (1 if "closed" in refused else 2)


def test_two_issue_while_a_third_withdraws(app: Flask, case: Case) -> None:
    def issue() -> None:
        case.issue()

    def withdraw() -> None:
        with transaction() as session:
            query = select(Signature).where(Signature.surname == "KARAMOUTSOS")
            signature = session.scalars(query).one()
            found = queries.case_of(session, signature, now=clock.now(), to_write=True)
            signing.ask_withdrawal(session, found, signature, now=clock.now())

    at_once(app, [issue, withdraw, issue])
    editions = list(reading().scalars(select(Edition).order_by(Edition.number)))
    standing = set(reading().scalars(select(Signature.public_id).where(Signature.standing)))
    everybody = set(reading().scalars(select(Signature.public_id)))
    by_number = {number: {tuple(sorted(e.signature_ids)) for e in editions if e.number == number} for number in (1, 2)}
    assert len(by_number[1]) == 1, "all files of one issue hold the same list"
    assert set(*by_number[1]) in (everybody, standing)
    if by_number[2]:
        assert set(*by_number[2]) == standing
