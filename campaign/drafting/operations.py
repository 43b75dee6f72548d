"""What happens to a letter as a whole: opened for signature once, its deadline extended, closed for good."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import journal
from campaign.drafting import content as contents
from campaign.drafting import glyphs, queries, rules
from campaign.drafting.models import Letter, LetterState, Revision, RevisionKind
from campaign.drafting.refusals import CannotChange
from campaign.organisers.models import Organiser


def open_for_signature(
    session: Session, letter: Letter, *, by: Organiser, now: datetime, digest: str | None = None
) -> Revision:
    """Freeze the text as the first revision, from now on immutable; the caller commits.

    `digest` is that of the text the organiser read. Raises CannotChange when the letter is no draft, lacks something,
    or says something else by now.
    """
    locked(session, letter)
    if letter.state != LetterState.DRAFT:
        raise CannotChange(rules.Why.NOT_A_DRAFT)
    content = contents.of_letter(letter)
    if lacking := rules.problems(content, letter.deadline_at, now=now, missing_glyphs=glyphs.missing):
        raise CannotChange(rules.Why.NOT_READY, tuple(lacking))
    if digest is not None and digest != contents.digest(content):
        raise CannotChange(rules.Why.CHANGED)
    letter.state, letter.opened_at = LetterState.OPEN, now
    revision = freeze(session, letter, content, by=by, now=now)
    journal.record(session, "letter.opened", letter.public_id, now=now, revision=revision.digest, by=by.public_id)
    return revision


def close(session: Session, letter: Letter, *, by: Organiser, now: datetime) -> None:
    """End the collection of signatures for good, at the deadline or before; the caller commits.

    Raises CannotChange when the letter is not open.
    """
    locked(session, letter)
    if letter.state != LetterState.OPEN:
        raise CannotChange(rules.Why.NOT_OPEN)
    letter.state, letter.closed_at = LetterState.CLOSED, now
    letter.working_copy = None  # a change that was not published by now never will be
    revision = queries.current_revision(session, letter)
    digest = revision.digest if revision else None
    journal.record(session, "letter.closed", letter.public_id, now=now, revision=digest, by=by.public_id)


def extend(
    session: Session, letter: Letter, *, deadline_at: datetime, reason: str, by: Organiser, now: datetime
) -> None:
    """Move the deadline of an open letter to a later instant, with the reason kept in the journal; the caller commits.

    Raises CannotChange with the reason.
    """
    locked(session, letter)
    if why := rules.why_not_extended(letter, deadline_at, reason, now=now):
        raise CannotChange(why)
    before = letter.deadline_at.isoformat() if letter.deadline_at else None
    letter.deadline_at = deadline_at
    facts = {"before": before, "until": deadline_at.isoformat(), "reason": reason.strip(), "by": by.public_id}
    journal.record(session, "letter.extended", letter.public_id, now=now, **facts)


def accept_late(
    session: Session, letter: Letter, *, until: datetime, reason: str, by: Organiser, now: datetime
) -> None:
    """Let Members sign the closed letter until then, for a dated supplement; said again, the hour moves.

    The list that was printed does not change. The caller commits. Raises CannotChange with the reason.
    """
    locked(session, letter)
    if why := rules.why_no_late(letter, until, reason, now=now):
        raise CannotChange(why)
    letter.late_until = until
    facts = {"until": until.isoformat(), "reason": reason.strip(), "by": by.public_id}
    journal.record(session, "letter.late_accepted", letter.public_id, now=now, **facts)


def end_late(session: Session, letter: Letter, *, by: Organiser, now: datetime) -> None:
    """Take no more late signatures from now on; the caller commits. Raises CannotChange when none are taken."""
    locked(session, letter)
    if not rules.accepts_late(letter, now=now):
        raise CannotChange(rules.Why.NOT_CLOSED)
    letter.late_until = now
    journal.record(session, "letter.late_ended", letter.public_id, now=now, by=by.public_id)


def locked(session: Session, letter: Letter) -> None:
    """Read the letter's row again and keep others from changing it until the transaction ends."""
    session.flush()
    session.execute(select(Letter.id).where(Letter.id == letter.id).with_for_update())
    session.refresh(letter)


def freeze(
    session: Session,
    letter: Letter,
    content: contents.Content,
    *,
    by: Organiser,
    now: datetime,
    kind: RevisionKind = RevisionKind.FIRST,
    reason: str = "",
) -> Revision:
    """Make this content the letter's next revision, which is signed from now on; the letter is locked by the caller."""
    before = queries.current_revision(session, letter)
    number = before.number + 1 if before else 1
    revision = Revision(
        letter_id=letter.id,
        number=number,
        kind=kind,
        reason=reason,
        basis=before.basis if before and kind is RevisionKind.CORRECTION else number,
        text=contents.canonical_text(content),
        digest=contents.digest(content),
        content=contents.to_dict(content),
        logo=letter.logo,
        frozen_at=now,
        frozen_by_id=by.id,
    )
    letter.revision_number = number
    letter.version += 1  # editors that are still open hold the text before
    session.add(revision)
    session.flush()  # the unique number speaks here
    return revision
