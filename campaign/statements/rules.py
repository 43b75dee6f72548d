"""When a statement can be made, and when it holds. Pure."""

import hashlib
import json
from datetime import datetime, timedelta
from enum import StrEnum

from campaign import onetime
from campaign.onetime import WhyNoCode
from campaign.statements.models import Statement

UNCONFIRMED_LIVES = timedelta(days=2)
ASKED_A_DAY = 3
"""At most so many mails a day reach one Member's mailbox, whoever asks."""


class WhyNot(StrEnum):
    """Why this statement cannot be made now."""

    UNKNOWN_LETTER = "unknown_letter"
    STANDS = "stands"
    """The Member's signature stands under the letter: it can be taken back instead."""
    MADE = "made"
    SIGNED_SINCE = "signed_since"
    """Made, and overtaken: the Member signed the letter afterwards."""
    TAKEN_BACK = "taken_back"
    EXPIRED = "expired"


def why_not_made(statement: Statement, *, stands: bool, now: datetime) -> WhyNot | None:
    """The reason why the Member cannot make it now, or None. `stands`: the Member's signature is under the letter."""
    if statement.taken_back_at is not None:
        return WhyNot.TAKEN_BACK
    if statement.confirmed_at is not None:
        return WhyNot.SIGNED_SINCE if stands else WhyNot.MADE
    if now - statement.asked_at > UNCONFIRMED_LIVES:
        return WhyNot.EXPIRED
    if statement.letter_code and statement.letter_id is None:
        return WhyNot.UNKNOWN_LETTER
    return WhyNot.STANDS if stands else None


def why_no_code(statement: Statement, *, digest: str, now: datetime) -> WhyNoCode | None:
    """The reason why the typed code, given as its digest, does not count, or None. Tries before this one count."""
    if statement.code_digest is None or statement.code_sent_at is None:
        return WhyNoCode.NONE
    kept = onetime.Kept(statement.code_digest, statement.code_sent_at + onetime.LIVES, statement.code_tries)
    return onetime.why_refused(kept, digest=digest, now=now)


def digest(statement: Statement) -> str:
    """SHA-256 over what a made statement says, whatever the words around it: it stands at the foot of its pages."""
    letter = statement.letter.public_id if statement.letter else None
    about = [letter, statement.title, statement.seen, statement.url, statement.document_digest]
    who = [statement.ep_id, statement.given, statement.surname, statement.country]
    made_at = statement.confirmed_at.isoformat() if statement.confirmed_at else None
    said = ["undersigned-statement-1", statement.public_id, *who, *about, made_at]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
