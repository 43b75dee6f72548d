"""A question as Parliament takes it: the text for the portal, and a PDF in the published layout."""

import re

from campaign import clock
from campaign.delivering import papers
from campaign.questions import rules
from campaign.questions.models import Question


def text(question: Question) -> str:
    """The question for the portal's fields and for mails: heading, subject, text, supporters; plain text."""
    parts = ["\n".join(rules.header(question)), f"Subject: {question.subject}", question.text]
    if question.supporters:
        parts.append("Supporters: " + ", ".join(each.printed_name for each in question.supporters))
    return "\n\n".join(part for part in parts if part) + "\n"


def pdf(question: Question) -> bytes:
    """The question set as Parliament publishes it. Raises Refusal where it cannot be printed."""
    first, *rest = rules.header(question)
    blocks = [f"## {_plain(first)}", *map(_plain, rest), f"**Subject:** {_plain(question.subject)}", question.text]
    if question.supporters:
        names = ", ".join(_plain(each.printed_name) for each in question.supporters)
        blocks.append(f"*Supporters:* {names}")
    day = question.tabled_on or clock.brussels_day(question.saved_at)
    number = question.reference or question.public_id
    is_draft = question.tabled_on is None
    return papers.paper("\n\n".join(blocks), title=first, number=number, dated_on=day, draft=is_draft)


def file_name(question: Question) -> str:
    """The reference, or the subject, as a file name."""
    number = rules.reference(question.reference).document(question.term) if question.reference else ""
    tidy = re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]+', " ", number or question.subject)
    return re.sub(r"\s+", " ", tidy).strip(" .")[:80] or "question"


def _plain(words: str) -> str:
    """Words with every sign that Markdown would read escaped."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~])", r"\\\1", words)
