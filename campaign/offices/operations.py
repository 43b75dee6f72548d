"""Register, authorise, end: each told to the Member's mailbox and the journal. The caller commits."""

from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import clock, journal, tokens
from campaign.drafting.models import Letter
from campaign.offices import codes, handing, mails, queries, rules
from campaign.offices.models import Act, Assistant, Authorisation, Ended, Handover, OfficeLink, PendingAct, Scope
from campaign.offices.refusals import CannotAct
from campaign.offices.rules import Office, WhyNot
from campaign.onetime import WhyNoCode
from campaign.outbox import operations as outbox
from campaign.roster.models import Member


def send_link(session: Session, member: Member, *, now: datetime) -> bool:
    """Mail the office's link to the registered mailbox of today; older ones retire. False without a seat or mailbox."""
    queries.lock(session, member.ep_id)
    if queries.seat(session, member.ep_id, now=now) is None or not member.mailbox:
        return False
    older = select(OfficeLink).where(OfficeLink.ep_id == member.ep_id, OfficeLink.revoked_at.is_(None))
    for link in session.scalars(older):
        link.revoked_at = now
    secret = tokens.new_token()
    session.add(
        OfficeLink(
            ep_id=member.ep_id,
            digest=tokens.digest(secret),
            mailbox=member.mailbox,
            made_at=now,
            expires_at=now + rules.LINK_LIVES,
        )
    )
    outbox.post(session, mails.office_link(member, to=member.mailbox, secret=secret), now=now)
    journal.record(session, "office.link_sent", mails.office_id(member), now=now)
    return True


def ask_registration(session: Session, office: Office, name: str, mailbox: str, *, now: datetime) -> PendingAct:
    """Keep who is to be registered, and mail the code that does it. Raises CannotAct."""
    _refuse_registration(session, office, mailbox)
    said = _("register %(name)s (%(mailbox)s) as your assistant", name=name, mailbox=rules.key(mailbox))
    wanted = {"name": name, "mailbox": rules.key(mailbox), "said": said}
    return codes.ask(session, office, Act.REGISTER, wanted, now=now)


def ask_authorisation(
    session: Session,
    office: Office,
    assistant: Assistant,
    scope: Scope,
    letter: Letter | None,
    *,
    ends_on: date,
    now: datetime,
) -> PendingAct:
    """Keep what is to be granted, and mail the code that does it. Raises CannotAct."""
    _refuse_grant(office, assistant, scope, letter, ends_on, now=now)
    draft = Authorisation(scope=scope, letter=letter, ends_at=rules.ends_at(ends_on))
    said = _("let %(name)s %(may)s", name=assistant.name, may=mails.scope_words(draft))
    wanted = {
        "assistant": assistant.public_id,
        "scope": scope.value,
        "letter": letter.id if letter else None,
        "ends_on": ends_on.isoformat(),
        "said": said,
    }
    return codes.ask(session, office, Act.AUTHORISE, wanted, now=now)


def enter_code(session: Session, office: Office, typed: str, *, now: datetime) -> WhyNoCode | None:
    """The right code registers or authorises, once; a wrong one is counted. Raises CannotAct when it no longer fits."""
    pending = queries.pending_of(session, office)
    if reason := codes.why_refused(pending, office, typed, now=now):
        return reason
    assert pending is not None
    wanted = dict(pending.wanted)
    if pending.act is Act.REGISTER:
        _register(session, office, wanted["name"], wanted["mailbox"], now=now)
    else:
        assistant = queries.assistant_of(session, office, wanted["assistant"])
        letter = session.get(Letter, wanted["letter"]) if wanted["letter"] else None
        ends_on = date.fromisoformat(wanted["ends_on"])
        _grant(session, office, assistant, Scope(wanted["scope"]), letter, ends_on=ends_on, now=now)
    session.delete(pending)
    session.flush()
    return None


def confirm_assistant(session: Session, assistant: Assistant, *, now: datetime) -> None:
    """The assistant's own mailbox answered: the registration is whole. Raises CannotAct when it is over."""
    queries.refuse_assistant(session, assistant, now=now, allow=WhyNot.UNCONFIRMED)
    if assistant.confirmed_at is not None:
        return
    assistant.confirmed_at = now
    session.flush()
    journal.record(session, "assistant.confirmed", assistant.public_id, now=now)
    _tell(session, assistant.member, _("%(name)s confirmed to be your assistant.", name=assistant.name), now=now)


def end_assistant(session: Session, assistant: Assistant, because: Ended, *, now: datetime) -> list[Authorisation]:
    """End the registration with every authorisation and handed-over letter; gives the authorisations that ended now."""
    if not assistant.current:
        return []
    assistant.current, assistant.ended_at, assistant.ended_because = None, now, because
    ended = [each for each in assistant.authorisations if each.ended_at is None]
    for each in ended:
        _end(session, each, because, now=now)
    for handover in session.scalars(
        select(Handover).where(Handover.assistant_id == assistant.id, Handover.current.is_(True))
    ):
        handing.take_back(session, handover, now=now)
    session.flush()
    journal.record(session, "assistant.ended", assistant.public_id, now=now, because=because.value)
    if because is not Ended.SEAT_OVER:
        sentence = _(
            "%(name)s is no longer registered as your assistant; all authorisations ended with it.", name=assistant.name
        )
        _tell(session, assistant.member, sentence, now=now)
    return ended


def revoke(session: Session, authorisation: Authorisation, *, now: datetime) -> bool:
    """End an authorisation at once; False when it had ended already. The caller locked it."""
    if authorisation.ended_at is not None:
        return False
    _end(session, authorisation, Ended.OFFICE, now=now)
    assistant = authorisation.assistant
    may = mails.scope_words(authorisation)
    _tell(session, assistant.member, _("Ended: %(name)s may no longer %(may)s.", name=assistant.name, may=may), now=now)
    sentence = _(
        "the office ended your authorisation. You can no longer act for %(name)s under it.", name=assistant.member.name
    )
    outbox.enqueue(session, mails.assistant_news(assistant, sentence), now=now)
    return True


def end_with_seats(session: Session, *, now: datetime) -> int:
    """End the offices whose seat is over, and forget what nobody confirmed; gives how many assistants ended."""
    ended = 0
    for assistant, mandate in queries.current_assistants(session):
        today = queries.seat(session, assistant.ep_id, now=now)
        if today is None or today.id != mandate.id:
            end_assistant(session, assistant, Ended.SEAT_OVER, now=now)
            ended += 1
        elif assistant.confirmed_at is None and assistant.registered_at < now - rules.CONFIRM_WITHIN:
            end_assistant(session, assistant, Ended.ASSISTANT, now=now)
            ended += 1
    codes.forget_old(session, now=now)
    return ended


def _register(session: Session, office: Office, name: str, mailbox: str, *, now: datetime) -> None:
    _refuse_registration(session, office, mailbox)
    secret = tokens.new_token()
    assistant = Assistant(
        member=office.member,
        mandate_id=office.mandate.id,
        name=name,
        mailbox=mailbox,
        registered_at=now,
        confirm_digest=tokens.digest(secret),
    )
    session.add(assistant)
    session.flush()
    journal.record(session, "assistant.registered", assistant.public_id, now=now)
    outbox.post(session, mails.confirm(assistant, secret=secret), now=now)
    sentence = _(
        "%(name)s (%(mailbox)s) is registered as your assistant, and may do nothing yet.", name=name, mailbox=mailbox
    )
    _tell(session, office.member, sentence, now=now)


def _grant(
    session: Session,
    office: Office,
    assistant: Assistant,
    scope: Scope,
    letter: Letter | None,
    *,
    ends_on: date,
    now: datetime,
) -> None:
    _refuse_grant(office, assistant, scope, letter, ends_on, now=now)
    for older in assistant.authorisations:
        same = older.scope is scope and older.letter_id == (letter.id if letter else None)
        if same and older.ended_at is None:
            _end(session, older, Ended.REPLACED, now=now)
    public_id = tokens.new_public_id()
    granted = Authorisation(
        public_id=public_id,
        assistant=assistant,
        scope=scope,
        letter=letter,
        granted_at=now,
        ends_at=rules.ends_at(ends_on),
        revoke_digest=tokens.digest(mails.revoke_secret(public_id)),
    )
    session.add(granted)
    session.flush()
    facts = {"assistant": assistant.public_id, "letter": letter.public_id if letter else None}
    journal.record(
        session, "authorisation.granted", public_id, now=now, scope=scope.value, ends=ends_on.isoformat(), **facts
    )
    may = mails.scope_words(granted)
    sentence = _("%(name)s may now %(may)s.", name=assistant.name, may=may)
    outbox.post(session, mails.news(office.member, sentence, to=office.mailbox, authorisation=granted), now=now)
    told = _(
        "you may now act for %(name)s. When a letter is handed to you, we mail you your own link.",
        name=office.member.name,
    )
    outbox.enqueue(session, mails.assistant_news(assistant, told), now=now)


def _end(session: Session, authorisation: Authorisation, because: Ended, *, now: datetime) -> None:
    authorisation.ended_at, authorisation.ended_because = now, because
    session.flush()
    journal.record(session, "authorisation.ended", authorisation.public_id, now=now, because=because.value)


def why_not_registered(session: Session, office: Office, mailbox: str) -> WhyNot | None:
    """Why this mailbox cannot be an assistant's in this office, or None."""
    known = {rules.key(each.mailbox) for each in queries.assistants(session, office)}
    is_members = queries.is_members_mailbox(session, mailbox)
    return rules.why_not_registered(office.mailbox, mailbox, known=known, is_members=is_members)


def _refuse_registration(session: Session, office: Office, mailbox: str) -> None:
    if reason := why_not_registered(session, office, mailbox):
        raise CannotAct(reason)


def _refuse_grant(
    office: Office, assistant: Assistant, scope: Scope, letter: Letter | None, ends_on: date, *, now: datetime
) -> None:
    reason = rules.why_no_assistant(assistant, mandate=office.mandate)
    reason = reason or rules.why_not_granted(scope, letter, ends_on, today=clock.brussels_day(now))
    if reason:
        raise CannotAct(reason)


def _tell(session: Session, member: Member, sentence: str, *, now: datetime) -> None:
    """Tell the registered mailbox of today, where there is one."""
    if member.mailbox:
        outbox.post(session, mails.news(member, sentence, to=member.mailbox), now=now)
