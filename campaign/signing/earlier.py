"""An autograph the Member used before, offered again: seen only by who has just typed the code, for ten minutes.

A personal link alone may have been passed on, so handwriting is never shown behind it. The right code gives a ticket;
it is bound to the signature made with that code. The signature counts already: choosing changes only its ink.
"""

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, undefer

from campaign import tokens
from campaign.drafting.models import LetterState
from campaign.signing import recording
from campaign.signing.models import AutographKind, Lapse, Signature

TICKET_LIVES = timedelta(minutes=10)
INK = (AutographKind.DRAWN, AutographKind.IMAGE)


def offered(session: Session, signature: Signature) -> Signature | None:
    """The Member's newest other signature with ink that stands or ended with its text only; None where there is none.

    None too where this one has ink of its own, was given without a code, or stands under a letter that is no longer
    open. What a Member took back or objected to is nobody's to use again.
    """
    if signature.autograph_kind in INK or not signature.evidence.get("code_confirmed_at"):
        return None
    if not signature.standing or signature.letter.state is not LetterState.OPEN:
        return None
    query = (
        select(Signature)
        .where(
            Signature.ep_id == signature.ep_id,
            Signature.id != signature.id,
            or_(Signature.standing.is_(True), Signature.lapsed_because == Lapse.TEXT_CHANGED),
            Signature.autograph_kind.in_(INK),
        )
        .options(undefer(Signature.autograph), undefer(Signature.autograph_image))
        .order_by(Signature.signed_at.desc(), Signature.id.desc())
    )
    return session.scalars(query.limit(1)).first()


def ticket(signature: Signature, *, now: datetime) -> str:
    """What shows for ten minutes that the code for this signature was typed here."""
    until = str(int((now + TICKET_LIVES).timestamp()))
    return f"{until}.{_mark(signature, until)}"


def is_good(shown: str, signature: Signature | None, *, now: datetime) -> bool:
    """Whether this ticket was given for this signature less than ten minutes ago."""
    until, _dot, mark = shown.partition(".")
    if signature is None or not (until.isascii() and until.isdigit() and len(until) < 12):
        return False
    return tokens.same(mark, _mark(signature, until)) and now.timestamp() < int(until)


def use(session: Session, signature: Signature, found: Signature, *, now: datetime) -> None:
    """Print the ink of `found` above this signature too. The caller looked at the ticket, and commits."""
    signature.autograph_kind = found.autograph_kind
    signature.autograph, signature.autograph_image = found.autograph, found.autograph_image
    session.flush()
    recording.event(session, "signature.inked", signature, now=now, earlier=found.public_id)


def _mark(signature: Signature, until: str) -> str:
    return tokens.keyed_digest("earlier autograph", f"{signature.public_id}|{until}")
