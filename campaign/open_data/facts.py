"""One published fact of a case, and the names of what can happen to it: feeds, calendars and webhooks tell these."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """What can be told about a case, by the names that webhooks use."""

    CASE_PUBLISHED = "case.published"
    CASE_TAKEN_BACK = "case.taken_back"
    CASE_CLOSED = "case.closed"
    CASE_REOPENED = "case.reopened"
    LETTER_PUBLISHED = "letter.published"
    LETTER_NAMES_CHANGED = "letter.names_changed"
    LETTER_CORRECTED = "letter.corrected"
    LETTER_EDITION = "letter.edition_published"
    LETTER_DELIVERED = "letter.delivered"
    LETTER_TAKEN_BACK = "letter.taken_back"
    QUESTION_TABLED = "question.tabled"
    QUESTION_ANSWERED = "question.answered"
    QUESTION_TAKEN_BACK = "question.taken_back"
    REPLY_PUBLISHED = "reply.published"
    REPLY_TAKEN_BACK = "reply.taken_back"
    DOCUMENT_PUBLISHED = "document.published"
    DOCUMENT_TAKEN_BACK = "document.taken_back"
    ENTRY_PUBLISHED = "entry.published"
    ENTRY_TAKEN_BACK = "entry.taken_back"
    MISSION_PUBLISHED = "mission.published"
    MISSION_TAKEN_BACK = "mission.taken_back"
    TEST = "webhook.test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that everybody may know about a case, without a single name in it that could be taken back."""

    key: str
    """The same as long as the fact is there, unlike any other fact of the case."""
    appears: Kind | None
    changes: Kind | None = None
    """What is told when `digest` changes."""
    goes: Kind | None = None
    """What is told when the fact is no longer published."""
    subject: str
    """The public number of what it is about."""
    digest: str = ""
    at: datetime
    """Since when everybody may know it."""
    on: date | None = None
    """The day it happened, where it is a day of the case."""
    until: date | None = None
    title: str = ""
    """Empty for what is no news of its own."""
    text: str = ""
    page_url: str
    api_url: str
