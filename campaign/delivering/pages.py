"""What the PDF page shows of each issue: its files for each audience, what it holds, why it is no longer current."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from campaign.delivering import rules
from campaign.delivering.models import Edition
from campaign.delivering.rules import Change, Stand


@dataclass(frozen=True, slots=True)
class Issued:
    """All files of one number; the addressee's is the main one."""

    files: tuple[Edition, ...]
    superseded: tuple[Change, ...]
    """Why a later edition holds instead, or is due; empty for the current one."""
    gone: int
    """How many of its names stand no more."""

    @property
    def main(self) -> Edition:
        """The addressee's edition."""
        return self.files[0]


def issues(editions: Sequence[Edition], stand: Stand) -> list[Issued]:
    """The editions by number, the latest first."""
    standing = set(stand.ids)
    found: list[Issued] = []
    for _number, files in groupby(editions, key=lambda each: each.number):
        made = tuple(files)
        why = rules.changes(made[0], stand) if not found else rules.changes_between(made[0], found[-1].main)
        found.append(Issued(made, tuple(why), len(set(made[0].signature_ids) - standing)))
    return found
