"""Personal links by their secret; invitations of a letter; who sits on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from campaign import clock, tokens
from campaign.drafting.models import Letter, LetterState
from campaign.inviting import covering, rules
from campaign.inviting.models import CoveringText, Invitation, PersonalLink
from campaign.outbox import queries as mailboxes
from campaign.outbox.models import MailState, OutgoingMail
from campaign.outbox.rules import mailbox_key
from campaign.roster import queries as roster
from campaign.roster.models import Member
from campaign.roster.queries import Place, Wish
from campaign.web.refusals import NotFound


@dataclass(frozen=True, slots=True)
class Scope:
    """The Members whom a shepherd sees and invites: those who belong to one political group on this day."""

    group: str
    on: date

    def narrow(self, query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        """The query, which has Members in it, for these alone."""
        _mandate, group = roster.seat_on(self.on)
        return query.where(group == self.group)


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


def invitations(session: Session, letter: Letter, *, within: Scope | None = None) -> list[Invitation]:
    """All invitations to sign this letter with Members, links and mails; in the order of names.

    Who was introduced only, because a signature came another way, was not asked and is left out.
    """
    mailed = Invitation.links.any(PersonalLink.mail_id.is_not(None))
    query = select(Invitation).join(Invitation.member).where(Invitation.letter_id == letter.id, mailed)
    query = within.narrow(query) if within else query
    loaded = (joinedload(Invitation.member), selectinload(Invitation.links).joinedload(PersonalLink.mail))
    return list(session.scalars(query.options(*loaded).order_by(Member.sort_key)))


def reached(session: Session, letter: Letter) -> set[int]:
    """The numbers of Members who were asked: one of their mails has left or waits; cancelled ones can be asked anew."""
    query = select(Invitation.ep_id).outerjoin(Invitation.links).outerjoin(PersonalLink.mail)
    asked = or_(OutgoingMail.state != MailState.CANCELLED, Invitation.answered_at.is_not(None))
    return set(session.scalars(query.where(Invitation.letter_id == letter.id, asked)))


def due_reminders(
    session: Session, letter: Letter, *, now: datetime, within: Scope | None = None
) -> list[tuple[Invitation, Place]]:
    """Who may be reminded now: due by the rule, sitting today, and at a mailbox that takes our mail."""
    text = covering_text(session, letter)
    due = [each for each in invitations(session, letter, within=within) if rules.is_reminder_due(each, text, now=now)]
    sitting = places(session, clock.brussels_day(now), [each.ep_id for each in due])
    found = [(each, sitting[each.ep_id]) for each in due if each.ep_id in sitting and each.member.mailbox]
    closed = mailboxes.suppressed(session, [str(each.member.mailbox) for each, _place in found])
    return [pair for pair in found if mailbox_key(str(pair[0].member.mailbox)) not in closed]


def members(session: Session, ep_ids: Iterable[int]) -> list[Member]:
    """The Members with these numbers."""
    return list(session.scalars(select(Member).where(Member.ep_id.in_(set(ep_ids))).order_by(Member.sort_key)))


def places(session: Session, day: date, ep_ids: Iterable[int], *, within: Scope | None = None) -> dict[int, Place]:
    """Those of these Members who sit on that day, in the order of names; one query."""
    wanted, wish = set(ep_ids), Wish(group=within.group if within else "")
    return {each.member.ep_id: each for each in roster.members_on(session, day, wish) if each.member.ep_id in wanted}


def invitation_of(session: Session, letter: Letter, public_id: str, *, within: Scope | None = None) -> Invitation:
    """One invitation to sign this letter.

    Raises NotFound for another letter's, and for one outside a shepherd's scope.
    """
    query = select(Invitation).join(Invitation.member)
    query = query.where(Invitation.letter_id == letter.id, Invitation.public_id == public_id)
    query = within.narrow(query) if within else query
    found = session.scalar(query.options(joinedload(Invitation.member)))
    if found is None:
        raise NotFound("invitation", _("There is no such invitation to this letter. Start from its invitations page."))
    return found


def link_by_unsubscribe(session: Session, secret: str) -> PersonalLink | None:
    """The link whose mail held this unsubscribe secret."""
    query = select(PersonalLink).where(PersonalLink.unsubscribe_digest == tokens.digest(secret))
    return session.scalar(query.options(joinedload(PersonalLink.invitation)))
