"""Documents and events are added, mended, published and taken off; the case is closed with an outcome."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import update
from sqlalchemy.orm import Session

from campaign import journal, vault
from campaign.campaigns.models import Campaign, CampaignOutcome
from campaign.organisers.models import Organiser
from campaign.timeline.models import CaseDocument, CaseEvent, DocumentKind
from campaign.web.brought import Brought
from campaign.web.refusals import Refusal


@dataclass(frozen=True, kw_only=True)
class DocumentFacts:
    """What is said about a document."""

    kind: DocumentKind
    title: str
    language: str = ""
    published_by: str = ""
    dated_on: date | None = None
    is_public: bool = False


@dataclass(frozen=True, kw_only=True)
class EventFacts:
    """What one entry of the timeline says."""

    title: str
    starts_on: date
    ends_on: date | None = None
    text: str = ""
    url: str | None = None
    document_id: int | None = None
    is_public: bool = False


def add_document(
    session: Session,
    campaign: Campaign,
    facts: DocumentFacts,
    source: Brought | str,
    *,
    by: Organiser,
    now: datetime,
) -> CaseDocument:
    """Keep a file, or the address of a page; the caller commits. The same bytes are kept once."""
    document = CaseDocument(campaign_id=campaign.id, added_at=now, added_by_id=by.id, **vars(facts))
    if isinstance(source, str):
        document.url = source
    else:
        document.file_digest = vault.store(source.content)
        document.file_name, document.file_type = source.name, source.mimetype
        document.file_size = len(source.content)
    session.add(document)
    session.flush()
    _note(session, "document.added", document, by=by, now=now)
    return document


def mend_document(
    session: Session, document: CaseDocument, facts: DocumentFacts, *, by: Organiser, now: datetime
) -> None:
    """Say something else about a document; the journal tells when it became public or private. The caller commits."""
    for name, value in vars(facts).items():
        setattr(document, name, value)
    session.flush()
    _note(session, "document.mended", document, by=by, now=now)


def remove_document(session: Session, document: CaseDocument, *, by: Organiser, now: datetime) -> None:
    """Take a document off; entries that named it stay. Its file rests while another document has the same bytes."""
    session.execute(update(CaseEvent).where(CaseEvent.document_id == document.id).values(document_id=None))
    _note(session, "document.removed", document, by=by, now=now)
    session.delete(document)
    session.flush()


def add_event(session: Session, campaign: Campaign, facts: EventFacts, *, by: Organiser, now: datetime) -> CaseEvent:
    """One more entry in the timeline; the caller commits."""
    event = CaseEvent(campaign_id=campaign.id, added_at=now, added_by_id=by.id, **vars(facts))
    session.add(event)
    session.flush()
    _note(session, "timeline.added", event, by=by, now=now)
    return event


def mend_event(session: Session, event: CaseEvent, facts: EventFacts, *, by: Organiser, now: datetime) -> None:
    """Change an entry; the caller commits."""
    for name, value in vars(facts).items():
        setattr(event, name, value)
    session.flush()
    _note(session, "timeline.mended", event, by=by, now=now)


def remove_event(session: Session, event: CaseEvent, *, by: Organiser, now: datetime) -> None:
    """Take an entry off; the caller commits."""
    _note(session, "timeline.removed", event, by=by, now=now)
    session.delete(event)
    session.flush()


def close_case(
    session: Session, campaign: Campaign, outcome: CampaignOutcome, text: str, *, by: Organiser, now: datetime
) -> None:
    """Say how the case ended; said again, the newer words hold. The caller commits."""
    campaign.closed_at = campaign.closed_at or now
    campaign.outcome, campaign.outcome_text = outcome, text
    session.flush()
    journal.record(session, "campaign.closed", campaign.public_id, now=now, outcome=outcome.value, by=by.public_id)


def reopen_case(session: Session, campaign: Campaign, *, by: Organiser, now: datetime) -> None:
    """The case goes on after all; the caller commits. Raises Refusal for one that is not closed."""
    if campaign.closed_at is None:
        raise Refusal("not_closed", _("This case is not closed. There is nothing to open again."))
    campaign.closed_at, campaign.outcome, campaign.outcome_text = None, None, ""
    session.flush()
    journal.record(session, "campaign.reopened", campaign.public_id, now=now, by=by.public_id)


def _note(session: Session, kind: str, row: CaseDocument | CaseEvent, *, by: Organiser, now: datetime) -> None:
    facts = {"public": row.is_public, "by": by.public_id}
    if isinstance(row, CaseDocument) and row.file_digest:
        facts["file"] = row.file_digest
    journal.record(session, kind, row.public_id, now=now, **facts)
