"""Who runs a campaign: invited by mail, given a role, removed; a campaign never stands without an owner.

Each change is made by one transaction at a time for a campaign, so that two owners cannot remove each other at once.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, joinedload

from campaign import db, journal, tokens
from campaign.campaigns import mails
from campaign.campaigns.models import Campaign, Role, TeamInvitation, TeamPlace
from campaign.organisers import operations as organisers
from campaign.organisers import queries as accounts
from campaign.organisers.models import Organiser
from campaign.outbox import operations as outbox
from campaign.web.refusals import Expired, NotFound, Refusal

GOOD_FOR = timedelta(days=14)


class WhyNot(StrEnum):
    """Why the team stays as it is."""

    LAST_OWNER = "last_owner"
    ANOTHERS = "anothers"
    IN_TEAM = "in_team"


LAST_OWNER = _("The campaign needs an owner who can log in. Make somebody else an owner first.")


def places(session: Session, campaign: Campaign) -> list[TeamPlace]:
    """Everybody in the team, owners first; one query."""
    query = select(TeamPlace).join(TeamPlace.organiser).where(TeamPlace.campaign_id == campaign.id)
    order = list(Role)
    found = session.scalars(query.options(joinedload(TeamPlace.organiser)).order_by(Organiser.name, Organiser.id))
    return sorted(found, key=lambda each: order.index(each.role))


def invitations(session: Session, campaign: Campaign, *, now: datetime) -> list[TeamInvitation]:
    """Who was invited and has not answered; one query."""
    query = select(TeamInvitation).where(TeamInvitation.campaign_id == campaign.id)
    standing = (TeamInvitation.settled_at.is_(None), TeamInvitation.ends_at > now)
    return list(session.scalars(query.where(*standing).order_by(TeamInvitation.id)))


def standing_invitation(session: Session, secret: str, *, now: datetime) -> TeamInvitation:
    """The invitation with this secret, while it can be accepted.

    Raises Expired for one that was used or taken back, an outdated and an unknown one alike.
    """
    query = select(TeamInvitation).where(TeamInvitation.digest == tokens.digest(secret))
    found = session.scalar(query.options(joinedload(TeamInvitation.campaign), joinedload(TeamInvitation.by)))
    if found is None or found.settled_at is not None or found.ends_at <= now:
        raise Expired("team invitation", _("This invitation was used, taken back or is too old. Ask for a new one."))
    return found


def invite(
    session: Session,
    campaign: Campaign,
    email: str,
    *,
    role: Role,
    group: str | None,
    by: Organiser,
    now: datetime,
) -> None:
    """Ask somebody to join, by mail; a newer invitation replaces an older one. The caller commits.

    Whether the address has an account is not looked at: what the inviter sees cannot depend on it.
    """
    address, secret = email.strip().lower(), tokens.new_token()
    older = (TeamInvitation.campaign_id == campaign.id, TeamInvitation.email == address)
    session.execute(update(TeamInvitation).where(*older, TeamInvitation.settled_at.is_(None)).values(settled_at=now))
    invitation = TeamInvitation(campaign=campaign, email=address, role=role, group_code=group, by=by)
    invitation.digest, invitation.made_at, invitation.ends_at = tokens.digest(secret), now, now + GOOD_FOR
    session.add(invitation)
    session.flush()
    _record(session, campaign, "invited", by=by, now=now, role=role, group=group)
    outbox.enqueue(session, mails.team_invitation(invitation, secret), now=now)


def take_back(session: Session, campaign: Campaign, public_id: str, *, by: Organiser, now: datetime) -> None:
    """Take an invitation back; its link stops working. The caller commits."""
    mine = (TeamInvitation.campaign_id == campaign.id, TeamInvitation.public_id == public_id)
    taken = update(TeamInvitation).where(*mine, TeamInvitation.settled_at.is_(None)).values(settled_at=now)
    if session.execute(taken).rowcount:  # type: ignore[attr-defined]
        _record(session, campaign, "invitation_withdrawn", by=by, now=now)


def join(session: Session, secret: str, organiser: Organiser, *, now: datetime) -> Campaign:
    """The organiser accepts; the caller commits.

    Raises Expired, and Refusal for an invitation to another address and for somebody who is in the team already.
    """
    invitation = standing_invitation(session, secret, now=now)
    if invitation.email != organiser.email:
        raise Refusal(WhyNot.ANOTHERS, _("This invitation is for another address. Log in with that account."))
    campaign = invitation.campaign
    if session.get(TeamPlace, (campaign.id, organiser.id)) is not None:
        raise Refusal(
            WhyNot.IN_TEAM, _("You are in this campaign's team already. Your role is changed on its team page.")
        )
    used = update(TeamInvitation).where(TeamInvitation.id == invitation.id, TeamInvitation.settled_at.is_(None))
    if not session.execute(used.values(settled_at=now)).rowcount:  # type: ignore[attr-defined]
        raise Expired("team invitation", _("This invitation was used a moment ago. Log in to see the campaign."))
    place = TeamPlace(campaign_id=campaign.id, organiser_id=organiser.id)
    place.role, place.group_code = invitation.role, invitation.group_code
    session.add(place)
    session.flush()
    _record(session, campaign, "joined", by=organiser, now=now, role=place.role, group=place.group_code)
    return campaign


def join_anew(session: Session, secret: str, *, name: str, hashed: str, now: datetime) -> None:
    """Make the account that the invitation is for, and join; the link came to its mailbox. The caller commits.

    Raises Expired, and Refusal where the address has an account by now.
    """
    invitation = standing_invitation(session, secret, now=now)
    organiser = organisers.add_with_password(session, invitation.email, name=name, hashed=hashed, now=now)
    join(session, secret, organiser, now=now)


def change_role(
    session: Session, campaign: Campaign, whose: str, *, role: Role, group: str | None, by: Organiser, now: datetime
) -> None:
    """Give a colleague another role; the caller commits. Raises NotFound, and Refusal for the last owner."""
    _alone(session, campaign)
    place = _place(session, campaign, whose)
    if (place.role, place.group_code) == (role, group):
        return
    before = place.role
    place.role, place.group_code = role, group
    session.flush()
    _refuse_without_owner(session, campaign)
    facts = {"who": place.organiser.public_id, "before": before.value}
    _record(session, campaign, "role_changed", by=by, now=now, role=role, group=group, **facts)


def remove(session: Session, campaign: Campaign, whose: str, *, by: Organiser, now: datetime) -> None:
    """Take somebody out of the team, or oneself; the caller commits. Raises NotFound; Refusal for the last owner."""
    _alone(session, campaign)
    place = _place(session, campaign, whose)
    who = place.organiser.public_id
    session.delete(place)
    session.flush()
    _refuse_without_owner(session, campaign)
    if who == by.public_id:
        _record(session, campaign, "left", by=by, now=now)
    else:
        _record(session, campaign, "removed", by=by, now=now, who=who)


def has_account(session: Session, invitation: TeamInvitation) -> bool:
    """Whether the address of the invitation has an account; only who holds the link's secret is told."""
    return accounts.by_email(session, invitation.email) is not None


def _alone(session: Session, campaign: Campaign) -> None:
    db.one_at_a_time(session, f"team:{campaign.public_id}")


def _place(session: Session, campaign: Campaign, whose: str) -> TeamPlace:
    query = select(TeamPlace).join(TeamPlace.organiser).where(TeamPlace.campaign_id == campaign.id)
    found = session.scalar(query.where(Organiser.public_id == whose).options(joinedload(TeamPlace.organiser)))
    if found is None:
        raise NotFound("team place", _("This person is not in the team any more. Reload the page."))
    return found


def _refuse_without_owner(session: Session, campaign: Campaign) -> None:
    """Raises Refusal where no owner with an open account is left; the caller's transaction is undone by it."""
    owners = select(func.count()).select_from(TeamPlace).join(TeamPlace.organiser)
    owners = owners.where(TeamPlace.campaign_id == campaign.id, TeamPlace.role == Role.OWNER, Organiser.active)
    if not session.scalar(owners):
        raise Refusal(WhyNot.LAST_OWNER, LAST_OWNER)


def _record(session: Session, campaign: Campaign, what: str, *, by: Organiser, now: datetime, **facts: object) -> None:
    told = {name: value for name, value in facts.items() if value is not None}
    journal.record(session, f"team.{what}", campaign.public_id, now=now, by=by.public_id, **told)
