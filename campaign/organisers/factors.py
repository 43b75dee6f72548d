"""Second factors: what an organiser has besides the password, and how it is shown, added and taken away."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from campaign import journal
from campaign.organisers import mails, passkeys, recovery, sessions, totp
from campaign.organisers.models import Authenticator, LoginSession, Organiser, Passkey
from campaign.outbox import operations as outbox
from campaign.web import limits

WINDOW = timedelta(minutes=15)
TRIES = 5
"""Codes may be tried so often in a window, by whoever knows the password: 3 of a million are right at any moment."""
TRIES_A_DAY = 30
ALARM_AT = 3
"""So many wrong codes in a window after a right password, and the owner hears of it."""


@dataclass(frozen=True)
class Factors:
    """What an organiser has besides the password."""

    app: Authenticator | None
    passkeys: list[Passkey]
    codes_left: int

    def __bool__(self) -> bool:
        """Whether there is a second factor; recovery codes alone are none."""
        return bool(self.app or self.passkeys)


def of(session: Session, organiser: Organiser) -> Factors:
    """The organiser's second factors; three queries."""
    app = session.get(Authenticator, organiser.id)
    return Factors(app, passkeys.of(session, organiser), recovery.left(session, organiser))


def has_any(session: Session, organiser: Organiser) -> bool:
    """Whether the organiser has a second factor; one query."""
    app = exists().where(Authenticator.organiser_id == organiser.id)
    return bool(session.scalar(select(app | exists().where(Passkey.organiser_id == organiser.id))))


def count_try(session: Session, organiser: Organiser, *, now: datetime) -> None:
    """Count one code tried for this account, from wherever; the caller commits before the code is looked at.

    Raises TooMany.
    """
    bounds = [
        limits.Bound("factor", organiser.public_id, TRIES, WINDOW),
        limits.Bound("factor-day", organiser.public_id, TRIES_A_DAY, timedelta(days=1)),
    ]
    limits.count_all(session, bounds, now=now)


def note_wrong(session: Session, organiser: Organiser, *, now: datetime) -> None:
    """Note a wrong code from somebody who knows the password; the owner is told of several, once in a window.

    The caller commits.
    """
    wrong = limits.Bound("factor-wrong", organiser.public_id, ALARM_AT - 1, WINDOW)
    told = limits.Bound("factor-alarm", organiser.public_id, 1, WINDOW)
    if limits.has_room(session, wrong, now=now):
        limits.count_all(session, [wrong], now=now)
    elif limits.has_room(session, told, now=now):
        limits.count_all(session, [told], now=now)
        outbox.enqueue(session, mails.wrong_codes(organiser), now=now)


def use_code(session: Session, organiser: Organiser, code: str, *, now: datetime) -> bool:
    """Use up a code from the app or from the paper; the caller commits."""
    digits = "".join(code.split())
    if digits.isdecimal() and len(digits) == 6:
        return totp.use(session, organiser, digits, now=now)
    if not recovery.use(session, organiser, code, now=now):
        return False
    journal.record(session, "organiser.recovery_code_used", organiser.public_id, now=now)
    outbox.enqueue(session, mails.factors_changed(organiser, "code_used"), now=now)
    return True


def add_app(
    session: Session, organiser: Organiser, secret: str, *, used: int, here: LoginSession, now: datetime
) -> None:
    """Keep the app that has just made a right code; the caller commits."""
    totp.keep(session, organiser, secret, used=used, now=now)
    _added(session, organiser, "app", here=here, now=now)


def add_passkey(
    session: Session, organiser: Organiser, answer: object, name: str, *, here: LoginSession, now: datetime
) -> bool:
    """Keep the passkey that answered, if it holds; the caller commits in either case."""
    if passkeys.register(session, organiser, answer, name, now=now) is None:
        return False
    _added(session, organiser, "passkey", here=here, now=now)
    return True


def remove_app(session: Session, organiser: Organiser, *, here: LoginSession, now: datetime) -> None:
    """Forget the app; the caller commits."""
    app = session.get(Authenticator, organiser.id)
    if app is not None:
        session.delete(app)
        _removed(session, organiser, "app", here=here, now=now)


def remove_passkey(
    session: Session, organiser: Organiser, public_id: str, *, here: LoginSession, now: datetime
) -> None:
    """Forget one of the organiser's passkeys; the caller commits."""
    mine = select(Passkey).where(Passkey.organiser_id == organiser.id, Passkey.public_id == public_id)
    passkey = session.scalar(mine)
    if passkey is not None:
        session.delete(passkey)
        _removed(session, organiser, "passkey", here=here, now=now)


def forget_all(session: Session, organiser: Organiser, *, now: datetime) -> None:
    """Forget everything but the password, for somebody who lost it all; every session ends. The caller commits."""
    found = of(session, organiser)
    for each in [*found.passkeys, *([found.app] if found.app else [])]:
        session.delete(each)
    recovery.forget(session, organiser)
    sessions.end(session, organiser, now=now)
    session.flush()
    journal.record(session, "organiser.factors_forgotten", organiser.public_id, now=now)
    outbox.enqueue(session, mails.factors_changed(organiser, "all_removed"), now=now)


def renew_codes(session: Session, organiser: Organiser, *, now: datetime) -> list[str]:
    """Ten new recovery codes in place of the older ones, to be shown once; the caller commits."""
    codes = recovery.renew(session, organiser, now=now)
    journal.record(session, "organiser.codes_renewed", organiser.public_id, now=now)
    outbox.enqueue(session, mails.factors_changed(organiser, "codes_renewed"), now=now)
    return codes


def _added(session: Session, organiser: Organiser, kind: str, *, here: LoginSession, now: datetime) -> None:
    """From now on a password alone opens nothing: sessions that began with one end, except this one."""
    sessions.end(session, organiser, now=now, but=here)
    here.second_factor = True
    session.flush()
    journal.record(session, "organiser.factor_added", organiser.public_id, now=now, factor=kind)
    outbox.enqueue(session, mails.factors_changed(organiser, f"{kind}_added"), now=now)


def _removed(session: Session, organiser: Organiser, kind: str, *, here: LoginSession, now: datetime) -> None:
    """What was lost may be in other hands, and so may sessions that it opened: they end, except this one."""
    sessions.end(session, organiser, now=now, but=here)
    session.flush()
    if not has_any(session, organiser):
        recovery.forget(session, organiser)
    journal.record(session, "organiser.factor_removed", organiser.public_id, now=now, factor=kind)
    outbox.enqueue(session, mails.factors_changed(organiser, f"{kind}_removed"), now=now)
