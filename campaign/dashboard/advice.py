"""The one thing an organiser could do next with a letter, from the draft to the published answer. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from campaign.dashboard.rules import Funnel
from campaign.drafting.models import LetterState


class Step(StrEnum):
    """What the organiser could do next."""

    FINISH_TEXT = "finish_text"
    INVITE = "invite"
    LOOK = "look"
    """Evidence waits for a second person."""
    REMIND = "remind"
    MEND = "mend"
    WAIT = "wait"
    CLOSE = "close"
    WAIT_ROUND = "wait_round"
    """The signatories were asked once more, and still have time to object."""
    MAKE_PDF = "make_pdf"
    ISSUE_AGAIN = "issue_again"
    DELIVER = "deliver"
    FOLLOW_UP = "follow_up"
    """An answer is overdue."""
    PUBLISH_REPLY = "publish_reply"
    PUBLISH_PAGE = "publish_page"
    WAIT_ANSWER = "wait_answer"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Advice:
    """The next step, and how many Members, addressees or replies it is about."""

    step: Step
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """How far a closed letter has come."""

    has_edition: bool = False
    is_true: bool = True
    """Whether the latest edition tells what holds now."""
    in_round: bool = False
    undelivered: int = 0
    """Addressees to whom nothing is on its way."""
    unanswered: int = 0
    overdue: int = 0
    private_answers: int = 0
    has_page: bool = False
    """Whether the hour of the public page is set, or the letter left out of it on purpose."""


def next_step(
    state: LetterState,
    counts: Funnel,
    *,
    remindable: int,
    goals_reached: bool,
    is_over: bool,
    to_look_at: int = 0,
    after: After | None = None,
) -> Advice | None:
    """The one thing to do next; None for a record, which is complete as it was published."""
    if state is LetterState.RECORD:
        return None
    if state is LetterState.DRAFT:
        return Advice(Step.FINISH_TEXT)
    if state is LetterState.CLOSED:
        return _first(_once_closed(after or After()), Advice(Step.DONE))
    steps = _while_open(counts, remindable=remindable, goals_reached=goals_reached, is_over=is_over, look=to_look_at)
    return _first(steps, Advice(Step.WAIT, max(0, _silent(counts))))


def _while_open(
    counts: Funnel, *, remindable: int, goals_reached: bool, is_over: bool, look: int
) -> tuple[tuple[bool, Advice], ...]:
    """Evidence comes first: what is not looked at before the close is under no letter."""
    return (
        (look > 0, Advice(Step.LOOK, look)),
        (is_over or (goals_reached and _silent(counts) <= 0), Advice(Step.CLOSE)),
        (counts.asked == 0, Advice(Step.INVITE)),
        (remindable > 0, Advice(Step.REMIND, remindable)),
        (counts.bounced > 0, Advice(Step.MEND, counts.bounced)),
    )


def _once_closed(after: After) -> tuple[tuple[bool, Advice], ...]:
    return (
        (after.in_round, Advice(Step.WAIT_ROUND)),
        (not after.has_edition, Advice(Step.MAKE_PDF)),
        (not after.is_true, Advice(Step.ISSUE_AGAIN)),
        (after.undelivered > 0, Advice(Step.DELIVER, after.undelivered)),
        (after.overdue > 0, Advice(Step.FOLLOW_UP, after.overdue)),
        (after.private_answers > 0, Advice(Step.PUBLISH_REPLY, after.private_answers)),
        (not after.has_page, Advice(Step.PUBLISH_PAGE)),
        (after.unanswered > 0, Advice(Step.WAIT_ANSWER, after.unanswered)),
    )


def _first(steps: tuple[tuple[bool, Advice], ...], otherwise: Advice) -> Advice:
    return next((step for holds, step in steps if holds), otherwise)


def _silent(counts: Funnel) -> int:
    return counts.asked - counts.signed - counts.declined
