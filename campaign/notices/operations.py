"""Publishing a version of a campaign's privacy notice."""

from datetime import datetime

from sqlalchemy.orm import Session

from campaign import config, journal
from campaign.campaigns.models import Campaign
from campaign.notices import queries, rules
from campaign.notices.models import Notice
from campaign.notices.rules import Answers
from campaign.organisers.models import Organiser

VERSION_LENGTH = 16


def publish(session: Session, campaign: Campaign, answers: Answers, *, by: Organiser, now: datetime) -> Notice:
    """Make this the campaign's notice from now on; the caller commits.

    Whoever signed before keeps the version that stood there then. The same words again make no new version.
    """
    session.get_one(Campaign, campaign.id, with_for_update=True)  # versions are numbered one after the other
    newest = queries.newest(session, campaign)
    parts = rules.sections(answers, operator=config.current().operator_name)
    digest = rules.digest(parts)
    if newest is not None and newest.digest == digest:
        return newest
    notice = Notice(
        campaign_id=campaign.id,
        number=newest.number + 1 if newest else 1,
        digest=digest,
        version=digest[:VERSION_LENGTH],
        answers=rules.as_json(answers),
        sections=[[each.heading, each.text] for each in parts],
        made_at=now,
        made_by_id=by.id,
    )
    session.add(notice)
    session.flush()
    session.expire(campaign, ["notices"])
    facts = {"number": notice.number, "digest": digest, "by": by.public_id}
    journal.record(session, "notice.published", campaign.public_id, now=now, **facts)
    return notice
