"""The journal as an archive tells it: every link of the chain, of other things than this letter only the digests."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC
from typing import Any

from sqlalchemy.orm import Session

from campaign import journal, merkle
from campaign.journal import Event

# Named one by one: a kind of event that comes later stays hidden until somebody has thought about it. No kind that
# tells of somebody who did not sign is among them, nor any that holds typed words.
TOLD = frozenset(
    {
        "archive.exported",
        "edition.issued",
        "letter.closed",
        "letter.delivered",
        "letter.opened",
        "revision.published",
        "signature.given",
        "signature.kept",
        "signature.lapsed",
        "signature.objected",
        "signature.withdrawn",
        "translation.issued",
        "translation.published",
        "withdrawal.asked",
    }
)


def lines(session: Session, subjects: frozenset[str]) -> Iterator[bytes]:
    """One line of JSON for each event from the first on; told in full are those about these subjects."""
    with closing(journal.all_events(session)) as events:
        for event in events:
            yield merkle.leaf(_entry(event, is_told=event.subject in subjects and event.kind in TOLD)) + b"\n"


def _entry(event: Event, *, is_told: bool) -> dict[str, Any]:
    entry: dict[str, Any] = {"number": event.number, "previous": event.previous, "digest": event.digest}
    content = journal.content_digest(event)
    if content is not None:
        entry["content"] = content
    if is_told:
        entry["event"] = {
            "at": event.happened_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "kind": event.kind,
            "subject": event.subject,
            "facts": event.facts,
            "salt": event.salt,
        }
    return entry
