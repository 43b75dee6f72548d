"""A copy of the letter that a Member signed electronically: what its signature shows, and what it does not.

The file is opened in a process of its own. It must begin with the very bytes of our copy of the text, so that nobody
signs another text than the one on record.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from campaign import config, vault
from campaign.parliament import names
from letters import checking
from letters.checks import bounds
from letters.checks.report import Kind, Purpose, Qualified, SealFound, SealReport, Since, Standing
from letters.seals.authorities import read_roots

__all__ = ["Check", "Qualified", "Signed", "again", "examine", "is_same_person", "judge"]


class Check(StrEnum):
    """One thing that was looked at."""

    OUR_COPY = "our_copy"
    NOTHING_ELSE_ADDED = "nothing_else_added"
    SIGNED = "signed"
    INTACT = "intact"
    LAST_WORD = "last_word"
    IN_FORCE = "in_force"
    A_PERSONS = "a_persons"
    NAME = "name"
    TRUSTED = "trusted"


DECIDED_BY_LOOKING = frozenset({Check.NAME, Check.TRUSTED})
"""Where these do not hold a second person decides; without any of the others nobody can."""


@dataclass(frozen=True, kw_only=True)
class Signed:
    """What was found about one signed copy."""

    checks: dict[Check, bool]
    report: SealReport
    signature: SealFound | None
    """The one that is taken for the Member's."""

    @property
    def good(self) -> bool:
        """Whether a second person may approve it."""
        return all(held for check, held in self.checks.items() if check not in DECIDED_BY_LOOKING)

    @property
    def plain(self) -> bool:
        """Whether nothing is left to judge: the authority is trusted here, and the name is the Member's."""
        return all(self.checks.values())

    @property
    def signed_at(self) -> datetime | None:
        """When: as a time stamp has it, else as the signer's clock had it."""
        return (self.signature.attested_at or self.signature.claimed_at) if self.signature else None

    def evidence(self) -> dict[str, Any]:
        """What is kept beside the file: results and the certificate's fingerprint; the report rests sealed."""
        found = self.signature
        return {
            "good": self.good,
            "plain": self.plain,
            "checks": {check.value: held for check, held in self.checks.items()},
            "certificate": hashlib.sha256(found.fingerprint.encode()).hexdigest() if found else None,
            "qualified": found.qualified.value if found else None,
            "report": vault.store_sealed(bounds.to_json(self.report)),
        }


def examine(pdf: bytes, *, copy: bytes, member_name: str, now: datetime) -> Signed:
    """What this file shows about a Member of that name having signed exactly this copy. Takes a second or two."""
    ours = pdf.startswith(copy) and len(pdf) > len(copy)
    settings = config.current()
    roots = read_roots(Path(settings.seal_roots_file).read_bytes()) if settings.seal_roots_file else ()
    report = checking.check(pdf, now=now, roots=roots, base=len(copy) if ours else None)
    return judge(report, ours=ours, member_name=member_name)


def judge(report: SealReport, *, ours: bool, member_name: str) -> Signed:
    """The checks one by one, from the report of the file."""
    own = [each for each in report.seals if each.kind is not Kind.TIME_STAMP]
    theirs = max(own, key=lambda each: is_same_person(each.person, member_name)) if own else None
    checks = {
        Check.OUR_COPY: ours,
        Check.NOTHING_ELSE_ADDED: report.since_base in (Since.PROOFS, Since.SIGNATURES),
        Check.SIGNED: theirs is not None,
        Check.INTACT: bool(report.seals) and all(_holds(each) for each in report.seals),
        Check.LAST_WORD: theirs is not None and theirs.since in (Since.NOTHING, Since.PROOFS),
        Check.IN_FORCE: theirs is not None and theirs.standing not in (Standing.REVOKED, Standing.EXPIRED),
        Check.A_PERSONS: theirs is not None and theirs.purpose in (Purpose.SIGNATURE, Purpose.NOT_SAID),
        Check.NAME: theirs is not None and is_same_person(theirs.person, member_name),
        Check.TRUSTED: theirs is not None and theirs.standing is Standing.TRUSTED,
    }
    return Signed(checks=checks, report=report, signature=theirs)


def again(evidence: dict[str, Any], *, member_name: str) -> Signed:
    """The same from the report that was kept. Raises FileDamaged where it was altered."""
    report = bounds.from_json(vault.read_sealed(evidence["report"]))
    return judge(report, ours=bool(evidence["checks"][Check.OUR_COPY]), member_name=member_name)


def is_same_person(certified: str, member_name: str) -> bool:
    """Whether a certificate can be the Member's: the same words, or all of one within the other, two at least."""
    one = {word for word in names.fold(certified).replace(",", " ").split() if word}
    other = {word for word in names.fold(member_name).split() if word}
    return len(one & other) >= 2 and (one <= other or other <= one)


def _holds(found: SealFound) -> bool:
    return found.intact and found.since is not Since.FORBIDDEN
