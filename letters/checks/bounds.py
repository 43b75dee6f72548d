"""A hostile file is opened in a process of its own: what it does there ends with that process.

The process gets the file and a question on its standard input and answers with JSON, never with objects.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from letters.checks.report import (
    Kind,
    ListFound,
    NamesFound,
    Obstacle,
    Purpose,
    Qualified,
    SealFound,
    SealReport,
    Since,
    Standing,
    Verdict,
)

# Less than a web server lets one request take; the largest real letter needs a few seconds.
SECONDS = 20
BYTES = 1_000_000_000


@dataclass(frozen=True)
class Question:
    """What is asked about a file."""

    now: datetime
    roots: tuple[x509.Certificate, ...] = ()
    fingerprints: frozenset[str] = frozenset()
    expected_digest: str | None = None
    base: int | None = None

    def written(self) -> bytes:
        """Give the question as one line of JSON."""
        return json.dumps(
            {
                "now": self.now.isoformat(),
                "roots": "".join(each.public_bytes(Encoding.PEM).decode() for each in self.roots),
                "fingerprints": sorted(self.fingerprints),
                "expected_digest": self.expected_digest,
                "base": self.base,
            }
        ).encode()

    @classmethod
    def read(cls, line: bytes) -> Question:
        """Read what `written` gave."""
        asked = json.loads(line)
        roots = tuple(x509.load_pem_x509_certificates(asked["roots"].encode())) if asked["roots"] else ()
        digest: str | None = asked["expected_digest"]
        known = frozenset(asked["fingerprints"])
        return cls(datetime.fromisoformat(asked["now"]), roots, known, digest, asked["base"])


def ask(pdf: bytes, question: Question, *, seconds: int = SECONDS) -> SealReport:
    """Let a process of its own check the file; one that dies or takes too long means that it was too costly."""
    command = [sys.executable, "-P", "-m", "letters.checks.child", str(seconds)]
    here = str(Path(__file__).resolve().parents[2])
    surroundings = {"PYTHONPATH": here, "PATH": os.defpath, "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            command,
            input=question.written() + b"\n" + pdf,
            capture_output=True,
            timeout=seconds + 10,
            env=surroundings,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return SealReport(verdict=Verdict.UNREADABLE, obstacle=Obstacle.TOO_COSTLY)
    if done.returncode != 0:
        return SealReport(verdict=Verdict.UNREADABLE, obstacle=_why_it_died(done))
    return from_json(done.stdout)


def limit_this_process(seconds: int) -> None:
    """Let this process use no more than its share and write no file."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _why_it_died(done: subprocess.CompletedProcess[bytes]) -> Obstacle:
    """Killed or out of memory: too costly; any other end is a file that the libraries cannot read."""
    starved = done.returncode < 0 or b"MemoryError" in done.stderr or b"bad_alloc" in done.stderr
    return Obstacle.TOO_COSTLY if starved else Obstacle.BROKEN


def to_json(report: SealReport) -> bytes:
    """Give a report as JSON, with times in ISO 8601."""
    return json.dumps(asdict(report), default=lambda moment: moment.isoformat()).encode()


def from_json(written: bytes) -> SealReport:
    """Read what `to_json` gave."""
    whole = json.loads(written)
    return SealReport(
        verdict=Verdict(whole["verdict"]),
        obstacle=Obstacle(whole["obstacle"]) if whole["obstacle"] else None,
        seals=tuple(_seal(each) for each in whole["seals"]),
        contents=_contents(whole["contents"]) if whole["contents"] else None,
        since_base=Since(whole["since_base"]) if whole["since_base"] else None,
    )


def _seal(written: dict[str, Any]) -> SealFound:
    times = {
        name: datetime.fromisoformat(written[name]) if written[name] else None for name in ("claimed_at", "attested_at")
    }
    words = {
        "kind": Kind(written["kind"]),
        "standing": Standing(written["standing"]),
        "since": Since(written["since"]),
        "qualified": Qualified(written["qualified"]),
        "purpose": Purpose(written["purpose"]),
    }
    return SealFound(**{**written, **times, **words})


def _contents(written: dict[str, Any]) -> ListFound:
    names = written["names"]
    lists = {name: tuple(names[name]) for name in ("only_printed", "only_listed")}
    return ListFound(**{**written, "names": NamesFound(**{**names, **lists})})
