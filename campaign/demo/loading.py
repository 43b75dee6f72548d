"""Load the demo through the same operations that people use, with the clock set back: its past really happened."""

import re
import secrets
from collections.abc import Callable
from datetime import date, datetime, timedelta

from flask_security.utils import hash_password
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.campaigns import operations as campaigns
from campaign.campaigns import team
from campaign.campaigns.models import Campaign, Role
from campaign.db import transaction
from campaign.demo import around, collecting, delivered, mailbox, past, people, texts
from campaign.demo.cast import Cast
from campaign.organisers import operations as organisers
from campaign.organisers.models import Organiser
from campaign.parliament import names
from campaign.roster.models import GroupMembership, Mandate, Member

LOGIN, COLLEAGUE, VIEWER = "organiser@example.org", "kim@example.org", "viewer@example.org"
DAY = timedelta(days=1)
Progress = Callable[[str], None]


def load(*, now: datetime, tell: Progress) -> str:
    """Load the demo, once, and give its organiser a new password, each time; returns the password."""
    password = secrets.token_urlsafe(9)
    with transaction() as session:
        organiser = session.scalar(select(Organiser).where(Organiser.email == LOGIN))
        fresh = organiser is None
        if organiser is None:
            organiser = Organiser(email=LOGIN, name="Robin Example", created_at=now - 60 * DAY)
            session.add(organiser)
        organiser.password = hash_password(password)
        organisers.make_operator(session, organiser, now=now)
    if fresh:
        _story(now, tell)
    return password


def _story(now: datetime, tell: Progress) -> None:
    with transaction() as session:
        robin = session.scalars(select(Organiser).where(Organiser.email == LOGIN)).one()
        tell("Members")
        members = _members(session, now=now)
        tell("the record of 2017")
        past.load(session, robin, now=now)
        campaign = campaigns.create(session, title=texts.CAMPAIGN, story=texts.STORY, by=robin, now=now - 58 * DAY)
        kim = _joins(session, campaign, COLLEAGUE, "Kim Sample", Role.EDITOR, by=robin, now=now - 57 * DAY)
        _joins(session, campaign, VIEWER, "Sam Reader", Role.VIEWER, by=robin, now=now - 56 * DAY)
        mailbox.emptied(session)
        cast = Cast(session, campaign, robin, kim, members, now)
        around.notice(cast)
        tell("a delivered letter")
        delivered.closed_letter(cast)
        tell("an open letter")
        collecting.open_letter(cast)
        tell("the case around them")
        around.question(cast)
        around.two_missions(cast)
        around.told(cast)


def _joins(
    session: Session, campaign: Campaign, email: str, name: str, role: Role, *, by: Organiser, now: datetime
) -> Organiser:
    """A colleague with an account of their own, who set no password: only Robin logs in to the demo."""
    colleague = organisers.add(session, email, name=name, now=now)
    team.invite(session, campaign, email, role=role, group=None, by=by, now=now)
    team.join(session, mailbox.link(session, email, "/join/"), colleague, now=now)
    return colleague


def _members(session: Session, *, now: datetime) -> list[Member]:
    found = [_member(person, now) for person in people.members()]
    session.add_all(found)
    session.flush()
    return found


def _member(person: people.Person, now: datetime) -> Member:
    sort_name = names.sort_name(person.surname, person.ep_id)
    local = re.sub(r"[^a-z]+", "", names.fold(person.given)) + "." + re.sub(r"[^a-z]+", "", names.fold(person.surname))
    member = Member(
        ep_id=person.ep_id,
        given=person.given,
        surname=person.surname,
        sort_name=sort_name,
        sort_key=names.sort_key(sort_name, person.given, person.ep_id),
        folded=names.search_text(names.PersonName(person.given, person.surname)),
        mailbox=f"{local}@parliament.example.org",
        updated_at=now,
    )
    since = date(2024, 7, 16)
    member.mandates.append(Mandate(term=10, country=person.country, party=person.party, starts_on=since))
    member.groups.append(GroupMembership(group_code=person.group, starts_on=since))
    return member
