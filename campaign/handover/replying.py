"""What came back is written down, published by a deliberate act, taken back at once, struck where it was a mistake."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from campaign import clock, journal
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.handover import files, operations, rules
from campaign.handover.kinds import Outcome, ReplyChannel, ReplyKind
from campaign.handover.models import Reply, ReplyTerm
from campaign.handover.operations import StepFacts
from campaign.handover.refusals import CannotHandOver
from campaign.handover.whereabouts import PartyStanding
from campaign.organisers.models import Organiser
from campaign.web.brought import Brought
from campaign.web.refusals import Refusal


@dataclass(frozen=True, kw_only=True)
class ReplyFacts:
    """What came, when and how."""

    kind: ReplyKind
    channel: ReplyChannel
    came_on: date
    language: str = ""
    note: str = ""
    papers: Sequence[Brought] = ()


def write_down(
    session: Session, letter: Letter, standing: PartyStanding, facts: ReplyFacts, *, by: Organiser, now: datetime
) -> Reply:
    """Write a reply down; private from the start. The caller commits.

    Who answers has the letter: an attempt that was only known as sent is delivered with the reply. Raises
    CannotHandOver with the reason.
    """
    drafting.locked(session, letter)
    today = clock.brussels_day(now)
    if reason := rules.why_not_reply(facts.kind, facts.channel, facts.came_on, standing, today=today):
        raise CannotHandOver(reason)
    if len(facts.papers) > rules.FILES_AT_MOST:
        raise CannotHandOver(rules.WhyNot.FILES)
    reply = Reply(
        letter_id=letter.id,
        key=standing.party.key,
        addressee=standing.party.name,
        position=standing.party.position,
        kind=facts.kind,
        channel=facts.channel,
        came_on=facts.came_on,
        language=facts.language,
        note=facts.note,
        recorded_at=now,
        recorded_by_id=by.id,
        files=files.pages(facts.papers),
    )
    session.add(reply)
    session.flush()
    journal.record(
        session,
        "reply.came",
        reply.public_id,
        now=now,
        by=by.public_id,
        letter=letter.public_id,
        what=facts.kind.value,
        papers=[each.content_digest for each in reply.files],
    )
    if facts.kind is not ReplyKind.SILENCE and not standing.deliveries:
        _it_arrived(session, standing, facts.came_on, by=by, now=now)
    return reply


def publish(session: Session, reply: Reply, *, shows_files: bool, by: Organiser, now: datetime) -> None:
    """Show the reply to everybody, with its files or without; the caller commits. Raises Refusal for a struck one."""
    if reply.struck_at is not None:
        raise Refusal("struck", _("This reply was struck as a mistake. Write the right one down and publish that."))
    reply.published_at, reply.shows_files = now, shows_files
    session.flush()
    journal.record(session, "reply.published", reply.public_id, now=now, by=by.public_id, files=shows_files)


def hide(session: Session, reply: Reply, *, by: Organiser, now: datetime) -> None:
    """Take a published reply back at once; the caller commits."""
    reply.published_at, reply.shows_files = None, False
    session.flush()
    journal.record(session, "reply.hidden", reply.public_id, now=now, by=by.public_id)


def strike(session: Session, reply: Reply, reason: str, *, by: Organiser, now: datetime) -> None:
    """Say that a reply was written down by mistake; it stays to be seen by the team, and counts no more."""
    if reply.struck_at is None:
        reply.published_at, reply.shows_files = None, False
        reply.struck_at, reply.struck_because = now, reason
        session.flush()
        journal.record(session, "reply.struck", reply.public_id, now=now, by=by.public_id)


def set_term(session: Session, letter: Letter, days: int, reason: str, *, by: Organiser, now: datetime) -> ReplyTerm:
    """Say within how many days of its delivery an answer is due; earlier terms stay to be seen. The caller commits."""
    term = ReplyTerm(letter_id=letter.id, days=days, reason=reason, set_at=now, set_by_id=by.id)
    session.add(term)
    session.flush()
    journal.record(session, "term.set", term.public_id, now=now, by=by.public_id, letter=letter.public_id, days=days)
    return term


def _it_arrived(session: Session, standing: PartyStanding, on: date, *, by: Organiser, now: datetime) -> None:
    """The latest attempt that was on its way arrived, at the latest on the day of the reply."""
    under_way = [each for each in standing.attempts if each.last.outcome is Outcome.SENT]
    if under_way:
        at = now if on == clock.brussels_day(now) else clock.end_of_brussels_day(on)
        said = gettext("Its reply shows that it arrived.")
        facts = StepFacts(outcome=Outcome.DELIVERED, happened_at=at, note=said)
        operations.take_step(session, under_way[-1], facts, by=by, now=now)
