"""A campaign's page goes public at an hour, or is taken back."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from campaign import journal
from campaign.campaigns.models import Campaign
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.publishing import rules
from campaign.web.refusals import Refusal

SENTENCES = {
    rules.WhyNot.SHAPE: _("Use small letters, digits and single hyphens: the-case-of-ilja-brandt."),
    rules.WhyNot.LONG: _("Shorten the address to 80 characters."),
}


class CannotPublish(Refusal):
    """The page cannot go public so."""

    status = 422


def publish(
    session: Session, campaign: Campaign, *, slug: str, public_from: datetime, by: Organiser, now: datetime
) -> None:
    """Let the page be public from that instant on, at that address; the caller commits.

    Raises CannotPublish where the address is badly made or another campaign's.
    """
    check_slug(slug)
    try:
        with session.begin_nested():
            campaign.slug, campaign.public_from = slug, public_from
            session.flush()
    except IntegrityError as error:
        raise CannotPublish("taken", _("Another campaign has this address. Choose another one.")) from error
    facts = {"from": public_from.isoformat(), "by": by.public_id}
    journal.record(session, "campaign.published", campaign.public_id, now=now, **facts)


def check_slug(slug: str) -> None:
    """Go on with an address that a page can have. Raises CannotPublish."""
    if reason := rules.why_no_slug(slug):
        raise CannotPublish(reason, SENTENCES[reason])


def hide(session: Session, campaign: Campaign, *, by: Organiser, now: datetime) -> None:
    """Take the page back at once; the address stays the campaign's. The caller commits."""
    campaign.public_from = None
    session.flush()
    journal.record(session, "campaign.hidden", campaign.public_id, now=now, by=by.public_id)


def show_letter(session: Session, letter: Letter, is_public: bool, *, by: Organiser, now: datetime) -> None:
    """Show a letter on the campaign's page, or not; the caller commits."""
    letter.is_public = is_public
    session.flush()
    kind = "letter.shown" if is_public else "letter.hidden"
    journal.record(session, kind, letter.public_id, now=now, by=by.public_id)
