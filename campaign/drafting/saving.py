"""Saving a draft, or the working copy of an open letter: one save after the other, never one over the other."""

from datetime import datetime

from sqlalchemy.orm import Session

from campaign import journal
from campaign.campaigns.models import Campaign
from campaign.drafting import content as contents
from campaign.drafting import draft as drafts
from campaign.drafting import operations, queries, rules
from campaign.drafting.draft import Draft
from campaign.drafting.models import Addressee, Initiator, Letter, LetterState, WorkingCopy
from campaign.drafting.refusals import CannotChange
from campaign.organisers.models import Organiser


def create(session: Session, campaign: Campaign, title: str, *, by: Organiser, now: datetime) -> Letter:
    """A new draft in this campaign; the caller commits."""
    letter = Letter(campaign=campaign, title=title, closing="Yours sincerely,", created_at=now, saved_at=now)
    letter.saved_by_id = by.id
    letter.addressees.append(Addressee(position=1))
    session.add(letter)
    session.flush()
    journal.record(session, "letter.created", letter.public_id, now=now, campaign=campaign.public_id, by=by.public_id)
    return letter


def save(session: Session, letter: Letter, draft: Draft, *, version: int, by: Organiser, now: datetime) -> bool:
    """Write the draft if nobody saved since `version`; the caller commits.

    False when somebody did and the texts differ: nothing is written then, and both texts must be shown. Of an open
    letter only the text is taken, into its working copy. Raises CannotChange where there is nothing to write in.
    """
    operations.locked(session, letter)
    _refuse_frozen(letter)
    standing = drafts.of_letter(letter)
    if letter.working_copy:
        draft = drafts.text_alone(standing, draft)
    changed = drafts.differing(standing, draft)
    if changed and letter.version != version:
        return False
    if changed and letter.working_copy:
        letter.working_copy.content = contents.to_dict(drafts.typed_content(letter, draft))
    elif changed:
        write(session, letter, draft, changed)
    if changed:
        _count(letter, by, now)
        session.flush()
    return True


def prepare_change(session: Session, letter: Letter, *, by: Organiser, now: datetime) -> None:
    """Start a working copy of an open letter's text, or go on with the one there is; the caller commits.

    Raises CannotChange when the letter is not open.
    """
    operations.locked(session, letter)
    if letter.state != LetterState.OPEN:
        raise CannotChange(rules.Why.NOT_OPEN)
    if letter.working_copy is None:
        letter.working_copy = WorkingCopy(
            content=contents.to_dict(contents.of_letter(letter)), logo=letter.logo, started_at=now
        )
        _count(letter, by, now)
        session.flush()
        journal.record(session, "change.started", letter.public_id, now=now, by=by.public_id)


def drop_change(session: Session, letter: Letter, *, by: Organiser, now: datetime) -> None:
    """Throw the working copy away, if there is one; the caller commits."""
    operations.locked(session, letter)
    if letter.working_copy is not None:
        letter.working_copy = None
        _count(letter, by, now)
        session.flush()
        journal.record(session, "change.dropped", letter.public_id, now=now, by=by.public_id)


def set_logo(session: Session, letter: Letter, logo: bytes | None, *, by: Organiser, now: datetime) -> None:
    """Put a checked logo on the letterhead, or take it off; the caller commits.

    Raises CannotChange where there is nothing to write in.
    """
    operations.locked(session, letter)
    _refuse_frozen(letter)
    if letter.working_copy:
        letter.working_copy.logo = logo
    else:
        letter.logo = logo
    _count(letter, by, now)


def _refuse_frozen(letter: Letter) -> None:
    is_prepared = letter.state == LetterState.OPEN and letter.working_copy is not None
    if letter.state != LetterState.DRAFT and not is_prepared:
        raise CannotChange(rules.Why.NOT_A_DRAFT)


def _count(letter: Letter, by: Organiser, now: datetime) -> None:
    letter.version += 1
    letter.saved_at, letter.saved_by_id = now, by.id


def write(session: Session, letter: Letter, draft: Draft, changed: tuple[str, ...]) -> None:
    """Bring these parts of the draft into the letter's own rows; the caller has asked whether it may."""
    for name in changed:
        if name in drafts.PLAIN:
            setattr(letter, name, getattr(draft, name))
    if "addressees" in changed:
        letter.addressees = [
            Addressee(
                position=number,
                name=each.name,
                office=each.office,
                postal=each.postal,
                email=each.email,
                salutation=each.salutation,
                language=each.language,
            )
            for number, each in enumerate(draft.addressees, 1)
        ]
    if "initiators" in changed:
        letter.initiators = []
        session.flush()  # the old rows go first: a Member stands only once under a letter
        known = queries.known_members(session, draft.initiators)
        letter.initiators = [
            Initiator(ep_id=member.ep_id, member=member, position=number) for number, member in enumerate(known, 1)
        ]
