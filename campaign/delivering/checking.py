"""Is this code, or this file, one of our editions? The answer is about issued editions only, never about drafts."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from campaign.delivering import rules, sealing
from campaign.delivering.models import Edition
from campaign.drafting.models import Letter
from campaign.signing import queries as signing
from campaign.signing.models import Signature
from letters.checking import check
from letters.checks.report import SealReport, Verdict
from letters.seals import keys


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
    latest: Edition | None = None
    signatures: tuple[Signature, ...] = ()
    report: SealReport | None = None


def by_code(session: Session, code: str) -> Checked:
    """What stands behind the code that is printed on every page; UNKNOWN unless an edition was issued."""
    plain = code.strip().lower().replace("-", "").replace(" ", "")
    latest = session.scalar(_editions().where(Letter.public_id == plain).limit(1))
    return _known(session, latest, latest) if latest else Checked(finding=Finding.UNKNOWN)


def by_file(session: Session, pdf: bytes, *, now: datetime) -> Checked:
    """What this file is. Files that are not byte for byte ours are opened in a process of their own."""
    digest = hashlib.sha256(pdf).hexdigest()
    if edition := session.scalar(_editions().where(Edition.file_digest == digest)):
        return _known(session, edition, _latest(session, edition))
    report = check(pdf, now=now, fingerprints=frozenset({keys.fingerprint(sealing.sealer(now=now).certificate)}))
    if report.verdict == Verdict.GENUINE and (edition := _beginning(session, pdf)):
        known = _known(session, edition, _latest(session, edition))
        finding = Finding.EXTENDED if known.finding == Finding.GENUINE else known.finding
        return Checked(**{**vars(known), "finding": finding, "report": report})
    named = by_code(session, report.contents.letter) if report.contents else Checked(finding=Finding.UNKNOWN)
    if named.finding != Finding.UNKNOWN or report.verdict == Verdict.ALTERED:
        return Checked(**{**vars(named), "finding": Finding.ALTERED, "edition": None, "report": report})
    return Checked(finding=Finding.UNKNOWN, report=report)


def _known(session: Session, edition: Edition, latest: Edition) -> Checked:
    signatures = tuple(signing.standing_signatures(session, latest.letter))
    is_current = edition.id == latest.id and rules.is_current(edition, [each.public_id for each in signatures])
    return Checked(
        finding=Finding.GENUINE if is_current else Finding.SUPERSEDED,
        letter=latest.letter,
        edition=edition,
        latest=latest,
        signatures=signatures,
    )


def _beginning(session: Session, pdf: bytes) -> Edition | None:
    """The edition whose bytes this file begins with: later seals and signatures only ever append."""
    sizes = select(Edition.size).where(Edition.size < len(pdf)).distinct()
    for size in session.scalars(sizes):
        digest = hashlib.sha256(pdf[:size]).hexdigest()
        if found := session.scalar(_editions().where(Edition.file_digest == digest)):
            return found
    return None


def _latest(session: Session, edition: Edition) -> Edition:
    return session.scalars(_editions().where(Edition.letter_id == edition.letter_id).limit(1)).one()


def _editions() -> Select[Edition]:
    query = select(Edition).join(Letter, Letter.id == Edition.letter_id).order_by(Edition.number.desc())
    return query.options(joinedload(Edition.letter), joinedload(Edition.revision))
