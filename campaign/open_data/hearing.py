"""What is published now, against what each address was told: the difference becomes messages.

The journal only tells that it is time to look. What is told comes from what is published, and from nothing else: so no
act on something that is not public can ever reach an address, in whatever feature it was done. Nothing is told twice
and nothing is left out, since messages and what they tell of are written together.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import db, journal, links
from campaign.campaigns.models import Campaign
from campaign.open_data import published, rules
from campaign.open_data.facts import Fact, Kind
from campaign.open_data.models import Webhook, WebhookMessage
from campaign.open_data.rules import Happening
from campaign.publishing import rules as publishing


def hear(session: Session, *, now: datetime) -> int:
    """Write a message for each happening that an address was not told of yet; how many. The caller commits."""
    db.one_at_a_time(session, "webhooks")
    head = newest(session)
    query = select(Webhook).where(Webhook.off_at.is_(None)).order_by(Webhook.campaign_id, Webhook.id)
    waiting = [each for each in session.scalars(query) if _may_have_news(each, head, now=now)]
    number = 0
    for _id, hooks in groupby(waiting, key=lambda each: each.campaign_id):
        number += _compare(session, list(hooks), head, now=now)
    session.flush()
    return number


def newest(session: Session) -> int:
    """The number of the journal's newest event."""
    event = journal.newest(session)
    return event.number if event else 0


def known(session: Session, campaign: Campaign, *, now: datetime) -> dict[str, str] | None:
    """What an address that is registered now is taken to know already."""
    facts = _published(session, campaign, now=now)
    return None if facts is None else rules.snapshot(facts)


def message(webhook: Webhook, kind: Kind, body: dict[str, object], *, now: datetime) -> WebhookMessage:
    """A message that is due at once."""
    stamp = now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    text = json.dumps({"type": kind.value, "timestamp": stamp, "data": body}, ensure_ascii=False)
    return WebhookMessage(webhook_id=webhook.id, kind=kind.value, body=text, made_at=now, due_at=now)


def _may_have_news(webhook: Webhook, head: int, *, now: datetime) -> bool:
    """Whether anything happened since, or the hour came at which the case is public."""
    is_public = publishing.is_public(webhook.campaign, now=now)
    return webhook.seen < head or is_public != (webhook.told is not None)


def _compare(session: Session, hooks: Sequence[Webhook], head: int, *, now: datetime) -> int:
    campaign = hooks[0].campaign
    facts = _published(session, campaign, now=now)
    number = 0
    for each in hooks:
        found = rules.happenings(each.told, facts)
        session.add_all(message(each, one.kind, dict(_body(campaign, one, each.told)), now=now) for one in found)
        each.told = None if facts is None else rules.snapshot(facts)
        each.seen = head
        number += len(found)
    return number


def _published(session: Session, campaign: Campaign, *, now: datetime) -> tuple[Fact, ...] | None:
    return published.facts(session, campaign) if publishing.is_public(campaign, now=now) else None


def _body(campaign: Campaign, what: Happening, told: dict[str, str] | None) -> Iterator[tuple[str, object]]:
    """Numbers, digests and addresses; never a name. What is gone is named by its number only."""
    yield "case", campaign.slug
    yield "case_id", campaign.public_id
    yield "key", what.key
    if what.kind is Kind.CASE_TAKEN_BACK:
        return
    case_url = links.absolute("api.case", slug=campaign.slug)
    if what.fact is None:
        if told is not None and what.key in told:
            yield "id", told[what.key].split("|")[1]
        yield "api_url", case_url
        return
    yield "id", what.fact.subject
    if len(what.fact.digest) == 64:
        yield "digest", what.fact.digest
    yield "api_url", what.fact.api_url
    yield "page_url", what.fact.page_url
