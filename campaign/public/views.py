"""Pages for everybody."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

blueprint = Blueprint("public", __name__)


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """What this installation is; organisers go on to their campaigns."""
    if current_user.is_authenticated:
        return redirect(url_for("campaigns.index"), 303)
    return render_template("pages/public/home.html")
