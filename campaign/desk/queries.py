"""Which desk a tablet holds, the public roster it shows, what was taken at a letter's desks."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from campaign import clock, tokens
from campaign.campaigns.models import TeamPlace
from campaign.desk import rules
from campaign.desk.models import Desk, DeskSheet
from campaign.desk.rules import Stand
from campaign.drafting.models import Letter
from campaign.outbox.models import MailState, OutgoingMail
from campaign.roster import queries as roster
from campaign.roster.queries import Place
from campaign.signing.models import Signature
from campaign.web.refusals import NotFound


@dataclass(frozen=True, slots=True)
class Listed:
    """One sheet on the organiser's list."""

    sheet: DeskSheet
    stand: Stand
    mail_error: str


def desk_by_secret(session: Session, secret: str, *, now: datetime) -> Desk | None:
    """The open desk of the tablet that holds this secret; None once it has ended, for whatever reason."""
    if not secret:
        return None
    digest = tokens.digest(secret)
    found = session.scalar(_with_people().where(Desk.digest == digest))
    return found if found and tokens.same(found.digest, digest) and _is_open(session, found, now=now) else None


def desk_by_public_id(session: Session, public_id: str) -> Desk | None:
    """A desk by its number, open or ended."""
    return session.scalar(_with_people().where(Desk.public_id == public_id))


def open_desk(session: Session, public_id: str, *, now: datetime) -> Desk | None:
    """A desk by its number while it is open."""
    found = desk_by_public_id(session, public_id)
    return found if found and _is_open(session, found, now=now) else None


def desk_of(session: Session, letter: Letter, public_id: str) -> Desk:
    """One desk of this letter. Raises NotFound for another letter's."""
    found = desk_by_public_id(session, public_id)
    if found is None or found.letter_id != letter.id:
        raise NotFound("desk", _("There is no such desk for this letter. Start from its desk page."))
    return found


def open_desks(session: Session, letter: Letter, *, now: datetime) -> list[Desk]:
    """The desks that are kept for this letter now, the newest first."""
    query = _with_people().where(Desk.letter_id == letter.id, Desk.ended_at.is_(None), Desk.ends_at > now)
    found = session.scalars(query.order_by(Desk.id.desc())).all()
    team = select(TeamPlace).where(TeamPlace.campaign_id == letter.campaign_id)
    places = {each.organiser_id: each for each in session.scalars(team)}
    return [each for each in found if rules.is_open(each, places.get(each.witness_id), now=now)]


def last_place(session: Session, letter: Letter) -> str:
    """Where the last desk for this letter stood; empty before the first."""
    query = select(Desk.place).where(Desk.letter_id == letter.id).order_by(Desk.id.desc()).limit(1)
    return session.scalar(query) or ""


def sheet_by_key(session: Session, key: str) -> DeskSheet | None:
    """The sheet that was taken under this key."""
    return session.scalar(select(DeskSheet).where(DeskSheet.key == key))


def sheet_of(session: Session, letter: Letter, public_id: str) -> DeskSheet:
    """One sheet of this letter's desks. Raises NotFound for another letter's."""
    query = select(DeskSheet).join(DeskSheet.desk).where(Desk.letter_id == letter.id)
    found = session.scalar(query.where(DeskSheet.public_id == public_id).options(joinedload(DeskSheet.claim)))
    if found is None:
        raise NotFound("sheet", _("Nothing like this was signed at a desk of this letter. Start from its desk page."))
    return found


def sheets(session: Session, letter: Letter) -> list[Listed]:
    """Everything taken at this letter's desks, the newest first; three queries."""
    query = select(DeskSheet).join(DeskSheet.desk).where(Desk.letter_id == letter.id)
    people = joinedload(DeskSheet.member), joinedload(DeskSheet.claim), joinedload(DeskSheet.desk)
    found = session.scalars(query.options(*people).order_by(DeskSheet.taken_at.desc(), DeskSheet.id.desc())).all()
    mails = _last_mails(session, [f"claim:{each.claim.public_id}" for each in found if each.claim])
    nothing: tuple[MailState | None, str] = (None, "")
    told = {each.id: mails.get(f"claim:{each.claim.public_id}", nothing) if each.claim else nothing for each in found}
    return [Listed(each, rules.stand(each.claim, told[each.id][0]), told[each.id][1]) for each in found]


def _last_mails(session: Session, about: list[str]) -> dict[str, tuple[MailState | None, str]]:
    last = select(func.max(OutgoingMail.id)).where(OutgoingMail.about.in_(about)).group_by(OutgoingMail.about)
    rows = session.execute(
        select(OutgoingMail.about, OutgoingMail.state, OutgoingMail.last_error).where(OutgoingMail.id.in_(last))
    )
    return {row.about: (row.state, row.last_error or "") for row in rows}


def sitting(session: Session, *, now: datetime) -> tuple[Place, ...]:
    """Every Member who sits today: what the Parliament's directory shows to everybody; one query."""
    return roster.members_on(session, clock.brussels_day(now))


def found(session: Session, text: str, *, now: datetime) -> tuple[Place, ...]:
    """The first sitting Members whose name holds these letters; nobody for an empty search."""
    return roster.search(session, text, clock.brussels_day(now), limit=12) if text.strip() else ()


def sits(session: Session, ep_id: int, *, now: datetime) -> Place | None:
    """The Member with this number who sits today, or None."""
    day = clock.brussels_day(now)
    mandate = roster.mandate_on(session, ep_id, day)
    if mandate is None:
        return None
    return Place(mandate.member, mandate, roster.group_on(session, ep_id, day), sits=True)


def has_signed(session: Session, letter: Letter, ep_id: int) -> bool:
    """Whether this Member's signature stands under the letter; never told to a tablet or a phone."""
    query = select(Signature.id).where(Signature.letter_id == letter.id, Signature.ep_id == ep_id)
    return session.scalar(query.where(Signature.standing.is_(True))) is not None


def _with_people() -> Select[Desk]:
    return select(Desk).options(joinedload(Desk.letter).joinedload(Letter.campaign), joinedload(Desk.witness))


def _is_open(session: Session, desk: Desk, *, now: datetime) -> bool:
    place = session.get(TeamPlace, (desk.letter.campaign_id, desk.witness_id))
    return rules.is_open(desk, place, now=now)
