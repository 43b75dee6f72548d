"""Keep a desk, end it, take a sheet once, mail a Member's own link; the caller commits rows, mails and events."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from campaign import journal, tokens
from campaign.claims import asking
from campaign.claims import mails as claim_mails
from campaign.claims import operations as claims
from campaign.claims.models import Claim, Method
from campaign.claims.refusals import CannotClaim
from campaign.claims.rules import WhyNot as WhyNoClaim
from campaign.desk import mails, queries, rules
from campaign.desk.models import Desk, DeskSheet
from campaign.desk.refusals import CannotTake
from campaign.desk.rules import WhyNot
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter, Revision
from campaign.inviting import operations as inviting
from campaign.inviting.models import MailKind, PersonalLink
from campaign.organisers.models import Organiser
from campaign.outbox import operations as outbox
from campaign.roster.models import Member
from campaign.roster.queries import Place
from campaign.signing import consent
from campaign.signing.models import ActorRole, Channel
from campaign.signing.wishes import Wish
from campaign.web import limits

DAY = timedelta(days=1)
TEN_MINUTES = timedelta(minutes=10)

# What only the Member may learn: to whoever holds the tablet the sheet was taken like any other.
TOLD_BY_MAIL = frozenset({WhyNoClaim.STANDS, WhyNoClaim.UNSETTLED, WhyNoClaim.SAID_NO, WhyNoClaim.WAITING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a Member signed on a tablet, already checked."""

    key: str
    """Made by the tablet, a UUID: the same sheet sent again has the same one."""
    content_digest: str
    desk: str
    """Number of the desk at which it was signed; the tablet may hold a later one by now."""
    ep_id: int
    drawn_at: datetime | None
    """By the tablet's clock."""
    wish: Wish


def start(session: Session, letter: Letter, *, place: str, by: Organiser, now: datetime) -> tuple[Desk, str]:
    """Keep a desk for this letter, and the secret for its tablet; the caller commits. Raises CannotTake."""
    if reason := rules.why_not_open(letter, now=now):
        raise CannotTake(reason)
    secret = tokens.new_token()
    desk = Desk(
        letter_id=letter.id,
        witness_id=by.id,
        place=place,
        digest=tokens.digest(secret),
        account_digest=rules.account_digest(by.fs_uniquifier),
        started_at=now,
        ends_at=now + rules.LIVES,
    )
    session.add(desk)
    session.flush()
    journal.record(session, "desk.started", desk.public_id, now=now, letter=letter.public_id, by=by.public_id)
    return desk, secret


def end(session: Session, desk: Desk, *, by: Organiser | None, now: datetime) -> None:
    """End a desk, whose tablet takes nothing more; `by` is None where the tablet was locked. The caller commits."""
    if desk.ended_at is None:
        desk.ended_at = now
        session.flush()
        journal.record(session, "desk.ended", desk.public_id, now=now, by=by.public_id if by else "tablet")


def take(session: Session, desk: Desk, sheet: Sheet, *, now: datetime, network: str = "") -> DeskSheet:
    """Take a sheet, once: the same key with the same content gives the same answer again. The caller commits.

    It becomes a claim that the Member's registered mailbox has to confirm. Where nothing is to be claimed, the mailbox
    is told and nobody else. Raises CannotTake, TooMany.
    """
    drawn = _drawn_at(session, desk, sheet)
    row = DeskSheet(
        key=sheet.key,
        content_digest=sheet.content_digest,
        desk=drawn,
        ep_id=sheet.ep_id,
        drawn_at=sheet.drawn_at or now,
        taken_at=now,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # the unique key speaks
        return _taken_before(session, sheet)
    row.drawn_at = rules.acted_at(drawn, _text(session, drawn.letter, sheet, now=now), sheet.drawn_at, now=now)
    place = member_at_desk(session, sheet.ep_id, now=now)
    count_mail(session, drawn.letter, sheet.ep_id, now=now)
    limits.count(
        session, "desk-sheet", drawn.public_id, at_most=rules.SHEETS_IN_TEN_MINUTES, within=TEN_MINUTES, now=now
    )
    row.claim = _claim(session, row, place.member, sheet.wish, now=now, network=network)
    session.flush()
    return row


def confirm_again(session: Session, letter: Letter, sheet: DeskSheet, *, by: Organiser, now: datetime) -> None:
    """Mail the confirmation of a waiting sheet once more, to the registered mailbox of today; the caller commits.

    Raises CannotTake when nothing waits or no mailbox is known, TooMany after a few in a day.
    """
    if sheet.claim is None or sheet.claim.settled_at is not None:
        raise CannotTake(WhyNot.SETTLED)
    place = member_at_desk(session, sheet.ep_id, now=now)
    count_mail(session, letter, sheet.ep_id, now=now)
    mailbox = str(place.member.mailbox)
    outbox.lift(session, mailbox)  # the organiser looked at what came back
    if not asking.ask_anew(session, sheet.claim, mailbox, now=now):
        outbox.enqueue(session, claim_mails.ask(sheet.claim, to=mailbox), now=now)
    journal.record(session, "desk.asked_again", sheet.claim.public_id, now=now, by=by.public_id)


def mail_link(session: Session, desk: Desk, ep_id: int, *, now: datetime) -> None:
    """Mail the Member's personal link to the registered mailbox; the caller commits.

    Whoever asked learns nothing: where a signature stands already, the mailbox is told just that. Raises CannotTake,
    TooMany.
    """
    letter = desk.letter
    if reason := rules.why_not_open(letter, now=now):
        raise CannotTake(reason)
    member = member_at_desk(session, ep_id, now=now).member
    count_mail(session, letter, ep_id, now=now)
    invitation = inviting.introduce(session, letter, member, now=now)
    if queries.has_signed(session, letter, ep_id):
        outbox.post(session, mails.not_needed(letter, member, why=WhyNoClaim.STANDS.value), now=now)
        return
    secret = tokens.new_token()
    mail = outbox.enqueue(session, mails.link(invitation, secret=secret), now=now)
    session.add(
        PersonalLink(
            invitation_id=invitation.id,
            digest=tokens.digest(secret),
            kind=MailKind.INVITATION,
            mailbox=str(member.mailbox),
            mail_id=mail.id,
            made_at=now,
        )
    )
    session.flush()
    journal.record(session, "desk.link_mailed", invitation.public_id, now=now, desk=desk.public_id)


def member_at_desk(session: Session, ep_id: int, *, now: datetime) -> Place:
    """The Member who sits today and whose mailbox is known. Raises CannotTake."""
    place = queries.sits(session, ep_id, now=now)
    if place is None:
        raise CannotTake(WhyNot.NO_MANDATE)
    if not place.member.mailbox:
        raise CannotTake(WhyNot.NO_MAILBOX)
    return place


def count_mail(session: Session, letter: Letter, ep_id: int, *, now: datetime) -> None:
    """Count one mail to this Member because of a desk, whatever it will say. Raises TooMany."""
    who = f"{letter.public_id}|{ep_id}"
    limits.count(session, "desk-mail", who, at_most=rules.MAILS_A_DAY, within=DAY, now=now)


def _drawn_at(session: Session, desk: Desk, sheet: Sheet) -> Desk:
    """The desk at which it was signed: the tablet's own, or an earlier one of the same letter and witness."""
    drawn = desk if sheet.desk == desk.public_id else queries.desk_by_public_id(session, sheet.desk)
    if drawn is None or (drawn.letter_id, drawn.witness_id) != (desk.letter_id, desk.witness_id):
        raise CannotTake(WhyNot.OTHER_DESK)
    return drawn


def _taken_before(session: Session, sheet: Sheet) -> DeskSheet:
    row = queries.sheet_by_key(session, sheet.key)
    if row is None or not tokens.same(row.content_digest, sheet.content_digest):
        raise CannotTake(WhyNot.OTHER_CONTENT)
    return row


def _text(session: Session, letter: Letter, sheet: Sheet, *, now: datetime) -> Revision:
    """The text that was signed, which is still the letter's. Raises CannotTake."""
    if reason := rules.why_not_open(letter, now=now):
        raise CannotTake(reason)
    revision = drafting.current_revision(session, letter)
    if revision is None or not tokens.same(revision.digest, sheet.wish.digest):
        raise CannotTake(WhyNot.TEXT_CHANGED)
    if sheet.wish.consent not in ("", consent.version(letter.campaign)):
        raise CannotTake(WhyNot.NOTICE_CHANGED)
    return revision


def _claim(
    session: Session, row: DeskSheet, member: Member, wish: Wish, *, now: datetime, network: str
) -> Claim | None:
    """The claim of this sheet; None where the Member's mailbox alone is told why there is none."""
    letter = row.desk.letter
    evidence = {"place": row.desk.place, "witness": row.desk.witness.public_id, "desk": row.desk.public_id}
    try:
        with session.begin_nested():
            return claims.bring(
                session,
                letter,
                member,
                method=Method.IN_PERSON,
                role=ActorRole.MEMBER,
                channel=Channel.TABLET,
                by=row.desk.witness,
                acted_at=row.drawn_at,
                now=now,
                evidence=evidence,
                wish=wish,
                expires_at=rules.expires_at(letter, now=now),
                network=network,
            )
    except CannotClaim as refusal:
        if refusal.why not in TOLD_BY_MAIL:
            raise
        outbox.post(session, mails.not_needed(letter, member, why=refusal.why.value), now=now)
        return None
