"""A letter goes to an assistant, and comes back: each time the older links to it are dead at once."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import journal, tokens
from campaign.inviting import relinking
from campaign.inviting.models import Invitation
from campaign.offices import mails, queries, rules
from campaign.offices.models import Assistant, Handover
from campaign.offices.refusals import CannotAct
from campaign.offices.rules import Office, WhyNot
from campaign.outbox import operations as outbox


def hand_over(
    session: Session, office: Office, invitation: Invitation, assistant: Assistant, *, now: datetime
) -> Handover:
    """Give the letter to the assistant: every older link to it is dead from now on, the Member's and anybody's.

    The Member's mailbox gets a new personal link, the assistant's one of its own. Raises CannotAct.
    """
    queries.refuse_assistant(session, assistant, now=now)
    held = rules.covering(assistant, invitation.letter, to_sign=False, now=now)
    if held is None:
        raise CannotAct(WhyNot.NOT_AUTHORISED)
    for older in session.scalars(
        select(Handover).where(Handover.invitation_id == invitation.id, Handover.current.is_(True))
    ):
        take_back(session, older, now=now)
    secret = tokens.new_token()
    handover = Handover(invitation=invitation, assistant=assistant, digest=tokens.digest(secret), made_at=now)
    session.add(handover)
    session.flush()

    def to_member(personal: str) -> outbox.Mail:
        return mails.handed_over(invitation, assistant, held, to=office.mailbox, secret=personal)

    relinking.relink(session, invitation, to_member, now=now)
    outbox.post(session, mails.letter_for_assistant(invitation, assistant, secret=secret), now=now)
    facts = {"assistant": assistant.public_id, "authorisation": held.public_id}
    journal.record(session, "letter.handed_over", handover.public_id, now=now, **facts)
    return handover


def take_back(session: Session, handover: Handover, *, now: datetime) -> None:
    """The assistant's link to this letter is dead from now on."""
    if handover.current:
        handover.current, handover.ended_at = None, now
        session.flush()
        journal.record(session, "letter.taken_back", handover.public_id, now=now)
