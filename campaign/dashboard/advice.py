"""The one thing an organiser could do next with a letter. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from campaign.dashboard.rules import Funnel
from campaign.drafting.models import LetterState


class Step(StrEnum):
    """What the organiser could do next."""

    FINISH_TEXT = "finish_text"
    INVITE = "invite"
    REMIND = "remind"
    MEND = "mend"
    WAIT = "wait"
    CLOSE = "close"
    MAKE_PDF = "make_pdf"
    GET_PDF = "get_pdf"


@dataclass(frozen=True, slots=True)
class Advice:
    """The next step, and how many Members it is about."""

    step: Step
    number: int = 0


def next_step(
    state: LetterState, counts: Funnel, *, remindable: int, goals_reached: bool, is_over: bool, has_edition: bool
) -> Advice | None:
    """The one thing to do next; None for a record, which is complete as it was published."""
    if state is LetterState.RECORD:
        return None
    if state is LetterState.DRAFT:
        return Advice(Step.FINISH_TEXT)
    if state is LetterState.CLOSED:
        return Advice(Step.GET_PDF if has_edition else Step.MAKE_PDF)
    return _while_open(counts, remindable=remindable, goals_reached=goals_reached, is_over=is_over)


def _while_open(counts: Funnel, *, remindable: int, goals_reached: bool, is_over: bool) -> Advice:
    unanswered = counts.asked - counts.signed - counts.declined
    steps = (
        (is_over or (goals_reached and unanswered <= 0), Advice(Step.CLOSE)),
        (counts.asked == 0, Advice(Step.INVITE)),
        (remindable > 0, Advice(Step.REMIND, remindable)),
        (counts.bounced > 0, Advice(Step.MEND, counts.bounced)),
    )
    return next((step for holds, step in steps if holds), Advice(Step.WAIT, max(0, unanswered)))
