"""What templates ask before they show a link or a button: `may("invite", letter)`, `is_operator()`.

The page is found for the organiser first, which keeps the place in the team at hand: asking costs no query then.
"""

from typing import Any

from flask import Flask
from flask_login import current_user

from campaign.campaigns import queries
from campaign.campaigns.models import Campaign
from campaign.campaigns.rules import Right
from campaign.db import reading
from campaign.organisers import guard, rules, sessions


def init_app(app: Flask) -> None:
    """Let every template ask."""
    app.jinja_env.globals.update(may=may, scope=scope, is_operator=is_operator, lacks_factor=lacks_factor)


def may(right: str, thing: Any) -> bool:
    """Whether who is logged in holds the right in this campaign, or in the campaign of this letter."""
    return queries.may(reading(), guard.current(), _campaign(thing), Right(right))


def scope(thing: Any) -> str | None:
    """The code of the one political group that who is logged in sees of this letter; None: every group."""
    return queries.scope_of(reading(), guard.current(), _campaign(thing))


def is_operator() -> bool:
    """Whether who is logged in runs this installation."""
    return bool(current_user.is_authenticated) and rules.is_operator(guard.current())


def lacks_factor() -> bool:
    """Whether who is logged in came in with a password alone."""
    return not sessions.current().second_factor


def _campaign(thing: Any) -> Campaign:
    campaign: Campaign = thing if isinstance(thing, Campaign) else thing.campaign
    return campaign
