"""Mails that bring a letter: looked at once more before they leave, and what became of them is written down."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import vault
from campaign.db import reading
from campaign.delivering import assembly
from campaign.delivering import queries as delivering
from campaign.delivering.models import Audience, Edition, TranslatedEdition
from campaign.handover import mails, operations, queries
from campaign.handover.kinds import Outcome
from campaign.handover.models import Attempt
from campaign.handover.operations import StepFacts
from campaign.outbox import attachments, watchers
from campaign.outbox.models import MailState, OutgoingMail

FAILED = {
    MailState.REFUSED: Outcome.REFUSED,
    MailState.GIVEN_UP: Outcome.REFUSED,
    MailState.CANCELLED: Outcome.STOPPED,
}


def init_app() -> None:
    """Let mails carry an edition, and watch over those that do."""
    attachments.register("edition", attached)
    attachments.register("translation", translation_attached)
    watchers.register(mails.TEMPLATE, watchers.Watcher(why_not=why_not, has_left=has_left, has_failed=has_failed))


def attached(public_id: str) -> tuple[str, str, bytes]:
    """The edition's file, exactly the bytes its digest names."""
    query = select(Edition).where(Edition.public_id == public_id, Edition.audience != Audience.ARCHIVE)
    edition = reading().scalars(query).one()
    name = f"{assembly.file_name(edition.letter)}.pdf"
    return name, "application/pdf", vault.read(edition.file_digest)


def translation_attached(public_id: str) -> tuple[str, str, bytes]:
    """The same of a translation; its language stands in the name."""
    made = reading().scalars(select(TranslatedEdition).where(TranslatedEdition.public_id == public_id)).one()
    name = f"{assembly.file_name(made.edition.letter)} ({made.language}).pdf"
    return name, "application/pdf", vault.read(made.file_digest)


def why_not(session: Session, mail: OutgoingMail, now: datetime) -> str | None:
    """Why this mail must not leave any more: a name in its PDF was taken back since."""
    attempt = _attempt(session, mail)
    if attempt is None or attempt.last.outcome is not Outcome.PLANNED:
        return "no attempt waits for it"
    stand = delivering.stand(session, attempt.letter)
    if set(attempt.edition.signature_ids) - set(stand.ids):
        return "a signature in the attached PDF was taken back; issue a new edition and send that"
    if not all(each.is_shown for each in attempt.translations):
        return "an attached translation was taken off; send the letter without it"
    return None


def has_left(session: Session, mail: OutgoingMail, *, now: datetime) -> None:
    """The server took it: it is on its way, which is not yet that it arrived."""
    _step(session, mail, Outcome.SENT, now=now)


def has_failed(session: Session, mail: OutgoingMail, *, now: datetime) -> None:
    """It was refused, called off, or came back after it had left."""
    attempt = _attempt(session, mail)
    if attempt is None:
        return
    was_sent = any(each.outcome is Outcome.SENT for each in attempt.steps)
    _step(session, mail, Outcome.BOUNCED if was_sent else FAILED.get(mail.state, Outcome.STOPPED), now=now)


def _step(session: Session, mail: OutgoingMail, outcome: Outcome, *, now: datetime) -> None:
    attempt = _attempt(session, mail)
    if attempt is None or attempt.last.outcome not in (Outcome.PLANNED, Outcome.SENT):
        return  # somebody wrote down what became of it before the server said so
    facts = StepFacts(outcome=outcome, happened_at=now, note=mail.last_error or "")
    operations.take_step(session, attempt, facts, by=None, now=now)


def _attempt(session: Session, mail: OutgoingMail) -> Attempt | None:
    return queries.attempt_by(session, mail.about.removeprefix("attempt:"))
