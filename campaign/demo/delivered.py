"""The demo's closed letter: signed, asked once more, issued, delivered, half answered."""

from datetime import datetime, timedelta
from typing import Any

from campaign import clock
from campaign.delivering import operations as delivering
from campaign.delivering.models import Channel, Edition
from campaign.demo import mailbox, papers, texts, translated
from campaign.demo.answers import Answers
from campaign.demo.cast import Cast, drafted
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.handover import operations as handover
from campaign.handover import replying, standings
from campaign.handover.kinds import Outcome, ReplyChannel, ReplyKind, Way
from campaign.handover.models import Attempt
from campaign.handover.operations import AttemptFacts, PartyFacts, StepFacts
from campaign.handover.replying import ReplyFacts
from campaign.handover.whereabouts import PartyStanding
from campaign.inviting import operations as inviting
from campaign.verifying import operations as verifying
from campaign.web.brought import Brought

OPENED, CLOSED = timedelta(days=40), timedelta(days=26)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def closed_letter(cast: Cast) -> Letter:
    """The letter with two editions, the second of them handed over."""
    opened, closed = cast.now - OPENED, cast.now - CLOSED
    act: dict[str, Any] = {"by": cast.robin}
    letter = drafted(cast, texts.CLOSED_LETTER, [texts.PROSECUTOR, texts.MINISTER], at=opened - 2 * DAY)
    letter.dated_on, letter.deadline_at = clock.brussels_day(closed), closed
    drafting.open_for_signature(cast.session, letter, now=opened, **act)
    invitations = inviting.invite(cast.session, letter, cast.members[::2], now=opened + HOUR, **act)
    answers = Answers(cast.session, invitations, seed=11)
    answers.bounce(2)
    answers.come(sign=27, decline=4, first=opened + 3 * HOUR, last=closed - 5 * HOUR)
    answers.begin(3, at=closed - 5 * HOUR)
    translated.into_french(cast, letter, at=opened + DAY)
    drafting.close(cast.session, letter, now=closed, **act)
    verifying.start(cast.session, letter, wait_until=closed + 2 * DAY, now=closed + HOUR, **act)
    delivering.issue_edition(cast.session, letter, now=closed + 2 * DAY + HOUR, **act)
    _late_signer(cast, letter, answers, closed=closed)
    _deliver(cast, letter, delivering.issue_edition(cast.session, letter, now=closed + 5 * DAY, **act))
    mailbox.emptied(cast.session)
    return letter


def _late_signer(cast: Cast, letter: Letter, answers: Answers, *, closed: datetime) -> None:
    until, now = closed + 4 * DAY, closed + 2 * HOUR
    drafting.accept_late(cast.session, letter, until=until, reason=texts.LATE_BECAUSE, by=cast.robin, now=now)
    answers.sign(at=closed + 3 * DAY)


def _deliver(cast: Cast, letter: Letter, edition: Edition) -> None:
    """To the Prosecutor General by post, who answers; to the minister by hand, refused, then by post again."""
    now = cast.now
    sent = _attempt(cast, letter, edition, "1", Channel.POST, Outcome.SENT, at=now - 20 * DAY, tracking="RR123456785BE")
    receipt = papers.page("receipt.pdf", texts.RECEIPT)
    _step(cast, sent, Outcome.DELIVERED, at=now - 16 * DAY, note="Signed for by the registry.", paper=receipt)
    place = {"place": "Embassy of Sarovia, Brussels", "witness": "Kim Sample", "way": Way.BY_HAND}
    _attempt(cast, letter, edition, "2", Channel.EMBASSY, Outcome.REFUSED, at=now - 19 * DAY, **place)
    _attempt(cast, letter, edition, "2", Channel.POST, Outcome.SENT, at=now - 18 * DAY, tracking="RR123456799BE")
    facts = PartyFacts(name="Delegation of the European Union to Sarovia", email="delegation@example.org")
    handover.add_party(cast.session, letter, facts, by=cast.robin, now=now - 19 * DAY)
    _reply(cast, letter, ReplyKind.ACKNOWLEDGEMENT, texts.ACKNOWLEDGED, at=now - 13 * DAY)
    _reply(cast, letter, ReplyKind.ANSWER, texts.ANSWERED, at=now - 3 * DAY)


def _attempt(
    cast: Cast,
    letter: Letter,
    edition: Edition,
    key: str,
    channel: Channel,
    outcome: Outcome,
    *,
    at: datetime,
    **said: str,
) -> Attempt:
    party = _standing(cast, letter, key, at=at).party
    facts = AttemptFacts(edition=edition, party=party, channel=channel, **said)  # type: ignore[arg-type]
    first = StepFacts(outcome=outcome, happened_at=at)
    return handover.write_down(cast.session, letter, facts, first, by=cast.robin, now=at)


def _step(cast: Cast, attempt: Attempt, outcome: Outcome, *, at: datetime, note: str, paper: Brought) -> None:
    facts = StepFacts(outcome=outcome, happened_at=at, note=note, papers=(paper,))
    handover.take_step(cast.session, attempt, facts, by=cast.robin, now=at)


def _reply(cast: Cast, letter: Letter, kind: ReplyKind, words: str, *, at: datetime) -> None:
    """The Prosecutor General's office writes; it is published an hour later."""
    facts = ReplyFacts(
        kind=kind,
        channel=ReplyChannel.POST,
        came_on=clock.brussels_day(at),
        language="en",
        papers=(papers.page(f"{kind.value}.pdf", words),),
    )
    standing = _standing(cast, letter, "1", at=at)
    reply = replying.write_down(cast.session, letter, standing, facts, by=cast.robin, now=at)
    replying.publish(cast.session, reply, shows_files=True, by=cast.robin, now=at + HOUR)


def _standing(cast: Cast, letter: Letter, key: str, *, at: datetime) -> PartyStanding:
    return standings.party_of(standings.standing(cast.session, letter, now=at), key)
