"""Erasing one person (GDPR, Article 17): what goes, what stays and why, and one event with counts only."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, and_, func, not_, select
from sqlalchemy.orm import Session

from campaign import journal, tokens
from campaign.campaigns.models import Campaign, Role, TeamPlace
from campaign.organisers import operations as accounts
from campaign.organisers.models import Organiser
from campaign.privacy import paths, persons, removing, tombstones
from campaign.privacy.holdings import HOLDINGS, Erasure, Holding
from campaign.privacy.persons import Person
from campaign.privacy.removing import Removed
from campaign.web.refusals import Refusal

NOBODY = "Former organiser"


@dataclass
class Erased:
    """What went, what stays with its reason, and the files to forget once this is committed."""

    removed: Removed = field(default_factory=Removed)
    kept: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Table: how many rows stay, and why."""


def erase(session: Session, person: Person, *, now: datetime, by: str, campaign: Campaign | None = None) -> Erased:
    """Erase what may be erased; the caller commits (or rolls back: then nothing happened), then forgets the files.

    Signatures that were printed or stand are proof of what others rely on, and stay; the way to end one is to withdraw
    it. Raises Refusal for the only owner of a campaign.
    """
    erased = Erased()
    if person.organiser_id is not None and campaign is None:
        _close_account(session, person.organiser_id, now=now)
    found = dict(persons.everything(person, campaign=campaign))
    _take_out_ended(session, found, erased, now=now)
    for name, which in found.items():
        goes = _goes(name, HOLDINGS[name], which)
        if goes is not None:
            removing.remove(session, name, goes, erased.removed)
    for name, which in found.items():
        left = session.scalar(select(func.count()).where(which)) or 0
        if left:
            erased.kept[name] = (left, str(HOLDINGS[name].erasure))
    erased.removed.rows = Counter({name: number for name, number in erased.removed.rows.items() if number})
    subject = campaign.public_id if campaign else "persons"
    journal.record(session, "person.erased", subject, now=now, by=by, **erased.removed.rows)
    return erased


def _take_out_ended(session: Session, found: dict[str, ColumnElement[bool]], erased: Erased, *, now: datetime) -> None:
    if "signatures" in found:
        tombstones.bury(session, tombstones.ended(session, found["signatures"]), erased.removed, now=now)


def _goes(name: str, holding: Holding, which: ColumnElement[bool]) -> ColumnElement[bool] | None:
    """Which of these rows are removed, or None for those that stay as they are."""
    here = removing.table(name)
    match holding.erasure:
        case Erasure.REMOVE:
            return which
        case Erasure.WITH_PROOF if name == "outgoing_mails":  # an invitation's mail goes with its invitation
            in_hand = and_(here.c.settled_at.is_(None), here.c.leased_until.is_not(None))
            return and_(which, not_(in_hand), *(not_(each) for each in paths.named(here)))
        case Erasure.WITH_PROOF if "signature_id" in here.c:
            return and_(which, here.c.signature_id.is_(None))
        case Erasure.WITH_PROOF if "invitation_id" in here.c:  # goes with its invitation
            return None
        case Erasure.WITH_PROOF:
            return and_(which, *(not_(each) for each in paths.named(here, by="signatures")))
    return None


def _close_account(session: Session, organiser_id: int, *, now: datetime) -> None:
    """End the account and take the person out of it; what was done in campaigns stays, without a name."""
    organiser = session.get_one(Organiser, organiser_id)
    _refuse_only_owner(session, organiser)
    accounts.close(session, organiser, now=now)
    organiser.name, organiser.password = NOBODY, None
    organiser.email = f"{tokens.new_public_id()}@erased.invalid"
    session.flush()


def _refuse_only_owner(session: Session, organiser: Organiser) -> None:
    """A campaign must not lose its last owner. Raises Refusal."""
    owners = select(TeamPlace.campaign_id, func.count().label("number")).where(TeamPlace.role == Role.OWNER)
    only = owners.group_by(TeamPlace.campaign_id).having(func.count() == 1).subquery()
    mine = select(TeamPlace.campaign_id).where(TeamPlace.organiser_id == organiser.id, TeamPlace.role == Role.OWNER)
    alone = mine.where(TeamPlace.campaign_id.in_(select(only.c.campaign_id)))
    if session.scalar(alone.limit(1)) is not None:
        raise Refusal(
            "only_owner",
            _("This person is the only owner of a campaign. Make somebody else an owner first, then erase."),
        )
