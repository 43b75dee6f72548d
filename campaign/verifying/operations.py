"""Start a round; take an objection: the name is off at once. Each in the caller's transaction."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import journal, tokens
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.outbox import operations as outbox
from campaign.outbox import watchers
from campaign.outbox.models import OutgoingMail
from campaign.signing import recording
from campaign.signing.models import Lapse
from campaign.verifying import mails, queries, rules
from campaign.verifying.models import Enquiry, VerifyingRound
from campaign.verifying.queries import ToAsk
from campaign.verifying.rules import Standing
from campaign.web.refusals import Refusal

BETWEEN = timedelta(seconds=1)
"""A mail a second: codes, for which Members wait, find gaps between them."""

SENTENCES = {
    rules.WhyNot.NOT_SIGNED_YET: _("Nobody can have signed a draft. Open the letter for signature first."),
    rules.WhyNot.RECORD: _("This is a record of what others published; nobody signed it with us."),
    rules.WhyNot.DELIVERED: _(
        "The list was delivered already. A Member who is not meant to stand there can still withdraw, which is noted "
        "in the next edition."
    ),
    rules.WhyNot.NOBODY: _("No name stands under this letter, or none that you chose: there is nobody to ask."),
    rules.WhyNot.NO_TIME: _("Choose a day and hour that are still to come, so that Members have time to object."),
}


def init_app() -> None:
    """No mail asks about a name that has gone meanwhile."""
    watchers.register("verify", watchers.Watcher(why_not=_why_not, has_left=_has_left))


def start(
    session: Session, letter: Letter, *, wait_until: datetime, only_new: bool = False, by: Organiser, now: datetime
) -> VerifyingRound:
    """Mail every standing signatory, or only those no round asked yet; the caller commits.

    Members without a mailbox are noted, not left out in silence. Raises Refusal with the reason.
    """
    drafting.locked(session, letter)
    wanted = [each for each in queries.to_ask(session, letter) if each.is_new or not only_new]
    reason = rules.why_not_started(letter, delivered=queries.was_delivered(session, letter), names=len(wanted))
    if reason := reason or rules.why_no_time(wait_until, now=now):
        raise Refusal(reason, SENTENCES[reason])
    asked = VerifyingRound(letter_id=letter.id, started_at=now, started_by_id=by.id, wait_until=wait_until)
    session.add(asked)
    session.flush()
    reached = [each for each in wanted if each.mailbox]
    for number, each in enumerate(reached):
        session.add(_asked(session, letter, asked, each, now=now, due_at=now + number * BETWEEN))
    session.add_all(Enquiry(round=asked, signature=each.signature) for each in wanted if not each.mailbox)
    session.flush()
    facts = {"round": asked.public_id, "asked": len(reached), "unreachable": len(wanted) - len(reached)}
    journal.record(
        session, "round.started", letter.public_id, now=now, by=by.public_id, until=wait_until.isoformat(), **facts
    )
    return asked


def object_to(session: Session, enquiry: Enquiry, *, now: datetime) -> bool:
    """The Member says: not mine. The name is off at once, everywhere, and a receipt is mailed. The caller commits.

    False where the name stands no more anyway: nothing happens then. The enquiry is locked by its query.
    """
    signature, letter = enquiry.signature, enquiry.round.letter
    if rules.standing(signature) is not Standing.STANDS:
        return False
    signature.standing, signature.lapsed_at, signature.lapsed_because = None, now, Lapse.OBJECTED
    enquiry.objected_at = now
    session.flush()
    recording.event(session, "signature.objected", signature, now=now, round=enquiry.round.public_id)
    to = session.scalars(select(OutgoingMail.recipient).where(OutgoingMail.id == enquiry.mail_id)).one()
    outbox.enqueue(session, mails.name_off(signature, letter, to=to, now=now), now=now)
    return True


def _asked(
    session: Session, letter: Letter, asked: VerifyingRound, to: ToAsk, *, now: datetime, due_at: datetime
) -> Enquiry:
    secret = tokens.new_token()
    mail = mails.ask(to.signature, letter, to=str(to.mailbox), secret=secret, wait_until=asked.wait_until)
    row = outbox.enqueue(session, mail, now=now, due_at=due_at)
    return Enquiry(round=asked, signature=to.signature, digest=tokens.digest(secret), mail_id=row.id)


def _why_not(session: Session, mail: OutgoingMail, now: datetime) -> str | None:
    enquiry = session.scalar(select(Enquiry).where(Enquiry.mail_id == mail.id))
    if enquiry is None:
        return "no enquiry belongs to it"
    return None if enquiry.signature.standing else "the signature stands no more"


def _has_left(session: Session, mail: OutgoingMail, *, now: datetime) -> None:
    """Nothing follows."""
