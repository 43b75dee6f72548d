"""The DKIM seal of a mail, verified: its domain's word that a mailbox wrote exactly these headers and text.

It counts only where it covers all that is relied on here (RFC 6376): From, Date, Subject, how the body is encoded, and
the whole body.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import dkim

MOST_SEALS = 6
ALGORITHMS = (b"rsa-sha256", b"ed25519-sha256")
SELECTOR = re.compile(rb"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?")
SEALED = ("from", "date", "subject")
SEALED_IF_THERE = ("content-type", "content-transfer-encoding")

Resolver = Callable[[str], bytes | None]
"""Gives the TXT record of a name, or None; bounded in time by whoever makes it. Raises OSError where nobody answers."""


class Seal(StrEnum):
    """What was found about the mail's DKIM seal."""

    GOOD = "good"
    NONE = "none"
    OTHER_DOMAIN = "other_domain"
    NO_KEY = "no_key"
    NO_ANSWER = "no_answer"
    BROKEN = "broken"
    PARTIAL = "partial"
    """It leaves room: part of the text, or a header that is shown, is not covered."""
    WEAK = "weak"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the verification of the seal gave, with what is needed to do it again offline."""

    seal: Seal
    domain: str = ""
    selector: str = ""
    algorithm: str = ""
    covers: tuple[str, ...] = ()
    record: str = ""
    """The domain's key record as it was published."""


def verify(raw: bytes, *, domain: str, resolve: Resolver) -> Verdict:
    """Verify the seal of exactly this domain, if there is one; keys are asked for at this domain only."""
    worst = Verdict(seal=Seal.NONE)
    for at in range(MOST_SEALS):
        try:
            verdict = _verify_one(raw, at, domain, resolve)
        except (dkim.DKIMException, ValueError, KeyError, IndexError, TypeError):
            verdict = Verdict(seal=Seal.BROKEN)
        if verdict is None:
            break
        if verdict.seal is Seal.GOOD:
            return verdict
        worst = max(worst, verdict, key=lambda each: _WEIGHT.index(each.seal))
    return worst


_WEIGHT = [Seal.NONE, Seal.OTHER_DOMAIN, Seal.WEAK, Seal.NO_KEY, Seal.BROKEN, Seal.NO_ANSWER, Seal.PARTIAL, Seal.GOOD]
"""Which finding is told where a mail has several seals."""


def _verify_one(raw: bytes, at: int, domain: str, resolve: Resolver) -> Verdict | None:
    verifier = dkim.DKIM(raw, minkey=1024)
    prepared = verifier.verify_headerprep(at)
    if not prepared:
        return None
    tags, covers, headers = prepared
    told = _Told(tags, tuple(each.decode("ascii", "replace") for each in covers))
    if told.domain != domain or not SELECTOR.fullmatch(tags[b"s"]):
        return told.as_verdict(Seal.OTHER_DOMAIN)
    if tags[b"a"] not in ALGORITHMS:
        return told.as_verdict(Seal.WEAK)
    try:
        record = resolve(f"{told.selector}._domainkey.{domain}")
    except OSError:
        return told.as_verdict(Seal.NO_ANSWER)
    if not record or _is_testing(record):
        return told.as_verdict(Seal.NO_KEY, record)
    good = verifier.verify_sig(tags, covers, headers[at], lambda _name, timeout=5: record)
    if not good:
        return told.as_verdict(Seal.BROKEN, record)
    return told.as_verdict(Seal.PARTIAL if _leaves_room(tags, covers, verifier.headers) else Seal.GOOD, record)


@dataclass(frozen=True)
class _Told:
    tags: dict[bytes, bytes]
    covers: tuple[str, ...]

    @property
    def domain(self) -> str:
        return self.tags[b"d"].decode("ascii", "replace").lower().rstrip(".")

    @property
    def selector(self) -> str:
        return self.tags[b"s"].decode("ascii", "replace")

    def as_verdict(self, seal: Seal, record: bytes | None = None) -> Verdict:
        return Verdict(
            seal=seal,
            domain=self.domain[:255],
            selector=self.selector[:63],
            algorithm=self.tags[b"a"].decode("ascii", "replace"),
            covers=self.covers,
            record=(record or b"").decode("ascii", "replace")[:4096],
        )


def _leaves_room(tags: dict[bytes, bytes], covers: list[bytes], headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether something that people look at is not under the seal."""
    there = {name.lower().decode("ascii", "replace") for name, _value in headers}
    sealed = {each.decode("ascii", "replace") for each in covers}
    wanted = {*SEALED, *(name for name in SEALED_IF_THERE if name in there)}
    return b"l" in tags or not wanted <= sealed


def _is_testing(record: bytes) -> bool:
    """Whether the domain says that its seals mean nothing yet (RFC 6376 §3.6.1, flag y)."""
    return bool(re.search(rb"(?:^|;)\s*t\s*=[^;]*\by\b", record))


def kept(record: str) -> Resolver:
    """A resolver that knows the record kept as evidence, and asks nobody."""
    return lambda _name: record.encode() or None
