"""The rows behind one letter's figures: a fixed number of queries, however many Members were asked."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, func, or_, select, true
from sqlalchemy.orm import Session

from campaign.dashboard.rules import Asked, Given, MailSent
from campaign.delivering.models import Edition
from campaign.drafting.models import Letter
from campaign.inviting.models import CoveringText, Invitation, PersonalLink
from campaign.outbox.models import MailState, OutgoingMail
from campaign.parliament import terms
from campaign.roster import queries as roster
from campaign.roster.models import GroupMembership, Mandate, Member, RosterImport
from campaign.signing.models import Decline, Signature, Withdrawal


@dataclass(frozen=True, slots=True)
class Seat:
    """A Member in the chamber on a day."""

    ep_id: int
    given: str
    surname: str
    sort_key: bytes
    folded: str
    country: str
    group_code: str
    """Empty where the roster does not know it."""

    @property
    def name(self) -> str:
        """The name as the directory prints it."""
        return f"{self.given} {self.surname}".strip()


@dataclass(frozen=True, slots=True)
class Pace:
    """How often and after how many days Members are reminded."""

    at_most: int
    days_between: int


def asked(session: Session, letter: Letter) -> list[Asked]:
    """All invitations of the letter that were mailed, in the order of names, each with its mails: two queries."""
    mails = _mails(session, letter)
    query = (
        select(
            Invitation.id,
            Invitation.ep_id,
            Member.given,
            Member.surname,
            Invitation.invited_at,
            Invitation.started_at,
            Invitation.revoked_at,
            Decline.declined_at,
        )
        .join(Member, Member.ep_id == Invitation.ep_id)
        .join(Decline, Decline.invitation_id == Invitation.id, isouter=True)
        .where(Invitation.letter_id == letter.id, Invitation.links.any(PersonalLink.mail_id.is_not(None)))
        .order_by(Member.sort_key)
    )
    return [Asked(*row[1:], tuple(mails.get(row[0], ()))) for row in session.execute(query)]


def _mails(session: Session, letter: Letter) -> dict[int, list[MailSent]]:
    query = (
        select(
            PersonalLink.invitation_id,
            PersonalLink.kind,
            OutgoingMail.state,
            OutgoingMail.queued_at,
            OutgoingMail.settled_at,
        )
        .join(OutgoingMail, OutgoingMail.id == PersonalLink.mail_id)
        .join(Invitation, Invitation.id == PersonalLink.invitation_id)
        .where(Invitation.letter_id == letter.id)
        .order_by(PersonalLink.id)
    )
    found: dict[int, list[MailSent]] = {}
    for row in session.execute(query):
        found.setdefault(row[0], []).append(MailSent(*row[1:]))
    return found


def given(session: Session, letter: Letter) -> list[Given]:
    """All signatures ever given under the letter, withdrawn ones too, oldest first."""
    query = (
        select(
            Signature.ep_id,
            Signature.given,
            Signature.surname,
            Signature.country,
            Signature.group_code,
            Signature.party,
            Signature.signed_at,
            Signature.assurance,
            Signature.standing,
            Withdrawal.hidden_at,
            Signature.lapsed_at,
            Signature.lapsed_because,
        )
        .join(Withdrawal, Withdrawal.signature_id == Signature.id, isouter=True)
        .where(Signature.letter_id == letter.id)
        .order_by(Signature.signed_at, Signature.id)
    )
    return [
        Given(row[0], f"{row[1]} {row[2]}".strip(), *row[3:8], bool(row[8]), row[9], row[10], row[11])
        for row in session.execute(query)
    ]


def chamber(session: Session, day: date) -> dict[int, Seat]:
    """Everybody who sits on that day, by number, in the order of names."""
    columns = (Member.ep_id, Member.given, Member.surname, Member.sort_key, Member.folded, Mandate.country)
    term = terms.on(day)
    sits = and_(Mandate.ep_id == Member.ep_id, Mandate.term == (term.number if term else 0), _holds(Mandate, day))
    belongs = and_(GroupMembership.ep_id == Member.ep_id, _holds(GroupMembership, day))
    query = (
        select(*columns, GroupMembership.group_code)
        .join(Mandate, sits)
        .join(GroupMembership, belongs, isouter=True)
        .order_by(Member.sort_key, GroupMembership.starts_on.is_not(None), GroupMembership.starts_on)
    )
    return {row[0]: Seat(*row[:6], row[6] or "") for row in session.execute(query)}


def marks(session: Session, letter: Letter) -> tuple[int, ...]:
    """Counts and last numbers of all that the figures rest on, in one query: unequal once anything changed."""
    own = Invitation.letter_id == letter.id
    mails = (
        select(func.count(), *(func.count().filter(OutgoingMail.state == state) for state in MailState))
        .select_from(PersonalLink)
        .join(Invitation, Invitation.id == PersonalLink.invitation_id)
        .join(OutgoingMail, OutgoingMail.id == PersonalLink.mail_id)
        .where(own)
    ).subquery()
    asked = select(
        func.count(Invitation.id), func.count(Invitation.started_at), func.count(Invitation.revoked_at)
    ).where(own)
    declines = select(func.count(Decline.id), func.max(Decline.id)).join(Invitation).where(own)
    signed = (
        select(func.count(Signature.id), func.count(Signature.standing), func.count(Withdrawal.id))
        .join(Withdrawal, Withdrawal.signature_id == Signature.id, isouter=True)
        .where(Signature.letter_id == letter.id)
    )
    printed = select(func.count(Edition.id)).where(Edition.letter_id == letter.id)
    known = select(func.max(RosterImport.id))
    paced = select(func.max(CoveringText.reminders_at_most), func.max(CoveringText.days_between)).where(
        CoveringText.letter_id == letter.id
    )
    parts = [mails, *(each.subquery() for each in (asked, declines, signed, printed, known, paced))]
    together: FromClause = mails
    for part in parts[1:]:
        together = together.join(part, true())  # one row each
    row = session.execute(select(*(column for part in parts for column in part.c)).select_from(together)).one()
    return tuple(number or 0 for number in row)


def pace(session: Session, letter: Letter) -> Pace:
    """The letter's pace of reminders, or the usual one."""
    query = select(CoveringText.reminders_at_most, CoveringText.days_between)
    row = session.execute(query.where(CoveringText.letter_id == letter.id)).first()
    return Pace(*row) if row else Pace(at_most=2, days_between=3)


def reason_for_no(session: Session, letter: Letter, ep_id: int) -> tuple[datetime, str] | None:
    """When and why this Member declined: for the campaign's organisers only, and never exported."""
    query = (
        select(Decline.declined_at, Decline.reason)
        .join(Invitation, Invitation.id == Decline.invitation_id)
        .where(Invitation.letter_id == letter.id, Invitation.ep_id == ep_id)
    )
    row = session.execute(query).first()
    return (row[0], row[1]) if row else None


def group_of(session: Session, letter: Letter, ep_id: int, day: date) -> str | None:
    """The group that a shepherd's scope goes by: of the last signature's snapshot, or else of that day."""
    snapshot = select(Signature.group_code).where(Signature.letter_id == letter.id, Signature.ep_id == ep_id)
    return session.scalar(snapshot.order_by(Signature.signed_at.desc(), Signature.id.desc()).limit(1)) or (
        roster.group_on(session, ep_id, day)
    )


def _holds(row: Any, day: date) -> ColumnElement[bool]:
    """The row holds on that day; an unknown beginning reaches back."""
    begun = or_(row.starts_on.is_(None), row.starts_on <= day)
    return and_(begun, or_(row.ends_on.is_(None), row.ends_on >= day))
