"""Invite and remind: rows, mails and journal events in the caller's transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import clock, config, journal, tokens
from campaign.drafting.models import Letter
from campaign.inviting import mails, queries, rules
from campaign.inviting.covering import Asked
from campaign.inviting.models import CoveringText, Invitation, MailKind, PersonalLink
from campaign.organisers.models import Organiser
from campaign.outbox import operations as outbox
from campaign.outbox.models import OutgoingMail
from campaign.roster.models import Member
from campaign.web.refusals import Refusal

SENTENCES = {
    rules.WhyNot.DRAFT: _("Open the letter for signature first: Members are asked to sign a text that is final."),
    rules.WhyNot.CLOSED: _("The letter is closed. Nobody can be asked to sign it any more."),
    rules.WhyNot.NO_DEADLINE: _("Set the letter's deadline on its text page first; the mail names it."),
    rules.WhyNot.DEADLINE_OVER: _("The letter's deadline is over. Move the deadline first if you want to ask more."),
    rules.WhyNot.TOO_LATE: _("That is after the letter's deadline. Choose an earlier time, or move the deadline."),
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
) -> list[Invitation]:
    """Ask these Members, each with a personal link to the official mailbox of this day; the caller commits.

    Left out in silence, so that pressing the button twice asks nobody twice: those asked already, those who do not
    sit today and those without an official mailbox. Raises CannotInvite for a letter that is not open.
    """
    _refuse_unless_open(letter, now=now, due_at=due_at)
    already = set(session.scalars(select(Invitation.ep_id).where(Invitation.letter_id == letter.id)))
    wanted = list(dict.fromkeys(each.ep_id for each in members if each.ep_id not in already and each.mailbox))
    sitting = queries.asked_on(session, wanted, clock.brussels_day(now))
    asked = [sitting[ep_id] for ep_id in wanted if ep_id in sitting]
    invitations = [Invitation(letter=letter, member=each.member, invited_at=now) for each in asked]
    session.add_all(invitations)
    session.flush()
    text = queries.covering_text(session, letter)
    _send(session, MailKind.INVITATION, text, list(zip(invitations, asked, strict=True)), by=by, now=now, due_at=due_at)
    return invitations


def remind(session: Session, letter: Letter, *, by: Organiser | None, now: datetime) -> list[Invitation]:
    """Remind everybody who is due, each with a new link; the caller commits. `by` is None for the daily job.

    The old link is retired when the new one has left. Raises CannotInvite for a letter that is not open.
    """
    _refuse_unless_open(letter, now=now, due_at=None)
    text = queries.covering_text(session, letter)
    due = [each for each in queries.invitations(session, letter) if rules.is_reminder_due(each, text, now=now)]
    sitting = queries.asked_on(session, [each.ep_id for each in due], clock.brussels_day(now))
    pairs = [(each, sitting[each.ep_id]) for each in due if each.ep_id in sitting and each.member.mailbox]
    _send(session, MailKind.REMINDER, text, pairs, by=by, now=now, due_at=None)
    return [invitation for invitation, _asked in pairs]


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
    pairs: Sequence[tuple[Invitation, Asked]],
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
        for (invitation, _asked), secret, row in zip(pairs, secrets, rows, strict=True)
    )
    session.flush()
    facts = {"by": by.public_id if by else "worker"}
    happened = "invitation.sent" if kind is MailKind.INVITATION else "invitation.reminded"
    journal.record_all(session, [(happened, each.public_id, facts) for each, _asked in pairs], now=now)


def _mail(kind: MailKind, text: CoveringText, pair: tuple[Invitation, Asked], secret: str) -> outbox.Mail:
    invitation, asked = pair
    sender = invitation.letter.letterhead_name or config.current().operator_name
    values = mails.placeholders(invitation.letter, asked, sender)
    return mails.personal(invitation, text, kind, values=values, secret=secret)
