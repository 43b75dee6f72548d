"""Bounds on what an office may ask for, narrow by office and wide by address. The form's own mark is signing's."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from campaign.inviting.models import Invitation
from campaign.offices import mails
from campaign.roster.models import Member
from campaign.web import limits

TEN_MINUTES = timedelta(minutes=10)
DAY = timedelta(days=1)
LINKS_A_DAY = 6
CODES_A_DAY = 12  # five tries each: sixty chances in a million a day
ACTS_A_DAY = 100
POSTS_PER_ADDRESS = 150


def count_link(session: Session, invitation: Invitation, *, now: datetime) -> None:
    """Count one office link mailed to this Member. Raises TooMany."""
    links = limits.Bound("office-link", str(invitation.ep_id), LINKS_A_DAY, DAY)
    limits.count_all(session, [*_posts(), links], now=now)


def count_code(session: Session, member: Member, *, now: datetime) -> None:
    """Count one code mailed to this Member's mailbox for the office. Raises TooMany."""
    codes = limits.Bound("office-code", mails.office_id(member), CODES_A_DAY, DAY)
    limits.count_all(session, [*_posts(), codes], now=now)


def count_act(session: Session, member: Member, *, now: datetime) -> None:
    """Count one act of this office or of one of its assistants. Raises TooMany."""
    acts = limits.Bound("office-act", mails.office_id(member), ACTS_A_DAY, DAY)
    limits.count_all(session, [*_posts(), acts], now=now)


def _posts() -> list[limits.Bound]:
    return limits.by_visitor("office-post", at_most=POSTS_PER_ADDRESS, within=TEN_MINUTES)
