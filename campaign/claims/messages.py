"""A Member's reply by mail: read as text, and checked for all that its weight rests on.

Nothing in it is run, rendered or followed.
"""

import email
import email.policy
import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from enum import StrEnum
from typing import Any

from campaign.claims import mail_seals, mail_words
from campaign.claims.mail_seals import Resolver, Seal, Verdict

LARGEST = 5_000_000
MOST_PARTS = 100
ONCE = ("from", "date", "subject", "mime-version", "content-type", "content-transfer-encoding")
"""Headers of which a second one could show the reader something else than what was sealed."""
_ADDRESS = r"""[^\s"@<>(),;:\\]+@[a-z0-9.-]+"""
_SENDER = re.compile(rf'(?:"(?:[^"\\]|\\.)*"\s*|[^"@<>,;:]*)<({_ADDRESS})>|({_ADDRESS})', re.IGNORECASE | re.DOTALL)
"""The two plain ways in which mail programs write who sent it. Of anything else two programs may read two senders."""
_BARE_CR = re.compile(rb"\r(?!\n)")
"""No mail program writes one. Python's reader begins a new line there and the seal's reader (RFC 5322) does not,
so that a whole mail of somebody's choice fits into a header that no seal covers."""


class Check(StrEnum):
    """One thing that must hold before anybody may approve the mail."""

    ONE_OF_EACH = "one_of_each"
    SENDER = "sender"
    SEAL = "seal"
    SEAL_COVERS = "seal_covers"
    DATE = "date"
    NAMES_LETTER = "names_letter"
    BY_A_PERSON = "by_a_person"


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
    verdict = mail_seals.verify(raw, domain=mailbox.rpartition("@")[2].lower(), resolve=resolve)
    checks = {
        Check.ONE_OF_EACH: not message.repeated,
        Check.SENDER: _same_mailbox(message.sender, mailbox),
        Check.SEAL: verdict.seal in (Seal.GOOD, Seal.PARTIAL),
        Check.SEAL_COVERS: verdict.seal is Seal.GOOD,
        Check.DATE: message.sent_at is not None and message.sent_at <= now,
        Check.NAMES_LETTER: mail_words.names_letter(message.own_text, code=code, digest=digest),
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
        own_text=mail_words.own(text),
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
    return (mail_words.plain(content) if body.get_content_subtype() == "html" else content)[: mail_words.LONGEST_TEXT]


def _same_mailbox(one: str, other: str) -> bool:
    return bool(one) and one.lower() == other.lower()
