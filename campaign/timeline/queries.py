"""The documents and events of one campaign."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from campaign.campaigns.models import Campaign
from campaign.timeline.models import CaseDocument, CaseEvent
from campaign.web.refusals import NotFound


def documents(session: Session, campaign: Campaign, *, only_public: bool = False) -> list[CaseDocument]:
    """All documents, the newest first, those without a date last."""
    query = select(CaseDocument).where(CaseDocument.campaign_id == campaign.id)
    if only_public:
        query = query.where(CaseDocument.is_public)
    undated = CaseDocument.dated_on.is_(None)
    return list(session.scalars(query.order_by(undated, CaseDocument.dated_on.desc(), CaseDocument.id)))


def events(session: Session, campaign: Campaign, *, only_public: bool = False) -> list[CaseEvent]:
    """All entries of the timeline with their documents, the oldest first; one query."""
    query = select(CaseEvent).where(CaseEvent.campaign_id == campaign.id).options(joinedload(CaseEvent.document))
    if only_public:
        query = query.where(CaseEvent.is_public)
    return list(session.scalars(query.order_by(CaseEvent.starts_on, CaseEvent.id)))


def document_of(session: Session, campaign: Campaign, public_id: str) -> CaseDocument:
    """One document of this campaign.

    Raises NotFound for another campaign's.
    """
    query = select(CaseDocument).where(CaseDocument.campaign_id == campaign.id, CaseDocument.public_id == public_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound("document", _("There is no such document. Start from the campaign's page."))
    return found


def event_of(session: Session, campaign: Campaign, public_id: str) -> CaseEvent:
    """One entry of this campaign's timeline.

    Raises NotFound for another campaign's.
    """
    query = select(CaseEvent).where(CaseEvent.campaign_id == campaign.id, CaseEvent.public_id == public_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound("event", _("There is no such entry. Start from the campaign's timeline."))
    return found
