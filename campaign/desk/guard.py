"""What a tablet at a desk holds and shows: a cookie no script can read, and a mark in every form.

Opening a desk logs its organiser out in that browser: whoever is handed the tablet holds nothing but the desk, and
leaving it for anything else takes the password.
"""

from flask import Response, request
from flask_babel import lazy_gettext as _

from campaign import config, tokens
from campaign.desk import rules
from campaign.signing.guard import ForeignForm, Stale


def cookie_name() -> str:
    """The cookie of the desk; bound to this host where the installation is reached encrypted."""
    return "__Host-desk" if config.current().is_https else "desk"


def secret() -> str:
    """The secret this browser holds, or nothing."""
    return request.cookies.get(cookie_name(), "")


def mark(secret: str) -> str:
    """What a form on this tablet carries to show that it comes from a page of ours."""
    return tokens.keyed_digest("desk form", secret)


def check() -> None:
    """Let a POST through only with the mark. Raises ForeignForm."""
    if request.method == "POST" and not tokens.same(request.form.get("csrf_token", ""), mark(secret())):
        raise ForeignForm(Stale.FORM, _("This page is of another desk. Reload it and use the button there."))


def hand_out(response: Response, secret: str) -> Response:
    """Give the browser the desk."""
    response.set_cookie(
        cookie_name(),
        secret,
        max_age=rules.LIVES,
        secure=config.current().is_https,
        httponly=True,
        samesite="Strict",
    )
    return response


def take_back(response: Response) -> Response:
    """Take the desk from the browser."""
    response.delete_cookie(cookie_name(), secure=config.current().is_https, httponly=True, samesite="Strict")
    return response
