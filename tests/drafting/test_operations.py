"""Opening, extending and closing a letter, on a real database."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from campaign import journal
from campaign.drafting import content as contents
from campaign.drafting import operations, queries, rules
from campaign.drafting.models import LetterState
from campaign.drafting.refusals import CannotChange
from tests import factories


def test_opening_freezes_the_text_with_its_digest(session: Session, now: datetime) -> None:
    letter = factories.make_letter(session)
    by = letter.campaign.team[0].organiser
    revision = operations.open_for_signature(session, letter, by=by, now=now)
    assert letter.state == LetterState.OPEN
    assert revision.number == 1
    assert revision.digest == contents.digest(contents.of_letter(letter))
    assert contents.of_revision(revision) == contents.of_letter(letter)
    assert queries.current_revision(session, letter) is revision


def test_opening_is_recorded_by_digest(session: Session, now: datetime) -> None:
    letter = factories.make_open_letter(session)
    event = journal.history(session, letter.public_id)[-1]
    revision = queries.current_revision(session, letter)
    assert revision is not None
    assert (event.kind, event.facts["revision"]) == ("letter.opened", revision.digest)


def test_a_letter_is_opened_only_once(session: Session, now: datetime) -> None:
    letter = factories.make_open_letter(session)
    with pytest.raises(CannotChange) as refused:
        operations.open_for_signature(session, letter, by=letter.campaign.team[0].organiser, now=now)
    assert refused.value.reason == rules.Why.NOT_A_DRAFT


def test_a_letter_without_a_subject_cannot_be_opened(session: Session, now: datetime) -> None:
    letter = factories.make_letter(session, subject="")
    with pytest.raises(CannotChange) as refused:
        operations.open_for_signature(session, letter, by=letter.campaign.team[0].organiser, now=now)
    assert [each.lack for each in refused.value.problems] == [rules.Lack.SUBJECT]
    assert letter.state == LetterState.DRAFT


def test_a_text_that_changed_since_it_was_read_is_not_opened(session: Session, now: datetime) -> None:
    letter = factories.make_letter(session)
    read = contents.digest(contents.of_letter(letter))
    letter.body += "\n\nOne more demand."
    with pytest.raises(CannotChange) as refused:
        operations.open_for_signature(session, letter, by=letter.campaign.team[0].organiser, now=now, digest=read)
    assert refused.value.reason == rules.Why.CHANGED


def test_closing_is_final(session: Session, now: datetime) -> None:
    letter = factories.make_open_letter(session)
    by = letter.campaign.team[0].organiser
    operations.close(session, letter, by=by, now=now)
    assert (letter.state, letter.closed_at) == (LetterState.CLOSED, now)
    with pytest.raises(CannotChange):
        operations.close(session, letter, by=by, now=now)


def test_a_deadline_moves_later_with_its_reason_in_the_journal(session: Session, now: datetime) -> None:
    letter = factories.make_open_letter(session)
    later = now + timedelta(days=20)
    by = letter.campaign.team[0].organiser
    operations.extend(session, letter, deadline_at=later, reason="Two offices asked for a week", by=by, now=now)
    assert letter.deadline_at == later
    event = journal.history(session, letter.public_id)[-1]
    assert (event.kind, event.facts["reason"]) == ("letter.extended", "Two offices asked for a week")


@pytest.mark.parametrize(
    ("days", "reason", "why"),
    [(10, "Same hour", rules.Why.NOT_LATER), (9, "Earlier", rules.Why.NOT_LATER), (11, " ", rules.Why.NO_REASON)],
)
def test_a_deadline_never_moves_earlier_nor_without_a_reason(
    session: Session, now: datetime, days: int, reason: str, why: rules.Why
) -> None:
    letter = factories.make_open_letter(session)
    by = letter.campaign.team[0].organiser
    with pytest.raises(CannotChange) as refused:
        operations.extend(session, letter, deadline_at=now + timedelta(days=days), reason=reason, by=by, now=now)
    assert refused.value.reason == why


def test_a_closed_letter_is_not_extended(session: Session, now: datetime) -> None:
    letter = factories.make_open_letter(session)
    by = letter.campaign.team[0].organiser
    operations.close(session, letter, by=by, now=now)
    with pytest.raises(CannotChange) as refused:
        operations.extend(session, letter, deadline_at=now + timedelta(days=30), reason="Late", by=by, now=now)
    assert refused.value.reason == rules.Why.NOT_OPEN
