"""Attempts and what became of them; the step with which the letter arrived makes its `Delivery`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from campaign import journal
from campaign.delivering import operations as delivering
from campaign.delivering.models import Channel, Delivery, Edition, TranslatedEdition
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.handover import files, rules, whereabouts
from campaign.handover.kinds import Outcome, Way
from campaign.handover.models import Attempt, CoverText, FurtherParty, Step
from campaign.handover.refusals import CannotHandOver
from campaign.handover.whereabouts import Party
from campaign.organisers.models import Organiser
from campaign.web.brought import Brought


@dataclass(frozen=True, kw_only=True)
class StepFacts:
    """What became of an attempt."""

    outcome: Outcome
    happened_at: datetime
    note: str = ""
    papers: Sequence[Brought] = ()


@dataclass(frozen=True, kw_only=True)
class AttemptFacts:
    """How one edition was, or will be, brought to one party."""

    edition: Edition
    party: Party
    channel: Channel
    way: Way | None = None
    tracking: str = ""
    place: str = ""
    witness: str = ""
    url: str = ""
    mailbox: str = ""
    once: str | None = None
    translations: Sequence[TranslatedEdition] = ()
    """Of the same edition, handed over together with it."""


@dataclass(frozen=True, kw_only=True)
class PartyFacts:
    """What is said about somebody beside the addressees."""

    name: str
    postal: str = ""
    email: str = ""
    salutation: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class CoverFacts:
    """The words that go with the letter."""

    subject: str
    text: str
    note: str
    sender_name: str
    reply_to: str


def write_down(
    session: Session, letter: Letter, facts: AttemptFacts, first: StepFacts, *, by: Organiser, now: datetime
) -> Attempt:
    """Write an attempt down with its first step; the caller commits.

    Raises CannotHandOver with the reason, and Refusal where a delivery cannot have been.
    """
    drafting.locked(session, letter)
    if reason := rules.why_not_attempt(facts.edition, facts.channel, place=facts.place, url=facts.url):
        raise CannotHandOver(reason)
    assert facts.edition.letter_id == letter.id, "the edition was looked up among the letter's"
    if any(each.edition_id != facts.edition.id for each in facts.translations):
        raise CannotHandOver(rules.WhyNot.NO_TRANSLATION)
    attempt = Attempt(
        letter=letter,
        edition=facts.edition,
        key=facts.party.key,
        addressee=facts.party.name,
        position=facts.party.position,
        channel=facts.channel,
        way=facts.way,
        tracking=facts.tracking,
        place=facts.place,
        witness=facts.witness,
        url=facts.url,
        mailbox=facts.mailbox,
        once=facts.once,
        translations=list(facts.translations),
        made_at=now,
        made_by_id=by.id,
    )
    session.add(attempt)
    session.flush()
    journal.record(
        session,
        "attempt.made",
        attempt.public_id,
        now=now,
        by=by.public_id,
        letter=letter.public_id,
        edition=facts.edition.public_id,
        file=facts.edition.file_digest,
        channel=facts.channel.value,
        **({"translations": sorted(each.file_digest for each in facts.translations)} if facts.translations else {}),
    )
    take_step(session, attempt, first, by=by, now=now)
    return attempt


def take_step(session: Session, attempt: Attempt, facts: StepFacts, *, by: Organiser | None, now: datetime) -> Step:
    """Add what became of an attempt; `by` is None where the program itself saw it. The caller commits.

    The same outcome once more adds a word or a paper. Raises CannotHandOver with the reason.
    """
    drafting.locked(session, attempt.letter)
    if reason := rules.why_not_step(attempt, facts.outcome, happened_at=facts.happened_at, now=now):
        raise CannotHandOver(reason)
    if len(facts.papers) > rules.FILES_AT_MOST:
        raise CannotHandOver(rules.WhyNot.FILES)
    step = Step(
        outcome=facts.outcome,
        happened_at=facts.happened_at,
        note=facts.note,
        recorded_at=now,
        recorded_by_id=by.id if by else None,
        delivery=_arrived(session, attempt, facts, by=by, now=now),
        proofs=files.proofs(facts.papers),
    )
    attempt.steps.append(step)
    session.flush()
    journal.record(
        session,
        f"attempt.{facts.outcome.value}",
        attempt.public_id,
        now=now,
        happened_at=facts.happened_at.isoformat(),
        papers=[each.content_digest for each in step.proofs],
        **({"by": by.public_id} if by else {}),
    )
    return step


def add_party(session: Session, letter: Letter, facts: PartyFacts, *, by: Organiser, now: datetime) -> FurtherParty:
    """Name somebody else who gets the letter, or say more about one who gets a copy; said again, the newer holds."""
    drafting.locked(session, letter)
    key = whereabouts.key_of(facts.name)
    found = session.query(FurtherParty).filter_by(letter_id=letter.id, key=key).one_or_none()
    party = found or FurtherParty(letter_id=letter.id, key=key, added_at=now)
    for name, value in vars(facts).items():
        setattr(party, name, value)
    session.add(party)
    session.flush()
    journal.record(session, "party.named", party.public_id, now=now, by=by.public_id, letter=letter.public_id)
    return party


def word_cover(session: Session, letter: Letter, facts: CoverFacts, *, by: Organiser, now: datetime) -> CoverText:
    """Keep the words that accompany the letter; the caller commits."""
    cover = session.get(CoverText, letter.id) or CoverText(letter_id=letter.id)
    for name, value in vars(facts).items():
        setattr(cover, name, value)
    session.add(cover)
    session.flush()
    journal.record(session, "cover.worded", letter.public_id, now=now, by=by.public_id)
    return cover


def _arrived(
    session: Session, attempt: Attempt, facts: StepFacts, *, by: Organiser | None, now: datetime
) -> Delivery | None:
    """The delivery, if this is the step with which the letter arrived."""
    if facts.outcome is not Outcome.DELIVERED or any(each.delivery_id for each in attempt.steps):
        return None
    assert by is not None, "no program sees that a letter arrived"
    return delivering.record_delivery(
        session,
        attempt.edition,
        addressee=attempt.addressee,
        position=attempt.position,
        channel=attempt.channel,
        delivered_at=facts.happened_at,
        note=facts.note,
        translations=attempt.translations,
        by=by,
        now=now,
    )
