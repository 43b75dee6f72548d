"""Organisers are told at once when a name goes that an issued edition still holds."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import links
from campaign.campaigns import rules as rights
from campaign.campaigns.models import TeamPlace
from campaign.campaigns.rules import Right
from campaign.delivering import queries
from campaign.delivering.models import Delivery, Edition
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.outbox import operations as outbox
from campaign.outbox.models import MailState, OutgoingMail
from campaign.outbox.operations import Mail
from campaign.signing import listening
from campaign.signing.models import Signature

TEMPLATE = "edition_touched"


def init_app() -> None:
    """Hear of everything that happens to a signature."""
    listening.register(TEMPLATE, heard)


def heard(session: Session, kind: str, signature: Signature, *, now: datetime) -> None:
    """Mail the team when this signature has just stopped standing and the latest edition holds it.

    No name is in the mail: the letter's pages show it to those who may see it.
    """
    if signature.standing or kind == "signature.withdrawn":  # that confirms what was told when the name was hidden
        return
    letter = session.get_one(Letter, signature.letter_id)
    latest = next(iter(queries.editions_of(session, letter)), None)
    if latest is None or signature.public_id not in latest.signature_ids:
        return
    delivered = session.scalar(
        select(Delivery.id).join(Delivery.edition).where(Edition.letter_id == letter.id).limit(1)
    )
    waiting = _waiting(session, latest)
    mails = [
        _mail(latest, each, delivered=delivered is not None)
        for each in _team(session, letter)
        if each.email not in waiting
    ]
    outbox.enqueue_all(session, mails, now=now)


def _team(session: Session, letter: Letter) -> list[Organiser]:
    """Those who may issue the next edition."""
    places = session.scalars(select(TeamPlace).where(TeamPlace.campaign_id == letter.campaign_id))
    return [each.organiser for each in places if rights.may(each.role, Right.ISSUE)]


def _waiting(session: Session, edition: Edition) -> set[str]:
    """Who has such a mail about this edition waiting already: one is enough."""
    query = select(OutgoingMail.recipient).where(
        OutgoingMail.template == TEMPLATE,
        OutgoingMail.about == f"edition:{edition.public_id}",
        OutgoingMail.state == MailState.QUEUED,
    )
    return set(session.scalars(query))


def _mail(edition: Edition, to: Organiser, *, delivered: bool) -> Mail:
    return Mail(
        template=TEMPLATE,
        to=to.email,
        to_name=to.name,
        about=f"edition:{edition.public_id}",
        values={
            "name": to.name,
            "title": edition.letter.title,
            "number": edition.number,
            "delivered": delivered,
            "link": links.absolute("delivering.editions", letter_id=edition.letter.public_id),
        },
    )
