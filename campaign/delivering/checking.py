"""Is this code, or this file, one of our editions? The answer is about issued editions only, never about drafts."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, select, union
from sqlalchemy.orm import Session, joinedload

from campaign.delivering import queries, rules, sealing
from campaign.delivering.models import Audience, Edition, TranslatedEdition
from campaign.delivering.rules import Change, Stand
from campaign.drafting.models import Letter
from campaign.signing.models import Signature
from campaign.translating.models import TranslationRevision
from letters.checking import check
from letters.checks.report import SealReport, Verdict


class Finding(StrEnum):
    """What can be said, in one word."""

    GENUINE = "genuine"
    EXTENDED = "extended"
    """Our edition, with seals or signatures of others added behind it."""
    SUPERSEDED = "superseded"
    ALTERED = "altered"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Checked:
    """The answer, with the letter and the names that stand under it now where there is one."""

    finding: Finding
    letter: Letter | None = None
    edition: Edition | None = None
    """The very edition that was asked about; None for the letter's own code."""
    translated: TranslatedEdition | None = None
    """The very translation that was asked about, which is one of that edition."""
    latest: Edition | None = None
    why: tuple[Change, ...] = ()
    """In what the latest truth differs from the edition, for SUPERSEDED."""
    signatures: tuple[Signature, ...] = ()
    """Of those that the latest edition holds, the ones that stand now."""
    late: frozenset[str] = frozenset()
    """Public ids of those in the supplement."""
    notes: tuple[str, ...] = ()
    files: tuple[Edition, ...] = ()
    """The latest edition's files for addressee and public."""
    translations: tuple[TranslatedEdition, ...] = ()
    """Its files in other languages that are handed out."""
    report: SealReport | None = None

    @property
    def is_sealed_here(self) -> bool:
        """Whether a seal of ours in the file holds."""
        return self.report is not None and self.report.verdict == Verdict.GENUINE

    @property
    def named(self) -> str:
        """The code that the file's own list names, ours or not; empty where it has none."""
        return self.report.contents.letter if self.report and self.report.contents else ""


def by_code(session: Session, code: str) -> Checked:
    """What stands behind a printed code, a letter's or an edition's; UNKNOWN unless an edition was issued."""
    plain = code.strip().lower().replace("-", "").replace(" ", "")
    if latest := session.scalar(_editions().where(Letter.public_id == plain).limit(1)):
        return _known(session, None, latest)
    if edition := session.scalar(_editions().where(Edition.public_id == plain)):
        return _known(session, edition, _latest(session, edition))
    if made := session.scalar(_translations().where(TranslatedEdition.public_id == plain)):
        return _known_translation(session, made)
    return Checked(finding=Finding.UNKNOWN)


def by_file(session: Session, pdf: bytes, *, now: datetime) -> Checked:
    """What this file is. Files that are not byte for byte ours are opened in a process of their own."""
    if known := _by_digest(session, pdf):
        return known
    report = check(pdf, now=now, fingerprints=frozenset(filter(None, [sealing.fingerprint()])))
    if report.verdict == Verdict.GENUINE and (known := _beginning(session, pdf)):
        finding = Finding.EXTENDED if known.finding == Finding.GENUINE else known.finding
        return replace(known, finding=finding, report=report)
    named = by_code(session, report.contents.letter) if report.contents else Checked(finding=Finding.UNKNOWN)
    if named.finding != Finding.UNKNOWN or report.verdict == Verdict.ALTERED:
        return replace(named, finding=Finding.ALTERED, edition=None, translated=None, report=report)
    return Checked(finding=Finding.UNKNOWN, report=report)


def _known(session: Session, edition: Edition | None, latest: Edition) -> Checked:
    stand = queries.stand(session, latest.letter)
    listed = set(latest.signature_ids)
    why = _why_superseded(edition or latest, latest, stand)
    files = [each for each in queries.latest_files(session, latest.letter) if each.audience is not Audience.ARCHIVE]
    return Checked(
        finding=Finding.SUPERSEDED if why else Finding.GENUINE,
        letter=latest.letter,
        edition=edition,
        latest=latest,
        why=why,
        signatures=tuple(each for each in stand.signatures if each.public_id in listed),
        late=frozenset(latest.late_ids),
        notes=stand.notes,
        files=tuple(files),
        translations=tuple(made for each in files for made in queries.offered_translations(session, each)),
    )


def _known_translation(session: Session, made: TranslatedEdition) -> Checked:
    """What is known of the edition, said of its translation; a revised one is superseded too."""
    known = _known(session, made.edition, _latest(session, made.edition))
    newest = queries.newest_translation(session, made)
    why = known.why if newest.id == made.id else (*known.why, Change.TRANSLATION)
    finding = Finding.SUPERSEDED if why else Finding.GENUINE
    return replace(known, finding=finding, why=why, translated=made)


def _why_superseded(edition: Edition, latest: Edition, stand: Stand) -> tuple[Change, ...]:
    """Why the edition is out of date. What no edition holds yet, a late signature or a new text, is not told."""
    why = [] if edition.number == latest.number else rules.changes_between(edition, latest)
    if Change.WITHDRAWN not in why and set(edition.signature_ids) - set(stand.ids):
        why.insert(0, Change.WITHDRAWN)
    return tuple(why)


def _by_digest(session: Session, content: bytes) -> Checked | None:
    """What is known of the file of ours that these bytes are."""
    digest = hashlib.sha256(content).hexdigest()
    if edition := session.scalar(_editions().where(Edition.file_digest == digest)):
        return _known(session, edition, _latest(session, edition))
    if made := session.scalar(_translations().where(TranslatedEdition.file_digest == digest)):
        return _known_translation(session, made)
    return None


def _beginning(session: Session, pdf: bytes) -> Checked | None:
    """What is known of the file of ours that this one begins with: later seals and signatures only ever append."""
    sizes = union(select(Edition.size), select(TranslatedEdition.size)).subquery()
    for size in session.scalars(select(sizes.c.size).where(sizes.c.size < len(pdf))):
        if known := _by_digest(session, pdf[:size]):
            return known
    return None


def _latest(session: Session, edition: Edition) -> Edition:
    return session.scalars(_editions().where(Edition.letter_id == edition.letter_id).limit(1)).one()


def _editions() -> Select[Edition]:
    query = select(Edition).join(Letter, Letter.id == Edition.letter_id).order_by(Edition.number.desc())
    return query.options(joinedload(Edition.letter), joinedload(Edition.revision))


def _translations() -> Select[TranslatedEdition]:
    edition = joinedload(TranslatedEdition.edition)
    translated = joinedload(TranslatedEdition.translated).joinedload(TranslationRevision.translation)
    return select(TranslatedEdition).options(edition.joinedload(Edition.letter), translated)
