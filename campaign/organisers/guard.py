"""Pages for organisers only."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from campaign import config
from campaign.organisers import rules
from campaign.organisers.models import Organiser
from campaign.web.refusals import Forbidden

P = ParamSpec("P")


def required(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Let the view run for a logged-in organiser; send anybody else to the login page and back."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if current_user.is_authenticated:
            return view(*args, **kwargs)
        goal = request.full_path.rstrip("?") if request.method == "GET" else url_for("public.home")
        return redirect(url_for("organisers.login", next=goal), 303)

    return guarded


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


def current() -> Organiser:
    """The organiser who is logged in; call it in guarded views only."""
    organiser: Organiser = current_user._get_current_object()
    return organiser
