"""Logins as rows: each request asks once whether its session still stands, so that an ended one is dead at once.

The cookie is signed and holds a random number; the row holds its digest. A session ends after two hours in which its
browser asked for nothing (the cookie tells when that was: looking writes no rows), and half a day after the login.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, current_app, g, request, session
from flask_login import LoginManager
from flask_security.utils import login_user
from sqlalchemy import select, update
from sqlalchemy.orm import Session, contains_eager

from campaign import clock, tokens
from campaign.db import reading, transaction
from campaign.organisers import devices
from campaign.organisers.models import LoginSession, Organiser
from campaign.web import limits
from campaign.web.security import SESSION_HOURS

IDLE = timedelta(hours=2)
FRESH = timedelta(minutes=15)
STAMPED = timedelta(minutes=5)
SEEN = timedelta(hours=1)


@dataclass(frozen=True)
class Place:
    """Where somebody logs in from, as coarse as it is kept."""

    browser: str
    network: str


def init_app(app: Flask) -> None:
    """Let the rows decide who is logged in."""
    manager: LoginManager = app.extensions["security"].login_manager
    manager.user_loader(_organiser_of)
    manager.request_loader(lambda _request: None)  # sessions only: no tokens in addresses or headers
    app.before_request(_note_seen)


def here() -> Place:
    """The browser and the cut network of this request."""
    _near, wide = limits.networks(request.remote_addr or "0.0.0.0")  # noqa: S104 - a value, not a binding
    return Place(devices.family(request.user_agent.string), wide)


def begin(opened: Session, organiser: Organiser, *, second_factor: bool, now: datetime) -> str:
    """A new login as a row; gives the number for the cookie. The caller commits, then calls `enter` with it."""
    sid, place = tokens.new_token(), here()
    row = LoginSession(organiser_id=organiser.id, digest=tokens.digest(sid), second_factor=second_factor, ended_at=None)
    row.browser, row.network, row.made_at, row.seen_at = place.browser, place.network, now, now
    opened.add(row)
    opened.flush()
    return sid


def enter(organiser: Organiser, sid: str, *, now: datetime) -> None:
    """Log in with this number, in a cookie that holds nothing from before (session fixation)."""
    session.clear()
    login_user(organiser, remember=False)
    session["sid"] = sid
    session["seen"] = session["proved"] = session["noted"] = now.timestamp()


def prove(now: datetime) -> None:
    """The organiser has just shown password or factor again."""
    session["proved"] = now.timestamp()


def is_fresh(now: datetime) -> bool:
    """Whether password or factor were shown in the last minutes."""
    return _moment("proved") + FRESH > now


def current() -> LoginSession:
    """The row of the session at hand; call it in guarded views only."""
    row: LoginSession = g.login_session
    return row


def of(opened: Session, organiser: Organiser, *, now: datetime) -> list[LoginSession]:
    """The organiser's sessions that stand, newest first."""
    query = select(LoginSession).where(*_standing(now), LoginSession.organiser_id == organiser.id)
    return list(opened.scalars(query.order_by(LoginSession.made_at.desc(), LoginSession.id.desc())))


def is_first(opened: Session, organiser: Organiser) -> bool:
    """Whether the organiser has never logged in before."""
    return opened.scalar(select(LoginSession.id).where(LoginSession.organiser_id == organiser.id).limit(1)) is None


def end(
    opened: Session, organiser: Organiser, *, now: datetime, only: str = "", but: LoginSession | None = None
) -> int:
    """End sessions of the organiser: one by its public id, all, or all but one; the caller commits. Gives how many."""
    changed = update(LoginSession).where(*_standing(now), LoginSession.organiser_id == organiser.id)
    if only:
        changed = changed.where(LoginSession.public_id == only)
    if but is not None:
        changed = changed.where(LoginSession.id != but.id)
    return int(opened.execute(changed.values(ended_at=now)).rowcount)  # type: ignore[attr-defined]


def end_others(opened: Session, organiser: Organiser, *, now: datetime) -> int:
    """End every session but the one at hand, and tablets that were opened from one: the account's mark changes.

    The caller commits, then calls `stay`. Gives how many sessions ended.
    """
    number = end(opened, organiser, now=now, but=current())
    organiser.fs_uniquifier = tokens.new_token()
    opened.flush()
    return number


def stay(organiser: Organiser) -> None:
    """Let the session at hand go on under the account's new mark."""
    session["_user_id"] = organiser.fs_uniquifier


def _standing(now: datetime) -> tuple[Any, ...]:
    return LoginSession.ended_at.is_(None), LoginSession.made_at > now - SESSION_HOURS


def _organiser_of(uniquifier: str) -> Organiser | None:
    """Who the cookie at hand logs in; one query."""
    now, sid = clock.now(), session.get("sid", "")
    if not isinstance(sid, str) or not sid or _moment("seen") + IDLE < now:
        return None
    query = select(LoginSession).join(LoginSession.organiser).options(contains_eager(LoginSession.organiser))
    query = query.where(LoginSession.digest == tokens.digest(sid), *_standing(now))
    row = reading().scalar(query.where(Organiser.fs_uniquifier == uniquifier, Organiser.active))
    if row is None:
        return None
    g.login_session = row
    if _moment("seen") + STAMPED < now:
        session["seen"] = now.timestamp()
    return row.organiser


def _moment(name: str) -> datetime:
    held = session.get(name, 0)
    return datetime.fromtimestamp(held if isinstance(held, (int, float)) else 0, UTC)


def _note_seen() -> None:
    """Note that a session is in use, when something is sent, at most once an hour; looking at pages writes nothing."""
    now = clock.now()
    if request.method != "POST" or current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return
    sid = session.get("sid")
    if isinstance(sid, str) and _moment("noted") + SEEN < now:
        session["noted"] = now.timestamp()
        mine = (LoginSession.digest == tokens.digest(sid), *_standing(now))
        with transaction() as opened:
            opened.execute(update(LoginSession).where(*mine).values(seen_at=now))
