"""Sign, confirm, decline, take back: each recorded once, in the caller's transaction."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from campaign import journal
from campaign.onetime import WhyNoCode
from campaign.outbox import operations as outbox
from campaign.signing import auditing, codes, consent, mails, preparing, queries, recording, rules
from campaign.signing.models import Decline, PendingSignature, Signature, Withdrawal
from campaign.signing.recording import Proof
from campaign.signing.refusals import CannotSign, CannotWithdraw
from campaign.signing.rules import Case, Purpose, WhyNot
from campaign.signing.wishes import Wish


def sign(
    session: Session,
    case: Case,
    wish: Wish,
    *,
    now: datetime,
    network: str = "",
    code_confirmed_at: datetime | None = None,
) -> Signature:
    """Record the Member's signature on exactly the text in `wish`; the caller commits.

    The snapshot of name, country, group and party is of this day. Raises CannotSign with the reason; of many at once
    the database's unique constraint lets one through.
    """
    if reason := rules.why_refused(case, now=now, digest=wish.digest):
        raise CannotSign(reason)
    proof = recording.by_link(case, wish, network=network, code_confirmed_at=code_confirmed_at)
    return record(session, case, wish, proof, signed_at=now, now=now)


def record(
    session: Session, case: Case, wish: Wish, proof: Proof, *, signed_at: datetime, now: datetime, **facts: str
) -> Signature:
    """Write a signature whose proof is whole and that the caller's rules allow: row, receipt, journal's event.

    The receipt goes to the Member's registered mailbox, however the signature came, so that misuse is noticed there.
    The caller commits. Raises CannotSign where one stands already.
    """
    try:
        signature = recording.signature(session, case, wish, proof, signed_at=signed_at)
    except IntegrityError as error:  # the unique constraint speaks
        raise CannotSign(WhyNot.ALREADY_SIGNED) from error
    outbox.post(session, mails.receipt(signature, case.letter, to=mails.mailbox(case)), now=now)
    told = {"assurance": signature.assurance.value, "row": auditing.digest(signature), **facts}
    recording.event(session, "signature.given", signature, now=now, **told)
    return signature


def fill_in(session: Session, case: Case, wish: Wish, *, now: datetime, network: str = "") -> Signature | None:
    """What the Member filled in becomes a signature at once, or waits for the code that is mailed now (None).

    Filling in again replaces what was filled in before. The caller commits. Raises CannotSign.
    """
    if wish.consent not in ("", consent.version(case.letter.campaign)):
        raise CannotSign(WhyNot.NOTICE_CHANGED)
    if not case.letter.code_required:
        return sign(session, case, wish, now=now, network=network)
    if reason := rules.why_refused(case, now=now, digest=wish.digest):
        raise CannotSign(reason)
    preparing.keep(session, case, wish, by=None, now=now)
    start(case, now=now)
    _send_code(session, case, now=now)
    return None


def send_code_again(session: Session, case: Case, *, now: datetime) -> None:
    """Mail a fresh code for what was filled in; the one before no longer counts. The caller commits.

    Raises CannotSign.
    """
    pending = queries.pending_of(session, case.invitation)
    if reason := rules.why_refused(case, now=now):
        raise CannotSign(reason)
    if pending is None or pending.revision_id != case.text.id:
        raise CannotSign(WhyNot.TEXT_CHANGED)
    _send_code(session, case, now=now)


def confirm(session: Session, case: Case, typed: str, *, now: datetime, network: str = "") -> Signature | WhyNoCode:
    """The code turns what was filled in into a signature; a wrong one is counted. The caller commits either way.

    Raises CannotSign, above all when the text has changed since it was filled in.
    """
    if reason := rules.why_refused(case, now=now):
        raise CannotSign(reason)
    pending = queries.pending_of(session, case.invitation)
    if pending is None:
        return WhyNoCode.NONE
    if trouble := codes.why_refused(session, case.invitation, Purpose.SIGN, typed, now=now):
        return trouble
    signature = sign(session, case, preparing.wish_of(pending), now=now, network=network, code_confirmed_at=now)
    _forget_filled_in(session, case)
    return signature


def start(case: Case, *, now: datetime) -> None:
    """Note that the Member has begun to answer: the first form sent, even one with something amiss."""
    case.invitation.started_at = case.invitation.started_at or now


def decline(session: Session, case: Case, reason: str, *, now: datetime) -> Decline:
    """Record the Member's no, with or without a reason; the Member may still sign before the deadline.

    The journal tells that somebody declined, never who: the row can be purged later, the journal cannot. The caller
    commits. Raises CannotSign when there is nothing to decline.
    """
    if why := rules.why_not_declined(case, now=now):
        raise CannotSign(why)
    declined = case.decline or Decline(invitation_id=case.invitation.id)
    declined.reason, declined.declined_at = reason, now
    session.add(declined)
    start(case, now=now)
    case.invitation.answered_at = now
    _forget_filled_in(session, case)
    session.flush()
    journal.record(session, "decline.given", case.letter.public_id, now=now)
    return declined


def ask_withdrawal(session: Session, case: Case, signature: Signature, *, now: datetime) -> Withdrawal:
    """Hide the name at once; the same level of proof as for signing settles it. The caller commits.

    Where the letter asks for no code, that proof is the link itself and the withdrawal is confirmed with it, unless the
    directory has another mailbox since than the one that signed: then that one says by a code whether it is meant.
    Asking again while it is unsettled mails a fresh code. Raises CannotWithdraw when it is withdrawn already.
    """
    withdrawal = _hidden(session, signature, now=now)
    if case.letter.code_required or _is_from_a_retired_mailbox(case, signature):
        _send_withdrawal_code(session, case, signature, now=now)
    else:
        _confirm_withdrawal(session, case, signature, withdrawal, now=now)
    return withdrawal


def withdraw(
    session: Session, case: Case, signature: Signature, typed: str, *, now: datetime
) -> Withdrawal | WhyNoCode:
    """Confirm with the code that the withdrawal is meant. The caller commits, a counted wrong try too.

    Raises CannotWithdraw when nothing waits to be confirmed.
    """
    withdrawal = _unsettled(signature)
    if trouble := codes.why_refused(session, case.invitation, Purpose.WITHDRAW, typed, now=now):
        return trouble
    _confirm_withdrawal(session, case, signature, withdrawal, now=now)
    return withdrawal


def keep(session: Session, case: Case, signature: Signature, typed: str, *, now: datetime) -> Withdrawal | WhyNoCode:
    """Say with the code that the withdrawal was not meant: the name comes back. The caller commits.

    Raises CannotWithdraw when nothing waits to be settled.
    """
    withdrawal = _unsettled(signature)
    if trouble := codes.why_refused(session, case.invitation, Purpose.WITHDRAW, typed, now=now):
        return trouble
    withdrawal.kept_at, signature.standing = now, True
    codes.forget(session, case.invitation, Purpose.WITHDRAW)
    session.flush()
    recording.event(session, "signature.kept", signature, now=now)
    return withdrawal


def _forget_filled_in(session: Session, case: Case) -> None:
    session.execute(delete(PendingSignature).where(PendingSignature.invitation_id == case.invitation.id))
    codes.forget(session, case.invitation, Purpose.SIGN)


def _send_code(session: Session, case: Case, *, now: datetime) -> None:
    to = mails.mailbox(case)
    code = codes.make(session, case.invitation, Purpose.SIGN, now=now)
    outbox.post(session, mails.code(case.invitation, case.letter, to=to, code=code), now=now)


def _send_withdrawal_code(session: Session, case: Case, signature: Signature, *, now: datetime) -> None:
    code = codes.make(session, case.invitation, Purpose.WITHDRAW, now=now)
    mail = mails.withdrawal_code(signature, case.letter, to=mails.mailbox(case), code=code)
    outbox.enqueue(session, mail, now=now)


def _hidden(session: Session, signature: Signature, *, now: datetime) -> Withdrawal:
    """The withdrawal of this signature, whose name is hidden from now on."""
    _refuse_lapsed(signature)
    withdrawal = signature.withdrawal
    if withdrawal is not None and withdrawal.confirmed_at is not None:
        raise CannotWithdraw("withdrawn", _("This signature is withdrawn already. There is nothing more to do."))
    if withdrawal is None:
        withdrawal = Withdrawal(signature=signature, hidden_at=now)
        session.add(withdrawal)
    elif not withdrawal.is_settled:
        return withdrawal
    withdrawal.hidden_at, withdrawal.kept_at, signature.standing = now, None, None
    session.flush()
    recording.event(session, "withdrawal.asked", signature, now=now)
    return withdrawal


def _is_from_a_retired_mailbox(case: Case, signature: Signature) -> bool:
    signed_from = signature.evidence.get("link_mailbox")
    return signed_from is not None and signed_from != recording.mailbox_digest(mails.mailbox(case))


def _refuse_lapsed(signature: Signature) -> None:
    if signature.lapsed_at is not None:
        raise CannotWithdraw("lapsed", _("This signature does not count any more. There is nothing to take back."))


def _unsettled(signature: Signature) -> Withdrawal:
    _refuse_lapsed(signature)
    withdrawal = signature.withdrawal
    if withdrawal is None or withdrawal.is_settled:
        raise CannotWithdraw("settled", _("Nothing waits for a code here. Open the link in your newest mail."))
    return withdrawal


def _confirm_withdrawal(
    session: Session, case: Case, signature: Signature, withdrawal: Withdrawal, *, now: datetime
) -> None:
    withdrawal.confirmed_at = now
    codes.forget(session, case.invitation, Purpose.WITHDRAW)
    session.flush()
    recording.event(session, "signature.withdrawn", signature, now=now)
    outbox.enqueue(session, mails.withdrawn(signature, case.letter, to=mails.mailbox(case)), now=now)
