"""Pages for organisers only."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeAlias

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.routing import Rule

from campaign import clock, config
from campaign.organisers import rules, sessions
from campaign.organisers.models import Organiser
from campaign.web.refusals import Forbidden

P = ParamSpec("P")
View: TypeAlias = Callable[P, ResponseReturnValue]


def required(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Let the view run for a logged-in organiser; send anybody else to the login page and back."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if current_user.is_authenticated:
            if _lacks_factor():
                flash(_("This installation asks for a second factor. Set one up to go on."), "warning")
                return redirect(url_for("organisers.factors_page"), 303)
            return view(*args, **kwargs)
        goal = request.full_path.rstrip("?") if request.method == "GET" else url_for("public.home")
        return redirect(url_for("organisers.login", next=goal), 303)

    return guarded


def fresh(view: View[P]) -> View[P]:
    """Let the view run for who has shown password or factor in the last quarter of an hour; ask others to do so first.

    For what would hurt most from a session left open or stolen. What was typed is to be typed again: put it on the
    page with the form as well as on what takes the form. For a button on another page see `fresh_from`.
    """
    return _fresh(view, _page_of_request)


def fresh_from(page: str) -> Callable[[View[P]], View[P]]:
    """Like `fresh`, for a button that stands on another page: whoever had to show the password comes back to that one.

    `page` is its endpoint; it takes those of the view's own arguments that it has.
    """

    def back() -> str:
        rule = next(each for each in _rules() if each.endpoint == page)
        held = request.view_args or {}
        return url_for(page, **{name: held[name] for name in rule.arguments})

    return lambda view: _fresh(view, back)


def _fresh(view: View[P], back: Callable[[], str]) -> View[P]:
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if sessions.is_fresh(clock.now()):
            return view(*args, **kwargs)
        return redirect(url_for("organisers.again", next=back()), 303)

    return required(guarded)


def operators_only(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Let the view run for an operator of this installation; tell other organisers whom to ask. Raises Forbidden."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if not rules.is_operator(current()):
            settings = config.current()
            sentence = _("This is for the operator of this installation. Ask %(name)s: %(email)s.")
            who = {"name": settings.operator_name, "email": settings.operator_email}
            raise Forbidden("operator", sentence % who)
        return view(*args, **kwargs)

    return required(guarded)


def _page_of_request() -> str:
    """The page to come back to: this one, or for a form's target the page at the same address, else the account."""
    rule = request.url_rule
    if request.method == "GET":
        return request.full_path.rstrip("?")
    is_page_too = any(each.rule == rule.rule and "GET" in (each.methods or ()) for each in _rules()) if rule else False
    return request.path if is_page_too else url_for("organisers.account")


def _rules() -> list[Rule]:
    return list(current_app.url_map.iter_rules())


def _lacks_factor() -> bool:
    """Whether the installation wants a second factor that this session does not have; accounts' pages stay open."""
    wanted = config.current().second_factor == "required" and request.blueprint != "organisers"
    return wanted and not sessions.current().second_factor


def current() -> Organiser:
    """The organiser who is logged in; call it in guarded views only."""
    organiser: Organiser = current_user._get_current_object()
    return organiser
