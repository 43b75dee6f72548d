"""Who may sign, and when: each edge of each rule, without a database."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from campaign import onetime
from campaign.drafting.models import Letter, LetterState, Revision
from campaign.inviting.models import Invitation, PersonalLink
from campaign.onetime import WhyNoCode
from campaign.roster.models import Member
from campaign.signing import rules
from campaign.signing.lines import Snapshot
from campaign.signing.models import Assurance, ConfirmationCode, Signature
from campaign.signing.rules import Case, WhyNot
from tests.conftest import NOON

DIGEST = "a" * 64
MOMENT = timedelta(microseconds=1)
ADA = Snapshot(9_000_001, "Ada", "TESTER", "TESTER", b"", "BE", "SD", None)


def case(**changes: Any) -> Case:
    """A Member who may sign, but for the given changes."""
    letter = Letter(state=changes.pop("state", LetterState.OPEN), deadline_at=changes.pop("deadline_at", None))
    values: dict[str, Any] = {
        "link": PersonalLink(revoked_at=changes.pop("replaced_at", None), mailbox="ada@europarl.europa.eu"),
        "invitation": Invitation(
            revoked_at=changes.pop("revoked_at", None),
            member=Member(mailbox=changes.pop("mailbox", "Ada@europarl.europa.eu")),
        ),
        "letter": letter,
        "revision": Revision(digest=DIGEST),
        "snapshot": ADA,
    }
    return Case(**(values | changes))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"state": LetterState.DRAFT}, WhyNot.NOT_OPEN),
        ({"state": LetterState.RECORD}, WhyNot.NOT_OPEN),
        ({"state": LetterState.CLOSED}, WhyNot.CLOSED),
        ({"revision": None}, WhyNot.NOT_OPEN),
        ({"deadline_at": NOON + MOMENT}, None),
        ({"deadline_at": NOON}, None),
        ({"deadline_at": NOON - MOMENT}, WhyNot.DEADLINE_OVER),
        ({"snapshot": None}, WhyNot.NO_MANDATE),
        ({"revoked_at": NOON}, WhyNot.REVOKED),
        ({"replaced_at": NOON}, WhyNot.REPLACED),
        ({"mailbox": "new@europarl.europa.eu"}, WhyNot.OTHER_MAILBOX),
        ({"mailbox": None}, None),
        ({"signature": Signature(standing=True)}, WhyNot.ALREADY_SIGNED),
        ({"signature": Signature(standing=None)}, WhyNot.UNSETTLED),
        ({"signature": Signature(standing=True), "state": LetterState.CLOSED}, WhyNot.ALREADY_SIGNED),
        ({"signature": Signature(standing=True), "revoked_at": NOON}, WhyNot.REVOKED),
        ({"snapshot": None, "deadline_at": NOON - MOMENT}, WhyNot.DEADLINE_OVER),
    ],
)
def test_a_member_signs_only_when_nothing_speaks_against_it(changes: dict[str, Any], reason: WhyNot | None) -> None:
    assert rules.why_refused(case(**changes), now=NOON) == reason


@pytest.mark.parametrize(
    ("digest", "reason"), [(DIGEST, None), ("b" * 64, WhyNot.TEXT_CHANGED), ("", WhyNot.TEXT_CHANGED)]
)
def test_only_the_text_on_the_page_is_signed(digest: str, reason: WhyNot | None) -> None:
    assert rules.why_refused(case(), now=NOON, digest=digest) == reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"snapshot": None}, None),
        ({"state": LetterState.CLOSED}, WhyNot.CLOSED),
        ({"deadline_at": NOON - MOMENT}, WhyNot.DEADLINE_OVER),
        ({"signature": Signature(standing=True)}, WhyNot.ALREADY_SIGNED),
    ],
)
def test_a_no_needs_an_open_letter_but_no_seat(changes: dict[str, Any], reason: WhyNot | None) -> None:
    assert rules.why_not_declined(case(**changes), now=NOON) == reason


def code(**changes: Any) -> ConfirmationCode:
    values: dict[str, Any] = {"digest": DIGEST, "sent_at": NOON, "expires_at": NOON + onetime.LIVES, "tries": 0}
    return ConfirmationCode(**(values | changes))


@pytest.mark.parametrize(
    ("kept", "typed", "now", "reason"),
    [
        (code(), DIGEST, NOON, None),
        (code(), DIGEST, NOON + timedelta(minutes=10) - MOMENT, None),
        (code(), DIGEST, NOON + timedelta(minutes=10), WhyNoCode.EXPIRED),
        (code(), "b" * 64, NOON, WhyNoCode.WRONG),
        (code(tries=4), DIGEST, NOON, None),
        (code(tries=5), DIGEST, NOON, WhyNoCode.SPENT),
        (code(used_at=NOON), DIGEST, NOON, WhyNoCode.NONE),
        (None, DIGEST, NOON, WhyNoCode.NONE),
    ],
)
def test_a_code_counts_once_for_ten_minutes_and_five_tries(
    kept: ConfirmationCode | None, typed: str, now: datetime, reason: WhyNoCode | None
) -> None:
    assert rules.why_no_code(kept, digest=typed, now=now) == reason


@pytest.mark.parametrize(("at", "sure"), [(None, Assurance.LINK), (NOON, Assurance.LINK_AND_CODE)])
def test_only_a_confirmed_code_gives_the_higher_assurance(at: datetime | None, sure: Assurance) -> None:
    assert rules.assurance(at) is sure
