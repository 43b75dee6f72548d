"""Sheets and their scans: made, kept, and each signed row brought as a claim of its own."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from campaign import clock, journal, vault
from campaign.claims import operations, papers
from campaign.claims.models import Claim, Method, Paper, PaperRow, Recognised, Scan
from campaign.claims.papers import Place
from campaign.claims.refusals import CannotClaim
from campaign.claims.rules import WhyNot
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.roster.models import Member
from campaign.web.refusals import NotFound

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True, slots=True)
class Brought:
    """One page of a sheet as it is kept: its picture, and what the machine made of it."""

    page: int
    picture: bytes
    recognised: Recognised = Recognised.NOT
    empty: Sequence[int] = ()


def make(
    session: Session, letter: Letter, members: Sequence[Member], *, title: str, by: Organiser, now: datetime
) -> Paper:
    """A sheet for these Members, in this order; the caller commits. Raises CannotClaim for a draft."""
    revision = drafting.current_revision(session, letter)
    if revision is None:
        raise CannotClaim(WhyNot.NOT_OPEN)
    paper = Paper(letter=letter, revision=revision, title=title, made_at=now, made_by_id=by.id)
    codes = _codes(len(members))
    for number, (member, code) in enumerate(zip(members, codes, strict=True), 1):
        paper.rows.append(PaperRow(number=number, code=code, ep_id=member.ep_id))
    session.add(paper)
    session.flush()
    facts = {"letter": letter.public_id, "rows": len(members), "by": by.public_id, "revision": revision.digest}
    journal.record(session, "paper.made", paper.public_id, now=now, **facts)
    return paper


def keep(
    session: Session,
    paper: Paper,
    pages: Iterable[Brought],
    *,
    signed_on: date,
    witness: str,
    by: Organiser,
    now: datetime,
) -> list[Scan]:
    """Seal the scanned pages into the vault; nothing is claimed by that. The caller commits."""
    scans = [
        Scan(
            page=each.page,
            recognised=each.recognised,
            empty_rows=list(each.empty),
            file_digest=vault.store_sealed(each.picture),
            signed_on=signed_on,
            witness=witness,
            brought_at=now,
            brought_by_id=by.id,
        )
        for each in pages
    ]
    paper.scans += scans
    session.flush()
    for scan in scans:
        facts = {"paper": paper.public_id, "page": scan.page, "file": scan.file_digest, "by": by.public_id}
        journal.record(session, "paper.scanned", scan.public_id, now=now, **facts)
    return scans


def bring_rows(
    session: Session,
    scan: Scan,
    rows: dict[PaperRow, Place],
    *,
    shift: int,
    by: Organiser,
    now: datetime,
) -> tuple[list[Claim], list[tuple[PaperRow, WhyNot]]]:
    """Each of these rows becomes a claim; those that cannot are given with the reason. The caller commits."""
    paper, brought, refused = scan.paper, [], []
    for row, place in rows.items():
        evidence = {
            "paper": paper.public_id,
            "row": row.number,
            "code": row.code,
            "scan": scan.public_id,
            "page": scan.page,
            "cut": [place.top + shift, place.bottom + shift],
            "recognised": scan.recognised.value,
            "looks_empty": row.number in scan.empty_rows,
        }
        try:
            claim = operations.bring(
                session,
                paper.letter,
                row.member,
                method=Method.PAPER_SHEET,
                by=by,
                acted_at=_acted_at(scan, paper, now),
                now=now,
                evidence=evidence,
                kept=scan.file_digest,
                revision=paper.revision,
            )
        except CannotClaim as refusal:
            refused.append((row, refusal.why))
        else:
            brought.append(claim)
    return brought, refused


def paper_of(session: Session, letter: Letter, public_id: str) -> Paper:
    """One sheet of this letter. Raises NotFound for another letter's."""
    query = select(Paper).where(Paper.letter_id == letter.id, Paper.public_id == public_id)
    found = session.scalar(query.options(selectinload(Paper.rows).joinedload(PaperRow.member)))
    if found is None:
        raise NotFound("paper", _("There is no such sheet of this letter. Start from its evidence page."))
    return found


def papers_of(session: Session, letter: Letter) -> list[Paper]:
    """All sheets of this letter, newest first."""
    query = select(Paper).where(Paper.letter_id == letter.id).order_by(Paper.id.desc())
    return list(session.scalars(query.options(selectinload(Paper.rows), selectinload(Paper.scans))))


def scan_of(session: Session, paper: Paper, public_id: str) -> Scan:
    """One scan of this sheet. Raises NotFound for another sheet's."""
    found = session.scalar(select(Scan).where(Scan.paper_id == paper.id, Scan.public_id == public_id))
    if found is None:
        raise NotFound("scan", _("There is no such scan of this sheet. Start from the sheet's page."))
    return found


def rows_on(paper: Paper, page: int) -> dict[PaperRow, Place]:
    """The rows printed on this page of the sheet, with their places."""
    where = papers.places(paper.public_id, tuple(row.code for row in paper.rows))
    return {row: where[row.code] for row in paper.rows if row.code in where and where[row.code].page == page}


def before(scan: Scan) -> list[Scan]:
    """Other scans of the same page, oldest first: the page was brought twice, or signed on two copies."""
    return [each for each in scan.paper.scans if each.page == scan.page and each is not scan]


def _acted_at(scan: Scan, paper: Paper, now: datetime) -> datetime:
    """Noon of the day on the sheet, but not before the text was opened that day, nor ahead of now."""
    noon = clock.brussels_instant(scan.signed_on, time(12))
    opened = paper.revision.frozen_at
    if clock.brussels_day(opened) == scan.signed_on:
        noon = max(noon, opened)
    return min(noon, now) if clock.brussels_day(now) == scan.signed_on else noon


def _codes(number: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < number:
        found["".join(secrets.choice(LETTERS) for _ in range(papers.CODE_LENGTH))] = None
    return list(found)
