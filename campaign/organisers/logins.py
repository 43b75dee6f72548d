"""Guards of the login: how many tries there are, and what a session begins with.

A try is counted before the password is hashed and stays counted when it fails. It is counted by the visitor's network,
by account and network together, and by account alone; a browser that has logged in before has tries of its own
(a signed cookie, after OWASP's "device cookies"), so that a stranger's guessing cannot lock the owner out.
"""

from datetime import datetime, timedelta

from flask import Response, current_app, redirect, request, session
from flask_login import current_user, logout_user
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import config, journal, tokens
from campaign.db import transaction
from campaign.organisers import mails, sessions
from campaign.organisers.models import Organiser
from campaign.outbox import operations as outbox
from campaign.web import limits

WINDOW = timedelta(minutes=15)
BY_VISITOR = 20
BY_ACCOUNT_AND_NETWORK = 5
BY_ACCOUNT = 30
BY_KNOWN_BROWSER = 10
KNOWN_FOR = timedelta(days=180)
HALF_WAY = timedelta(minutes=10)


def count_try(opened: Session, email: str, *, now: datetime) -> None:
    """Count one try to log in to this account; the caller commits before it hashes anything.

    Raises TooMany.
    """
    account = email.strip().lower()
    limits.count_visitor(opened, "login", at_most=BY_VISITOR, within=WINDOW, now=now)
    if browser := _known_browser(account):
        limits.count(opened, "login-known", browser, at_most=BY_KNOWN_BROWSER, within=WINDOW, now=now)
        return
    near, _wide = limits.networks(request.remote_addr or "0.0.0.0")  # noqa: S104 - a value, not a binding
    pair = f"{account}|{near}"
    limits.count(opened, "login-pair", pair, at_most=BY_ACCOUNT_AND_NETWORK, within=WINDOW, now=now)
    limits.count(opened, "login-account", account, at_most=BY_ACCOUNT, within=WINDOW, now=now)


def is_known_browser(organiser: Organiser) -> bool:
    """Whether this browser has logged in to the account since its password was set and others were logged out."""
    account, _number, since = _held()
    return tokens.same(account, _account(organiser.email)) and tokens.same(since, _since(organiser))


def half_way(organiser: Organiser, goal: str, *, now: datetime) -> None:
    """The password was right: remember for some minutes whose it was, in a session that lets nobody in."""
    session.clear()
    session["half"] = {"who": organiser.fs_uniquifier, "at": now.timestamp(), "goal": goal}


def half(opened: Session, *, now: datetime) -> tuple[Organiser, str] | None:
    """Whose password was right a few minutes ago in this browser, and where the login leads."""
    held = session.get("half")
    if not isinstance(held, dict) or held.get("at", 0) + HALF_WAY.total_seconds() < now.timestamp():
        return None
    query = select(Organiser).where(Organiser.fs_uniquifier == str(held.get("who")), Organiser.active)
    organiser = opened.scalar(query)
    return (organiser, str(held.get("goal", ""))) if organiser else None


def complete(organiser: Organiser, goal: str, *, by: str, now: datetime) -> Response:
    """Begin a session and go on to the goal; a browser never seen before is told to the owner by mail."""
    known, place = is_known_browser(organiser), sessions.here()
    with transaction() as opened:
        first = sessions.is_first(opened, organiser)
        sid = sessions.begin(opened, organiser, second_factor=by != "password", now=now)
        journal.record(opened, "organiser.logged_in", organiser.public_id, now=now, factor=by)
        if not known and not first:
            mail = mails.new_device(organiser, browser=place.browser, network=place.network, at=now)
            outbox.enqueue(opened, mail, now=now)
    sessions.enter(organiser, sid, now=now)
    response = current_app.make_response(redirect(goal, 303))
    return remember_browser(response, organiser)


def leave(*, now: datetime) -> None:
    """End the session at hand, in the browser and in the database; a browser that is not logged in is emptied alike."""
    if current_user.is_authenticated:
        organiser: Organiser = current_user._get_current_object()
        with transaction() as opened:
            sessions.end(opened, organiser, now=now, only=sessions.current().public_id)
            journal.record(opened, "organiser.logged_out", organiser.public_id, now=now)
    logout_user()
    session.clear()


def remember_browser(response: Response, organiser: Organiser) -> Response:
    """Give the browser the cookie that lets its owner keep trying while strangers guess; it logs nobody in."""
    response.set_cookie(
        _cookie_name(),
        _serializer().dumps([_account(organiser.email), tokens.new_public_id(), _since(organiser)]),
        max_age=KNOWN_FOR,
        secure=config.current().is_https,
        httponly=True,
        samesite="Strict",
    )
    return response


def _known_browser(account: str) -> str:
    """This browser's own number, if it has logged in to the account before."""
    held, number, _since = _held()
    return number if tokens.same(held, _account(account)) else ""


def _held() -> tuple[str, str, str]:
    """What this browser's cookie says: for which account, the browser's number, and since when; empty without one."""
    try:
        held = _serializer().loads(request.cookies.get(_cookie_name(), ""), max_age=int(KNOWN_FOR.total_seconds()))
    except BadSignature:
        return "", "", ""
    account, number, since = held
    return str(account), str(number), str(since)


def _account(email: str) -> str:
    return tokens.keyed_digest("known-browser", email)


def _since(organiser: Organiser) -> str:
    """Another value whenever the account's sessions were ended together."""
    return tokens.keyed_digest("known-since", organiser.fs_uniquifier)


def _cookie_name() -> str:
    return "__Host-known" if config.current().is_https else "known"


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(config.current().secret_key, salt="known-browser-since")
