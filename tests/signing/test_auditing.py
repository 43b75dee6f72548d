"""A signature's row that was changed by hand is named, whatever was changed."""

from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from campaign.cli import main
from campaign.db import transaction
from campaign.signing import auditing, operations, queries
from campaign.signing.auditing import Fault
from campaign.signing.models import Signature
from campaign.signing.wishes import Wish
from tests import factories


@pytest.fixture
def given(session: Session, now: datetime) -> Signature:
    letter = factories.make_open_letter(session, code_required=False)
    _invitation, secret = factories.make_invitation(session, letter)
    case = queries.case_by_secret(session, secret, now=now)
    assert case is not None
    return operations.sign(session, case, Wish(digest=case.text.digest), now=now, network="192.0.2.0/24")


def _by_hand(session: Session, statement: str, **values: Any) -> None:
    session.execute(text(statement), values)
    session.expire_all()


def test_signatures_as_they_were_given_pass(session: Session, given: Signature) -> None:
    assert auditing.first_altered(session) is None


@pytest.mark.parametrize(
    "change",
    ["surname = 'OTHER'", "country = 'FR'", "group_code = 'EPP'", "ep_id = ep_id", "signed_at = '2025-01-01 00:00:00'"],
)
def test_what_a_signature_says_cannot_be_changed_by_hand(session: Session, given: Signature, change: str) -> None:
    _by_hand(session, f"UPDATE signatures SET {change}")
    found = auditing.first_altered(session)
    expected = None if change == "ep_id = ep_id" else auditing.Altered(given.public_id, Fault.ALTERED)
    assert found == expected


def test_a_signature_that_nobody_gave_is_named(session: Session, given: Signature) -> None:
    slipped_in = factories.make_signature(session, given.letter)
    assert auditing.first_altered(session) == auditing.Altered(slipped_in.public_id, Fault.NEVER_GIVEN)


def test_a_withdrawn_signature_cannot_be_stood_up_by_hand(session: Session, given: Signature, now: datetime) -> None:
    case = queries.case_of(session, given, now=now)
    operations.ask_withdrawal(session, case, given, now=now)
    assert auditing.first_altered(session) is None
    _by_hand(session, "UPDATE signatures SET standing = true")
    assert auditing.first_altered(session) == auditing.Altered(given.public_id, Fault.STANDING)


def test_a_standing_signature_cannot_be_hidden_by_hand(session: Session, given: Signature) -> None:
    _by_hand(session, "UPDATE signatures SET standing = NULL")
    assert auditing.first_altered(session) == auditing.Altered(given.public_id, Fault.GONE)


def test_the_command_names_the_altered_signature(app: Flask, now: datetime) -> None:
    with transaction() as session:
        slipped_in = factories.make_signature(session, factories.make_open_letter(session))
    told = app.test_cli_runner().invoke(main, ["journal", "verify"])
    assert told.exit_code == 1
    assert f"the signature {slipped_in.public_id} was changed past it: the journal never saw it given." in told.output
