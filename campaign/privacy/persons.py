"""One person in all tables, found by EP number or mailbox."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import Session

from campaign.campaigns.models import Campaign
from campaign.organisers.models import Organiser
from campaign.outbox.rules import mailbox_key
from campaign.privacy import paths, removing
from campaign.privacy.holdings import HOLDINGS, Holding
from campaign.roster.models import Member
from campaign.web.refusals import NotFound


class Unknown(StrEnum):
    """Why nobody is found."""

    PERSON = "person"


OF_LINKS = ("personal_links", "office_links")
"""The tables that know a Member's mailboxes of earlier days."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Whom it is about: one Member, one organiser, or whoever else reads a mailbox."""

    name: str
    ep_id: int | None = None
    organiser_id: int | None = None
    assistant_ids: frozenset[int] = frozenset()
    mailboxes: frozenset[str] = field(default_factory=frozenset)


def find(session: Session, who: str) -> Person:
    """The person with this EP number or mailbox.

    Raises NotFound when nothing is held about anybody of that number or mailbox.
    """
    who = who.strip()
    member = session.get(Member, int(who)) if who.isascii() and who.isdigit() and len(who) < 10 else None
    if member is None:
        member = session.scalar(select(Member).where(func.lower(Member.mailbox) == who.lower()))
    organiser = session.scalar(select(Organiser).where(Organiser.email == who.lower()))
    assistants = _assistants(session, who)
    boxes = _mailboxes(session, member) if member else frozenset()
    person = Person(
        name=member.name if member else organiser.name if organiser else who,
        ep_id=member.ep_id if member else None,
        organiser_id=organiser.id if organiser else None,
        assistant_ids=assistants,
        mailboxes=boxes | ({mailbox_key(who)} if "@" in who else set()),
    )
    if not any(session.scalar(select(func.count()).where(which)) for _name, which in everything(person)):
        raise NotFound(
            Unknown.PERSON, _("Nothing is held about this number or mailbox. Check it, and try the other one.")
        )
    return person


def everything(person: Person, *, campaign: Campaign | None = None) -> Iterator[tuple[str, ColumnElement[bool]]]:
    """Each table with rows about this person, and which those are; of one campaign only, if one is given."""
    for name, holding in HOLDINGS.items():
        which = _about(name, holding, person)
        if which is None:
            continue
        if campaign is None:
            yield name, which
        elif holding.letter:
            yield name, which & paths.reaches(removing.table(name), f"{holding.letter}.campaign_id", [campaign.id])


def _about(name: str, holding: Holding, person: Person) -> ColumnElement[bool] | None:
    here, ways = removing.table(name), []
    if holding.member and person.ep_id is not None:
        ways.append(paths.reaches(here, holding.member, [person.ep_id]))
    if person.organiser_id is not None:
        ways += [paths.reaches(here, each, [person.organiser_id]) for each in holding.organiser]
    if holding.assistant and person.assistant_ids:
        ways.append(paths.reaches(here, holding.assistant, person.assistant_ids))
    if holding.mailbox and person.mailboxes:
        ways.append(func.lower(here.c[holding.mailbox]).in_(sorted(person.mailboxes)))
    return or_(false(), *ways) if ways else None


def _mailboxes(session: Session, member: Member) -> frozenset[str]:
    """The Member's mailbox of today, and those that we wrote to before and that are nobody else's by now."""
    before: set[str] = set()
    for name in OF_LINKS:
        here, holding = removing.table(name), HOLDINGS[name]
        mine = paths.reaches(here, holding.member, [member.ep_id])
        before |= set(session.scalars(select(here.c[holding.mailbox]).where(mine)))
    keys = {mailbox_key(each) for each in before}
    of_today = func.lower(Member.mailbox)
    others = session.scalars(select(of_today).where(of_today.in_(sorted(keys)), Member.ep_id != member.ep_id))
    mine_today = {mailbox_key(member.mailbox)} if member.mailbox else set()
    return frozenset((keys - set(others)) | mine_today)


def _assistants(session: Session, who: str) -> frozenset[int]:
    """The numbers of the registered assistants with this mailbox."""
    found: set[int] = set()
    for name, holding in HOLDINGS.items():
        if holding.assistant == "id" and holding.mailbox:
            here = removing.table(name)
            found |= set(session.scalars(select(here.c.id).where(func.lower(here.c[holding.mailbox]) == who.lower())))
    return frozenset(found)
