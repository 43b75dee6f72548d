"""Open letters with signatories, and changes of their text."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from campaign.drafting import content as contents
from campaign.drafting import draft as drafts
from campaign.drafting import saving
from campaign.drafting.models import Letter, Revision, RevisionKind
from campaign.inviting.models import Invitation
from campaign.organisers.models import Organiser
from campaign.revising import operations, queries
from campaign.roster.models import Member
from campaign.signing.models import Signature
from tests import factories

LATER = timedelta(hours=2)


@dataclass
class Signed:
    """An open letter with one signatory."""

    letter: Letter
    by: Organiser
    member: Member
    invitation: Invitation
    secret: str
    signature: Signature


def make_signed(session: Session, **changes: Any) -> Signed:
    """An open letter, asked of and signed by one Member."""
    letter = factories.make_open_letter(session, **changes)
    member = factories.make_member(session, given="Ada", surname="TESTER")
    invitation, secret = factories.make_invitation(session, letter, member)
    signature = factories.make_signature(session, letter, member, invitation=invitation)
    return Signed(letter, letter.campaign.team[0].organiser, member, invitation, secret, signature)


def prepare(session: Session, letter: Letter, *, now: datetime, **changes: Any) -> None:
    """Put these changes into the letter's working copy."""
    by = letter.campaign.team[0].organiser
    saving.prepare_change(session, letter, by=by, now=now)
    draft = replace(drafts.of_letter(letter), **changes)
    assert saving.save(session, letter, draft, version=letter.version, by=by, now=now)


def publish(
    session: Session,
    letter: Letter,
    kind: RevisionKind,
    *,
    now: datetime,
    reason: str = "A slip of the pen.",
    **changes: Any,
) -> Revision:
    """Prepare these changes and publish them as this kind, as an organiser who has read them."""
    if changes:
        prepare(session, letter, now=now, **changes)
    prepared = queries.prepared(session, letter)
    assert prepared is not None
    return operations.publish(
        session,
        letter,
        kind,
        reason,
        over=prepared.current.digest,
        read=contents.digest(prepared.after),
        by=letter.campaign.team[0].organiser,
        now=now,
    )


@pytest.fixture
def signed(session: Session) -> Signed:
    """An open letter with one signatory."""
    return make_signed(session)
