"""Mails about an account: a link that sets its password, and a note that it was changed."""

from datetime import datetime

from campaign import clock, links
from campaign.organisers.models import LinkReason, Organiser
from campaign.outbox.operations import Mail


def set_password(organiser: Organiser, secret: str, reason: LinkReason, hours: int) -> Mail:
    """The link with which the organiser sets a password."""
    return Mail(
        template="set_password",
        to=organiser.email,
        about=f"organiser:{organiser.public_id}",
        values={
            "name": organiser.name,
            "reason": reason.value,
            "hours": hours,
            "link": links.absolute("organisers.set_password", secret=secret),
        },
    )


def password_changed(organiser: Organiser) -> Mail:
    """A note, so that a stranger's change does not stay unnoticed."""
    return Mail(
        template="password_changed",
        to=organiser.email,
        about=f"organiser:{organiser.public_id}",
        values={"name": organiser.name, "link": links.absolute("organisers.forgotten")},
    )


def new_device(organiser: Organiser, *, browser: str, network: str, at: datetime) -> Mail:
    """A note about a login from a browser that had not logged in before."""
    return Mail(
        template="new_device",
        to=organiser.email,
        about=f"organiser:{organiser.public_id}",
        values={
            "name": organiser.name,
            "browser": browser,
            "network": network,
            "at": clock.in_brussels(at).strftime("%-d %B %Y, %H:%M"),
            "link": links.absolute("organisers.sessions_page"),
        },
    )


def factors_changed(organiser: Organiser, what: str) -> Mail:
    """A note about what was changed besides the password."""
    return Mail(
        template="factors_changed",
        to=organiser.email,
        about=f"organiser:{organiser.public_id}",
        values={"name": organiser.name, "what": what, "link": links.absolute("organisers.factors_page")},
    )


def wrong_codes(organiser: Organiser) -> Mail:
    """An alarm: somebody knows the password and lacks the second factor."""
    return Mail(
        template="wrong_codes",
        to=organiser.email,
        about=f"organiser:{organiser.public_id}",
        values={"name": organiser.name, "link": links.absolute("organisers.forgotten")},
    )
