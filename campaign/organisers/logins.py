"""Guards of the login: how many tries there are, and what a session begins with.

A try is counted before the password is hashed and stays counted when it fails. It is counted by the visitor's network,
by account and network together, and by account alone; a browser that has logged in before has tries of its own
(a signed cookie, after OWASP's "device cookies"), so that a stranger's guessing cannot lock the owner out.
"""

from datetime import datetime, timedelta

from flask import Response, request, session
from flask_security.utils import login_user
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy.orm import Session

from campaign import config, tokens
from campaign.organisers.models import Organiser
from campaign.web import limits

WINDOW = timedelta(minutes=15)
BY_VISITOR = 20
BY_ACCOUNT_AND_NETWORK = 5
BY_ACCOUNT = 30
BY_KNOWN_BROWSER = 10
KNOWN_FOR = timedelta(days=180)


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


def begin_session(organiser: Organiser) -> None:
    """Log the organiser in, in a session that holds nothing from before (session fixation)."""
    session.clear()
    login_user(organiser, remember=False, authn_via=["password"])


def remember_browser(response: Response, organiser: Organiser) -> Response:
    """Give the browser the cookie that lets its owner keep trying while strangers guess; it logs nobody in."""
    response.set_cookie(
        _cookie_name(),
        _serializer().dumps([tokens.keyed_digest("known-browser", organiser.email), tokens.new_public_id()]),
        max_age=KNOWN_FOR,
        secure=config.current().is_https,
        httponly=True,
        samesite="Strict",
    )
    return response


def _known_browser(account: str) -> str:
    """This browser's own number, if it has logged in to the account before."""
    try:
        held = _serializer().loads(request.cookies.get(_cookie_name(), ""), max_age=int(KNOWN_FOR.total_seconds()))
    except BadSignature:
        return ""
    digest, number = held
    return str(number) if tokens.same(digest, tokens.keyed_digest("known-browser", account)) else ""


def _cookie_name() -> str:
    return "__Host-known" if config.current().is_https else "known"


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(config.current().secret_key, salt="known-browser")
