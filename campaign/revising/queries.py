"""What stands to be published, what was published, who signed which text and who objected."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from campaign import tokens
from campaign.drafting import changes, queries
from campaign.drafting import content as contents
from campaign.drafting import draft as drafts
from campaign.drafting.changes import Change
from campaign.drafting.content import Content
from campaign.drafting.models import Letter, LetterState, Revision
from campaign.revising import rules
from campaign.revising.models import ObjectionLink
from campaign.revising.rules import Finding
from campaign.signing.models import Lapse, Signature
from campaign.web.refusals import NotFound


@dataclass(frozen=True, slots=True)
class Prepared:
    """A change that is not published yet: the text that is signed now, and the one that would be."""

    current: Revision
    before: Content
    after: Content
    findings: tuple[Finding, ...]
    """Why it can only be material; empty where it may be a correction."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """Part by part; empty where nothing differs."""
        return changes.between(self.before, self.after)

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to publish."""
        return bool(self.changes)


@dataclass(frozen=True, slots=True)
class Published:
    """One revision with the signatures that were given on it."""

    revision: Revision
    signatures: tuple[Signature, ...]
    told: int
    """To how many signatories the correction was shown."""
    objected: tuple[Signature, ...]

    @property
    def standing(self) -> tuple[Signature, ...]:
        """Those that still stand."""
        return tuple(each for each in self.signatures if each.standing)

    @property
    def lapsed(self) -> tuple[Signature, ...]:
        """Those that ended because the text changed."""
        return tuple(each for each in self.signatures if each.lapsed_because is Lapse.TEXT_CHANGED)


def prepared(session: Session, letter: Letter) -> Prepared | None:
    """The open letter's next text as it would be published now; None for a letter that is not open."""
    current = queries.current_revision(session, letter)
    if letter.state is not LetterState.OPEN or current is None:
        return None
    before = contents.of_revision(current)
    after = contents.in_format(drafts.content_now(letter), before.format)
    signed = [contents.of_revision(each) for each in _since_basis(session, current)]
    found = rules.material(signed, after)
    if found:  # a new text takes the newest format, and with it the framing
        after = drafts.content_now(letter)
    return Prepared(current=current, before=before, after=after, findings=found)


def _since_basis(session: Session, current: Revision) -> list[Revision]:
    query = select(Revision).where(Revision.letter_id == current.letter_id, Revision.number >= current.basis)
    return list(session.scalars(query.order_by(Revision.number)))


def published(session: Session, letter: Letter) -> list[Published]:
    """All revisions, the newest first, with their signatures: a fixed number of queries."""
    revisions = session.scalars(
        select(Revision).where(Revision.letter_id == letter.id).order_by(Revision.number.desc())
    ).all()
    given: dict[int | None, list[Signature]] = {}
    query = select(Signature).where(Signature.letter_id == letter.id).order_by(Signature.sort_key)
    for each in session.scalars(query):
        given.setdefault(each.revision_id, []).append(each)
    shown: dict[int, list[ObjectionLink]] = {}
    for link in session.scalars(_links_of(revisions)):
        shown.setdefault(link.revision_id, []).append(link)
    return [
        Published(
            revision=each,
            signatures=tuple(given.get(each.id, ())),
            told=len(shown.get(each.id, ())),
            objected=tuple(link.signature for link in shown.get(each.id, ()) if link.objected_at),
        )
        for each in revisions
    ]


def _links_of(revisions: Iterable[Revision]) -> Select[ObjectionLink]:
    ids = [each.id for each in revisions]
    return select(ObjectionLink).where(ObjectionLink.revision_id.in_(ids)).options(joinedload(ObjectionLink.signature))


def revision_of(session: Session, letter: Letter, number: int) -> Revision:
    """One of the letter's revisions by its number. Raises NotFound."""
    query = select(Revision).where(Revision.letter_id == letter.id, Revision.number == number)
    if found := session.scalar(query):
        return found
    raise NotFound("revision", _("This letter has no such revision. Start from its Texts page."))


def revision_before(session: Session, revision: Revision) -> Revision:
    """The revision that this one replaced."""
    query = select(Revision).where(Revision.letter_id == revision.letter_id, Revision.number == revision.number - 1)
    return session.scalars(query).one()


def objection_by_secret(session: Session, secret: str) -> ObjectionLink | None:
    """The correction that a link from its mail leads to; None for an unknown secret."""
    query = select(ObjectionLink).where(ObjectionLink.digest == tokens.digest(secret))
    return session.scalar(query.options(joinedload(ObjectionLink.signature), joinedload(ObjectionLink.revision)))
