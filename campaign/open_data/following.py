"""Feeds and calendars: how people and programs follow cases without asking us who they are."""

from collections.abc import Iterator
from datetime import date, datetime
from threading import Lock

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from campaign import clock, journal, links
from campaign.campaigns.models import Campaign
from campaign.db import reading
from campaign.open_data import answers, feeds, published, queries
from campaign.open_data.feeds import Feed, News
from campaign.questions import queries as questions
from campaign.questions import rules as clockwork

ATOM = "application/atom+xml"
CASES_AT_MOST = 200

blueprint = Blueprint("feeds", __name__)
blueprint.before_request(answers.refuse_crowds)
blueprint.after_request(answers.across)


class _Newest:
    """The feed over all cases, as long as the journal has not moved and no other case became public meanwhile."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._of: tuple[object, ...] = ()
        self._content = b""

    def content(self, session: Session, *, now: datetime) -> bytes:
        """The feed as of now."""
        newest = journal.newest(session)
        head = (newest.digest if newest else "", queries.number_public(session, now=now), links.absolute("feeds.cases"))
        with self._lock:
            if self._of != head:
                self._content, self._of = _over_all(session, now=now), head
            return self._content


_newest = _Newest()


@blueprint.get("/cases.atom")
def cases() -> ResponseReturnValue:
    """News of all cases."""
    return answers.kept(_newest.content(reading(), now=clock.now()), ATOM)


@blueprint.get("/cases/<slug>/feed.atom")
def case(slug: str) -> ResponseReturnValue:
    """News of one case."""
    campaign = queries.campaign_at(reading(), slug, now=clock.now())
    feed = Feed(
        key=feeds.tag(campaign, "news"),
        title=campaign.title,
        address=links.absolute("feeds.case", slug=slug),
        page_url=links.absolute("public.case", slug=slug),
    )
    told = feeds.newest(News(campaign, each) for each in published.facts(reading(), campaign))
    return answers.kept(feeds.atom(feed, told), ATOM)


@blueprint.get("/cases/<slug>/calendar.ics")
def calendar(slug: str) -> ResponseReturnValue:
    """The days of one case."""
    now = clock.now()
    campaign = queries.campaign_at(reading(), slug, now=now)
    due = _due(campaign, clock.brussels_day(now))
    return answers.kept(feeds.calendar(campaign, published.facts(reading(), campaign), due), "text/calendar")


def _over_all(session: Session, *, now: datetime) -> bytes:
    found = queries.public_campaigns(session, now=now, limit=CASES_AT_MOST)
    feed = Feed(
        key=feeds.installation_tag(),
        title=_("Letters and cases"),
        address=links.absolute("feeds.cases"),
        page_url=links.absolute("public.home"),
    )
    told = feeds.newest(News(each, fact) for each in found for fact in published.facts(session, each))
    return feeds.atom(feed, told)


def _due(campaign: Campaign, day: date) -> Iterator[tuple[str, date, str, str]]:
    """When answers to questions are due that have none."""
    for each in questions.questions(reading(), campaign, only_public=True):
        due = clockwork.due_on(each)
        if due is not None and clockwork.stage(each, day) is not clockwork.Stage.ANSWERED:
            about = each.reference or each.subject
            address = f"{links.absolute('public.case', slug=campaign.slug)}#questions"
            yield f"due:{each.public_id}", due, _("Answer due: %(about)s", about=about), address
