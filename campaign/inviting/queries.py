"""Personal links by their secret; invitations of a letter; who sits on a day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from campaign import tokens
from campaign.drafting.models import Letter, LetterState
from campaign.inviting import covering
from campaign.inviting.covering import Asked
from campaign.inviting.models import CoveringText, Invitation, PersonalLink
from campaign.roster.models import GroupMembership, Mandate, Member


def link_by_secret(session: Session, secret: str) -> PersonalLink | None:
    """The personal link with this secret, with its invitation, Member and letter; None for an unknown one.

    A retired link is found too (`revoked_at` is set): its page can say that a newer one was sent.
    """
    query = select(PersonalLink).where(PersonalLink.digest == tokens.digest(secret))
    invitation = joinedload(PersonalLink.invitation)
    return session.scalar(
        query.options(invitation.joinedload(Invitation.member), invitation.joinedload(Invitation.letter))
    )


def covering_text(session: Session, letter: Letter) -> CoveringText:
    """The letter's covering text; the default one, not yet added to the session, where none was saved."""
    found = session.get(CoveringText, letter.id)
    return found or CoveringText(
        letter_id=letter.id,
        subject=covering.SUBJECT,
        text=covering.TEXT,
        reminder_subject=covering.REMINDER_SUBJECT,
        reminder_text=covering.REMINDER_TEXT,
        reply_to="",
        mails_per_hour=400,
        reminders_at_most=2,
        days_between=3,
        reminds_by_itself=False,
    )


def letters_that_remind(session: Session) -> list[Letter]:
    """Open letters whose organisers let reminders leave by themselves."""
    query = select(Letter).join(CoveringText, CoveringText.letter_id == Letter.id)
    return list(session.scalars(query.where(CoveringText.reminds_by_itself, Letter.state == LetterState.OPEN)))


def invitations(session: Session, letter: Letter) -> list[Invitation]:
    """All invitations to sign this letter with Members, links and mails; in the order of names."""
    query = select(Invitation).join(Invitation.member).where(Invitation.letter_id == letter.id)
    loaded = (joinedload(Invitation.member), selectinload(Invitation.links).joinedload(PersonalLink.mail))
    return list(session.scalars(query.options(*loaded).order_by(Member.sort_key)))


def asked_on(session: Session, ep_ids: Iterable[int], day: date) -> dict[int, Asked]:
    """Those of these Members who sit on that day, with country, group and party."""
    wanted = list(ep_ids)
    held = select(GroupMembership).where(GroupMembership.ep_id.in_(wanted), _holds(GroupMembership, day))
    groups = {each.ep_id: each.group_code for each in session.scalars(held)}
    query = select(Mandate).where(Mandate.ep_id.in_(wanted), _holds(Mandate, day)).options(joinedload(Mandate.member))
    return {
        seat.ep_id: Asked(
            member=seat.member, country=seat.country, group=groups.get(seat.ep_id, ""), party=seat.party or ""
        )
        for seat in session.scalars(query)
    }


def _holds(row: type[Mandate] | type[GroupMembership], day: date) -> ColumnElement[bool]:
    """The row holds on that day; an unknown beginning reaches back."""
    begun = or_(row.starts_on.is_(None), row.starts_on <= day)
    return and_(begun, or_(row.ends_on.is_(None), row.ends_on >= day))
