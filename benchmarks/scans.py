"""How many photos of a sheet are known again, and how exactly they are laid straight: `python -m benchmarks.scans`.

One printed page with ink in every second row becomes 210 pictures, each with a perspective, shadow, blur, noise and
quarter turn of its own, at three strengths; every row that is told wrong is counted. Numbers are the same each time.
"""

import io
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from sqlalchemy.orm import Session

from campaign import create_app
from campaign.claims import ink, inking, marks, papers, scanning, straightening
from campaign.claims.models import Paper
from campaign.claims.papers import Place
from campaign.db import Base, database, transaction
from tests import factories
from tests.claims import sheets
from tests.conftest import settings

EACH = 70
STRENGTHS = (("careful", 0.6), ("ordinary", 1.0), ("hasty", 1.6))
ROWS = 8
AIM = 0.95


HEADS = ("straight", "named", "unread", "off by mm", "ink missed", "blank as ink", "CPU ms")


@dataclass
class Found:
    """What became of the photos of one strength."""

    straight: int = 0
    named: int = 0
    unread: int = 0
    off: list[float] = field(default_factory=list)
    missed: int = 0
    false: int = 0
    cpu: list[float] = field(default_factory=list)

    def row(self) -> tuple[str, ...]:
        """The figures under `HEADS`."""
        off, cpu = f"{statistics.median(self.off):.2f}", f"{statistics.median(self.cpu) * 1000:.0f}"
        return f"{self.straight}", f"{self.named}", f"{self.unread}", off, f"{self.missed}", f"{self.false}", cpu


def main() -> None:
    """Measure and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings(Path(folder), database_url=f"sqlite:///{folder}/benchmark.sqlite3"))
        with app.app_context():
            Base.metadata.create_all(database.engine)
            with transaction() as session:
                _measure(_paper(session))


def _paper(session: Session) -> Paper:
    organiser = factories.make_organiser(session)
    letter = factories.make_open_letter(session, factories.make_campaign(session, organiser))
    members = [factories.make_member(session) for _ in range(ROWS)]
    return inking.make(session, letter, members, title="Evening", by=organiser, now=factories.NOON)


def _measure(paper: Paper) -> None:
    every = papers.places(paper.public_id, tuple(row.code for row in paper.rows))
    places = {row.number: every[row.code] for row in paper.rows if every[row.code].page == 1}
    inked = [number for number in places if number % 2]
    page = sheets.printed(paper, ink=inked)
    print(f"{EACH} photos each of a page with {len(places)} rows, {len(inked)} of them signed")
    print(f"{'photo':<10}" + "".join(f"{head:>13}" for head in HEADS))
    for label, harsh in STRENGTHS:
        found = Found()
        for seed in range(EACH):
            _look(sheets.photo(page, seed, quarters=seed % 4, harsh=harsh), paper, places, inked, found)
        print(f"{label:<10}" + "".join(f"{value:>13}" for value in found.row()), flush=True)
        if label == "ordinary" and found.straight < AIM * EACH:
            sys.exit(f"  fewer than {AIM:.0%} of ordinary photos are laid straight")


def _look(content: bytes, paper: Paper, places: dict[int, Place], inked: list[int], found: Found) -> None:
    began = time.process_time()
    (picture,) = scanning.of_picture(content)
    seen = straightening.codes(picture)
    straight = list(straightening.straighten(picture, seen))
    found.cpu.append(time.process_time() - began)
    if not straight:
        is_named = any(marks.corner(each.text) for each in seen)
        found.named += is_named
        found.unread += not is_named
        return
    found.straight += 1
    found.off.append(_off(straight[0].picture))
    empty = set(ink.empty_rows(_png(straight[0].picture), paper.public_id, places))
    found.missed += len(empty & set(inked))
    found.false += len(set(places) - set(inked) - empty)


def _off(straight: Image.Image) -> float:
    """How far the codes of the straightened page lie from where they are printed, at worst, in millimetres."""
    scale = marks.PAGE[0] / straightening.WIDTH
    pairs = [
        pair
        for each in straightening.codes(straight)
        if (corner := marks.corner(each.text))
        for pair in zip(each.points, straightening.on_page(corner), strict=True)
    ]
    return max((abs(at[axis] - to[axis]) * scale for at, to in pairs for axis in (0, 1)), default=0.0)


def _png(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


if __name__ == "__main__":
    main()
