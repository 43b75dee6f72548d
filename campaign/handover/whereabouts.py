"""Where a letter stands with everybody who gets it: how far it has come, and the answer. Pure."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from campaign import clock
from campaign.delivering.models import Delivery
from campaign.handover.kinds import Outcome, ReplyKind
from campaign.handover.models import Attempt, Reply

DAYS = 30
"""Within how many days an answer is expected where nothing else was set."""


class PartyKind(StrEnum):
    """As what somebody gets the letter."""

    ADDRESSEE = "addressee"
    COPY = "copy"
    FURTHER = "further"


class Stage(StrEnum):
    """How far the letter has come on its way to one party."""

    NOT_YET = "not_yet"
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    FAILED = "failed"
    DELIVERED = "delivered"


class Answer(StrEnum):
    """How it stands with the answer of one party."""

    NONE_DUE = "none_due"
    """Not delivered yet, or a party of whom no answer is expected."""
    WAITING = "waiting"
    ACKNOWLEDGED = "acknowledged"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    REFUSED = "refused"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who gets the letter, with what an envelope or a mail needs."""

    key: str
    name: str
    """Name and office in one line."""
    kind: PartyKind
    position: int | None = None
    postal: str = ""
    person: str = ""
    office: str = ""
    email: str = ""
    salutation: str = ""
    language: str = ""

    @property
    def label(self) -> tuple[str, ...]:
        """The lines of an address label, as typed, in the party's own script."""
        lines = (line.strip() for part in (self.person, self.office, self.postal) for line in part.split("\n"))
        return tuple(line for line in lines if line)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyStanding:
    """One line of the page that tells where a letter stands."""

    party: Party
    stage: Stage
    answer: Answer
    attempts: tuple[Attempt, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    replies: tuple[Reply, ...] = ()
    """Those that were not struck."""
    due_on: date | None = None

    @property
    def delivered_at(self) -> datetime | None:
        """When it first arrived."""
        return min((each.delivered_at for each in self.deliveries), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterStanding:
    """Where a letter stands with everybody who gets it."""

    rows: tuple[PartyStanding, ...]
    days: int
    struck: tuple[Reply, ...] = ()

    @property
    def addressees(self) -> list[PartyStanding]:
        """The text's own addressees: by them it is counted."""
        return [each for each in self.rows if each.party.kind is PartyKind.ADDRESSEE]

    @property
    def delivered(self) -> int:
        """How many of them have it."""
        return sum(each.stage is Stage.DELIVERED for each in self.addressees)

    @property
    def overdue(self) -> list[PartyStanding]:
        """Whose answer is overdue."""
        return [each for each in self.rows if each.answer is Answer.OVERDUE]

    @property
    def is_delivered(self) -> bool:
        """A letter counts as delivered from its first delivery on."""
        return any(each.deliveries for each in self.rows)

    @property
    def has_begun(self) -> bool:
        """Whether anything was tried or came back."""
        return any(each.attempts or each.deliveries or each.replies for each in self.rows)


def key_of(name: str, position: int | None = None) -> str:
    """By what a party is known in addresses of pages: its place in the text, or else a digest of its name."""
    if position is not None:
        return str(position)
    return "x" + hashlib.sha256(" ".join(name.split()).casefold().encode()).hexdigest()[:11]


def stage(attempts: Sequence[Attempt], deliveries: Sequence[Delivery]) -> Stage:
    """How far it has come: the best of all attempts counts, a failed one only where no other is on its way."""
    if deliveries:
        return Stage.DELIVERED
    last = {each.last.outcome for each in attempts}
    if Outcome.SENT in last:
        return Stage.UNDER_WAY
    if Outcome.PLANNED in last:
        return Stage.PLANNED
    return Stage.FAILED if last else Stage.NOT_YET


def due_on(party: Party, deliveries: Sequence[Delivery], days: int) -> date | None:
    """When an answer is due: so many days after it first arrived there; of copies none is expected."""
    if party.kind is not PartyKind.ADDRESSEE or not deliveries:
        return None
    return clock.brussels_day(min(each.delivered_at for each in deliveries)) + timedelta(days=days)


def answer(replies: Sequence[Reply], due: date | None, *, today: date) -> Answer:
    """How it stands with the answer: what came settles it; an acknowledgement does not."""
    kinds = {each.kind for each in replies}
    for kind, settled in (
        (ReplyKind.ANSWER, Answer.ANSWERED),
        (ReplyKind.REFUSAL, Answer.REFUSED),
        (ReplyKind.SILENCE, Answer.SILENT),
    ):
        if kind in kinds:
            return settled
    if due is not None and today > due:
        return Answer.OVERDUE
    if ReplyKind.ACKNOWLEDGEMENT in kinds:
        return Answer.ACKNOWLEDGED
    return Answer.WAITING if due is not None else Answer.NONE_DUE
