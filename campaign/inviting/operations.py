"""Invite and remind: rows, mails and journal events in the caller's transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import clock, journal, tokens
from campaign.drafting.models import Letter
from campaign.inviting import mails, queries, rules
from campaign.inviting.models import CoveringText, Invitation, MailKind, PersonalLink
from campaign.inviting.queries import Scope
from campaign.organisers.models import Organiser
from campaign.outbox import operations as outbox
from campaign.outbox import queries as mailboxes
from campaign.outbox.models import OutgoingMail
from campaign.outbox.rules import Suppressed
from campaign.roster.models import Member
from campaign.roster.queries import Place
from campaign.web.refusals import Refusal

Pair = tuple[Invitation, Place]

SENTENCES = {
    rules.WhyNot.DRAFT: _("Open the letter for signature first: Members are asked to sign a text that is final."),
    rules.WhyNot.CLOSED: _("The letter is closed. Nobody can be asked to sign it any more."),
    rules.WhyNot.NO_DEADLINE: _("Set the letter's deadline on its text page first; the mail names it."),
    rules.WhyNot.DEADLINE_OVER: _("The letter's deadline is over. Move the deadline first if you want to ask more."),
    rules.WhyNot.TOO_LATE: _("That is after the letter's deadline. Choose an earlier time, or move the deadline."),
}

AGAIN_SENTENCES = {
    rules.WhyNotAgain.ANSWERED: _("This Member has answered already. Nothing more needs to be sent."),
    rules.WhyNotAgain.NO_MAILBOX: _(
        "The roster has no official mailbox for this Member today. Import a newer list first."
    ),
    rules.WhyNotAgain.UNSUBSCRIBED: _("This mailbox asked for no more invitations. Only its owner can take that back."),
    rules.WhyNotAgain.IN_HAND: _(
        "The last mail to this Member has left or is about to. Send a reminder when one is due."
    ),
}


class CannotInvite(Refusal):
    """Nobody can be asked to sign this letter now."""


def invite(
    session: Session,
    letter: Letter,
    members: Iterable[Member],
    *,
    by: Organiser,
    now: datetime,
    due_at: datetime | None = None,
    within: Scope | None = None,
) -> list[Invitation]:
    """Ask these Members, each with a personal link to the official mailbox of this day; the caller commits.

    Left out in silence, so that pressing the button twice asks nobody twice: those asked already, those who do not
    sit today, those without an official mailbox and those outside a shepherd's scope. Raises CannotInvite for a letter
    that is not open.
    """
    _refuse_unless_open(letter, now=now, due_at=due_at)
    already = queries.reached(session, letter)
    wanted = [each.ep_id for each in members if each.ep_id not in already]
    sitting = queries.places(session, clock.brussels_day(now), wanted, within=within)
    known = {each.ep_id: each for each in session.scalars(select(Invitation).where(Invitation.letter_id == letter.id))}
    pairs: list[Pair] = []
    for place in sitting.values():
        if place.member.mailbox:
            invitation = known.get(place.member.ep_id) or Invitation(letter=letter, member=place.member)
            invitation.invited_at = now
            pairs.append((invitation, place))
    session.add_all(invitation for invitation, _place in pairs)
    session.flush()
    text = queries.covering_text(session, letter)
    _send(session, MailKind.INVITATION, text, pairs, by=by, now=now, due_at=due_at)
    return [invitation for invitation, _place in pairs]


def introduce(session: Session, letter: Letter, member: Member, *, now: datetime) -> Invitation:
    """The Member's invitation to this letter, made without a mail where there was none; the caller commits.

    For signatures that came another way than by a personal link: codes, receipts and the way back need an invitation
    and the registered mailbox. The link that is made has a secret that nobody knows. The Member can still be invited.
    Raises CannotInvite for a Member without a registered mailbox.
    """
    query = select(Invitation).where(Invitation.letter_id == letter.id, Invitation.ep_id == member.ep_id)
    invitation = session.scalar(query)
    if invitation is not None and invitation.links:
        return invitation
    if not member.mailbox:
        reason = rules.WhyNotAgain.NO_MAILBOX
        raise CannotInvite(reason, AGAIN_SENTENCES[reason])
    invitation = invitation or Invitation(letter=letter, member=member, invited_at=now)
    unknown = tokens.digest(tokens.new_token())
    invitation.links.append(PersonalLink(digest=unknown, mailbox=member.mailbox, made_at=now))
    session.add(invitation)
    session.flush()
    return invitation


def again(session: Session, invitation: Invitation, *, by: Organiser, now: datetime) -> None:
    """Send the invitation once more with a new link, to the roster's mailbox of today; the caller commits.

    For mails that did not arrive. If this very mailbox had bounced, the organiser has checked it: the suppression is
    lifted. Raises CannotInvite for a letter that is not open, an answer, a former Member, an unsubscribed mailbox.
    """
    _refuse_unless_open(invitation.letter, now=now, due_at=None)
    place = queries.places(session, clock.brussels_day(now), [invitation.ep_id]).get(invitation.ep_id)
    mailbox = place.member.mailbox if place else None
    found = list(mailboxes.suppressed(session, [mailbox]).values()) if mailbox else []
    if reason := rules.why_not_again(invitation, mailbox=mailbox, suppressed=found[0].reason if found else None):
        raise CannotInvite(reason, AGAIN_SENTENCES[reason])
    assert place is not None
    if found:
        outbox.lift(session, str(mailbox))
    waiting = [link.mail_id for link in invitation.links if link.mail_id]
    outbox.cancel(session, waiting, now=now)
    text = queries.covering_text(session, invitation.letter)
    _send(session, MailKind.INVITATION, text, [(invitation, place)], by=by, now=now, due_at=None)


def cancel(session: Session, letter: Letter, *, by: Organiser, now: datetime, within: Scope | None = None) -> int:
    """Stop all of a letter's mails that have not left, to all Members or to a shepherd's; the caller commits.

    Returns how many that were. Those Members can be asked again later.
    """
    every = (link for each in queries.invitations(session, letter, within=within) for link in each.links)
    links = {link.mail_id: link for link in every if link.mail_id}
    stopped = outbox.cancel(session, links, now=now)
    for mail_id in stopped:
        links[mail_id].revoked_at = now
    session.flush()
    facts = {"by": by.public_id}
    happened = [("invitation.cancelled", links[mail_id].invitation.public_id, facts) for mail_id in stopped]
    journal.record_all(session, happened, now=now)
    return len(stopped)


def word(session: Session, letter: Letter, wording: dict[str, Any], *, by: Organiser, now: datetime) -> CoveringText:
    """Keep the letter's covering text; mails that wait already keep theirs, but go at the new pace."""
    text = queries.covering_text(session, letter)
    for name, value in wording.items():
        setattr(text, name, value)
    session.add(text)
    session.flush()
    outbox.set_pace(session, f"letter:{letter.public_id}", text.mails_per_hour)
    journal.record(session, "invitation.worded", letter.public_id, now=now, by=by.public_id)
    return text


def unsubscribe(session: Session, secret: str, *, now: datetime) -> None:
    """Send no more invitations to the mailbox that got this secret; nothing happens for an unknown one."""
    link = queries.link_by_unsubscribe(session, secret)
    if link is not None:
        outbox.suppress(session, link.mailbox, Suppressed.UNSUBSCRIBED, now=now)
        journal.record(session, "invitation.unsubscribed", link.invitation.public_id, now=now)


def remind(
    session: Session, letter: Letter, *, by: Organiser | None, now: datetime, within: Scope | None = None
) -> list[Invitation]:
    """Remind everybody who is due, of all Members or of a shepherd's, each with a new link; the caller commits.

    `by` is None for the daily job. The old link is retired when the new one has left. Raises CannotInvite for a letter
    that is not open.
    """
    _refuse_unless_open(letter, now=now, due_at=None)
    pairs = queries.due_reminders(session, letter, now=now, within=within)
    text = queries.covering_text(session, letter)
    _send(session, MailKind.REMINDER, text, pairs, by=by, now=now, due_at=None)
    return [invitation for invitation, _place in pairs]


def mail_left(session: Session, mail: OutgoingMail, *, now: datetime) -> None:
    """Retire the invitation's older links now that a mail with a newer one has left; the caller commits."""
    link = session.scalar(select(PersonalLink).where(PersonalLink.mail_id == mail.id))
    if link is None:
        return
    for older in link.invitation.links:
        if older.id < link.id and older.revoked_at is None:
            older.revoked_at = now
    session.flush()


def _refuse_unless_open(letter: Letter, *, now: datetime, due_at: datetime | None) -> None:
    if reason := rules.why_not(letter, now=now, due_at=due_at):
        raise CannotInvite(reason, SENTENCES[reason])


def _send(
    session: Session,
    kind: MailKind,
    text: CoveringText,
    pairs: Sequence[Pair],
    *,
    by: Organiser | None,
    now: datetime,
    due_at: datetime | None,
) -> None:
    """Queue one mail with a new link for each invitation, and record it."""
    secrets = [tokens.new_token() for _pair in pairs]
    letters = [_mail(kind, text, pair, secret) for pair, secret in zip(pairs, secrets, strict=True)]
    rows = outbox.enqueue_all(session, letters, now=now, due_at=due_at)
    session.add_all(
        PersonalLink(
            invitation_id=invitation.id,
            digest=tokens.digest(secret),
            unsubscribe_digest=tokens.digest(mails.unsubscribe_secret(secret)),
            kind=kind,
            mailbox=row.recipient,
            mail_id=row.id,
            made_at=now,
        )
        for (invitation, _place), secret, row in zip(pairs, secrets, rows, strict=True)
    )
    session.flush()
    facts = {"by": by.public_id if by else "worker"}
    happened = "invitation.sent" if kind is MailKind.INVITATION else "invitation.reminded"
    journal.record_all(session, [(happened, each.public_id, facts) for each, _place in pairs], now=now)


def _mail(kind: MailKind, text: CoveringText, pair: Pair, secret: str) -> outbox.Mail:
    invitation, place = pair
    values = mails.placeholders(invitation.letter, place, mails.sender_of(invitation.letter))
    return mails.personal(invitation, text, kind, values=values, secret=secret)
