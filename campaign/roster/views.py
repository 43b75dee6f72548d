"""The roster: who is a Member, and the import."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from campaign.organisers import guard

blueprint = Blueprint("roster", __name__, url_prefix="/roster")


@blueprint.get("/")
@guard.required
def index() -> ResponseReturnValue:
    """All Members."""
    return render_template("pages/roster/index.html")
