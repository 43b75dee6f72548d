"""Where letters stand with everybody who gets them, read for many letters as often as for one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _
from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from campaign import clock
from campaign.delivering.models import Delivery, Edition
from campaign.drafting.models import Letter, Revision
from campaign.handover import parties, whereabouts
from campaign.handover.models import Attempt, FurtherParty, Reply, ReplyTerm, Step
from campaign.handover.whereabouts import LetterStanding, Party, PartyStanding
from campaign.web.refusals import NotFound

Row = TypeVar("Row", Attempt, FurtherParty, Reply)


def standing(session: Session, letter: Letter, *, now: datetime) -> LetterStanding:
    """Where the letter stands with everybody who gets it."""
    return standings(session, [letter], now=now)[letter.id]


def standings(session: Session, letters: Sequence[Letter], *, now: datetime) -> dict[int, LetterStanding]:
    """Where each of these letters stands; the number of queries does not grow with them."""
    ids = [each.id for each in letters]
    texts = {row.letter_id: row for row in session.scalars(_current_texts(ids))}
    attempts = _by_letter(session, Attempt, ids, joinedload(Attempt.edition), with_steps())
    further, replies = (
        _by_letter(session, FurtherParty, ids),
        _by_letter(session, Reply, ids, selectinload(Reply.files)),
    )
    deliveries = deliveries_of(session, ids)
    terms = session.scalars(select(ReplyTerm).where(ReplyTerm.letter_id.in_(ids)).order_by(ReplyTerm.id))
    days = {each.letter_id: each.days for each in terms}
    today = clock.brussels_day(now)
    return {
        each: _standing(
            parties.of(texts.get(each), further[each], _named([*attempts[each], *deliveries[each], *replies[each]])),
            attempts[each],
            deliveries[each],
            replies[each],
            days.get(each, whereabouts.DAYS),
            today=today,
        )
        for each in ids
    }


def party_of(found: LetterStanding, key: str) -> PartyStanding:
    """One line of a letter's standing. Raises NotFound."""
    for each in found.rows:
        if each.party.key == key:
            return each
    raise NotFound("party", _("Nobody like that gets this letter. Start from the page that tells where it stands."))


def with_steps() -> Any:
    """Load attempts with what became of them, its papers and who wrote it down."""
    return selectinload(Attempt.steps).options(
        selectinload(Step.proofs), joinedload(Step.recorded_by), joinedload(Step.delivery)
    )


def _standing(
    everybody: Sequence[Party],
    attempts: Sequence[Attempt],
    deliveries: Sequence[Delivery],
    replies: Sequence[Reply],
    days: int,
    *,
    today: date,
) -> LetterStanding:
    rows = []
    for party in everybody:
        tried = tuple(each for each in attempts if each.key == party.key)
        arrived = tuple(each for each in deliveries if whereabouts.key_of(each.addressee, each.position) == party.key)
        came = tuple(each for each in replies if each.key == party.key and each.struck_at is None)
        due = whereabouts.due_on(party, arrived, days)
        rows.append(
            PartyStanding(
                party=party,
                stage=whereabouts.stage(tried, arrived),
                answer=whereabouts.answer(came, due, today=today),
                attempts=tried,
                deliveries=arrived,
                replies=came,
                due_on=due,
            )
        )
    return LetterStanding(rows=tuple(rows), days=days, struck=tuple(each for each in replies if each.struck_at))


def _named(rows: Iterable[Attempt | Delivery | Reply]) -> list[tuple[str, int | None]]:
    return [(each.addressee, each.position) for each in rows]


def _current_texts(ids: Sequence[int]) -> Any:
    same = and_(Revision.letter_id == Letter.id, Revision.number == Letter.revision_number)
    return select(Revision).join(Letter, same).where(Letter.id.in_(ids))


def deliveries_of(session: Session, ids: Sequence[int]) -> dict[int, list[Delivery]]:
    """What arrived of each of these letters, oldest first."""
    query = select(Delivery).join(Delivery.edition).where(Edition.letter_id.in_(ids))
    query = query.options(joinedload(Delivery.edition)).order_by(Delivery.delivered_at, Delivery.id)
    found: dict[int, list[Delivery]] = defaultdict(list)
    for each in session.scalars(query):
        found[each.edition.letter_id].append(each)
    return found


def _by_letter(session: Session, model: type[Row], ids: Sequence[int], *options: Any) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for each in session.scalars(select(model).where(model.letter_id.in_(ids)).options(*options).order_by(model.id)):
        found[each.letter_id].append(each)
    return found
