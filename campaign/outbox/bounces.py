"""Reads delivery reports (RFC 3464, message/delivery-status) that came back to the return path."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from pathlib import Path

from sqlalchemy.orm import Session

from campaign.outbox import operations, queries, rules
from campaign.outbox.models import OutgoingMail
from campaign.outbox.rules import Outcome

VERP = re.compile(r"bounce\+([a-z0-9]{12})@", re.IGNORECASE)
STUMBLES = (ValueError, LookupError, AttributeError, TypeError, RecursionError, AssertionError)
"""The ways in which Python's reader of mails stumbles over hostile ones."""
LARGEST = 1_000_000  # a report is small; what is larger is no report


@dataclass(frozen=True)
class Report:
    """One mail that was not delivered."""

    token: str
    """The mail's public id out of the return path; empty where the server did not keep it."""
    message_id: str
    outcome: Outcome


def reports_in(place: Path) -> Iterator[Report]:
    """Every report of a final failure in a file, a folder of files or a Maildir."""
    files = [place] if place.is_file() else sorted(each for each in place.rglob("*") if each.is_file())
    for file in files:
        if file.stat().st_size <= LARGEST and (found := report(file.read_bytes())):
            yield found


def report(raw: bytes) -> Report | None:
    """The failure this mail reports; None for anything else, such as a delay or an out-of-office note.

    Anybody can write to the return path: a mail that cannot be read must not keep the others from being read.
    """
    try:
        return _report(raw)
    except STUMBLES:
        return None


def _report(raw: bytes) -> Report | None:
    mail = message_from_bytes(raw, policy=policy.default)
    status = next((part for part in mail.walk() if part.get_content_type() == "message/delivery-status"), None)
    failed = next((block for block in _blocks(status) if _said(block, "Action").lower() == "failed"), None)
    if failed is None:
        return None
    words = " ".join(filter(None, (_said(failed, "Status"), _said(failed, "Diagnostic-Code"))))
    token, message_id = _token(mail), _quoted_id(mail)
    return Report(token, message_id, Outcome(rules.refusal(550, words), words[:500])) if token or message_id else None


def take(session: Session, found: Report, *, now: datetime) -> bool:
    """Mark the mail that a report is about; False where it is not ours or was known. The caller commits."""
    row = _row(session, found)
    return row is not None and operations.bounced(session, row, found.outcome, now=now)


def _row(session: Session, found: Report) -> OutgoingMail | None:
    by_token = queries.by_public_id(session, found.token.lower()) if found.token else None
    return by_token or (queries.by_message_id(session, found.message_id) if found.message_id else None)


def _blocks(status: Message | None) -> list[Message]:
    """The blocks of a delivery-status part: one about the report, one for each recipient."""
    payload = status.get_payload() if status is not None else []
    return [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []


def _said(block: Message, name: str) -> str:
    words = str(block.get(name, "")).replace("\0", " ").encode(errors="replace").decode()  # as a database can hold it
    return " ".join(words.split())


def _token(mail: Message) -> str:
    for name in ("Delivered-To", "X-Original-To", "To"):
        for value in mail.get_all(name, []):
            if found := VERP.search(str(value)):
                return found.group(1)
    return ""


def _quoted_id(mail: Message) -> str:
    """The Message-ID of the mail that came back, from the returned mail or its headers."""
    for part in mail.walk():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            return _said(inner, "Message-ID") if isinstance(inner, Message) else ""
        if part.get_content_type() == "text/rfc822-headers" and isinstance(part, EmailMessage):
            return _said(message_from_bytes(part.get_content().encode(), policy=policy.default), "Message-ID")
    return ""
