"""What the pages about one party look up first."""

from sqlalchemy.orm import Session

from campaign import clock
from campaign.campaigns.rules import Right
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter
from campaign.handover import standings
from campaign.handover.whereabouts import PartyStanding
from campaign.organisers import guard


def looked_up(session: Session, letter_id: str, party: str) -> tuple[Letter, PartyStanding]:
    """The letter and one who gets it, for whoever may deliver. Raises NotFound or Forbidden."""
    letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.ISSUE)
    return letter, standings.party_of(standings.standing(session, letter, now=clock.now()), party)
