"""Which privacy notice holds for a campaign, and each version by its name."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import links
from campaign.campaigns.models import Campaign
from campaign.notices.models import Notice
from campaign.web.refusals import NotFound


def newest(session: Session, campaign: Campaign) -> Notice | None:
    """The campaign's notice of now, or None where its organisers have written none."""
    query = select(Notice).where(Notice.campaign_id == campaign.id).order_by(Notice.number.desc()).limit(1)
    return session.scalar(query)


def versions(campaign: Campaign) -> list[Notice]:
    """All versions, oldest first; read once for all mails that leave together."""
    found: list[Notice] = campaign.notices  # type: ignore[attr-defined]  # the other side of Notice.campaign
    return found


def version_of(campaign: Campaign) -> str:
    """The name of the campaign's notice of now; empty where there is none."""
    return versions(campaign)[-1].version if versions(campaign) else ""


def link_of(campaign: Campaign) -> str:
    """The address of the campaign's notice of now, for mails; empty where there is none."""
    version = version_of(campaign)
    return links.absolute("notices.show", version=version) if version else ""


def by_version(session: Session, version: str) -> Notice:
    """The words with this name, as they were published last.

    Raises NotFound.
    """
    query = select(Notice).where(Notice.version == version).order_by(Notice.id.desc()).limit(1)
    found = session.scalar(query)
    if found is None:
        raise NotFound("notice", _("There is no such privacy notice. Open the link in your mail again."))
    return found
