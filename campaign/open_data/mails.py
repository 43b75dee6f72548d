"""Who is mailed when an address is told nothing more."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import links
from campaign.campaigns import rules as rights
from campaign.campaigns.models import TeamPlace
from campaign.campaigns.rules import Right
from campaign.open_data.models import Webhook
from campaign.outbox.operations import Mail

TEMPLATE = "webhook_off"


def switched_off(session: Session, hook: Webhook) -> list[Mail]:
    """One mail for each organiser who may publish."""
    places = session.scalars(select(TeamPlace).where(TeamPlace.campaign_id == hook.campaign_id))
    link = links.absolute("webhooks.show", campaign_id=hook.campaign.public_id, webhook_id=hook.public_id)
    return [
        Mail(
            template=TEMPLATE,
            to=each.organiser.email,
            to_name=each.organiser.name,
            about=f"webhook:{hook.public_id}",
            values={"name": each.organiser.name, "title": hook.campaign.title, "link": link},
        )
        for each in places
        if rights.may(each.role, Right.PUBLISH)
    ]
