"""Ask for a statement, make it, show or hide it, take it back. Each in the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import delete
from sqlalchemy.orm import Session

from campaign import clock, journal, tokens
from campaign.claims import noes
from campaign.onetime import WhyNoCode
from campaign.outbox import operations as outbox
from campaign.roster import queries as roster
from campaign.statements import mails, queries, rules
from campaign.statements.models import Statement
from campaign.statements.rules import WhyNot
from campaign.web.refusals import Refusal

SENTENCES = {
    WhyNot.UNKNOWN_LETTER: _(
        "No letter with this code was issued here. Ask again and name the document instead, as one from elsewhere."
    ),
    WhyNot.STANDS: _("Your signature stands under this letter. Take it back first, then make the statement."),
    WhyNot.SIGNED_SINCE: _("You signed the letter after you had made this statement, so the statement holds no more."),
    WhyNot.MADE: _("The statement is made already. There is nothing more to do."),
    WhyNot.TAKEN_BACK: _("You took this statement back. Ask for a new one if you want to make it again."),
    WhyNot.EXPIRED: _("This link is older than two days. Ask for the statement again."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the statement is about, as it was typed."""

    letter_code: str = ""
    title: str = ""
    seen: str = ""
    url: str = ""
    document_digest: str | None = None


class CannotState(Refusal):
    """This statement cannot be made."""

    def __init__(self, reason: WhyNot) -> None:
        super().__init__(reason, SENTENCES[reason])


def init_app() -> None:
    """Nothing that others say a Member did before outweighs the Member's own statement."""
    noes.register("statement", queries.stated_at)


def ask(session: Session, ep_id: int, about: About, *, now: datetime) -> Statement | None:
    """Mail the Member a link with which to make this statement; the caller commits and tells nobody what came of it.

    Nothing is mailed, and None given, for somebody who does not sit today or has no mailbox, and where several were
    asked for today already.
    """
    letter = queries.issued_letter(session, queries.plain_code(about.letter_code))
    lately = queries.asked_lately(session, ep_id, now=now)
    mailbox = roster.mailbox_on(session, ep_id, clock.brussels_day(now))
    if mailbox is None or lately >= rules.ASKED_A_DAY:
        return None
    statement = Statement(
        public_id=tokens.new_public_id(),
        ep_id=ep_id,
        letter_id=letter.id if letter else None,
        letter_code=queries.plain_code(about.letter_code),
        title=about.title,
        seen=about.seen,
        url=about.url,
        document_digest=about.document_digest,
        asked_at=now,
    )
    statement.link_digest = tokens.digest(mails.secret(statement))
    session.add(statement)
    session.flush()
    outbox.enqueue(session, mails.asked(statement, to=mailbox), now=now)
    return statement


def send_code(session: Session, statement: Statement, *, now: datetime) -> None:
    """Mail a fresh code; the one before no longer counts. The caller commits. Raises CannotState."""
    _refuse(session, statement, now=now)
    code = tokens.new_code()
    statement.code_digest = _digest(statement, code)
    statement.code_sent_at, statement.code_tries = now, 0
    outbox.post(session, mails.code(statement, to=_mailbox(session, statement, now), code=code), now=now)


def make(session: Session, statement: Statement, typed: str, *, publish: bool, now: datetime) -> WhyNoCode | None:
    """The code makes the statement, with the name of this day; a wrong one is counted. The caller commits either way.

    Raises CannotState, above all where the Member's signature stands under the letter.
    """
    _refuse(session, statement, now=now)
    if reason := rules.why_no_code(statement, digest=_digest(statement, typed), now=now):
        if reason is WhyNoCode.WRONG:
            statement.code_tries += 1
        return reason
    mandate = roster.mandate_on(session, statement.ep_id, clock.brussels_day(now))
    statement.given, statement.surname = statement.member.given, statement.member.surname
    statement.country = mandate.country if mandate else ""
    statement.confirmed_at, statement.is_published, statement.code_digest = now, publish, None
    session.flush()
    letter = statement.letter.public_id if statement.letter else None
    facts = {"letter": letter, "document": statement.document_digest, "text": rules.digest(statement)}
    journal.record(session, "statement.made", statement.public_id, now=now, published=publish, **facts)
    outbox.enqueue(session, mails.made(statement, to=_mailbox(session, statement, now)), now=now)
    return None


def show(session: Session, statement: Statement, *, publish: bool, now: datetime) -> None:
    """Show a statement that holds to everybody, or to those only who have its code; the caller commits."""
    if statement.confirmed_at is None or statement.taken_back_at is not None or statement.is_published == publish:
        return
    statement.is_published = publish
    kind = "statement.published" if publish else "statement.hidden"
    journal.record(session, kind, statement.public_id, now=now)


def take_back(session: Session, statement: Statement, *, now: datetime) -> None:
    """The statement holds no more; done twice, nothing more happens. The caller commits."""
    if statement.confirmed_at is None or statement.taken_back_at is not None:
        return
    statement.taken_back_at, statement.is_published = now, False
    journal.record(session, "statement.taken_back", statement.public_id, now=now)


def forget_unconfirmed(session: Session, *, now: datetime) -> int:
    """Drop what was asked for and never made in two days; gives how many. The caller commits."""
    old = Statement.confirmed_at.is_(None), Statement.asked_at < now - rules.UNCONFIRMED_LIVES
    return len(session.scalars(delete(Statement).where(*old).returning(Statement.id)).all())


def _refuse(session: Session, statement: Statement, *, now: datetime) -> None:
    stands = queries.standing_signature(session, statement, to_write=True) is not None
    if reason := rules.why_not_made(statement, stands=stands, now=now):
        raise CannotState(reason)


def _mailbox(session: Session, statement: Statement, now: datetime) -> str:
    """Today's registered mailbox. Raises CannotState when the mandate has ended meanwhile."""
    mailbox = roster.mailbox_on(session, statement.ep_id, clock.brussels_day(now))
    if mailbox is None:
        raise CannotState(WhyNot.EXPIRED)
    return mailbox


def _digest(statement: Statement, code: str) -> str:
    return tokens.keyed_digest("statement code", f"{statement.public_id}|{code}")
