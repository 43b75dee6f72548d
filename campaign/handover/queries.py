"""Attempts, papers and replies of a letter, and what everybody may know of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from campaign import clock
from campaign.delivering.models import Channel, Delivery, Edition
from campaign.drafting.models import Letter, LetterState
from campaign.handover import standings, whereabouts
from campaign.handover.kinds import ReplyKind
from campaign.handover.models import Attempt, CoverText, OverdueNotice, Proof, Reply, ReplyFile, ReplyTerm, Step
from campaign.web.refusals import NotFound


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A published page of a reply; `campaign.handover.files` gives its bytes."""

    code: str
    name: str
    mimetype: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicReply:
    """What everybody may know of a reply."""

    code: str
    addressee: str
    kind: ReplyKind
    on: date
    language: str
    files: tuple[PublicFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """Who has the letter since when, by which way; never a tracking number, a witness or a note."""

    addressee: str
    on: date
    channel: Channel
    url: str
    """Where it was published, for an open letter."""


def with_answers_due(session: Session) -> list[Letter]:
    """Closed letters of open cases that have reached somebody: of these an answer can be overdue."""
    reached = select(Edition.letter_id).join(Delivery, Delivery.edition_id == Edition.id)
    query = select(Letter).where(Letter.id.in_(reached), Letter.state == LetterState.CLOSED)
    query = query.options(joinedload(Letter.campaign)).order_by(Letter.id)
    return [each for each in session.scalars(query) if each.campaign.closed_at is None]


def attempt_of(session: Session, letter: Letter, public_id: str) -> Attempt:
    """One attempt of this letter. Raises NotFound."""
    query = select(Attempt).where(Attempt.letter_id == letter.id, Attempt.public_id == public_id)
    return _found(session.scalar(query.options(standings.with_steps())))


def attempt_by(session: Session, public_id: str) -> Attempt | None:
    """The attempt with this number, as a mail of ours names it."""
    return session.scalar(select(Attempt).where(Attempt.public_id == public_id).options(standings.with_steps()))


def attempt_once(session: Session, letter: Letter, once: str) -> Attempt | None:
    """The attempt that this confirmation page has made already."""
    return session.scalar(select(Attempt).where(Attempt.letter_id == letter.id, Attempt.once == once))


def proof_of(session: Session, letter: Letter, public_id: str) -> Proof:
    """A paper of one of this letter's attempts. Raises NotFound."""
    query = select(Proof).join(Step, Proof.step_id == Step.id).join(Step.attempt)
    return _found(session.scalar(query.where(Attempt.letter_id == letter.id, Proof.public_id == public_id)))


def reply_of(session: Session, letter: Letter, public_id: str) -> Reply:
    """One reply to this letter. Raises NotFound."""
    query = select(Reply).where(Reply.letter_id == letter.id, Reply.public_id == public_id)
    return _found(session.scalar(query.options(selectinload(Reply.files))))


def reply_file_of(session: Session, letter: Letter, public_id: str) -> ReplyFile:
    """A file of a reply to this letter. Raises NotFound."""
    query = select(ReplyFile).join(ReplyFile.reply)
    return _found(session.scalar(query.where(Reply.letter_id == letter.id, ReplyFile.public_id == public_id)))


def cover_text(session: Session, letter: Letter) -> CoverText | None:
    """What was written to accompany the letter."""
    return session.get(CoverText, letter.id)


def terms_of(session: Session, letter: Letter) -> list[ReplyTerm]:
    """Every term that was set for answers, the one that holds last."""
    return list(session.scalars(select(ReplyTerm).where(ReplyTerm.letter_id == letter.id).order_by(ReplyTerm.id)))


def told(session: Session, letters: Sequence[Letter]) -> dict[tuple[int, str, date], list[datetime]]:
    """When the team was told that an answer is overdue, by letter, party and due day."""
    query = select(OverdueNotice).where(OverdueNotice.letter_id.in_([each.id for each in letters]))
    found: dict[tuple[int, str, date], list[datetime]] = defaultdict(list)
    for each in session.scalars(query):
        found[each.letter_id, each.key, each.due_on].append(each.told_at)
    return found


def public_replies(session: Session, letter: Letter) -> list[PublicReply]:
    """The published replies, oldest first, with the files that were published with them.

    Whether the letter and its campaign are public is for the page that asks to know.
    """
    query = select(Reply).where(
        Reply.letter_id == letter.id, Reply.published_at.is_not(None), Reply.struck_at.is_(None)
    )
    query = query.options(selectinload(Reply.files)).order_by(Reply.came_on, Reply.id)
    return [_public(each) for each in session.scalars(query)]


def public_file(session: Session, letter: Letter, code: str) -> ReplyFile:
    """A file of a published reply. Raises NotFound for any other, in the same words."""
    query = select(ReplyFile).join(ReplyFile.reply)
    query = query.where(Reply.letter_id == letter.id, ReplyFile.public_id == code)
    query = query.where(Reply.published_at.is_not(None), Reply.struck_at.is_(None), Reply.shows_files)
    return _found(session.scalar(query))


def delivered(session: Session, letter: Letter) -> list[Delivered]:
    """Who has the letter: each party once, with the first day; in the order of the days."""
    urls = {
        each.delivery_id: each.attempt.url
        for each in session.scalars(
            select(Step)
            .join(Step.attempt)
            .where(Attempt.letter_id == letter.id, Step.delivery_id.is_not(None))
            .options(joinedload(Step.attempt))
        )
    }
    first: dict[str, Delivered] = {}
    for each in standings.deliveries_of(session, [letter.id])[letter.id]:
        told = Delivered(
            addressee=each.addressee,
            on=clock.brussels_day(each.delivered_at),
            channel=each.channel,
            url=urls.get(each.id, ""),
        )
        first.setdefault(whereabouts.key_of(each.addressee, each.position), told)
    return list(first.values())


def _public(reply: Reply) -> PublicReply:
    return PublicReply(
        code=reply.public_id,
        addressee=reply.addressee,
        kind=reply.kind,
        on=reply.came_on,
        language=reply.language,
        files=tuple(PublicFile(each.public_id, each.name, each.mimetype, each.size) for each in reply.files)
        if reply.shows_files
        else (),
    )


Thing = TypeVar("Thing", Attempt, Proof, Reply, ReplyFile)


def _found(thing: Thing | None) -> Thing:
    if thing is None:
        raise NotFound("thing", _("There is no such thing. Start from the page that tells where the letter stands."))
    return thing
