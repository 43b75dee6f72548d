"""Ten codes on paper, each good once when app and passkey are lost; 50 bits each, kept as keyed digests."""

import secrets
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from campaign import tokens
from campaign.organisers.models import Organiser, RecoveryCode

HOW_MANY = 10
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def renew(session: Session, organiser: Organiser, *, now: datetime) -> list[str]:
    """Ten new codes in place of all older ones, to be shown once; the caller commits."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.organiser_id == organiser.id))
    codes = [_code() for _ in range(HOW_MANY)]
    session.add_all(
        RecoveryCode(organiser_id=organiser.id, digest=_digest(organiser, each), made_at=now) for each in codes
    )
    session.flush()
    return codes


def use(session: Session, organiser: Organiser, code: str, *, now: datetime) -> bool:
    """Use one code up; False for a wrong and a used one, and for whoever comes second with it."""
    unused = (RecoveryCode.organiser_id == organiser.id, RecoveryCode.used_at.is_(None))
    right = RecoveryCode.digest == _digest(organiser, code)
    changed = session.execute(update(RecoveryCode).where(*unused, right).values(used_at=now))
    return bool(changed.rowcount == 1)  # type: ignore[attr-defined]


def left(session: Session, organiser: Organiser) -> int:
    """How many codes are not used yet."""
    unused = (RecoveryCode.organiser_id == organiser.id, RecoveryCode.used_at.is_(None))
    return session.scalar(select(func.count(RecoveryCode.id)).where(*unused)) or 0


def forget(session: Session, organiser: Organiser) -> None:
    """Throw all codes away: without a second factor they are of no use."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.organiser_id == organiser.id))


def _code() -> str:
    letters = "".join(secrets.choice(LETTERS) for _ in range(12))
    return "-".join(letters[at : at + 4] for at in range(0, 12, 4))


def _digest(organiser: Organiser, code: str) -> str:
    """However it was typed: capitals, spaces and hyphens do not matter."""
    plain = "".join(each for each in code.lower() if each.isalnum())
    return tokens.lasting_digest("recovery-code", f"{organiser.public_id}|{plain}")
