"""The mail that asks somebody to join a campaign's team."""

from campaign import clock, links
from campaign.campaigns.models import TeamInvitation
from campaign.outbox.operations import Mail


def team_invitation(invitation: TeamInvitation, secret: str) -> Mail:
    """The same words for whoever has an account and whoever has none."""
    return Mail(
        template="team_invitation",
        to=invitation.email,
        about=f"team:{invitation.public_id}",
        values={
            "by": invitation.by.name,
            "campaign": invitation.campaign.title,
            "role": invitation.role.value,
            "until": clock.in_brussels(invitation.ends_at).strftime("%-d %B %Y"),
            "link": links.absolute("campaigns.join", secret=secret),
        },
    )
