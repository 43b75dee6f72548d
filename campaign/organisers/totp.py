"""One-time codes from an app (TOTP, RFC 6238), by libpass, which Flask-Security's own codes rest on.

The secret rests sealed. A code is good for its half-minute and the ones beside it, and only once: the step of the last
one used is kept, in the same statement that decides.
"""

import hmac
from datetime import datetime

import segno
from passlib.exc import TokenError
from passlib.totp import TOTP
from sqlalchemy import update
from sqlalchemy.orm import Session

from campaign import tokens
from campaign.organisers.models import Authenticator, Organiser

ISSUER = "Undersigned"
WINDOW = 30
PURPOSE = "authenticator"
_OFFERED_FOR = 30 * 60


def offer(organiser: Organiser, *, now: datetime) -> str:
    """A new secret for this organiser, sealed, to be sent back with the first code; nothing is stored yet."""
    plain = f"{organiser.public_id} {int(now.timestamp())} {TOTP.new().base32_key}"
    return tokens.seal(PURPOSE, plain.encode()).decode()


def accept(organiser: Organiser, offered: str, *, now: datetime) -> str:
    """The secret that was offered to this very organiser a short while ago, or nothing."""
    try:
        whose, at, secret = tokens.unseal(PURPOSE, offered.encode()).decode().split(" ")
    except ValueError:
        return ""
    is_theirs = hmac.compare_digest(whose, organiser.public_id)
    return secret if is_theirs and int(at) + _OFFERED_FOR > now.timestamp() else ""


def step(secret: str, code: str, *, now: datetime, after: int = -1) -> int | None:
    """The time step this code belongs to, if it is right now and newer than the step `after`."""
    try:
        last = after if after >= 0 else None
        match = TOTP(key=secret).match(code, time=int(now.timestamp()), window=WINDOW, last_counter=last)
    except (TokenError, ValueError):
        return None
    return int(match.counter)


def keep(session: Session, organiser: Organiser, secret: str, *, used: int, now: datetime) -> None:
    """Store the app's secret, sealed, in place of an older one; the code that proved it is used up."""
    row = session.get(Authenticator, organiser.id) or Authenticator(organiser_id=organiser.id)
    row.secret, row.last_counter, row.made_at = tokens.seal(PURPOSE, secret.encode()), used, now
    session.add(row)
    session.flush()


def use(session: Session, organiser: Organiser, code: str, *, now: datetime) -> bool:
    """Use this code up; False for a wrong, an old and a used one, and for whoever comes second with it."""
    row = session.get(Authenticator, organiser.id)
    if row is None:
        return False
    secret = tokens.unseal(PURPOSE, row.secret).decode()
    counter = step(secret, code, now=now, after=row.last_counter)
    if counter is None:
        return False
    newer = (Authenticator.organiser_id == organiser.id, Authenticator.last_counter < counter)
    changed = session.execute(update(Authenticator).where(*newer).values(last_counter=counter))
    return bool(changed.rowcount == 1)  # type: ignore[attr-defined]


def pretty(secret: str) -> str:
    """The secret in groups of four, to type where no camera is."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def picture(secret: str, organiser: Organiser) -> str:
    """The QR code an app reads, as an inline SVG drawn here: nobody else learns the secret."""
    address = TOTP(key=secret).to_uri(label=organiser.email, issuer=ISSUER)
    drawn = segno.make(address, error="m", micro=False)
    return str(drawn.svg_inline(scale=5, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None))
