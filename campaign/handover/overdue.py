"""The team is told by mail that an answer is overdue: once when it was due, then weekly, three times at most."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import clock, journal
from campaign.campaigns import rules as rights
from campaign.campaigns.models import TeamPlace
from campaign.campaigns.rules import Right
from campaign.drafting.models import Letter
from campaign.handover import mails, queries, rules, standings
from campaign.handover.models import OverdueNotice
from campaign.handover.whereabouts import PartyStanding
from campaign.organisers.models import Organiser
from campaign.outbox import operations as outbox


def waiting(session: Session, *, now: datetime) -> dict[Letter, list[tuple[PartyStanding, int]]]:
    """Of which letters whose overdue answer is to be told today, with the number of the notice."""
    letters, today = queries.with_answers_due(session), clock.brussels_day(now)
    stands, told = standings.standings(session, letters, now=now), queries.told(session, letters)
    found: dict[Letter, list[tuple[PartyStanding, int]]] = {}
    for letter in letters:
        due = [
            (each, number)
            for each in stands[letter.id].overdue
            if each.due_on is not None
            and (number := rules.notice_due(each.due_on, told[letter.id, each.party.key, each.due_on], today=today))
            is not None
        ]
        if due:
            found[letter] = due
    return found


def tell(session: Session, *, now: datetime) -> int:
    """Mail those who may write replies down, one mail for each letter; how many mails. The caller commits."""
    total = 0
    for letter, due in waiting(session, now=now).items():
        late = [each for each, _number in due]
        for each, number in due:
            notice = OverdueNotice(letter_id=letter.id, key=each.party.key, number=number, told_at=now)
            notice.due_on = each.due_on or clock.brussels_day(now)
            session.add(notice)
        session.flush()
        team = _team(session, letter)
        outbox.enqueue_all(session, [mails.overdue(letter, late, each) for each in team], now=now)
        journal.record(session, "reply.overdue", letter.public_id, now=now, parties=len(late), mails=len(team))
        total += len(team)
    return total


def _team(session: Session, letter: Letter) -> Sequence[Organiser]:
    places = session.scalars(select(TeamPlace).where(TeamPlace.campaign_id == letter.campaign_id))
    return [each.organiser for each in places if rights.may(each.role, Right.ISSUE)]
