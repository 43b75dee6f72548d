"""A Member's reply by mail: read as text, and its DKIM seal verified. Nothing in it is run, rendered or followed.

The seal is the sending domain's word that this mailbox wrote exactly these headers and this text (RFC 6376). It counts
only where it covers all that is relied on here: From, Date, Subject, how the body is encoded, and the whole body.
"""

import email
import email.policy
import hashlib
import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from enum import StrEnum
from typing import Any

import dkim

LARGEST = 5_000_000
MOST_SEALS = 6
LONGEST_TEXT = 20_000
MOST_PARTS = 100
ALGORITHMS = (b"rsa-sha256", b"ed25519-sha256")
SELECTOR = re.compile(rb"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?")
ONCE = ("from", "date", "subject", "mime-version", "content-type", "content-transfer-encoding")
"""Headers of which a second one could show the reader something else than what was sealed."""
_ADDRESS = r"""[^\s"@<>(),;:\\]+@[a-z0-9.-]+"""
_SENDER = re.compile(rf'(?:"(?:[^"\\]|\\.)*"\s*|[^"@<>,;:]*)<({_ADDRESS})>|({_ADDRESS})', re.IGNORECASE | re.DOTALL)
"""The two plain ways in which mail programs write who sent it. Of anything else two programs may read two senders."""
_BARE_CR = re.compile(rb"\r(?!\n)")
"""No mail program writes one. Python's reader begins a new line there and the seal's reader (RFC 5322) does not,
so that a whole mail of somebody's choice fits into a header that no seal covers."""
_BLANK = re.compile(r"\n{3,}")
_COMMENT = "-->"
_NEVER_SHOWN = ("script", "style", "head", "title")
_ENDS_A_LINE = re.compile(r"/?(br|p|div|tr|li|h[1-6])\b")
SEALED = ("from", "date", "subject")
SEALED_IF_THERE = ("content-type", "content-transfer-encoding")

Resolver = Callable[[str], bytes | None]
"""Gives the TXT record of a name, or None; bounded in time by whoever makes it. Raises OSError where nobody answers."""


class Check(StrEnum):
    """One thing that must hold before anybody may approve the mail."""

    ONE_OF_EACH = "one_of_each"
    SENDER = "sender"
    SEAL = "seal"
    SEAL_COVERS = "seal_covers"
    DATE = "date"
    NAMES_LETTER = "names_letter"
    BY_A_PERSON = "by_a_person"


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


class Unreadable(ValueError):
    """This is no mail that could be read, or one that is too large."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """A mail as far as it is looked at: who, when, about what, and its words."""

    sender: str
    """The one address in From, as written; empty where there is none, several, or one that could be read as another."""
    sent_at: datetime | None
    subject: str
    text: str
    """All its words, as plain text."""
    own_text: str
    """Without what it quotes."""
    message_id: str
    automatic: bool
    repeated: tuple[str, ...]


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


@dataclass(frozen=True, kw_only=True)
class Report:
    """Everything that was checked about a mail."""

    message: Message
    verdict: Verdict
    checks: dict[Check, bool] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """Whether every check holds, so that a second person may approve it."""
        return all(self.checks.values())

    def evidence(self) -> dict[str, Any]:
        """What is kept beside the raw mail: results and the key record, no mailbox in clear."""
        verdict = self.verdict
        return {
            "good": self.good,
            "checks": {check.value: held for check, held in self.checks.items()},
            "dkim": {
                "result": verdict.seal.value,
                "domain": verdict.domain,
                "selector": verdict.selector,
                "algorithm": verdict.algorithm,
                "covers": list(verdict.covers),
                "record": verdict.record,
            },
            "message_id": hashlib.sha256(self.message.message_id.encode()).hexdigest(),
        }


def examine(raw: bytes, *, mailbox: str, code: str, digest: str, now: datetime, resolve: Resolver) -> Report:
    """Read the mail and check all that its weight rests on: `mailbox` wrote it, about the letter with this code.

    Raises Unreadable.
    """
    message = read(raw)
    verdict = verify(raw, domain=mailbox.rpartition("@")[2].lower(), resolve=resolve)
    checks = {
        Check.ONE_OF_EACH: not message.repeated,
        Check.SENDER: _same_mailbox(message.sender, mailbox),
        Check.SEAL: verdict.seal in (Seal.GOOD, Seal.PARTIAL),
        Check.SEAL_COVERS: verdict.seal is Seal.GOOD,
        Check.DATE: message.sent_at is not None and message.sent_at <= now,
        Check.NAMES_LETTER: names_letter(message.own_text, code=code, digest=digest),
        Check.BY_A_PERSON: not message.automatic,
    }
    return Report(message=message, verdict=verdict, checks=checks)


def read(raw: bytes) -> Message:
    """The mail's parts that people look at. Raises Unreadable."""
    if not raw or len(raw) > LARGEST or b"\0" in raw[:4096] or _BARE_CR.search(raw):
        raise Unreadable
    try:
        parsed = email.message_from_bytes(raw, policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)
        if not parsed.get("from"):
            raise Unreadable
        return _message(parsed)
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError, AssertionError) as error:
        raise Unreadable from error  # the ways in which the parser stumbles over a hostile mail


def _message(parsed: EmailMessage) -> Message:
    date = parsed["date"]
    sent_at = date.datetime if date is not None else None
    text = _text(parsed)
    return Message(
        sender=_sender(parsed),
        sent_at=sent_at.astimezone(UTC) if sent_at is not None and sent_at.tzinfo is not None else None,
        subject=str(parsed["subject"] or "")[:500],
        text=text,
        own_text=own(text),
        message_id=str(parsed["message-id"] or ""),
        automatic=str(parsed["auto-submitted"] or "no").strip().lower() != "no",
        repeated=tuple(name for name in ONCE if len(parsed.get_all(name, [])) > 1),
    )


def _sender(parsed: EmailMessage) -> str:
    """The one address in From, taken from what was written there: a parser that mends would find one in anything."""
    written = [str(value) for name, value in parsed.raw_items() if name.lower() == "from"]
    found = _SENDER.fullmatch(written[0].strip()) if len(written) == 1 else None
    address = (found[1] or found[2]) if found else ""
    return address if address.isascii() else ""


def _text(parsed: EmailMessage) -> str:
    if sum(1 for _part in parsed.walk()) > MOST_PARTS:
        raise Unreadable
    body = parsed.get_body(("plain", "html"))
    if body is None:
        return ""
    content = str(body.get_content())
    return (plain(content) if body.get_content_subtype() == "html" else content)[:LONGEST_TEXT]


def plain(markup: str) -> str:
    """The words of an HTML mail; what stands in quotation blocks is marked as quoted. Nothing is rendered.

    It is read once from front to end, whatever stands in it.
    """
    first, *rest = markup[: LONGEST_TEXT * 20].split("<")
    kept, until = [first], ""
    for piece in rest:
        tag, closed, words = piece.partition(">")
        name = tag.strip().lower()
        until = until or _hides(name)
        if until == _COMMENT:
            _inside, end, words = piece.partition(_COMMENT)
            ended = bool(end)
        elif until:
            ended = name.startswith(until)
        else:
            kept.append(_shown(name, words) if closed else f"<{piece}")
            continue
        if ended:
            kept.append(words)
            until = ""
    return _tidy(html.unescape("".join(kept)))


def _hides(tag: str) -> str:
    """How the part ends that begins with this tag and that nobody is shown; empty for every other tag."""
    if tag.startswith("!--"):
        return _COMMENT
    name = tag.partition(" ")[0]
    return f"/{name}" if name in _NEVER_SHOWN else ""


def _shown(tag: str, words: str) -> str:
    """What one tag and the words behind it come to."""
    if tag.startswith("blockquote"):
        return f"\n-----Original Message-----\n{words}"
    return f"\n{words}" if _ENDS_A_LINE.match(tag) else words


def _tidy(words: str) -> str:
    return _BLANK.sub("\n\n", "\n".join(line.strip() for line in words.split("\n"))).strip()


_QUOTE_BEGINS = re.compile(
    r"(?i)^\s*(-{2,}\s*(original message|forwarded message|urspr\S+ nachricht|message d'origine)|_{10,}\s*$|from: .*@"
    r"|(on|le|am|el|il) .{6,120}(wrote|écrit|schrieb|escribió|ha scritto)\s*:)"
)


def own(text: str) -> str:
    """What the writer wrote: without quoted lines and without everything from a quoted mail's head on."""
    kept: list[str] = []
    for line in text.splitlines():
        if _QUOTE_BEGINS.match(line):
            break
        if not line.lstrip().startswith(">"):
            kept.append(line)
    return "\n".join(kept)


def names_letter(text: str, *, code: str, digest: str) -> bool:
    """Whether the text names the letter, by its code (with or without hyphens) or by the digest of its text."""
    spread = "[ -]?".join(map(re.escape, code))
    return bool(re.search(rf"(?i)(?<![0-9a-z]){spread}(?![0-9a-z])|{re.escape(digest)}", text))


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


def _same_mailbox(one: str, other: str) -> bool:
    return bool(one) and one.lower() == other.lower()
