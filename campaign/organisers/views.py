"""Login, logout, password."""

from flask import Blueprint, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user

blueprint = Blueprint("organisers", __name__)


@blueprint.get("/login")
def login() -> ResponseReturnValue:
    """The login page."""
    return render_template("pages/organisers/login.html")


@blueprint.post("/logout")
def logout() -> ResponseReturnValue:
    """End the session."""
    logout_user()
    session.clear()
    return redirect(url_for("public.home"), 303)
