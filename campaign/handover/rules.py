"""What may be written down, sent and told about a letter on its way, and what to think about before. Pure."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from campaign import clock
from campaign.delivering.models import Audience, Channel, Edition, TranslatedEdition
from campaign.delivering.rules import Change
from campaign.handover.kinds import Outcome, ReplyChannel, ReplyKind
from campaign.handover.models import Attempt
from campaign.handover.whereabouts import Answer, PartyStanding

LARGEST_MAIL = 10_000_000
"""Bytes of all PDFs that a mail may carry: many servers take 20 MB, and a mail makes a file a third larger."""
NOTICES = 3
"""How often the team is told again, a week apart, after the first time."""
WEEK = timedelta(days=7)
FILES_AT_MOST = 10

_LATER = {
    Outcome.PLANNED: {Outcome.SENT, Outcome.DELIVERED, Outcome.REFUSED, Outcome.RETURNED, Outcome.STOPPED},
    Outcome.SENT: {Outcome.DELIVERED, Outcome.REFUSED, Outcome.BOUNCED, Outcome.RETURNED},
}


class WhyNot(StrEnum):
    """Why something cannot be written down or sent like this."""

    FOLLOWS = "follows"
    FUTURE = "future"
    TOO_EARLY = "too_early"
    NO_URL = "no_url"
    NO_PLACE = "no_place"
    NOT_DUE = "not_due"
    NOT_DELIVERED = "not_delivered"
    NO_CHANNEL = "no_channel"
    FILES = "files"
    OUTDATED = "outdated"
    TOO_LARGE = "too_large"
    ARCHIVE = "archive"
    NO_TRANSLATION = "no_translation"
    NO_ANSWER = "no_answer"


class Caution(StrEnum):
    """What should be thought about before an edition goes to somebody."""

    SUPERSEDED = "superseded"
    """A later edition holds instead."""
    WITHDRAWN = "withdrawn"
    """It names somebody who no longer stands under the letter."""
    OUTDATED = "outdated"
    """What is true now differs otherwise: a correction, a late signature, a note."""
    EMBARGO = "embargo"
    """The campaign is not public yet."""
    ROUND = "round"
    """Members were asked whether they stand rightly, and still have time."""
    AGAIN = "again"
    """The party has it, or it is on its way there."""


def why_not_step(attempt: Attempt | None, outcome: Outcome, *, happened_at: datetime, now: datetime) -> WhyNot | None:
    """Why this cannot have become of the attempt; None as attempt: as its first step."""
    if attempt is not None and attempt.steps:
        last = attempt.last
        if outcome is not last.outcome and outcome not in _LATER.get(last.outcome, ()):
            return WhyNot.FOLLOWS
        if (
            outcome is not Outcome.PLANNED
            and last.outcome is not Outcome.PLANNED
            and clock.brussels_day(happened_at) < clock.brussels_day(last.happened_at)
        ):
            return WhyNot.TOO_EARLY
    if outcome is not Outcome.PLANNED and happened_at > now:
        return WhyNot.FUTURE
    return None


def next_outcomes(attempt: Attempt) -> list[Outcome]:
    """What may become of it now, itself first: that adds a paper or a word."""
    last = attempt.last.outcome
    return [last, *(each for each in Outcome if each in _LATER.get(last, ()))]


def why_not_attempt(edition: Edition, channel: Channel, *, place: str, url: str) -> WhyNot | None:
    """Why such an attempt cannot be written down."""
    if edition.audience is Audience.ARCHIVE:
        return WhyNot.ARCHIVE
    if channel is Channel.OPEN_LETTER and not url:
        return WhyNot.NO_URL
    if channel is Channel.BY_HAND and not place:
        return WhyNot.NO_PLACE
    return None


def why_not_reply(
    kind: ReplyKind, channel: ReplyChannel, came_on: date, standing: PartyStanding, *, today: date
) -> WhyNot | None:
    """Why this reply cannot be written down."""
    if came_on > today:
        return WhyNot.FUTURE
    if (kind is ReplyKind.SILENCE) != (channel is ReplyChannel.NONE):
        return WhyNot.NO_CHANNEL
    if kind is ReplyKind.SILENCE:
        return None if standing.answer is Answer.OVERDUE else WhyNot.NOT_DUE
    first = min((clock.brussels_day(each.edition.issued_at) for each in standing.attempts), default=None)
    if first is None and standing.deliveries:
        first = clock.brussels_day(min(each.edition.issued_at for each in standing.deliveries))
    if first is None:
        return WhyNot.NOT_DELIVERED
    return WhyNot.TOO_EARLY if came_on < first else None


def why_not_mailed(
    edition: Edition, translations: Sequence[TranslatedEdition], latest: Edition, changed: Sequence[Change]
) -> WhyNot | None:
    """Why the tool does not send these files itself: a name that was taken back must not leave once more."""
    if edition.audience is Audience.ARCHIVE:
        return WhyNot.ARCHIVE
    if edition.number != latest.number or Change.WITHDRAWN in changed:
        return WhyNot.OUTDATED
    size = edition.size + sum(each.size for each in translations)
    return WhyNot.TOO_LARGE if size > LARGEST_MAIL else None


def cautions(
    edition: Edition, *, latest: Edition, changed: Sequence[Change], embargo: bool, round_open: bool, again: bool
) -> list[Caution]:
    """What to think about before this edition goes out; `changed` is how what is true now differs from it."""
    found = {
        Caution.WITHDRAWN: Change.WITHDRAWN in changed,
        Caution.SUPERSEDED: edition.number != latest.number,
        Caution.OUTDATED: edition.number == latest.number and bool(set(changed) - {Change.WITHDRAWN}),
        Caution.EMBARGO: embargo,
        Caution.ROUND: round_open,
        Caution.AGAIN: again,
    }
    return [each for each, holds in found.items() if holds]


def notice_due(due: date, told: Sequence[datetime], *, today: date) -> int | None:
    """Which notice that an answer is overdue leaves today, counted from 0; None: none."""
    if today <= due or len(told) > NOTICES:
        return None
    if told and today < clock.brussels_day(max(told)) + WEEK:
        return None
    return len(told)
