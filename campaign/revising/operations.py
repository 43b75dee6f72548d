"""Publish a change of an open letter: a correction that is shown to every signatory, or a new text to sign anew.

Both end in one transaction that holds the letter's row. Whoever signs holds it too, so a signature is either there
already, and told or lapsed here, or its Member is refused with the news that the text has changed.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from campaign import journal
from campaign.drafting import content as contents
from campaign.drafting import draft as drafts
from campaign.drafting import glyphs, saving
from campaign.drafting import operations as drafting
from campaign.drafting import rules as drafting_rules
from campaign.drafting.models import Letter, LetterState, Revision, RevisionKind
from campaign.drafting.refusals import CannotChange
from campaign.drafting.rules import Why as WhyNotChanged
from campaign.organisers.models import Organiser
from campaign.revising import queries, telling
from campaign.revising.queries import Prepared
from campaign.revising.refusals import CannotRevise, Why
from campaign.signing import listening
from campaign.signing import queries as signing
from campaign.signing.models import Lapse, Signature, Withdrawal


def publish(
    session: Session,
    letter: Letter,
    kind: RevisionKind,
    reason: str,
    *,
    over: str,
    read: str,
    by: Organiser,
    now: datetime,
) -> Revision:
    """Freeze the prepared text as the letter's next revision, and do right by everybody who signed; the caller commits.

    `over` is the digest of the text it replaces and `read` that of the text the organiser looked at: a second press of
    the button, or another editor's change, is refused. Raises CannotChange or CannotRevise with the reason.
    """
    drafting.locked(session, letter)
    if letter.state != LetterState.OPEN:
        raise CannotChange(WhyNotChanged.NOT_OPEN)
    prepared = queries.prepared(session, letter)
    assert prepared is not None, "an open letter has a revision"
    _refuse(letter, prepared, kind, reason, over=over, read=read, now=now)
    standing = signing.standing_signatures(session, letter)
    _take_over(session, letter, prepared)
    revision = drafting.freeze(session, letter, prepared.after, kind=kind, reason=reason.strip(), by=by, now=now)
    facts = {"as": kind.value, "before": prepared.current.digest, "signatures": len(standing), "by": by.public_id}
    journal.record(session, "revision.published", letter.public_id, now=now, revision=revision.digest, **facts)
    if kind is RevisionKind.CORRECTION:
        telling.show_correction(session, letter, revision, prepared.before, standing, now=now)
    else:
        lapse(session, [*standing, *_hidden(session, letter)], Lapse.TEXT_CHANGED, now=now)
        telling.ask_again(session, letter, revision, standing, now=now)
    return revision


def lapse(session: Session, signatures: list[Signature], because: Lapse, *, now: datetime) -> None:
    """End these signatures without their Members having taken them back; the names are gone everywhere at once."""
    for each in signatures:
        each.standing, each.lapsed_at, each.lapsed_because = None, now, because
    session.flush()
    happened = [
        ("signature.lapsed", each.public_id, {"because": because.value, "revision": each.signed_text.digest})
        for each in signatures
    ]
    journal.record_all(session, happened, now=now)
    if because is Lapse.OBJECTED:  # only then may an issued edition hold the name: a text changes before the close
        for each in signatures:
            listening.tell(session, "signature.lapsed", each, now=now)


def _refuse(
    letter: Letter, prepared: Prepared, kind: RevisionKind, reason: str, *, over: str, read: str, now: datetime
) -> None:
    if over != prepared.current.digest:
        raise CannotChange(WhyNotChanged.CHANGED)
    if not prepared.is_changed:
        raise CannotRevise(Why.NOTHING_CHANGED)
    if read != contents.digest(prepared.after):
        raise CannotChange(WhyNotChanged.CHANGED)
    if not reason.strip():
        raise CannotRevise(Why.NO_REASON)
    if kind is not RevisionKind.MATERIAL and (kind is not RevisionKind.CORRECTION or prepared.findings):
        raise CannotRevise(Why.NO_CORRECTION)
    if lacking := problems(letter, prepared, kind, now=now):
        raise CannotChange(WhyNotChanged.NOT_READY, tuple(lacking))


def problems(letter: Letter, prepared: Prepared, kind: RevisionKind, *, now: datetime) -> list[drafting_rules.Problem]:
    """What keeps the prepared text from being published; a correction may come after the deadline, before the close."""
    found = drafting_rules.problems(prepared.after, letter.deadline_at, now=now, missing_glyphs=glyphs.missing)
    deadline = drafting_rules.Lack.DEADLINE_PASSED
    return [each for each in found if kind is RevisionKind.MATERIAL or each.lack is not deadline]


def _take_over(session: Session, letter: Letter, prepared: Prepared) -> None:
    """The letter's own rows say what the new revision says."""
    before = drafts.with_text_of(drafts.of_letter(letter), prepared.before)
    after = drafts.with_text_of(before, prepared.after)
    letter.logo = drafts.logo_of(letter)
    letter.working_copy = None
    session.flush()
    saving.write(session, letter, after, drafts.differing(before, after))
    session.flush()


def _hidden(session: Session, letter: Letter) -> list[Signature]:
    """Signatures whose withdrawal waits for its code: kept, they would come back under another text."""
    query = select(Signature).join(Withdrawal, Withdrawal.signature_id == Signature.id)
    unsettled = Withdrawal.confirmed_at.is_(None), Withdrawal.kept_at.is_(None)
    query = query.where(Signature.letter_id == letter.id, Signature.lapsed_at.is_(None), *unsettled)
    return list(session.scalars(query.options(joinedload(Signature.revision))))
