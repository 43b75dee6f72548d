"""A change of an open letter is prepared apart from the letter: what is frozen does not move."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from campaign.drafting import content as contents
from campaign.drafting import draft as drafts
from campaign.drafting import operations, queries, saving
from campaign.drafting.models import Letter
from campaign.drafting.refusals import CannotChange
from tests import factories


@pytest.fixture
def letter(session: Session, now: datetime) -> Letter:
    """An open letter with a change of its body in preparation."""
    letter = factories.make_open_letter(session)
    by = letter.campaign.team[0].organiser
    saving.prepare_change(session, letter, by=by, now=now)
    changed = replace(drafts.of_letter(letter), title="Free Ilja Brandt", body="Another text.", code_required=False)
    assert saving.save(session, letter, changed, version=letter.version, by=by, now=now)
    session.flush()
    session.refresh(letter)
    return letter


def test_the_letter_says_what_is_frozen_while_a_change_is_prepared(session: Session, letter: Letter) -> None:
    revision = queries.current_revision(session, letter)
    assert revision is not None
    assert contents.of_letter(letter) == contents.of_revision(revision)
    assert drafts.content_now(letter).body == "Another text."


def test_only_the_text_can_be_changed_once_a_letter_is_open(letter: Letter) -> None:
    assert letter.code_required
    assert drafts.of_letter(letter).code_required
    assert drafts.of_letter(letter).title == "Free Ilja Brandt"


def test_an_open_letter_is_not_written_in_without_a_working_copy(session: Session, now: datetime) -> None:
    letter = factories.make_open_letter(session)
    draft = replace(drafts.of_letter(letter), body="Slipped in.")
    with pytest.raises(CannotChange):
        saving.save(session, letter, draft, version=letter.version, by=letter.campaign.team[0].organiser, now=now)


def test_an_editor_left_open_while_the_letter_was_opened_does_not_write_into_a_change(
    session: Session, now: datetime
) -> None:
    letter = factories.make_letter(session)
    by, seen = letter.campaign.team[0].organiser, letter.version
    draft = replace(drafts.of_letter(letter), body="Typed before the opening.")
    operations.open_for_signature(session, letter, by=by, now=now)
    saving.prepare_change(session, letter, by=by, now=now)
    assert not saving.save(session, letter, draft, version=seen, by=by, now=now)


def test_a_closed_letter_keeps_no_change(session: Session, letter: Letter, now: datetime) -> None:
    operations.close(session, letter, by=letter.campaign.team[0].organiser, now=now)
    session.refresh(letter)
    assert letter.working_copy is None
    with pytest.raises(CannotChange):
        saving.prepare_change(session, letter, by=letter.campaign.team[0].organiser, now=now)


def test_a_dropped_change_is_gone(session: Session, letter: Letter, now: datetime) -> None:
    saving.drop_change(session, letter, by=letter.campaign.team[0].organiser, now=now)
    assert drafts.content_now(letter) == contents.of_letter(letter)
