"""To which sheet a scanned page belongs: by the codes on it, or where they cannot be read by what its bringer says."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from campaign import tokens
from campaign.claims import marks
from campaign.claims.models import Paper, Recognised
from campaign.claims.scans import Page
from campaign.drafting import rules as texts
from campaign.drafting.models import Letter, Revision


class Unfit(StrEnum):
    """Why a page is not taken."""

    UNREAD = "unread"
    """No code could be read, and nobody said which sheet it is."""
    UNKNOWN_SHEET = "unknown_sheet"
    OTHER_LETTER = "other_letter"
    OLDER_TEXT = "older_text"
    CONTRADICTION = "contradiction"
    """Its codes name different sheets, letters or texts."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """A page and where it belongs."""

    number: int
    """Of the page among those that were brought, from 1."""
    paper: Paper
    page: int
    picture: bytes
    recognised: Recognised


@dataclass(frozen=True, slots=True)
class Refused:
    """A page that is not taken."""

    number: int
    why: Unfit
    letter: str = ""
    """The code of the letter whose sheet it is."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is taken of pages that no code names: they follow each other on this sheet."""

    paper: Paper
    first: int


def sort(
    session: Session, letter: Letter, current: Revision, pages: Sequence[Page], *, assumed: Assumed | None
) -> list[Sorted | Refused]:
    """Where each of these pages belongs, in their order."""
    return [_one(session, letter, current, number, page, assumed) for number, page in enumerate(pages, 1)]


def _one(
    session: Session, letter: Letter, current: Revision, number: int, page: Page, assumed: Assumed | None
) -> Sorted | Refused:
    named = _named(page)
    if len(named) > 1:
        return Refused(number, Unfit.CONTRADICTION)
    if not named:
        return _assumed(current, number, page, assumed)
    sheet, on = named.pop()
    paper = session.scalar(select(Paper).where(Paper.public_id == sheet).options(joinedload(Paper.revision)))
    if why := _why_unfit(paper, letter, current, page):
        other = paper.letter.public_id if paper is not None and why is Unfit.OTHER_LETTER else ""
        return Refused(number, why, other)
    assert paper is not None
    return Sorted(number, paper, on, page.picture, _how(page))


def _how(page: Page) -> Recognised:
    return Recognised.STRAIGHTENED if page.is_straight else Recognised.NAMED


def _named(page: Page) -> set[tuple[str, int]]:
    """Which sheet and page its codes name: those in the corners by which it was laid straight, else any."""
    if page.is_straight:
        return {(page.sheet, page.page)}
    said = [marks.corner(text) or marks.address(text) for text in page.texts]
    return {(each.sheet, each.page) for each in said if each is not None}


def _why_unfit(paper: Paper | None, letter: Letter, current: Revision, page: Page) -> Unfit | None:
    if paper is None:
        return Unfit.UNKNOWN_SHEET
    if paper.letter_id != letter.id:
        return Unfit.OTHER_LETTER
    for said in filter(None, map(marks.address, page.texts)):
        same_text = tokens.same(said.text, paper.revision.digest[: marks.SHOWN])
        if said.sheet == paper.public_id and not (same_text and said.letter == letter.public_id):
            return Unfit.CONTRADICTION
    return None if texts.stands_under(paper.revision, current) else Unfit.OLDER_TEXT


def _assumed(current: Revision, number: int, page: Page, assumed: Assumed | None) -> Sorted | Refused:
    if assumed is None:
        return Refused(number, Unfit.UNREAD)
    if not texts.stands_under(assumed.paper.revision, current):
        return Refused(number, Unfit.OLDER_TEXT)
    return Sorted(number, assumed.paper, assumed.first + number - 1, page.picture, Recognised.NOT)
