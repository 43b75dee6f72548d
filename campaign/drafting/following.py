"""A second letter to a first one: text and addressees are taken over, signatures never are (promise 1)."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from campaign import clock, journal
from campaign.drafting import dates, facts, queries, rules, saving
from campaign.drafting import draft as drafts
from campaign.drafting.content import Content, of_revision
from campaign.drafting.draft import Draft
from campaign.drafting.models import Letter, LetterState
from campaign.drafting.refusals import CannotChange
from campaign.organisers.models import Organiser


def follow_up(session: Session, letter: Letter, *, by: Organiser, now: datetime) -> Letter:
    """A new draft that follows the closed letter, with its text as it was signed last; the caller commits.

    Nobody has signed it, its date and deadline are open, and what became of the first letter is marked as missing.
    Raises CannotChange for a letter that is not closed.
    """
    revision = queries.current_revision(session, letter)
    if letter.state is not LetterState.CLOSED or revision is None:
        raise CannotChange(rules.Why.NOT_CLOSED_YET)
    second = saving.create(session, letter.campaign, letter.title, by=by, now=now)
    second.follows_id = letter.id
    draft = _draft(letter, of_revision(revision), now)
    saving.save(session, second, draft, version=second.version, by=by, now=now)
    if revision.logo:
        saving.set_logo(session, second, revision.logo, by=by, now=now)
    session.flush()
    facts_of_it = {"follows": letter.public_id, "by": by.public_id}
    journal.record(session, "letter.followed_up", second.public_id, now=now, **facts_of_it)
    return second


def _draft(letter: Letter, content: Content, now: datetime) -> Draft:
    signed = drafts.with_text_of(drafts.of_letter(letter), content)
    first_on = content.dated_on or clock.brussels_day(letter.closed_at or now)
    said = facts.missing(f"what became of the letter of {dates.written(first_on, 'en')}")
    return replace(signed, dated_on=None, deadline_at=None, body=f"{said}\n\n{content.body}")
