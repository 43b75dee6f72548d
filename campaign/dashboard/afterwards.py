"""How far a closed letter has come: issued, delivered, answered, public; and what of an open one waits to be judged."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.claims import rules as claims
from campaign.claims.models import Claim
from campaign.dashboard.advice import After
from campaign.delivering import queries as delivering
from campaign.delivering import rules as editions
from campaign.drafting.models import Letter, LetterState
from campaign.handover import standings
from campaign.handover.kinds import ReplyKind
from campaign.handover.whereabouts import Answer, LetterStanding, Stage
from campaign.verifying import queries as verifying

WITHOUT_A_WAY = (Stage.NOT_YET, Stage.FAILED)
UNANSWERED = (Answer.NONE_DUE, Answer.WAITING, Answer.ACKNOWLEDGED)


def of(session: Session, letter: Letter, *, now: datetime) -> After | None:
    """Where a closed letter stands; None for any other."""
    if letter.state is not LetterState.CLOSED:
        return None
    issued = delivering.editions_of(session, letter)
    if not issued:
        return After(in_round=verifying.waits_until(session, letter, now=now) is not None)
    standing = standings.standing(session, letter, now=now)
    return After(
        has_edition=True,
        is_true=not editions.changes(issued[0], delivering.stand(session, letter)),
        in_round=not standing.has_begun and verifying.waits_until(session, letter, now=now) is not None,
        undelivered=sum(each.stage in WITHOUT_A_WAY for each in standing.addressees),
        unanswered=sum(each.answer in UNANSWERED for each in standing.addressees),
        overdue=len(standing.overdue),
        private_answers=_private(standing),
        has_page=letter.campaign.public_from is not None or not letter.is_public,
    )


def to_look_at(session: Session, letter: Letter) -> int:
    """How much evidence waits for a second person."""
    methods = [method for method, way in claims.WAYS.items() if way.need is claims.Need.APPROVAL]
    waiting = (Claim.letter_id == letter.id, Claim.settled_at.is_(None), Claim.method.in_(methods))
    return session.scalar(select(func.count()).where(*waiting)) or 0


def _private(standing: LetterStanding) -> int:
    kinds = (ReplyKind.ANSWER, ReplyKind.REFUSAL)
    return sum(reply.published_at is None and reply.kind in kinds for row in standing.rows for reply in row.replies)
